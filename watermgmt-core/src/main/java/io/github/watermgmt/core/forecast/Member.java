// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/** What one member of a combination has learnt of a series. Thread-safety: immutable. */
sealed interface Member {

  /** Returns its kind. */
  MemberKind kind();

  /**
   * Forecasts a day, {@code [slot]}, in the unit of the data.
   *
   * @param of the days that regressions and trees look back on; the last known day is the last
   *     before their end
   */
  double[] day(RidgeInputs inputs, Deviations of, int target);

  /**
   * Splits the forecast of a day into what is usual and what each theme adds to it, {@code [part]
   * [slot]} in the unit of the data; they add up to {@link #day}.
   */
  double[][] parts(RidgeInputs inputs, Deviations of, int target);

  /**
   * Returns this member after one more day.
   *
   * @param state the days to look back on, of which that is the last
   * @param values of that day, as they are
   */
  Member advanced(Deviations state, double[] values);

  /** Returns this member when a forecast of the week to come is the one whose errors count. */
  default Member awaiting(RidgeInputs inputs, Deviations of) {
    return this;
  }

  /** Returns values in the unit of the data from deviations on the scale, which it overwrites. */
  private static double[] fromScale(Deviations of, int target, double[] values) {
    int base = RidgeInputs.knownBase(target, of);
    for (int k = 0; k < values.length; k++) {
      values[k] = of.scale().from(of.base(base, k) + values[k]);
    }
    return values;
  }

  /** Returns what is usual, and what each theme adds to it, one after the other. */
  private static double[][] fromScale(Deviations of, int target, double[][] themes) {
    double[][] parts = new double[themes.length + 1][];
    double[] level = new double[of.grid().slots()];
    double[] before = new double[level.length];
    int base = RidgeInputs.knownBase(target, of);
    for (int k = 0; k < level.length; k++) {
      level[k] = of.base(base, k);
      before[k] = of.scale().from(level[k]);
    }
    parts[0] = before;
    for (int t = 0; t < themes.length; t++) {
      double[] after = new double[level.length];
      double[] part = new double[level.length];
      for (int k = 0; k < level.length; k++) {
        level[k] += themes[t][k];
        after[k] = of.scale().from(level[k]);
        part[k] = after[k] - before[k];
      }
      parts[t + 1] = part;
      before = after;
    }
    return parts;
  }

  /** A regression. */
  record Regression(MemberKind kind, RidgeModel model) implements Member {
    @Override
    public double[] day(RidgeInputs inputs, Deviations of, int target) {
      return fromScale(of, target, model.predict(inputs, of, target));
    }

    @Override
    public double[][] parts(RidgeInputs inputs, Deviations of, int target) {
      return fromScale(of, target, model.themes(inputs, of, target));
    }

    @Override
    public Member advanced(Deviations state, double[] values) {
      return this; // all that moves on is in the state
    }
  }

  /** A regression of curves that looks back on days around a base of its own. */
  record Recent(RidgeModel model, RecentBase base) implements Member {
    @Override
    public MemberKind kind() {
      return MemberKind.RECENT_CURVES;
    }

    @Override
    public double[] day(RidgeInputs inputs, Deviations of, int target) {
      Deviations own = base.deviations();
      return fromScale(own, target, model.predict(inputs, own, target));
    }

    @Override
    public double[][] parts(RidgeInputs inputs, Deviations of, int target) {
      Deviations own = base.deviations();
      return fromScale(own, target, model.themes(inputs, own, target));
    }

    @Override
    public Member advanced(Deviations state, double[] values) {
      return new Recent(model, base.advanced(state));
    }
  }

  /**
   * Trees that are shared by all series.
   *
   * @param traits what tells this series from others
   * @param width how wide its bands have to be
   */
  record Boosted(BoostedTrees trees, TreeInputs.Traits traits, BandWidth width) implements Member {
    @Override
    public MemberKind kind() {
      return MemberKind.TREES;
    }

    @Override
    public double[] day(RidgeInputs inputs, Deviations of, int target) {
      return fromScale(of, target, trees.predict(inputs, of, traits, target));
    }

    @Override
    public double[][] parts(RidgeInputs inputs, Deviations of, int target) {
      return fromScale(of, target, trees.themes(inputs, of, traits, target));
    }

    @Override
    public Member advanced(Deviations state, double[] values) {
      double[] onScale = new double[values.length];
      for (int k = 0; k < values.length; k++) {
        onScale[k] = Double.isNaN(values[k]) ? values[k] : state.scale().to(values[k]);
      }
      return new Boosted(trees, traits, width.observed(state.end() - 1, onScale, 1));
    }

    @Override
    public Member awaiting(RidgeInputs inputs, Deviations of) {
      int slots = of.grid().slots();
      float[] week = new float[BoostedTrees.LEADS * slots * BoostedTrees.LEVEL_COUNT];
      for (int lead = 0; lead < BoostedTrees.LEADS; lead++) {
        int target = of.end() + lead;
        double[][] quantiles = trees.quantiles(inputs, of, traits, target);
        for (int k = 0; k < slots; k++) {
          BandWidth.place(quantiles[k], of.base(target, k), lead * slots + k, week);
        }
      }
      return new Boosted(trees, traits, width.awaiting(of.end(), week));
    }
  }

  /**
   * Exponential smoothing.
   *
   * @param model its shares
   * @param state where it stands at the end of the day before {@code end}; not to be changed
   */
  record Smoothed(HoltWinters model, Smoothing state, int end) implements Member {
    @Override
    public MemberKind kind() {
      return MemberKind.SMOOTHING;
    }

    @Override
    public double[] day(RidgeInputs inputs, Deviations of, int target) {
      double[] values = new double[state.slots];
      ahead(inputs.grid(), target, values);
      return values;
    }

    @Override
    public double[][] parts(RidgeInputs inputs, Deviations of, int target) {
      double[][] parts = new double[RidgeInputs.Theme.COUNT + 1][state.slots];
      double[] whole = new double[state.slots];
      ahead(inputs.grid(), target, whole);
      double[] usual = parts[0];
      double[] holiday = parts[1 + RidgeInputs.Theme.CALENDAR.position];
      double[] level = parts[1 + RidgeInputs.Theme.LEVEL.position];
      double[] ordinary = state.week[DayGrid.dayOfWeek(target)];
      double[] asHoliday = state.week[dayClass(inputs.grid(), target)];
      for (int k = 0; k < whole.length; k++) {
        usual[k] = state.day[k] + ordinary[k];
        holiday[k] = asHoliday[k] - ordinary[k];
        level[k] = whole[k] - usual[k] - holiday[k];
      }
      return parts;
    }

    /** Writes the forecast of a day. */
    void ahead(DayGrid grid, int target, double[] to) {
      state.ahead(target - end, dayClass(grid, target), to);
    }

    @Override
    public Member advanced(Deviations of, double[] values) {
      DayGrid grid = of.grid();
      int day = of.end() - 1;
      Smoothing next = state.copy(state.gains);
      next.observe(values, dayClass(grid, day), !grid.isHoliday(day), values.length);
      return new Smoothed(model, next, day + 1);
    }

    private static int dayClass(DayGrid grid, int day) {
      return grid.isHoliday(day) ? 7 : DayGrid.dayOfWeek(day);
    }
  }
}
