// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import io.github.watermgmt.forecast.QuantileLevel;
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
   * Returns the mean absolute percentage error, {@code MAPE}, in percent of the truth. NaN if a
   * truth is 0, where it is not defined.
   */
  public static Metric mape() {
    return of(
        "MAPE",
        scored -> {
          double sum = 0;
          int count = 0;
          for (int t = 0; t < scored.size(); t++) {
            if (scored.counts(t)) {
              if (scored.truth(t) == 0) {
                return Double.NaN;
              }
              sum += Math.abs(scored.error(t) / scored.truth(t));
              count++;
            }
          }
          return count == 0 ? Double.NaN : 100 * sum / count;
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
    String name = central ? "cov" + width / 100 : "cov" + lower + "-" + upper;
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
