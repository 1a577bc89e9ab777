// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.series.Calendar;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The rows of a ridge regression one by one, as its documentation has them: what {@link RidgeRows}
 * sums up without ever building them. Inputs and outcomes themselves are those of the package.
 *
 * @param column {@code [channel][row][column]}: the constant, the inputs of a day and of a slot
 *     that depend on the target alone, the outcome, and those that depend on the last known day
 * @param weight {@code [channel][row]}, 0 for a row that does not count
 * @param least {@code [channel][column]}, the deviation below which a column teaches nothing
 */
record ExplicitRows(double[][][] column, double[][] weight, double[][] least) {
  private static final double LIMIT = 4;
  private static final double LEAST = 0.1;
  private static final double LEAST_OF_FLAG = 1e-3;

  /** A series with all that can go wrong. */
  record Sample(
      RidgeInputs inputs, Deviations of, Outcomes outcomes, DayBasis basis, double[] table) {}

  /**
   * Makes a series: habits, moods that last, heat, missing hours and days, an outlier and a day
   * that is wrong throughout.
   */
  static Sample sample(long seed, int days, boolean curves, boolean faults) {
    ZoneId rome = ZoneId.of("Europe/Rome");
    int first = (int) LocalDate.of(2022, 3, 7).toEpochDay();
    Calendar calendar =
        Calendar.of(
            rome,
            List.of(
                LocalDate.of(2022, 4, 18),
                LocalDate.of(2022, 4, 25),
                LocalDate.of(2022, 6, 2),
                LocalDate.of(2022, 7, 5)));
    DayGrid grid = new DayGrid(calendar, 3600);
    SplittableRandom random = new SplittableRandom(seed);
    int known = days + 10;
    double[] highest = new double[known];
    double[] mean = new double[known];
    double[] rain = new double[known];
    double mood = 0;
    double[] table = new double[days * 24];
    for (int d = 0; d < known; d++) {
      highest[d] = 20 + 10 * StrictMath.sin(d / 40.0) + 4 * random.nextDouble();
      mean[d] = highest[d] - 6;
      rain[d] = random.nextInt(4) == 0 ? 8 * random.nextDouble() : 0;
      mood = 0.8 * mood + 0.05 * (random.nextDouble() - 0.5);
      for (int k = 0; k < 24 && d < days; k++) {
        boolean rest = (d % 7) > 4 || calendar.isHoliday(first + d);
        double habit = 10 + (rest ? 3 : 5) * StrictMath.sin((k - 6) * Math.PI / 12);
        double heat = 1 + 0.02 * Math.max(0, highest[d] - 24);
        table[d * 24 + k] = habit * heat * (1 + mood + 0.1 * (random.nextDouble() - 0.5));
      }
    }
    if (faults) {
      for (int i = 0; i < table.length; i++) {
        table[i] = random.nextInt(40) == 0 ? Double.NaN : table[i];
      }
      Arrays.fill(table, 70 * 24, 72 * 24, Double.NaN); // two whole days
      Arrays.fill(table, 80 * 24 + 3, 80 * 24 + 20, Double.NaN); // most of a day
      table[75 * 24 + 9] = 900;
      table[90 * 24 + 4] = 0.6;
      for (int k = 0; k < 24; k++) {
        table[85 * 24 + k] *= 3;
      }
    }
    RidgeInputs inputs = new RidgeInputs(grid, DayWeather.of(first, highest, mean, rain));
    Deviations of = Deviations.of(grid, DemandScale.of(table), table, first);
    int from = RidgeRows.firstDay(of);
    Outcomes outcomes = new Outcomes(of, table, from);
    DayBasis basis = curves ? outcomes.curves(from, of.end()) : DayBasis.hours(24);
    return new Sample(inputs, of, outcomes, basis, table);
  }

