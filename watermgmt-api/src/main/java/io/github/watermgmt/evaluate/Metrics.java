// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.WallClock;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.ToDoubleFunction;

/**
 * The usual metrics. An error is forecast less truth; all but bias and coverage are better when
 * smaller. Unless said otherwise a score is in the canonical unit of the series (m³/h for flows),
 * is NaN if no truth is known, and takes time linear in the number of steps.
 *
 * <p>Thread-safety: stateless; the metrics are immutable.
 */
public final class Metrics {
  private static final long HOUR = 3600;
  private static final long DAY = 24 * HOUR;
  private static final long WEEK = 7 * DAY;

  /** What a truth must reach of the mean truth for percentages of it to make sense. */
  private static final double NEAR_ZERO = 0.01;

  private Metrics() {}

  private record Named(String name, ToDoubleFunction<Scored> function) implements Metric {
    @Override
    public double score(Scored scored) {
      return function.applyAsDouble(scored);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** Returns a metric of the caller's own. */
  public static Metric of(String name, ToDoubleFunction<Scored> function) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(function, "function");
    return new Named(name, function);
  }

  /** Returns the mean absolute error, {@code MAE}. */
  public static Metric mae() {
    return of("MAE", scored -> absoluteError(scored, 0, Long.MAX_VALUE));
  }

  /** Returns the root of the mean squared error, {@code RMSE}. */
  public static Metric rmse() {
    return of(
        "RMSE",
        scored -> {
          double sum = 0;
          int count = 0;
          for (int t = 0; t < scored.size(); t++) {
            if (scored.counts(t)) {
              sum += scored.error(t) * scored.error(t);
              count++;
            }
          }
          return count == 0 ? Double.NaN : Math.sqrt(sum / count);
        });
  }

  /** Returns the mean error, {@code bias}: positive where forecasts are too high on average. */
  public static Metric bias() {
    return of(
        "bias",
        scored -> {
          double sum = 0;
          int count = 0;
          for (int t = 0; t < scored.size(); t++) {
            if (scored.counts(t)) {
              sum += scored.error(t);
              count++;
            }
          }
          return count == 0 ? Double.NaN : sum / count;
        });
  }

  /**
   * Returns the mean absolute percentage error, {@code MAPE}, in percent of the truth. It makes
   * sense where demand keeps clear of zero: a single hour of almost none would outweigh all others,
   * so that forecasts which are too low win. It is therefore NaN if a truth is nearer to zero than
   * a hundredth of the mean absolute truth of the steps scored; take {@link #wape()} there.
   */
  public static Metric mape() {
    return of(
        "MAPE",
        scored -> {
          double sum = 0;
          double truths = 0;
          double least = Double.POSITIVE_INFINITY;
          int count = 0;
          for (int t = 0; t < scored.size(); t++) {
            if (scored.counts(t)) {
              double truth = Math.abs(scored.truth(t));
              sum += Math.abs(scored.error(t)) / truth;
              truths += truth;
              least = Math.min(least, truth);
              count++;
            }
          }
          return count == 0 || least == 0 || least < NEAR_ZERO * truths / count
              ? Double.NaN
              : 100 * sum / count;
        });
  }

  /**
   * Returns the weighted absolute percentage error, {@code WAPE}: the sum of absolute errors in
   * percent of the sum of absolute truths. Zeros in the truth do no harm; NaN if all are zero.
   */
  public static Metric wape() {
    return of(
        "WAPE",
        scored -> {
          double sum = 0;
          double truths = 0;
          for (int t = 0; t < scored.size(); t++) {
            if (scored.counts(t)) {
              sum += Math.abs(scored.error(t));
              truths += Math.abs(scored.truth(t));
            }
          }
          return truths > 0 ? 100 * sum / truths : Double.NaN;
        });
  }

  /**
   * Returns the mean absolute scaled error, {@code MASE}: the mean absolute error divided by that
   * of the seasonal naive forecast on the past before the origin (Hyndman and Koehler, Another Look
   * at Measures of Forecast Accuracy, International Journal of Forecasting 22, 2006). Without unit;
   * below 1 is better than naive. NaN if the past never changed. Needs the history; linear in its
   * length.
   *
   * @param lag the season in steps, such as 168 for a week of hours; at least 1
   */
  public static Metric mase(int lag) {
    if (lag < 1) {
      throw new IllegalArgumentException("lag (" + lag + "), must be at least 1 step.");
    }
    return of(
        "MASE",
        scored -> {
          double scale = scored.naiveError(lag);
          return scale > 0 ? absoluteError(scored, 0, Long.MAX_VALUE) / scale : Double.NaN;
        });
  }

