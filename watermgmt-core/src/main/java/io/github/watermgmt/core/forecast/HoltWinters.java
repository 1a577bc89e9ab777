// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Exponential smoothing with the seasons of a day and a week ({@link Smoothing}), a level that
 * fades back to them, and errors that fade within hours. A holiday is forecast as a Sunday and
 * teaches nothing.
 *
 * <p>The state at an origin is that of a run over the {@code weeks} before it, begun from the
 * median profile of the first four weeks among them. So it depends on nothing older, and an origin
 * of the past is forecast as it would have been then, but for the shares, which are those of the
 * whole history.
 *
 * <p>Time: a run is O(slots); the shares take some 150 of them, over all that is kept.
 *
 * @param weeks weeks before an origin that its state is run over
 * @param trended whether there is a damped trend
 * @param clip how many usual errors an error may count
 * @param shares what is learnt from an error
 */
record HoltWinters(int weeks, boolean trended, double clip, Shares shares) implements DayModel {
  private static final int WEEK = 7;
  private static final int FIRST_DAYS = 28;
  private static final int WARM_DAYS = 56; // before errors count for the shares
  private static final int LEAST_DAYS = WARM_DAYS + 28; // of history to learn the shares from
  private static final double LEAST_SCALE = 0.02; // of the mean profile
  private static final double MOST_GAIN = 1.5; // stable below 2
  private static final int MOST_EVALUATIONS = 150;
  private static final double TOLERANCE = 1e-3;
  private static final double STEP = 0.8;

  /**
   * Gains and memories, each a share in (0, 1), independent of the length of a slot.
   *
   * @param level of an error that lasts a day, what the level learns in that day
   * @param levelMemory what is left of the level after a day
   * @param day what the season of the day learns
   * @param week what the season of the week learns
   * @param errorMemory what is left of an error after an hour
   * @param trend of an error that lasts a day, what the trend a day learns in that day
   * @param damping what is left of the trend after a day
   */
  record Shares(
      double level,
      double levelMemory,
      double day,
      double week,
      double errorMemory,
      double trend,
      double damping) {
    static final int COUNT = 7;

    /** Chosen by rolling origins over ten district metered areas; where a search begins. */
    static final Shares USUAL = new Shares(0.3, 0.96, 0.14, 0.07, 0.6, 0.01, 0.9);

    static Shares of(double[] shares) {
      for (double share : shares) {
        if (!(share >= 0 && share <= 1)) {
          throw new IllegalArgumentException("share (" + share + "), must be from 0 to 1");
        }
      }
      return new Shares(
          shares[0], shares[1], shares[2], shares[3], shares[4], shares[5], shares[6]);
    }

    double[] toArray() {
      return new double[] {level, levelMemory, day, week, errorMemory, trend, damping};
    }

    /** Returns log odds, in which a search has no bounds. */
    double[] toLogits(int count) {
      double[] logits = Arrays.copyOf(toArray(), count);
      Arrays.setAll(logits, i -> StrictMath.log(logits[i] / (1 - logits[i])));
      return logits;
    }

    static Shares ofLogits(double[] logits) {
      double[] shares = USUAL.toArray();
      for (int i = 0; i < logits.length; i++) {
        shares[i] = 1 / (1 + StrictMath.exp(-logits[i]));
      }
      return of(shares);
    }
  }

  HoltWinters(int weeks, boolean trended, double clip) {
    this(weeks, trended, clip, Shares.USUAL);
  }

  @Override
  public int lookBackDays() {
    return WEEK * weeks;
  }

  @Override
  public int parameters() {
    return Shares.COUNT;
  }

  @Override
  public double[] learnt() {
    return shares.toArray();
  }

  @Override
  public HoltWinters with(double[] learnt) {
    DayModel.super.with(learnt);
    HoltWinters model = new HoltWinters(weeks, trended, clip, Shares.of(learnt));
    if (!model.isStable(1)) {
      throw new IllegalArgumentException("gains (" + model.shares + "), must be stable");
    }
    return model;
  }

  private boolean isStable(int slots) {
    Smoothing.Gains gains = gains(slots);
    return gains.level() + gains.day() + gains.week() <= MOST_GAIN;
  }

