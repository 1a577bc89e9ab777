// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Random;

/**
 * Twenty weeks of hourly inflow of three districts, with noise and gaps, over a change of clocks.
 */
public final class SmallTown {
  public static final ZoneId ROME = ZoneId.of("Europe/Rome");
  public static final Instant START = Instant.parse("2022-06-05T22:00:00Z");
  public static final int HOURS = 20 * 168;

  private SmallTown() {}

  /** Writes the readings and returns their file. */
  public static Path readings(Path folder) {
    Random random = new Random(7);
    StringBuilder csv = new StringBuilder("time,north,south,port\n");
    for (int t = 0; t < HOURS; t++) {
      Instant instant = START.plusSeconds(3600L * t);
      LocalDateTime local = LocalDateTime.ofInstant(instant, ROME);
      double day = Math.sin((local.getHour() - 8) * Math.PI / 12);
      double week = local.getDayOfWeek().getValue() >= 6 ? 0.8 : 1;
      csv.append(instant);
      for (int s = 0; s < 3; s++) {
        double value = (s + 1) * (10 + 4 * day * week) + random.nextGaussian();
        boolean missing = (t + 50 * s) % 211 == 0 || (s == 1 && t > 2600 && t < 2640);
        csv.append(',').append(missing ? "" : String.format(Locale.ROOT, "%.4f", value));
      }
      csv.append('\n');
    }
    return write(folder.resolve("readings.csv"), csv.toString());
  }

  /** Writes a file and returns it. */
  public static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
