// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.unit.Unit;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Writes a forecast: the columns {@code series}, {@code target} (start of the step, UTC), {@code
 * mean} and one per quantile level, in a unit of the caller's choice with six decimals.
 *
 * <p>Thread-safety: stateless.
 */
public final class ForecastCsv {
  private ForecastCsv() {}

  /** Writes the file, whole or not at all. */
  public static void write(Path file, Forecast forecast, Unit unit) {
    StringBuilder csv = new StringBuilder(1 << 16);
    csv.append("series,target,mean");
    for (QuantileLevel level : forecast.levels()) {
      csv.append(',').append(level);
    }
    csv.append('\n');
    for (int s = 0; s < forecast.size(); s++) {
      String id = quoted(forecast.ids().get(s));
      for (int t = 0; t < forecast.horizon(); t++) {
        csv.append(id).append(',').append(forecast.axis().instant(t));
        append(csv, unit.fromCanonical(forecast.mean(s, t)));
        for (int q = 0; q < forecast.levels().size(); q++) {
          append(csv, unit.fromCanonical(forecast.quantileAt(s, t, q)));
        }
        csv.append('\n');
      }
    }
    AtomicFile.writeText(file, csv.toString());
  }

  private static void append(StringBuilder csv, double value) {
    csv.append(',').append(String.format(Locale.ROOT, "%.6f", value));
  }

  private static String quoted(String text) {
    boolean plain =
        text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-. ".indexOf(c) >= 0);
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}