  Smoothing.Gains gains(int slots) {
    double level = perSlot(shares.level, slots);
    return new Smoothing.Gains(
        level,
        StrictMath.pow(shares.levelMemory, 1.0 / slots),
        trended ? level * shares.trend / slots : 0,
        StrictMath.pow(shares.damping, 1.0 / slots),
        shares.day,
        shares.week,
        StrictMath.pow(shares.errorMemory, 24.0 / slots),
        clip);
  }

  private static double perSlot(double perDay, int slots) {
    return 1 - StrictMath.pow(1 - perDay, 1.0 / slots);
  }

  // ---------------------------------------------------------------- learning

  /**
   * Finds the shares that give the least mean absolute error of the first day plus that of the six
   * days after, over an origin at each midnight. Where too little is known, the usual ones stay.
   */
  @Override
  public HoltWinters learn(LocalDays days, int origin) {
    int last = Math.min(origin, days.values.length);
    int known = 0;
    for (int day = 0; day < last; day++) {
      known += days.known(day) > 0 ? 1 : 0;
    }
    if (known < LEAST_DAYS) {
      return this;
    }
    Smoothing first = start(days, 0, last);
    int searched = trended ? Shares.COUNT : Shares.COUNT - 2;
    double[] steps = new double[searched];
    Arrays.fill(steps, STEP);
    double[] best =
        NelderMead.minimise(
            logits -> loss(Shares.ofLogits(logits), first, days, last),
            shares.toLogits(searched),
            steps,
            TOLERANCE,
            MOST_EVALUATIONS);
    return new HoltWinters(weeks, trended, clip, Shares.ofLogits(best));
  }

  private double loss(Shares tried, Smoothing first, LocalDays days, int last) {
    HoltWinters model = new HoltWinters(weeks, trended, clip, tried);
    if (!model.isStable(1)) {
      return Double.POSITIVE_INFINITY;
    }
    Smoothing state = first.copy(model.gains(days.slots));
    double[] sums = new double[2];
    int[] counts = new int[2];
    int known = 0;
    for (int day = 0; day < last; day++) {
      if (known >= WARM_DAYS) {
        weekAhead(state, days, day, Math.min(last, day + WEEK), sums, counts);
      }
      known += days.known(day) > 0 ? 1 : 0;
      run(state, days, day);
    }
    return counts[0] == 0 || counts[1] == 0
        ? Double.POSITIVE_INFINITY
        : sums[0] / counts[0] + sums[1] / counts[1];
  }

  /** Adds the absolute errors of a week ahead: of its first day, and of the others. */
  private static void weekAhead(
      Smoothing state, LocalDays days, int from, int to, double[] sums, int[] counts) {
    Smoothing.Gains gains = state.gains;
    double l = state.level;
    double b = state.trend;
    double r = state.error;
    for (int day = from; day < to; day++) {
      double[] values = days.values[day];
      double[] week = state.week[days.dayClass(day)];
      double sum = 0;
      int n = 0;
      for (int k = 0; k < values.length; k++) {
        b *= gains.damping();
        l = gains.levelMemory() * l + b;
        r *= gains.errorMemory();
        double e = values[k] - (l + r + state.day[k] + week[k]);
        if (!Double.isNaN(e)) {
          sum += Math.abs(e);
          n++;
        }
      }
      int which = day == from ? 0 : 1;
      sums[which] += sum;
      counts[which] += n;
    }
  }

  // ---------------------------------------------------------------- the state at an origin

  static void run(Smoothing state, LocalDays days, int day) {
    state.observe(days.values[day], days.dayClass(day), !days.isHoliday(day), days.slots);
  }

