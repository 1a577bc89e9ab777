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
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Generates the small town that the quickstart ships: four district metered areas, hourly mean
 * inflow in L/s over thirty weeks, with a change of clocks, public holidays, missing hours,
 * duplicated and disordered rows. Seeded: the same call writes the same bytes.
 */
public final class TownGenerator {
  private static final ZoneId ZONE = ZoneId.of("Europe/Rome");
  private static final Set<LocalDate> HOLIDAYS =
      Set.of(
          LocalDate.of(2023, 4, 10),
          LocalDate.of(2023, 4, 25),
          LocalDate.of(2023, 5, 1),
          LocalDate.of(2023, 6, 2),
          LocalDate.of(2023, 8, 15));
  private static final String[] NAMES = {"Harbour", "OldTown", "Hillside", "Mills"};
  private static final double[] SIZE = {22, 14, 9, 17};
  private static final double[] WORKDAY = {
    .45, .38, .35, .35, .42, .65, 1.15, 1.55, 1.45, 1.25, 1.15, 1.1, 1.2, 1.15, 1.05, 1, 1.05, 1.2,
    1.4, 1.45, 1.25, 1, .8, .6
  };
  private static final int HOURS = 30 * 7 * 24;

  private TownGenerator() {}

  /** Writes {@code readings.csv} and {@code holidays.csv} into a folder. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Files.createDirectories(folder);
    Files.writeString(folder.resolve("readings.csv"), readings(7), StandardCharsets.UTF_8);
    StringBuilder dates = new StringBuilder("date\n");
    HOLIDAYS.stream().sorted().forEach(date -> dates.append(date).append('\n'));
    Files.writeString(folder.resolve("holidays.csv"), dates.toString(), StandardCharsets.UTF_8);
  }

  static String readings(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Instant start = LocalDate.of(2023, 2, 27).atStartOfDay(ZONE).toInstant();
    double[] noise = new double[NAMES.length];
    StringBuilder csv = new StringBuilder("time," + String.join(",", NAMES) + "\n");
    String before = "";
    for (int i = 0; i < HOURS; i++) {
      Instant at = start.plusSeconds(3600L * i);
      StringBuilder row = new StringBuilder(at.toString());
      for (int z = 0; z < NAMES.length; z++) {
        noise[z] = .85 * noise[z] + .02 * (random.nextDouble() + random.nextDouble() - 1);
        double value = SIZE[z] * (shape(at.atZone(ZONE), z) + noise[z]);
        boolean missing = random.nextDouble() < .004 || (z == 2 && i > 2000 && i < 2072);
        row.append(',').append(missing ? "" : String.format(Locale.ROOT, "%.2f", value));
      }
      row.append('\n');
      // A logger that repeats a row, and one that sends two rows in the wrong order.
      if (i == 500 || i == 1500) {
        csv.append(row);
      }
      if (i == 900) {
        before = row.toString();
      } else {
        csv.append(row).append(before);
        before = "";
      }
    }
    return csv.toString();
  }

  private static double shape(ZonedDateTime local, int zone) {
    boolean free =
        local.getDayOfWeek() == DayOfWeek.SUNDAY || HOLIDAYS.contains(local.toLocalDate());
    boolean saturday = local.getDayOfWeek() == DayOfWeek.SATURDAY;
    int hour = local.getHour();
    int late = free ? 2 : saturday ? 1 : 0;
    double base = WORKDAY[Math.max(0, hour - (hour > 4 ? late : 0))];
    double summer = StrictMath.sin((local.getDayOfYear() - 100) * 2 * Math.PI / 365);
    double garden = zone == 2 && hour >= 19 && hour <= 22 ? .5 * Math.max(0, summer) : 0;
    double industry = zone == 3 && (free || saturday) ? .75 : 1;
    return base * industry * (1 + .08 * summer) + garden + .1;
  }
}
