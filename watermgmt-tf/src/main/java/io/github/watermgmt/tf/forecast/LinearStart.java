// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.spi.RunContext;
import java.util.Arrays;

/**
 * Where the network starts from: how much of the last deviations stays, by lead, for all series and
 * slots alike. A line needs no hidden units for what is the same in every slot; the network learns
 * the rest.
 *
 * <p>Thread-safety: immutable.
 *
 * @param shares by lead, then by {@link #TERMS}
 */
record LinearStart(double[][] shares) {
  /** The same slot of the last day, its fast and slow means, a week earlier; means of days. */
  static final int TERMS = 7;

  private static final int WEEK = 7;
  private static final double RIDGE = 100;

  /** Learns from the days from {@code from} on before {@code to}, each at all leads. */
  static LinearStart of(LaidSeries[] series, int from, int to, RunContext run) {
    double[][] shares = new double[DayInputs.LEADS][];
    run.forEach(
        shares.length,
        lead -> {
          double[][] products = new double[TERMS][TERMS + 1];
          double[] terms = new double[TERMS];
          for (LaidSeries one : series) {
            run.checkpoint();
            for (int day = from; day < to; day++) {
              add(products, one, day, day - lead, terms);
            }
          }
          shares[lead] = solve(products);
        });
    return new LinearStart(shares);
  }

  private static void add(
      double[][] products, LaidSeries series, int day, int origin, double[] terms) {
    if (Double.isNaN(series.days().meanDeviation(day))) {
      return;
    }
    for (int k = 0; k < series.days().slots(); k++) {
      double label = DayRows.held(series.deviation(day, k));
      if (!Double.isNaN(label)) {
        fill(series, day, origin, k, terms);
        for (int i = 0; i < TERMS; i++) {
          for (int j = 0; j < TERMS; j++) {
            products[i][j] += terms[i] * terms[j];
          }
          products[i][TERMS] += terms[i] * label;
        }
      }
    }
  }

  private static void fill(LaidSeries series, int day, int origin, int slot, double[] terms) {
    int last = origin - 1;
    terms[0] = known(series.deviation(last, slot));
    terms[1] = known(series.days().fast(Math.max(0, origin), slot) / series.spread());
    terms[2] = known(series.days().slow(Math.max(0, origin), slot) / series.spread());
    terms[3] = day - WEEK < origin ? known(series.deviation(day - WEEK, slot)) : 0;
    terms[4] = known(series.days().meanDeviation(last) / series.spread());
    terms[5] = known(DayInputs.meanDeviation(series.days(), last, 3) / series.spread());
    terms[6] = known(DayInputs.meanDeviation(series.days(), last, WEEK) / series.spread());
  }

  private static double known(double value) {
    return Double.isNaN(value) ? 0 : DayRows.held(value);
  }

  /** Solves the normal equations with a ridge, by elimination: they are positive definite. */
  private static double[] solve(double[][] products) {
    for (int i = 0; i < TERMS; i++) {
      products[i][i] += RIDGE;
    }
    for (int i = 0; i < TERMS; i++) {
      for (int j = i + 1; j < TERMS; j++) {
        double factor = products[j][i] / products[i][i];
        for (int k = i; k <= TERMS; k++) {
          products[j][k] -= factor * products[i][k];
        }
      }
    }
    double[] solution = new double[TERMS];
    for (int i = TERMS - 1; i >= 0; i--) {
      double sum = products[i][TERMS];
      for (int j = i + 1; j < TERMS; j++) {
        sum -= products[i][j] * solution[j];
      }
      solution[i] = sum / products[i][i];
    }
    return solution;
  }

  /** Returns what the line makes of a day as seen at an origin, by slot, in units of the spread. */
  double[] of(LaidSeries series, int day, int origin) {
    double[] own = shares[DayInputs.lead(day, origin) - 1];
    double[] terms = new double[TERMS];
    double[] values = new double[series.days().slots()];
    for (int k = 0; k < values.length; k++) {
      fill(series, day, origin, k, terms);
      for (int i = 0; i < TERMS; i++) {
        values[k] += own[i] * terms[i];
      }
    }
    return values;
  }

  void write(EntryWriter out) {
    for (double[] own : shares) {
      out.writeDoubles(own);
    }
  }

  static LinearStart read(EntryReader in) {
    double[][] shares = new double[DayInputs.LEADS][];
    for (int lead = 0; lead < shares.length; lead++) {
      shares[lead] = in.readDoubles("shares of the last deviations", TERMS);
      for (double share : shares[lead]) {
        if (!Double.isFinite(share)) {
          throw in.corrupt("a share (" + share + "), must be finite");
        }
      }
    }
    return new LinearStart(shares);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LinearStart other && Arrays.deepEquals(shares, other.shares);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(shares);
  }

  @Override
  public String toString() {
    return Arrays.deepToString(shares);
  }
}
