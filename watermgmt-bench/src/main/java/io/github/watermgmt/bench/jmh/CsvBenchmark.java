// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.unit.Unit;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long a million rows of CSV take to read and to check: one sensor wide; ten sensors, one row
 * for each of 100,000 hours and each sensor, long.
 */
public class CsvBenchmark extends HotPath {
  private static final int ROWS = 1_000_000;
  private static final int SENSORS = 10;

  /** Form of the file. */
  @Param({"wide", "long"})
  public String form = "wide";

  private final ReadingsCsv reader =
      ReadingsCsv.builder()
          .unit(Unit.of("m3/h"))
          .step(Town.HOUR)
          .zone(Town.calendar().zone())
          .build();
  private Path file;

  /** Creates the benchmark. */
  public CsvBenchmark() {}

  /** Writes the file. */
  @Setup
  public void write() throws IOException {
    boolean isWide = form.equals("wide");
    Panel panel =
        isWide
            ? Town.inflows(1, Town.HOUR, ROWS)
            : Town.inflows(SENSORS, Town.HOUR, ROWS / SENSORS);
    file = Files.createTempFile("readings", ".csv");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write(isWide ? "time,area-0\n" : "sensor,time,value\n");
      for (int t = 0; t < panel.axis().length(); t++) {
        Instant time = panel.axis().instant(t);
        for (int s = 0; s < panel.size(); s++) {
          double value = panel.series(s).value(t);
          String cell = Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.3f", value);
          String sensor = isWide ? "" : panel.ids().get(s) + ",";
          out.write(sensor + time + "," + cell + "\n");
        }
      }
    }
  }

  /** Reads the file. */
  @Benchmark
  public PanelBuilder.Built read() {
    return reader.read(file);
  }

  /** Deletes the file. */
  @TearDown
  public void delete() throws IOException {
    Files.deleteIfExists(file);
  }
}
