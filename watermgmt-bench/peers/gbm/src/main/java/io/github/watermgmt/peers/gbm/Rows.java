// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.gbm;

import io.github.watermgmt.core.prepare.UsualDays;
import io.github.watermgmt.core.prepare.WeatherDays;
import io.github.watermgmt.spi.RunContext;
import java.util.Arrays;

/**
 * What trees learn from: one row for each series, day and slot that is known, in this order.
 *
 * @param features {@link Features#COUNT} for each row
 * @param labels deviation from what is usual
 */
record Rows(float[] features, float[] labels) {
  private static final int LEADS = 7;

  /** Most floats of one array. */
  private static final long MOST = Integer.MAX_VALUE - 8;

  /**
   * Collects the rows of some days.
   *
   * @param tomorrow whether the day follows its origin at once; otherwise leads of 2 to 7 days take
   *     turns
   */
  static Rows of(
      UsualDays[] series,
      WeatherDays weather,
      int[] from,
      int[] to,
      boolean tomorrow,
      RunContext run) {
    float[][] features = new float[series.length][];
    float[][] labels = new float[series.length][];
    run.forEach(
        series.length,
        s -> {
          UsualDays days = series[s];
          int most = Math.max(0, to[s] - from[s]) * days.slots();
          float[] rows = new float[Math.multiplyExact(most, Features.COUNT)];
          float[] wanted = new float[most];
          float[] row = new float[Features.COUNT];
          int n = 0;
          for (int day = from[s]; day < to[s]; day++) {
            run.checkpoint();
            double[] usual = days.usual(day);
            int lead = tomorrow ? 1 : 2 + day % (LEADS - 1);
            for (int k = 0; k < days.slots(); k++) {
              double deviation = days.deviation(day, k);
              if (!Double.isNaN(deviation)) {
                Features.fill(days, weather, day, day - lead + 1, k, usual, row);
                System.arraycopy(row, 0, rows, n * row.length, row.length);
                wanted[n++] = (float) deviation;
              }
            }
          }
          features[s] = Arrays.copyOf(rows, n * row.length);
          labels[s] = Arrays.copyOf(wanted, n);
        });
    return new Rows(joined(features), joined(labels));
  }

  private static float[] joined(float[][] parts) {
    long length = Arrays.stream(parts).mapToLong(part -> part.length).sum();
    if (length > MOST) {
      throw new IllegalArgumentException(
          "history (" + length + " numbers), is too large. Maybe lower history-days.");
    }
    float[] all = new float[(int) length];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Rows other
        && Arrays.equals(features, other.features)
        && Arrays.equals(labels, other.labels);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(labels);
  }

  @Override
  public String toString() {
    return labels.length + " rows";
  }
}
