// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The Theta method ({@link ThetaLines}) on daily levels, after the seasons of a week and of a day
 * are taken out. The season of the week is a robust profile per class of day, over many weeks; the
 * season of the day is what all days of the last weeks had beyond it, the newest most. A holiday is
 * a Sunday and teaches nothing.
 *
 * <p>Time: some hundred medians of {@code weeks} values per slot, and O(days).
 *
 * @param weeks weeks before an origin that count
 * @param halfLife weeks in which a day's weight in the season of the week halves
 * @param dayHalfLife days in which a day's weight in the season of the day halves
 * @param alpha α of the Theta method; NaN until it is learnt
 * @param weight 1 - 1/θ of the Theta method; NaN until it is learnt, if it is to be
 */
record Theta(int weeks, double halfLife, double dayHalfLife, double alpha, double weight)
    implements DayModel {
  private static final int WEEK = 7;
  private static final double DAY_SPAN = 5; // half-lives after which a day is forgotten
  private static final double CLIP = 4; // usual deviations of a slot
  private static final double SPIKE = 8; // usual deviations within a day
  private static final double LEAST_SPREAD = 0.02; // of the mean
  private static final double LEAST_SHARE = 0.5; // of a day, for its level to be known

  private static final int LEAST_DAYS = 28; // to learn from
  private static final double USUAL_ALPHA = 0.4;
  private static final double STANDARD = 0.5; // θ = 2

  Theta(int weeks, double halfLife, double dayHalfLife, boolean optimised) {
    this(weeks, halfLife, dayHalfLife, Double.NaN, optimised ? Double.NaN : STANDARD);
  }

  @Override
  public int lookBackDays() {
    return WEEK * weeks;
  }

  @Override
  public int parameters() {
    return 2;
  }

  @Override
  public double[] learnt() {
    return new double[] {alpha, weight};
  }

  @Override
  public Theta with(double[] learnt) {
    DayModel.super.with(learnt);
    if (!(learnt[0] > 0 && learnt[0] <= 1) || !(learnt[1] >= 0 && learnt[1] <= 1)) {
      throw new IllegalArgumentException(
          "alpha, weight (" + learnt[0] + ", " + learnt[1] + "), must be shares");
    }
    return new Theta(weeks, halfLife, dayHalfLife, learnt[0], learnt[1]);
  }

  /** Finds α, and θ if it is to be found; where too little is known, the usual ones stay. */
  @Override
  public Theta learn(LocalDays days, int origin) {
    int known = 0;
    for (int day = Math.max(0, origin - lookBackDays()); day < origin; day++) {
      known += days.known(day) > 0 ? 1 : 0;
    }
    if (known < LEAST_DAYS) {
      return new Theta(weeks, halfLife, dayHalfLife, USUAL_ALPHA, STANDARD);
    }
    ThetaLines lines = new Seasons(days, origin).lines(days, origin, false);
    return new Theta(weeks, halfLife, dayHalfLife, lines.alpha(), lines.weight());
  }

  @Override
  public Prediction predict(LocalDays days, int origin, boolean partial, int count) {
    Seasons seasons = new Seasons(days, origin);
    boolean begun = partial && days.known(origin) > 0;
    ThetaLines lines = seasons.lines(days, origin, begun);
    double[] levels = lines.ahead(count);
    double now = levels[0];
    double[][] level = new double[count][days.slots];
    double[][] trend = new double[count][days.slots];
    double[][] day = new double[count][];
    double[][] week = new double[count][];
    double[][] holiday = new double[count][days.slots];
    boolean holidays = false;
    for (int d = 0; d < count; d++) {
      Arrays.fill(level[d], now);
      // A day that has begun is the last of the lines, and the next one the first ahead.
      Arrays.fill(trend[d], levels[begun && d > 0 ? d - 1 : d] - now);
      day[d] = seasons.day;
      week[d] = seasons.week[days.dayOfWeek(origin + d)];
      double[] asHoliday = seasons.week[days.dayClass(origin + d)];
      for (int k = 0; k < days.slots; k++) {
        holiday[d][k] = asHoliday[k] - week[d][k];
      }
      holidays |= asHoliday != week[d];
    }
    List<String> names = new ArrayList<>(List.of("level", "trend", "day", "week"));
    List<double[][]> parts = new ArrayList<>(List.of(level, trend, day, week));
    if (holidays) {
      names.add("holiday");
      parts.add(holiday);
    }
    List<String> notes = new ArrayList<>(seasons.notes);
    notes.addAll(days.staleness(partial ? origin : origin - 1, seasons.from));
    return new Prediction(names, parts, notes);
  }

  /** The seasons as they are at an origin. */
  private final class Seasons {
    final int from;
    final int last;
    final double size;
    final double[] day;
    final double[][] week;
    final List<String> notes = new ArrayList<>();

    Seasons(LocalDays days, int origin) {
      from = Math.max(0, origin - lookBackDays());
      last = Math.max(from, Math.min(origin, days.values.length));
      double[][] usual = usual(days);
      double[] means = new double[ClassProfiles.CLASSES];
      Arrays.setAll(means, c -> LocalDays.mean(usual[c + 1]));
      double mean = LocalDays.mean(means);
      size = Double.isNaN(mean) ? 0 : mean;
      double[] levels = weekly(daily(days, usual));
      double[] weights = ClassProfiles.weights(weeks, halfLife);
      week = ClassProfiles.of(days, levels, size, from, last, weights, notes);
      day = common(week, days.slots);
      double[] lately = lately(days);
      for (int k = 0; k < days.slots; k++) {
        day[k] += lately[k];
      }
    }

    /** The level of each day: by how much it is above others of its class; NaN if not known. */
    private double[] daily(LocalDays days, double[][] usual) {
      double[] daily = new double[last - from];
      for (int i = 0; i < daily.length; i++) {
        int at = from + i;
        daily[i] =
            days.known(at) < LEAST_SHARE * days.slots || days.isHoliday(at)
                ? Double.NaN
                : size + above(days, at, usual[days.dayOfWeek(at)], size);
      }
      return daily;
    }

    /** The median of each slot, per class; where a class has none, the mean of the others. */
    private double[][] usual(LocalDays days) {
      double[][] usual = new double[ClassProfiles.CLASSES + 1][days.slots];
      List<List<double[]>> ofClass = new ArrayList<>();
      for (int c = 0; c <= ClassProfiles.CLASSES; c++) {
        ofClass.add(new ArrayList<>());
      }
      for (int at = from; at < last; at++) {
        if (!days.isHoliday(at)) {
          ofClass.get(days.dayOfWeek(at)).add(days.values[at]);
        }
      }
      double[] scratch = new double[last - from];
      for (int k = 0; k < days.slots; k++) {
        double[] medians = new double[ClassProfiles.CLASSES];
        for (int c = 1; c <= ClassProfiles.CLASSES; c++) {
          double[] sample = new double[ofClass.get(c).size()];
          for (int i = 0; i < sample.length; i++) {
            sample[i] = ofClass.get(c).get(i)[k];
          }
          medians[c - 1] = LocalDays.median(sample, scratch);
        }
        double others = LocalDays.mean(medians);
        for (int c = 1; c <= ClassProfiles.CLASSES; c++) {
          usual[c][k] = Double.isNaN(medians[c - 1]) ? others : medians[c - 1];
        }
      }
      return usual;
    }

    /** The mean of the week around each day; at the ends, of the week there. */
    private double[] weekly(double[] daily) {
      double[] weekly = new double[daily.length];
      double before = size;
      for (int i = 0; i < weekly.length; i++) {
        int begin = Math.max(0, Math.min(i - WEEK / 2, weekly.length - WEEK));
        int end = Math.min(weekly.length, begin + WEEK);
        double mean = LocalDays.mean(Arrays.copyOfRange(daily, begin, end));
        weekly[i] = Double.isNaN(mean) ? before : mean;
        before = weekly[i];
      }
      return weekly;
    }

    /** Splits off what all classes have in common, which is returned. */
    private double[] common(double[][] profiles, int slots) {
      double[] common = new double[slots];
      for (int k = 0; k < slots; k++) {
        for (int c = 1; c <= ClassProfiles.CLASSES; c++) {
          common[k] += profiles[c][k] / ClassProfiles.CLASSES;
        }
        for (int c = 1; c <= ClassProfiles.CLASSES; c++) {
          profiles[c][k] -= common[k];
        }
      }
      return common;
    }

    /** What the last days had in every slot beyond level and profiles, the newest most. */
    private double[] lately(LocalDays days) {
      int span = (int) Math.min(last - from, Math.ceil(DAY_SPAN * dayHalfLife));
      double[][] rest = new double[span][];
      double[] weights = new double[span];
      int n = 0;
      for (int i = 0; i < span; i++) {
        int at = last - 1 - i;
        if (days.isHoliday(at) || days.known(at) < LEAST_SHARE * days.slots) {
          continue;
        }
        double[] profile = profile(days.dayClass(at));
        double level = above(days, at, profile, size);
        double[] beyond = new double[days.slots];
        for (int k = 0; k < days.slots; k++) {
          beyond[k] = days.values[at][k] - profile[k] - level;
        }
        rest[n] = beyond;
        weights[n++] = StrictMath.pow(0.5, i / dayHalfLife);
      }
      double[] lately = new double[days.slots];
      for (int k = 0; k < days.slots; k++) {
        lately[k] = clippedMean(rest, weights, n, k);
      }
      return lately;
    }

    private double[] profile(int dayClass) {
      double[] profile = day.clone();
      for (int k = 0; k < profile.length; k++) {
        profile[k] += week[dayClass][k];
      }
      return profile;
    }

    /** The Theta method on what each day has beyond its profile; with α and θ if learnt. */
    ThetaLines lines(LocalDays days, int origin, boolean begun) {
      int n = last - from + (begun ? 1 : 0);
      double[] values = new double[n];
      double[] shares = new double[n];
      for (int i = 0; i < n; i++) {
        int at = i < last - from ? from + i : origin;
        values[i] = Double.NaN;
        if (!days.isHoliday(at) && days.known(at) > 0) {
          values[i] = above(days, at, profile(days.dayClass(at)), size);
          shares[i] = (double) days.known(at) / days.slots;
        }
      }
      return Double.isNaN(alpha)
          ? ThetaLines.fit(values, shares, weight)
          : ThetaLines.of(values, shares, alpha, weight);
    }
  }

  /**
   * By how much a day lies above a profile: the mean over what is known, each slot clipped around
   * the median, so that a spike is not a level. NaN for nothing.
   */
  private static double above(LocalDays days, int day, double[] profile, double size) {
    double[] above = new double[days.slots];
    double[] spread = new double[days.slots];
    double[] scratch = new double[days.slots];
    for (int k = 0; k < above.length; k++) {
      above[k] = days.values[day][k] - profile[k];
    }
    double median = LocalDays.median(above, scratch);
    for (int k = 0; k < above.length; k++) {
      spread[k] = Math.abs(above[k] - median);
    }
    double most = SPIKE * (LocalDays.median(spread, scratch) + LEAST_SPREAD * Math.abs(size));
    for (int k = 0; k < above.length; k++) {
      above[k] = Math.max(median - most, Math.min(median + most, above[k]));
    }
    return LocalDays.mean(above);
  }

  /** Weighted mean of a slot, each value clipped to a few usual ones; 0 for none. */
  private static double clippedMean(double[][] rest, double[] weights, int n, int slot) {
    double[] sizes = new double[n];
    for (int i = 0; i < n; i++) {
      sizes[i] = Math.abs(rest[i][slot]);
    }
    double most = CLIP * LocalDays.median(sizes, new double[n]);
    double sum = 0;
    double total = 0;
    for (int i = 0; i < n; i++) {
      if (!Double.isNaN(rest[i][slot])) {
        sum += weights[i] * Math.max(-most, Math.min(most, rest[i][slot]));
        total += weights[i];
      }
    }
    return total > 0 ? sum / total : 0;
  }
}
