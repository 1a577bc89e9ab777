// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * What was done to the data on their way into a panel.
 *
 * @param series one entry per sensor, skipped ones included
 * @param notes decisions about the whole, such as an inferred step
 */
public record IngestReport(List<SeriesIngest> series, List<String> notes) {

  /** Copies the lists. */
  public IngestReport {
    series = List.copyOf(series);
    notes = List.copyOf(notes);
  }

  /** Returns a sum over all series, such as {@code total(SeriesIngest::duplicates)}. */
  public long total(ToLongFunction<SeriesIngest> count) {
    return series.stream().mapToLong(count).sum();
  }

  /** Returns the report in words, a line per note and per series that needed something. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(total(SeriesIngest::rows))
        .append(" rows, ")
        .append(series.size())
        .append(" series");
    for (String note : notes) {
      text.append("\n  ").append(note);
    }
    for (SeriesIngest one : series) {
      StringBuilder line = new StringBuilder();
      count(line, one.duplicates(), "duplicates resolved");
      count(line, one.outOfOrder(), "out of order");
      count(line, one.resampled(), "resampled");
      count(line, one.missingRows(), "missing");
      count(line, one.negativeRefused(), "negative values refused (one-way sensor)");
      count(line, one.gaps(), "gaps, the longest " + one.longestGapSteps() + " steps");
      if (one.skipped()) {
        line.append(", skipped: every value is missing");
      }
      if (line.length() > 0) {
        text.append("\n  ").append(one.id()).append(": ").append(line, 2, line.length());
      }
    }
    return text.toString();
  }

  private static void count(StringBuilder line, long n, String what) {
    if (n > 0) {
      line.append(", ").append(n).append(' ').append(what);
    }
  }
}
