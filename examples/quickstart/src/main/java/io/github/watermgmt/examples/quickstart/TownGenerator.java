// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Writes the readings, the weather and what is known of {@link Town}: hourly mean inflow in L/s, as
 * a telemetry system would deliver it, with leaks, faulty sensors, missing hours, and rows twice or
 * out of order. Seeded: the same call writes the same bytes, on every machine.
 */
public final class TownGenerator {
  private static final long SEED = 7;
  private static final int FORECAST_HOURS = 168;
  private static final double[] WORKDAY = {
    .28, .2, .17, .17, .22, .55, 1.15, 1.6, 1.5, 1.3, 1.2, 1.15, 1.25, 1.2, 1.1, 1.05, 1.1, 1.25,
    1.45, 1.5, 1.3, 1, .7, .42
  };

  private final int hours =
      (int) ((Town.today().getEpochSecond() - Town.start().getEpochSecond()) / 3600);
  private final double[] temperature = new double[hours + FORECAST_HOURS];
  private final double[] rain = new double[hours + FORECAST_HOURS];

  private TownGenerator() {
    drawWeather(new SplittableRandom(SEED));
  }

  /** Writes the files of the town into a folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Files.createDirectories(folder);
    for (Map.Entry<String, String> file : files().entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue(), StandardCharsets.UTF_8);
    }
  }

  /** Returns the text of each file by its name. */
  static Map<String, String> files() {
    TownGenerator town = new TownGenerator();
    Map<String, String> files = new LinkedHashMap<>();
    files.put("readings.csv", town.readings());
    files.put("weather.csv", town.weather());
    files.put("holidays.csv", holidays());
    files.put("sensors.csv", sensors());
    files.put("truth.csv", truth());
    return files;
  }

  private static Instant hour(int index) {
    return Town.start().plusSeconds(3600L * index);
  }

  private void drawWeather(SplittableRandom random) {
    double spell = 0;
    double wet = 0;
    for (int i = 0; i < temperature.length; i++) {
      ZonedDateTime local = hour(i).atZone(Town.ZONE);
      spell = .995 * spell + .35 * noise(random);
      double season = 15 + 10 * StrictMath.sin((local.getDayOfYear() - 110) * 2 * Math.PI / 365);
      double day = 4.5 * StrictMath.sin((local.getHour() - 9) * 2 * Math.PI / 24);
      temperature[i] = season + day + spell;
      wet = random.nextDouble() < .006 ? 2 + 10 * random.nextDouble() : .7 * wet;
      rain[i] = wet < .3 ? 0 : wet * random.nextDouble();
    }
  }

  /** Returns a triangular draw between -1 and 1. */
  private static double noise(SplittableRandom random) {
    return random.nextDouble() + random.nextDouble() - 1;
  }

  private String weather() {
    StringBuilder csv = new StringBuilder("time,temp_c,rain_mm\n");
    for (int i = 0; i < temperature.length; i++) {
      csv.append(hour(i)).append(',').append(text("%.1f", temperature[i])).append(',');
      csv.append(rain[i] == 0 ? "0" : text("%.1f", rain[i])).append('\n');
    }
    return csv.toString();
  }

