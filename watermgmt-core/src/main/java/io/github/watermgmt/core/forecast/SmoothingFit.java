// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/** Learns the smoothing member of a combination. Thread-safety: stateless. */
final class SmoothingFit {
  private static final int WEEKS = 52;
  private static final double CLIP = 4;

  private SmoothingFit() {}

  /** Returns the model with shares that were learnt before. */
  static HoltWinters model(double[] shares) {
    return new HoltWinters(WEEKS, false, CLIP).with(shares);
  }

  /**
   * Learns the shares and runs over the history.
   *
   * @param past receives the forecasts from the origins, {@code [origin][lead * slots + slot]}
   */
  static Member.Smoothed learn(
      DayGrid grid, double[] table, int first, int[] origins, double[][] past) {
    LocalDays days = new LocalDays(grid, table, first);
    int n = days.values.length;
    HoltWinters model = new HoltWinters(WEEKS, false, CLIP).learn(days, n);
    Smoothing state = model.start(days, 0, n);
    for (int d = 0; d < n; d++) {
      for (int o = 0; o < origins.length; o++) {
        if (origins[o] == first + d) {
          lookAhead(new Member.Smoothed(model, state, first + d), grid, past[o]);
        }
      }
      HoltWinters.run(state, days, d);
    }
    return new Member.Smoothed(model, state, first + n);
  }

  private static void lookAhead(Member.Smoothed at, DayGrid grid, double[] to) {
    int slots = grid.slots();
    double[] day = new double[slots];
    for (int lead = 0; lead < SeriesRegression.LEADS; lead++) {
      at.ahead(grid, at.end() + lead, day);
      System.arraycopy(day, 0, to, lead * slots, slots);
    }
  }
}