  /** Builds the rows of a lead. */
  static ExplicitRows of(Sample sample, int season, int lead) {
    double[][][] near = unlimited(sample, 1);
    int channels = near.length;
    int columns = near[0][0].length;
    double[][] least = new double[channels][columns];
    for (double[] channel : least) {
      Arrays.fill(channel, LEAST_OF_FLAG);
    }
    ExplicitRows rows = new ExplicitRows(unlimited(sample, lead), weights(sample, season), least);
    int outcome = 1 + sample.inputs.dayTarget() + RidgeInputs.SLOT_TARGET;
    double[] all = new double[near[0].length];
    for (int r = 0; r < all.length; r++) {
      for (int k = 0; k < channels; k++) {
        all[r] = Math.max(all[r], rows.weight[k][r]);
      }
    }
    for (int c = 1; c < columns; c++) {
      int input = c < outcome ? c - 1 : c - 2;
      if (c == outcome || sample.inputs.isFree(input)) {
        continue;
      }
      for (int k = 0; k < channels; k++) {
        // Limits are those of the first lead; a day's input has the same for every channel.
        double[] limits = limits(near[k], c, isOfDay(sample, input) ? all : rows.weight[k]);
        least[k][c] = LEAST * (limits[1] - limits[0]) / (2 * LIMIT);
        for (double[] row : rows.column[k]) {
          row[c] = Math.max(limits[0], Math.min(limits[1], row[c]));
        }
      }
    }
    return rows;
  }

  static boolean isOfDay(Sample sample, int input) {
    int target = sample.inputs.dayTarget();
    int lastFrom = target + RidgeInputs.SLOT_TARGET;
    return input < target || (input >= lastFrom && input < lastFrom + sample.inputs.dayLast());
  }

  private static double[] limits(double[][] rows, int c, double[] weight) {
    double[] values = new double[rows.length];
    int n = 0;
    for (int r = 0; r < rows.length; r++) {
      if (weight[r] > 0) {
        values[n++] = rows[r][c];
      }
    }
    double mean = Arrays.stream(values, 0, n).average().orElse(0);
    double square = Arrays.stream(values, 0, n).map(v -> (v - mean) * (v - mean)).sum();
    double reach = LIMIT * Math.sqrt(square / n);
    return new double[] {mean - reach, mean + reach};
  }

  private static double[][] weights(Sample sample, int season) {
    Deviations of = sample.of;
    int first = RidgeRows.firstDay(of);
    int n = of.end() - first;
    boolean hours = sample.basis.isHours();
    double[][] weight = new double[sample.basis.channels()][n];
    double[] day = new double[24];
    for (int r = 0; r < n; r++) {
      boolean whole = sample.outcomes.read(first + r, hours, day);
      double angle = 2 * Math.PI * (first + r - season) / 365.25;
      double near = 1 + (hours ? 0.4 : 0.2) * StrictMath.cos(angle);
      for (int k = 0; k < weight.length; k++) {
        weight[k][r] = (hours ? !Double.isNaN(day[k]) : whole) ? near : 0;
      }
    }
    return weight;
  }

  private static double[][][] unlimited(Sample sample, int lead) {
    RidgeInputs inputs = sample.inputs;
    Deviations of = sample.of;
    int first = RidgeRows.firstDay(of);
    int n = of.end() - first;
    int channels = sample.basis.channels();
    double[][][] rows = new double[channels][n][inputs.size() + 2];
    double[] dayTarget = new double[inputs.dayTarget()];
    double[] dayLast = new double[inputs.dayLast()];
    double[] slotTarget = new double[RidgeInputs.SLOT_TARGET * 24];
    double[] slotLast = new double[RidgeInputs.SLOT_LAST * 24];
    double[] outcome = new double[24];
    for (int r = 0; r < n; r++) {
      int target = first + r;
      inputs.dayTarget(target, dayTarget);
      inputs.slotTarget(of, target, target - 1, slotTarget);
      inputs.dayLast(of, target, target - lead, dayLast);
      inputs.slotLast(of, target, target - lead, slotLast);
      sample.outcomes.read(target, sample.basis.isHours(), outcome);
      for (int k = 0; k < channels; k++) {
        double[] row = rows[k][r];
        int c = 0;
        row[c++] = 1;
        for (double x : dayTarget) {
          row[c++] = x;
        }
        for (int i = 0; i < RidgeInputs.SLOT_TARGET; i++) {
          row[c++] = channel(sample.basis, slotTarget, i, k);
        }
        row[c++] = channel(sample.basis, outcome, 0, k);
        for (double x : dayLast) {
          row[c++] = x;
        }
        for (int i = 0; i < RidgeInputs.SLOT_LAST; i++) {
          row[c++] = channel(sample.basis, slotLast, i, k);
        }
      }
    }
    return rows;
  }

  private static double channel(DayBasis basis, double[] bySlot, int quantity, int k) {
    if (basis.isHours()) {
      return bySlot[quantity * 24 + k];
    }
    double[] curves = basis.toArray();
    double sum = 0;
    for (int slot = 0; slot < 24; slot++) {
      sum += curves[k * 24 + slot] * bySlot[quantity * 24 + slot];
    }
    return sum;
  }
}
