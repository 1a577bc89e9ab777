// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import io.github.watermgmt.core.prepare.WeatherDays;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.internal.net.Examples;
import java.util.Arrays;

/**
 * Rows to learn from, before they are standardised: of each series, day and lead, in this order.
 * The day after the origin is always there; leads of two to seven days take turns.
 *
 * <p>Thread-safety: the arrays are the receiver's.
 *
 * @param rows number of rows
 * @param inputs NaN where unknown
 * @param labels deviations in units of the spread, NaN where unknown
 */
record DayRows(int rows, float[] inputs, float[] labels) {
  /** Beyond this a deviation is a fault of the sensor, or no network's business. */
  private static final double MOST = 10;

  private static final long LONGEST = Integer.MAX_VALUE - 8;

  /** Collects the rows of the days from {@code from} on before {@code to}. */
  static DayRows of(
      LaidSeries[] series,
      WeatherDays weather,
      DayInputs inputs,
      LinearStart start,
      int from,
      int to,
      RunContext run) {
    int width = inputs.count();
    int slots = inputs.slots();
    int most = Math.max(0, to - from) * 2;
    requireRoom((long) series.length * most * Math.max(width, slots));
    float[][] x = new float[series.length][];
    float[][] y = new float[series.length][];
    run.forEach(
        series.length,
        s -> {
          float[] given = new float[most * width];
          float[] wanted = new float[most * slots];
          int n = 0;
          for (int day = from; day < to; day++) {
            run.checkpoint();
            if (Double.isNaN(series[s].days().meanDeviation(day))) {
              continue;
            }
            double[] usual = series[s].days().usual(day);
            for (int lead : new int[] {1, 2 + Math.floorMod(day, DayInputs.LEADS - 1)}) {
              inputs.fill(series[s], weather, day, day - lead + 1, usual, given, n * width);
              double[] line = start.of(series[s], day, day - lead + 1);
              for (int k = 0; k < slots; k++) {
                wanted[n * slots + k] = (float) (held(series[s].deviation(day, k)) - line[k]);
              }
              n++;
            }
          }
          x[s] = Arrays.copyOf(given, n * width);
          y[s] = Arrays.copyOf(wanted, n * slots);
        });
    float[] labels = joined(y);
    return new DayRows(labels.length / slots, joined(x), labels);
  }

  /** Returns a deviation in units of the spread, held within what a sensor may say. */
  static double held(double deviation) {
    return Math.max(-MOST, Math.min(MOST, deviation));
  }

  /** Returns the rows standardised, in place: these are used up. */
  Examples standardised(Standardizer standardizer, int slots) {
    standardizer.apply(inputs);
    return new Examples(rows, standardizer.width(), slots, inputs, labels);
  }

  private static void requireRoom(long numbers) {
    if (numbers > LONGEST) {
      throw new IllegalArgumentException(
          "history (" + numbers + " numbers), is too large. Maybe lower history-days.");
    }
  }

  private static float[] joined(float[][] parts) {
    float[] all = new float[Arrays.stream(parts).mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof DayRows other
        && Arrays.equals(inputs, other.inputs)
        && Arrays.equals(labels, other.labels);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(labels);
  }

  @Override
  public String toString() {
    return rows + " rows";
  }
}
