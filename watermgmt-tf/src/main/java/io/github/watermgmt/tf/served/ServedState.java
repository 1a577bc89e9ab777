// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import io.github.watermgmt.core.prepare.Conformal;
import io.github.watermgmt.core.prepare.Scaling;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What a network's forecasts of one series were worth lately: for each of its levels, quantiles of
 * truth less answer over the newest days, each asked at an origin that knew the days before alone.
 * So the levels that the network claims become those that hold (Romano, Patterson and Candès,
 * Conformalized Quantile Regression, NeurIPS 2019).
 *
 * <p>Thread-safety: immutable.
 */
final class ServedState {
  private static final long DAY_SECONDS = 86_400;
  private static final int LEAD_DAYS = 7;

  private final Scaling scaling;
  private final boolean neverNegative;
  private final Conformal[] errors; // by point

  private ServedState(Scaling scaling, boolean neverNegative, Conformal[] errors) {
    this.scaling = scaling;
    this.neverNegative = neverNegative;
    this.errors = errors;
  }

  static int slots(TimeAxis axis) {
    return (int) (DAY_SECONDS / axis.stepSeconds());
  }

  /** Returns how many steps a model keeps: those it learns from and those they look back on. */
  static long keptSteps(Mapping mapping, int calibrationDays, TimeAxis axis) {
    long slots = slots(axis);
    return mapping.lookBack(axis.stepSeconds()) + (calibrationDays + 1L) * slots;
  }

  /**
   * Learns from the newest days.
   *
   * @param series position of the series in the history
   * @throws TooShortHistoryException if no day is left to learn errors from
   */
  static ServedState learn(
      Asker asker,
      History kept,
      int series,
      Scaling scaling,
      boolean neverNegative,
      int calibrationDays,
      String name,
      RunContext run) {
    Series own = kept.targets().series(series);
    TimeAxis axis = own.axis();
    int slots = slots(axis);
    int n = axis.length();
    int lookBack = asker.mapping().lookBack(axis.stepSeconds());
    List<Question> questions = new ArrayList<>();
    List<Integer> origins = new ArrayList<>();
    int horizon = LEAD_DAYS * slots;
    double[] scaled = scaled(own, scaling);
    for (int day = calibrationDays; day >= 1; day--) {
      int origin = n - day * slots;
      if (origin >= lookBack) {
        Instant cutoff = axis.instant(origin);
        Covariates known = kept.covariates().asOf(cutoff);
        questions.add(new Question(axis, scaled, origin, kept.calendar(), known, horizon));
        origins.add(origin);
      }
    }
    int points = asker.mapping().points().size();
    List<Conformal.Builder> builders = new ArrayList<>();
    for (int p = 0; p < points; p++) {
      builders.add(Conformal.builder(LEAD_DAYS, slots));
    }
    int known = 0;
    double[][][] answers =
        questions.isEmpty()
            ? new double[0][][]
            : asker.ask(questions, horizon, axis.stepSeconds(), run);
    for (int q = 0; q < answers.length; q++) {
      for (int t = 0; t < horizon && origins.get(q) + t < n; t++) {
        int index = origins.get(q) + t;
        double truth = own.value(index);
        if (Double.isNaN(truth)) {
          continue;
        }
        int slot = slot(kept.calendar().clock(), axis.epochSecond(index), axis.stepSeconds());
        for (int p = 0; p < points; p++) {
          double answer = scaling.invert(answers[q][p][t]);
          builders.get(p).add(t / slots, slot, truth - floor(neverNegative, answer));
        }
        known++;
      }
    }
    if (known == 0) {
      int given = own.length() - own.missing();
      int needed = Math.max(lookBack + slots, given + slots);
      throw new TooShortHistoryException(name, own.id(), needed, given);
    }
    return new ServedState(
        scaling,
        neverNegative,
        builders.stream().map(Conformal.Builder::build).toArray(Conformal[]::new));
  }

  static double[] scaled(Series series, Scaling scaling) {
    double[] values = series.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = scaling.apply(values[i]);
    }
    return values;
  }

  private static int slot(WallClock clock, long epochSecond, long step) {
    return (int) Math.min(DAY_SECONDS / step - 1, clock.secondOfDay(epochSecond) / step);
  }

  private static double floor(boolean neverNegative, double value) {
    return neverNegative ? Math.max(0, value) : value;
  }

  Scaling scaling() {
    return scaling;
  }

  boolean neverNegative() {
    return neverNegative;
  }

  /**
   * Returns means and quantiles of the steps from the end of the history on.
   *
   * @return the mean, then each level, by step
   */
  double[][] forecast(
      Asker asker,
      History kept,
      int series,
      Covariates covariates,
      int horizon,
      List<QuantileLevel> levels,
      RunContext run) {
    Series own = kept.targets().series(series);
    TimeAxis axis = own.axis();
    int n = axis.length();
    Question question =
        new Question(axis, scaled(own, scaling), n, kept.calendar(), covariates, horizon);
    double[][] answers = asker.ask(List.of(question), horizon, axis.stepSeconds(), run)[0];
    double[][] forecast = new double[levels.size() + 1][horizon];
    int slots = slots(axis);
    double[] ordered = new double[levels.size()];
    for (int t = 0; t < horizon; t++) {
      long at = axis.epochSecond(0) + (n + (long) t) * axis.stepSeconds();
      int slot = slot(kept.calendar().clock(), at, axis.stepSeconds());
      forecast[0][t] = floor(neverNegative, scaling.invert(answers[asker.mean()][t]));
      for (int q = 0; q < ordered.length; q++) {
        int point = asker.nearest(levels.get(q));
        double answer = floor(neverNegative, scaling.invert(answers[point][t]));
        double error = errors[point].quantile(t / slots, slot, levels.get(q));
        ordered[q] = floor(neverNegative, answer + error);
      }
      // Levels of the network may cross; sorted, each stands where it belongs.
      Arrays.sort(ordered);
      for (int q = 0; q < ordered.length; q++) {
        forecast[q + 1][t] = ordered[q];
      }
    }
    return forecast;
  }
}
