// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Learns a {@link RidgeModel} of one series, and what the same regression, learnt from less of the
 * past, would have forecast since: its errors are honest, for no equation has seen its outcomes.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class RidgeFit {
  /** Penalty of the hours by lead: the further ahead, the less the last days say. */
  private static final double[] HOURS_PENALTY = {60, 120, 200, 200, 200, 200, 200};

  private static final double CURVES_PENALTY = 100;

  private final RidgeInputs inputs;
  private final Deviations of;
  private final DayBasis basis;
  private final RidgeRows rows;
  private final RidgeEquations equations;
  private final int[] ends;

  /**
   * @param curves whether the curves of days are regressed, instead of their hours
   * @param ends days up to which to learn, ascending; the last one is the end of the history
   */
  RidgeFit(RidgeInputs inputs, boolean curves, Deviations of, double[] table, int[] ends) {
    int from = RidgeRows.firstDay(of);
    Outcomes outcomes = new Outcomes(of, table, from);
    this.inputs = inputs;
    this.of = of;
    this.ends = ends;
    this.basis = curves ? outcomes.curves(from, of.end()) : DayBasis.hours(of.grid().slots());
    this.rows = new RidgeRows(inputs, basis, of, outcomes, of.end(), ends);
    this.equations = new RidgeEquations(inputs, basis);
  }

  /** Returns the number of channels. */
  int channels() {
    return basis.channels();
  }

  /**
   * Adds the equations of this series to the pools of each lead. (Curves are a series' own and
   * cannot be pooled.)
   */
  void addTo(RidgeEquations.Pool[] pools) {
    for (int lead = 1; lead <= RidgeModel.LEADS; lead++) {
      RidgeEquations.Pool pool = pools[lead - 1];
      rows.sums(
          lead,
          (end, sums) -> {
            if (end == ends.length - 1) {
              equations.read(rows, sums);
              pool.add(equations);
            }
          });
    }
  }

  /** What other series teach: their equations by lead, and how many days they count for. */
  record Prior(RidgeEquations.Pool[] pools, double days) {
    @Override
    public String toString() {
      return days + " days of others";
    }
  }

  /**
   * Learns.
   *
   * @param origins days from which the past is to be forecast, newest first
   * @param past receives the forecasts, {@code [origin][lead * slots + slot]} on the scale; NaN
   *     where there is none
   */
  RidgeModel learn(@Nullable Prior prior, int[] origins, double[][] past) {
    int channels = basis.channels();
    double[][] coefficients = new double[RidgeModel.LEADS][channels * (inputs.size() + 1)];
    for (int lead = 1; lead <= RidgeModel.LEADS; lead++) {
      double[] to = coefficients[lead - 1];
      double penalty = basis.isHours() ? HOURS_PENALTY[lead - 1] : CURVES_PENALTY;
      int ahead = lead;
      rows.sums(
          lead,
          (end, sums) -> {
            equations.read(rows, sums);
            RidgeEquations.Pool pool = prior == null ? null : prior.pools()[ahead - 1];
            equations.solve(penalty, pool, prior == null ? 0 : prior.days(), to);
            if (end < ends.length - 1) {
              lookBack(ahead, end, to, origins, past);
            }
          });
    }
    return new RidgeModel(basis, coefficients, rows.low(), rows.high());
  }

  /** Forecasts from the origins that an equation was the newest one for. */
  private void lookBack(int lead, int end, double[] equation, int[] origins, double[][] past) {
    int slots = of.grid().slots();
    int p = inputs.size();
    double[] byChannel = new double[basis.channels()];
    for (int o = 0; o < origins.length; o++) {
      int target = origins[o] + lead - 1;
      if (origins[o] < ends[end] || origins[o] >= ends[end + 1] || target >= of.end()) {
        continue;
      }
      for (int c = 0; c < byChannel.length; c++) {
        byChannel[c] = rows.predict(target - rows.first(), c, equation, c * (p + 1));
      }
      double[] bySlot = basis.toSlots(byChannel);
      for (int k = 0; k < slots; k++) {
        past[o][(lead - 1) * slots + k] = of.base(target, k) + bySlot[k];
      }
    }
  }

  /** Returns a place for past forecasts, all NaN. */
  static double[][] missing(int origins, int slots) {
    double[][] past = new double[origins][RidgeModel.LEADS * slots];
    for (double[] block : past) {
      Arrays.fill(block, Double.NaN);
    }
    return past;
  }
}