  /**
   * Returns the state before day {@code from}: median profiles of the first days from there on that
   * hold values and are no holidays. Where there is none, what was usual in all that came before.
   */
  Smoothing start(LocalDays days, int from, int to) {
    Smoothing state = new Smoothing(gains(days.slots), days.slots);
    int[] chosen = new int[FIRST_DAYS];
    int n = 0;
    for (int day = from; day < to && n < chosen.length; day++) {
      if (days.known(day) > 0 && !days.isHoliday(day)) {
        chosen[n++] = day;
      }
    }
    double[] sample = new double[n];
    double[] scratch = new double[n];
    double[] ofClass = new double[Smoothing.CLASSES];
    for (int k = 0; k < days.slots; k++) {
      for (int c = 1; c <= Smoothing.CLASSES; c++) {
        for (int i = 0; i < n; i++) {
          sample[i] = days.dayOfWeek(chosen[i]) == c ? days.values[chosen[i]][k] : Double.NaN;
        }
        ofClass[c - 1] = LocalDays.median(sample, scratch);
      }
      state.day[k] = LocalDays.mean(ofClass);
      for (int c = 1; c <= Smoothing.CLASSES; c++) {
        double above = ofClass[c - 1] - state.day[k];
        state.week[c][k] = Double.isNaN(above) ? 0 : above;
      }
    }
    if (!LocalDays.isComplete(state.day)) {
      double[] before = days.slotMeansBefore(to);
      for (int k = 0; k < days.slots; k++) {
        state.day[k] = Double.isNaN(state.day[k]) ? before[k] : state.day[k];
      }
    }
    scale(state, days, chosen, n);
    return state;
  }

  private static void scale(Smoothing state, LocalDays days, int[] chosen, int n) {
    double size = 0;
    for (int k = 0; k < days.slots; k++) {
      double sum = 0;
      int known = 0;
      for (int i = 0; i < n; i++) {
        double usual = state.day[k] + state.week[days.dayOfWeek(chosen[i])][k];
        double e = days.values[chosen[i]][k] - usual;
        if (!Double.isNaN(e)) {
          sum += Math.abs(e);
          known++;
        }
      }
      state.scale[k] = known == 0 ? 0 : sum / known;
      size += Math.abs(state.day[k]) / days.slots;
    }
    state.leastScale = LEAST_SCALE * size;
  }

  @Override
  public Prediction predict(LocalDays days, int origin, boolean partial, int count) {
    int from = Math.max(0, origin - lookBackDays());
    int last = Math.min(origin, days.values.length);
    Smoothing state = start(days, from, last);
    for (int day = from; day < last; day++) {
      run(state, days, day);
    }
    int begun = partial && origin < days.values.length ? lastKnown(days.values[origin]) + 1 : 0;
    if (begun > 0) {
      state.observe(days.values[origin], days.dayClass(origin), !days.isHoliday(origin), begun);
    }
    return ahead(
        state, days, origin, begun, count, days.staleness(partial ? origin : origin - 1, from));
  }

  private static int lastKnown(double[] values) {
    int last = values.length - 1;
    while (last >= 0 && Double.isNaN(values[last])) {
      last--;
    }
    return last;
  }

  private Prediction ahead(
      Smoothing state, LocalDays days, int origin, int begun, int count, List<String> notes) {
    Smoothing.Gains gains = state.gains;
    int slots = days.slots;
    double mean = LocalDays.mean(state.day);
    double[] daily = new double[slots];
    Arrays.setAll(daily, k -> state.day[k] - mean);
    double[][] level = new double[count][slots];
    double[][] trend = new double[count][slots];
    double[][] day = new double[count][];
    double[][] week = new double[count][];
    double[][] holiday = new double[count][slots];
    double[][] last = new double[count][slots];
    double l = state.level;
    double b = state.trend;
    double grown = 0;
    double r = state.error;
    boolean holidays = false;
    for (int d = 0; d < count; d++) {
      day[d] = daily;
      week[d] = state.week[days.dayOfWeek(origin + d)];
      double[] asHoliday = state.week[days.dayClass(origin + d)];
      for (int k = 0; k < slots; k++) {
        if (d > 0 || k >= begun) {
          b *= gains.damping();
          l *= gains.levelMemory();
          grown = gains.levelMemory() * grown + b;
          r *= gains.errorMemory();
        }
        level[d][k] = mean + l;
        trend[d][k] = grown;
        holiday[d][k] = asHoliday[k] - week[d][k];
        last[d][k] = r;
      }
      holidays |= asHoliday != week[d];
    }
    List<String> names = new ArrayList<>(List.of("level", "day", "week", "last error"));
    List<double[][]> parts = new ArrayList<>(List.of(level, day, week, last));
    if (holidays) {
      names.add("holiday");
      parts.add(holiday);
    }
    if (trended) {
      names.add("trend");
      parts.add(trend);
    }
    return new Prediction(names, parts, notes);
  }
}