  /**
   * Returns the first indicator of the Battle of Water Demand Forecasting, {@code PI1}: the mean
   * absolute error of the first 24 hours. The three indicators are defined in Alvisi et al., Battle
   * of Water Demand Forecasting, Journal of Water Resources Planning and Management, 2025. They
   * count the steps that lie wholly within their hours, and are NaN if there is none.
   */
  public static Metric pi1() {
    return of("PI1", scored -> absoluteError(scored, 0, DAY));
  }

  /**
   * Returns the second indicator, {@code PI2}: the greatest absolute error of the first 24 hours.
   */
  public static Metric pi2() {
    return of(
        "PI2",
        scored -> {
          double greatest = Double.NaN;
          for (int t = 0; t < scored.size(); t++) {
            if (scored.counts(t) && within(scored, t, 0, DAY)) {
              double error = Math.abs(scored.error(t));
              greatest = error > greatest || Double.isNaN(greatest) ? error : greatest;
            }
          }
          return greatest;
        });
  }

  /** Returns the third indicator, {@code PI3}: the mean absolute error of hours 25 to 168. */
  public static Metric pi3() {
    return of("PI3", scored -> absoluteError(scored, DAY, WEEK));
  }

  /**
   * Returns the error of the day's peak, {@code peak}: the absolute difference between the greatest
   * mean and the greatest truth of a local day, averaged over days. Days that the forecast does not
   * cover from midnight to midnight, or whose truth is not wholly known, do not count, for what is
   * missing may have been the peak; NaN if no day counts. The greatest of means is on the whole
   * lower than the mean of the greatest: where the peak matters, ask for its distribution.
   *
   * @param clock says where the days begin
   */
  public static Metric peak(WallClock clock) {
    Objects.requireNonNull(clock, "clock");
    return of(
        "peak",
        scored ->
            LocalDay.mean(
                scored,
                clock,
                day ->
                    Math.abs(
                        scored.mean(day.greatest(scored::mean))
                            - scored.truth(day.greatest(scored::truth)))));
  }

  /**
   * Returns the error of the time of the day's peak, {@code peak_hour}: the hours, in absolute
   * value, from the step with the greatest truth of a local day to the one with the greatest mean,
   * averaged over days; the first of equals. Days count as they do for {@link #peak}.
   *
   * @param clock says where the days begin
   */
  public static Metric peakHour(WallClock clock) {
    Objects.requireNonNull(clock, "clock");
    return of(
        "peak_hour",
        scored ->
            LocalDay.mean(
                scored,
                clock,
                day ->
                    Math.abs(day.greatest(scored::mean) - day.greatest(scored::truth))
                        * scored.stepSeconds()
                        / (double) HOUR));
  }

  /**
   * Returns the error of the day's total, {@code daily}, as a mean over the steps of the day, which
   * keeps the unit: the absolute difference between the mean forecast of a local day and its mean
   * truth, averaged over days. Multiply by the hours of the day for a volume. Days count as they do
   * for {@link #peak}.
   *
   * @param clock says where the days begin
   */
  public static Metric daily(WallClock clock) {
    Objects.requireNonNull(clock, "clock");
    return of(
        "daily",
        scored ->
            LocalDay.mean(
                scored,
                clock,
                day -> Math.abs(day.average(scored::mean) - day.average(scored::truth))));
  }

  /**
   * Returns the mean pinball loss at one level, such as {@code pinball0.05}: an error above the
   * truth costs 1 − level, one below it costs level, per unit. NaN if the forecast lacks the level.
   */
  public static Metric pinball(QuantileLevel level) {
    return of("pinball" + level, scored -> pinball(scored, level));
  }

  /**
   * Returns the continuous ranked probability score, {@code CRPS}, as twice the pinball loss
   * averaged over levels (Gneiting and Raftery, Strictly Proper Scoring Rules, JASA 102, 2007). NaN
   * if the forecast lacks one of the levels.
   *
   * @param levels at least one, evenly spaced, such as {@link QuantileLevel#STANDARD}
   */
  public static Metric crps(Collection<QuantileLevel> levels) {
    if (levels.isEmpty()) {
      throw new IllegalArgumentException("levels must not be empty");
    }
    List<QuantileLevel> own = levels.stream().sorted().distinct().toList();
    return of(
        "CRPS",
        scored -> {
          double sum = 0;
          for (QuantileLevel level : own) {
            sum += pinball(scored, level);
          }
          return 2 * sum / own.size();
        });
  }

