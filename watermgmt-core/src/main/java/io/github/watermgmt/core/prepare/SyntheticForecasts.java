// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariate.Vintage;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Makes forecasts of the weather up where the ones that were issued are not at hand, so that a
 * backtest need not pretend to have known the weather: from nothing but the past ({@link
 * #persistence}, {@link #recentMean}), or from what came true, made worse the further ahead it is
 * ({@link #noisy}). The truth of a forecaster that uses the weather lies between the first two,
 * which are worse than any weather service, and perfect foresight, which is better.
 *
 * <p>The result is a covariate of the kind {@link Covariate.Kind#FORECAST}: observed up to the
 * cutoff, and after it by the newest forecast issued by then. Each forecast begins with the step
 * that the moment of its issue begins or lies before, and is as long as is asked for.
 *
 * <p>Linear in the number of values made. Thread-safety: stateless.
 */
public final class SyntheticForecasts {
  private static final int MOST_DAYS_BACK = 14;
  private static final long DAY_SECONDS = 86_400;

  /** Time after which the correlation of the noise is one half. */
  private static final double HALF_SECONDS = 6 * 3600;

  private SyntheticForecasts() {}

  /**
   * Repeats the newest day: each step has the value of the same wall-clock time on the latest day
   * on which it had ended by the issue and was not missing, up to two weeks back; NaN where there
   * is none.
   *
   * @param issues when forecasts are issued, such as the origins of a backtest
   * @param steps of each forecast, at least 1
   * @param clock of the place
   */
  public static Covariate persistence(
      Series observed, Collection<Instant> issues, int steps, WallClock clock) {
    return recentMean(observed, issues, steps, clock, 1);
  }

  /**
   * Forecasts the mean of the same wall-clock time over the latest days on which it had ended by
   * the issue and was not missing: what is usual at this time of the year. Days further back than
   * twice as many and two weeks do not count; NaN where none does.
   *
   * @param issues when forecasts are issued, such as the origins of a backtest
   * @param steps of each forecast, at least 1
   * @param clock of the place
   * @param days to average over, at least 1, such as 28
   */
  public static Covariate recentMean(
      Series observed, Collection<Instant> issues, int steps, WallClock clock, int days) {
    require("days", days);
    TimeAxis axis = observed.axis();
    List<Vintage> vintages = new ArrayList<>();
    for (Instant issue : issues) {
      TimeAxis ahead = ahead(axis, issue, steps);
      int known = axis.before(issue).length();
      double[] values = new double[steps];
      for (int t = 0; t < steps; t++) {
        double sum = 0;
        int count = 0;
        long lead = (ahead.epochSecond(t) - issue.getEpochSecond()) / DAY_SECONDS;
        long most = lead + 1 + 2L * days + MOST_DAYS_BACK;
        for (int back = 1; back <= most && count < days; back++) {
          int index = axis.indexCovering(clock.shiftDays(ahead.epochSecond(t), -back));
          if (index >= 0 && index < known && !observed.isMissing(index)) {
            sum += observed.value(index);
            count++;
          }
        }
        values[t] = count == 0 ? Double.NaN : sum / count;
      }
      vintages.add(new Vintage(issue, on(observed, ahead, values)));
    }
    return Covariate.forecast(observed, vintages);
  }

  /**
   * Forecasts what came true with an error that grows with the square root of the lead and whose
   * correlation halves every six hours. Where the series is a total of its intervals, as rain is,
   * the error is a factor with a median of 1, so that dry hours stay dry; where it was never
   * negative, the forecast is not either. NaN where the truth is missing or not known.
   *
   * <p>These forecasts know the future, though not well: they are for asking what a forecast of the
   * weather of some quality is worth, never for training what will run in operation.
   *
   * @param issues when forecasts are issued, such as the origins of a backtest
   * @param steps of each forecast, at least 1
   * @param share standard deviation of the error one day ahead, as a share of that of the series
   *     (for totals: of the logarithm of the factor); at least 0, such as 0.25 for a temperature
   * @param run its seed decides the errors, with the id of the series and the moment of the issue
   */
  public static Covariate noisy(
      Series observed, Collection<Instant> issues, int steps, double share, RunContext run) {
    if (!(share >= 0) || Double.isInfinite(share)) {
      throw new IllegalArgumentException(
          "share (" + share + "), must be at least 0 and finite. Maybe 0.25.");
    }
    boolean total = observed.support() == Support.INTERVAL_TOTAL;
    double[] truth = observed.toArray();
    double deviation = total ? share : share * deviation(truth);
    boolean positive = Arrays.stream(truth).noneMatch(value -> value < 0);
    double keep = StrictMath.pow(0.5, observed.axis().stepSeconds() / HALF_SECONDS);
    List<Vintage> vintages = new ArrayList<>();
    for (Instant issue : issues) {
      TimeAxis ahead = ahead(observed.axis(), issue, steps);
      RandomGenerator random = run.random("forecast of " + observed.id(), issue.getEpochSecond());
      double[] values = new double[steps];
      double noise = random.nextGaussian();
      for (int t = 0; t < steps; t++) {
        double lead = ahead.epochSecond(t) + ahead.stepSeconds() - issue.getEpochSecond();
        double error = deviation * Math.sqrt(Math.max(0, lead) / DAY_SECONDS) * noise;
        int index = observed.axis().indexOf(ahead.epochSecond(t));
        double value = index < 0 ? Double.NaN : truth[index];
        double made = total ? value * StrictMath.exp(error) : value + error;
        values[t] = positive && made < 0 ? 0 : made;
        noise = keep * noise + Math.sqrt(1 - keep * keep) * random.nextGaussian();
      }
      vintages.add(new Vintage(issue, on(observed, ahead, values)));
    }
    return Covariate.forecast(observed, vintages);
  }

  private static TimeAxis ahead(TimeAxis axis, Instant issue, int steps) {
    require("steps", steps);
    long late = issue.getEpochSecond() - axis.epochSecond(0);
    long start = axis.epochSecond(0) + Math.floorDiv(late, axis.stepSeconds()) * axis.stepSeconds();
    boolean onGrid = start == issue.getEpochSecond() && issue.getNano() == 0;
    return TimeAxis.of(onGrid ? start : start + axis.stepSeconds(), axis.stepSeconds(), steps);
  }

  private static Series on(Series observed, TimeAxis axis, double[] values) {
    return Series.of(observed.id(), observed.quantity(), observed.support(), axis, values);
  }

  private static double deviation(double[] values) {
    double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    double mean = Arrays.stream(known).average().orElse(0);
    double squares = 0;
    for (double value : known) {
      squares += (value - mean) * (value - mean);
    }
    return known.length == 0 ? 0 : Math.sqrt(squares / known.length);
  }

  private static void require(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(what + " (" + value + "), must be at least 1.");
    }
  }
}