  private String readings() {
    SplittableRandom random = new SplittableRandom(SEED + 1);
    int areas = Town.AREAS.size();
    double[] wander = new double[areas];
    String[] sent = new String[areas];
    StringBuilder csv = new StringBuilder("time");
    Town.AREAS.forEach(area -> csv.append(',').append(area.name()));
    csv.append('\n');
    String held = "";
    for (int i = 0; i < hours; i++) {
      StringBuilder row = new StringBuilder(hour(i).toString());
      for (int a = 0; a < areas; a++) {
        Town.Area area = Town.AREAS.get(a);
        wander[a] = .85 * wander[a] + .035 * noise(random);
        double chance = wander[a] + .03 * noise(random);
        double flow = area.flow() * (demand(area, i) + chance) + leaks(area, hour(i));
        boolean lost = random.nextDouble() < .004;
        if (!Town.STUCK.covers(area.name(), hour(i)) || sent[a].isEmpty()) {
          sent[a] = text("%.2f", flow * spike(area, hour(i)));
        }
        boolean silent = lost || Town.SILENT.covers(area.name(), hour(i));
        row.append(',').append(silent ? "" : sent[a]);
      }
      row.append('\n');
      // A logger that sends a row twice, and one that sends two rows in the wrong order.
      boolean late = i == 900;
      csv.append(late ? "" : row).append(i == 500 || i == 1500 ? row : "").append(held);
      held = late ? row.toString() : "";
    }
    return csv.toString();
  }

  /** Returns what consumers draw in an hour, as a share of the area's scale. */
  private double demand(Town.Area area, int index) {
    ZonedDateTime local = hour(index).atZone(Town.ZONE);
    LocalDate date = local.toLocalDate();
    boolean free = local.getDayOfWeek() == DayOfWeek.SUNDAY || Town.HOLIDAYS.contains(date);
    boolean saturday = local.getDayOfWeek() == DayOfWeek.SATURDAY;
    int hour = local.getHour();
    int late = hour <= 4 ? 0 : free ? 2 : saturday ? 1 : 0;
    double heat = Math.max(0, temperature[index] - 22);
    double indoors = WORKDAY[hour - late] * (1 + .012 * heat);
    double garden = hour >= 19 && hour <= 22 && rain[index] == 0 ? Math.min(1, .15 * heat) : 0;
    double share = free || saturday ? area.weekend() : 1;
    return indoors * share + area.garden() * garden + .1;
  }

  private static double leaks(Town.Area area, Instant time) {
    double sum = 0;
    for (Town.Leak leak : Town.LEAKS) {
      sum += leak.area().equals(area.name()) ? leak.flowAt(time) : 0;
    }
    return sum;
  }

  private static double spike(Town.Area area, Instant time) {
    for (Town.Spike spike : Town.SPIKES) {
      if (spike.area().equals(area.name()) && spike.time().equals(time)) {
        return spike.factor();
      }
    }
    return 1;
  }

  private static String holidays() {
    StringBuilder csv = new StringBuilder("date\n");
    Town.HOLIDAYS.forEach(date -> csv.append(date).append('\n'));
    return csv.toString();
  }

  private static String sensors() {
    StringBuilder csv = new StringBuilder("file,column,quantity,unit,kind,element,support,sign\n");
    for (Town.Area area : Town.AREAS) {
      csv.append("readings,").append(area.name()).append(",flow,L/s,zone,").append(area.name());
      csv.append(",interval mean (stamp = start),+ into the zone\n");
    }
    return csv.toString();
  }

  private static String truth() {
    StringBuilder csv = new StringBuilder("series,what,start,end,size_L/s\n");
    for (Town.Leak leak : Town.LEAKS) {
      String what = leak.growthDays() == 0 ? "burst" : "growing leak";
      String end = leak.end() == null ? "" : leak.end().toString();
      line(csv, leak.area(), what, leak.start().toString(), end, text("%.1f", leak.flow()));
    }
    for (Town.Spike spike : Town.SPIKES) {
      Instant after = spike.time().plusSeconds(3600);
      line(csv, spike.area(), "spike", spike.time().toString(), after.toString(), "");
    }
    for (Map.Entry<String, Town.Span> fault :
        List.of(Map.entry("stuck sensor", Town.STUCK), Map.entry("silent sensor", Town.SILENT))) {
      Town.Span span = fault.getValue();
      line(csv, span.area(), fault.getKey(), span.start().toString(), span.end().toString(), "");
    }
    return csv.toString();
  }

  private static void line(StringBuilder csv, String... cells) {
    csv.append(String.join(",", cells)).append('\n');
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