  /**
   * Returns the share of truths between two quantiles, ends included, from 0 to 1; best at {@code
   * upper − lower}. Named such as {@code cov90}, or {@code cov0.05-0.8} if the interval is not
   * central. NaN if the forecast lacks a level.
   *
   * @throws IllegalArgumentException if {@code lower} is not below {@code upper}
   */
  public static Metric coverage(QuantileLevel lower, QuantileLevel upper) {
    if (lower.compareTo(upper) >= 0) {
      throw new IllegalArgumentException(
          "lower level (" + lower + "), must be below the upper level " + upper + ".");
    }
    int width = upper.tenThousandths() - lower.tenThousandths();
    boolean central = lower.mirrored().equals(upper) && width % 100 == 0;
    String name = central ? "cov" + percent(lower, upper) : "cov" + lower + "-" + upper;
    return of(name, scored -> coverage(scored, lower, upper));
  }

  /**
   * Returns the coverage of the central interval of a nominal coverage: 0.9 for the levels 0.05 to
   * 0.95.
   */
  public static Metric coverage(double nominal) {
    QuantileLevel lower = QuantileLevel.of((1 - nominal) / 2);
    return coverage(lower, lower.mirrored());
  }

  /**
   * Returns the interval score of the central interval of a nominal coverage, such as {@code
   * Winkler90}: its width, and for a truth outside 2 / (1 − nominal) times the distance to it
   * (Winkler, A Decision-Theoretic Approach to Interval Estimation, JASA 67, 1972). It is least for
   * the true quantiles: neither wide intervals nor false ones pay. NaN if the forecast lacks a
   * level.
   *
   * @param nominal between 0 and 1, such as 0.9 for the levels 0.05 to 0.95
   */
  public static Metric winkler(double nominal) {
    QuantileLevel lower = QuantileLevel.of((1 - nominal) / 2);
    QuantileLevel upper = lower.mirrored();
    if (lower.compareTo(upper) >= 0) {
      throw new IllegalArgumentException(
          "nominal coverage (" + nominal + "), must lie between 0 and 1.");
    }
    return of("Winkler" + percent(lower, upper), scored -> winkler(scored, lower, upper));
  }

  private static double winkler(Scored scored, QuantileLevel lower, QuantileLevel upper) {
    int low = scored.levelIndex(lower);
    int high = scored.levelIndex(upper);
    if (low < 0 || high < 0) {
      return Double.NaN;
    }
    double penalty = 1 / lower.asDouble();
    double sum = 0;
    int count = 0;
    for (int t = 0; t < scored.size(); t++) {
      if (scored.counts(t)) {
        double below = scored.quantile(low, t);
        double above = scored.quantile(high, t);
        double outside = Math.max(0, Math.max(below - scored.truth(t), scored.truth(t) - above));
        sum += above - below + penalty * outside;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** The nominal coverage of an interval in percent: {@code 90}, or {@code 99.5}. */
  private static String percent(QuantileLevel lower, QuantileLevel upper) {
    int width = upper.tenThousandths() - lower.tenThousandths();
    return width % 100 == 0 ? Integer.toString(width / 100) : Double.toString(width / 100.0);
  }

  private static double coverage(Scored scored, QuantileLevel lower, QuantileLevel upper) {
    int low = scored.levelIndex(lower);
    int high = scored.levelIndex(upper);
    if (low < 0 || high < 0) {
      return Double.NaN;
    }
    int inside = 0;
    int count = 0;
    for (int t = 0; t < scored.size(); t++) {
      if (scored.counts(t)) {
        double truth = scored.truth(t);
        if (truth >= scored.quantile(low, t) && truth <= scored.quantile(high, t)) {
          inside++;
        }
        count++;
      }
    }
    return count == 0 ? Double.NaN : (double) inside / count;
  }

  private static double pinball(Scored scored, QuantileLevel level) {
    int index = scored.levelIndex(level);
    if (index < 0) {
      return Double.NaN;
    }
    double weight = level.asDouble();
    double sum = 0;
    int count = 0;
    for (int t = 0; t < scored.size(); t++) {
      if (scored.counts(t)) {
        double below = scored.truth(t) - scored.quantile(index, t);
        sum += below >= 0 ? weight * below : (weight - 1) * below;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  /** Mean absolute error of the steps within so many seconds after the origin. */
  private static double absoluteError(Scored scored, long from, long to) {
    double sum = 0;
    int count = 0;
    for (int t = 0; t < scored.size(); t++) {
      if (scored.counts(t) && within(scored, t, from, to)) {
        sum += Math.abs(scored.error(t));
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private static boolean within(Scored scored, int step, long from, long to) {
    long start = step * scored.stepSeconds();
    return start >= from && start + scored.stepSeconds() <= to;
  }
}
