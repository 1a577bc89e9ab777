// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core;

import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.SeriesIngest;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Unit;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Locale;

/** Writes ten million rows, reads them, forecasts a day, and says what that took. */
final class LargeRun {
  private static final int ROWS = 10_000_000;
  private static final int MINUTES = 24 * 60;

  private LargeRun() {}

  /** Takes the form (wide, long or shuffled), the folder and the forecaster, or "none". */
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[1], args[0] + ".csv");
    int sensors = args[0].equals("wide") ? 1 : 100;
    write(file, args[0], sensors);
    long begun = System.nanoTime();
    PanelBuilder.Built built = ReadingsCsv.builder().unit(Unit.of("L/s")).build().read(file);
    System.out.printf(
        Locale.ROOT,
        "rows %d series %d steps %d outOfOrder %d%n",
        built.report().total(SeriesIngest::rows),
        built.panel().size(),
        built.panel().axis().length(),
        built.report().total(SeriesIngest::outOfOrder));
    System.out.printf(
        Locale.ROOT, "%s read in %.1f s%n", args[0], (System.nanoTime() - begun) * 1e-9);
    if (!args[2].equals("none")) {
      begun = System.nanoTime();
      History history = History.of(built.panel(), Calendar.of(ZoneId.of("Europe/Rome")));
      RunContext run = RunContext.standard();
      try (var fitted = Providers.discover().forecaster(args[2]).fit(history, run)) {
        Forecast forecast = fitted.forecast(ForecastRequest.steps(MINUTES), run);
        System.out.printf(Locale.ROOT, "forecast of %d steps%n", forecast.horizon());
      }
      System.out.printf(
          Locale.ROOT, "%s forecast in %.1f s%n", args[2], (System.nanoTime() - begun) * 1e-9);
    }
    long peak = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      peak += pool.getType() == MemoryType.HEAP ? pool.getPeakUsage().getUsed() : 0;
    }
    System.out.printf(Locale.ROOT, "peak heap at most %d MiB%n", peak >> 20);
  }

  /** One-minute readings; in the shuffled form, each day comes after the next one. */
  private static void write(Path file, String form, int sensors) throws IOException {
    String[] times = new String[MINUTES];
    for (int m = 0; m < MINUTES; m++) {
      times[m] = String.format(Locale.ROOT, "T%02d:%02d:00Z,", m / 60, m % 60);
    }
    LocalDate first = LocalDate.of(2000, 1, 1);
    int days = ROWS / sensors / MINUTES;
    try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.US_ASCII)) {
      out.write(sensors == 1 ? "time,A\n" : "sensor,time,value\n");
      for (int i = 0; i <= days; i++) {
        int day = form.equals("shuffled") ? i ^ 1 : i;
        String date = first.plusDays(day).toString();
        int minutes = i < days ? MINUTES : ROWS / sensors - days * MINUTES;
        for (int m = 0; m < minutes; m++) {
          for (int s = 0; s < sensors; s++) {
            if (sensors > 1) {
              out.write("sensor-");
              out.write(Integer.toString(s));
              out.write(',');
            }
            out.write(date);
            out.write(times[m]);
            int value = 1000 + (m * 31 + day * 7 + s) % 997;
            out.write(Integer.toString(value / 100));
            out.write('.');
            out.write((char) ('0' + value / 10 % 10));
            out.write((char) ('0' + value % 10));
            out.write('\n');
          }
        }
      }
    }
  }
}
