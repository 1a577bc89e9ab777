// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts a forecast into a distribution problem: a zone whose id is a forecast series takes that
 * forecast as its demand, every other zone keeps the demand it had. Steps need not agree: the
 * demand of a step is the mean over the forecast's intervals that it touches, weighted by the time
 * shared.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param problem the problem with the forecast in it
 * @param forecastZones ids of the zones that took a forecast, in the order of the problem
 * @param keptZones ids of the zones that kept their demand, likewise
 * @param notes what was done to the forecast on the way, such as values below zero
 */
public record ForecastDemand(
    Problem problem, List<String> forecastZones, List<String> keptZones, List<String> notes) {

  /** Copies the lists. */
  public ForecastDemand {
    forecastZones = List.copyOf(forecastZones);
    keptZones = List.copyOf(keptZones);
    notes = List.copyOf(notes);
  }

  /**
   * Plans for the mean.
   *
   * @throws DataException WM-105 if the forecast does not cover every step of the problem, WM-102
   *     if the forecast of a zone is neither a flow nor a volume
   */
  public static ForecastDemand mean(Problem problem, Forecast forecast) {
    return fill(problem, forecast, forecast::mean);
  }

  /**
   * Plans for a quantile: a high one keeps water in hand for a day that draws more than the mean.
   * Quantiles of zones do not add up: planning all of them at 0.9 is more careful than the 0.9 of
   * the total.
   *
   * @throws DataException as {@link #mean}
   * @throws io.github.watermgmt.error.UnsupportedRequestException if the forecast lacks the level
   */
  public static ForecastDemand quantile(Problem problem, Forecast forecast, QuantileLevel level) {
    return fill(problem, forecast, id -> forecast.quantile(id, level));
  }

  private interface Demand {
    Series of(String id);
  }

  private static ForecastDemand fill(Problem problem, Forecast forecast, Demand demand) {
    TimeAxis steps = problem.axis();
    Problem.Builder builder = problem.toBuilder();
    List<String> taken = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (String zone : problem.zones().keySet()) {
      if (!forecast.ids().contains(zone)) {
        kept.add(zone);
        continue;
      }
      double[] flow = flow(steps, demand.of(zone));
      int negative = 0;
      for (int t = 0; t < flow.length; t++) {
        if (flow[t] < 0) {
          flow[t] = 0;
          negative++;
        }
      }
      if (negative > 0) {
        notes.add("zone '" + zone + "': " + negative + " steps forecast below zero taken as zero");
      }
      // All other terms stay: what is guaranteed to a zone is so under any forecast.
      builder.zone(zone, StepFlows.of(problem.zones(), zone).withDemand(flow));
      taken.add(zone);
    }
    return new ForecastDemand(builder.build(), taken, kept, notes);
  }

  /** Returns the flow of each step, m³/h, that a forecast means by its intervals. */
  static double[] flow(TimeAxis steps, Series series) {
    requireCover(steps, series.axis());
    return resample(series.axis(), flows(series), steps);
  }

  /** Refuses a forecast of which no zone has a series. */
  static void requireSome(List<String> zones, Problem problem, Forecast forecast) {
    if (zones.isEmpty()) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message(
              "series",
              forecast.ids(),
              "must have the id of a zone, one of " + problem.zones().keySet(),
              "rename the series"));
    }
  }

  private static void requireCover(TimeAxis steps, TimeAxis hours) {
    if (steps.start().isBefore(hours.start()) || steps.end().isAfter(hours.end())) {
      throw new DataException(
          ErrorCode.AXIS_MISMATCH,
          Validation.message(
              "steps of the problem",
              steps.start() + " to " + steps.end(),
              "must lie within the forecast, " + hours.start() + " to " + hours.end(),
              "forecast further ahead, or move the problem with Problem.startingAt"));
    }
  }

  /** Returns the flow of each interval, m³/h. */
  private static double[] flows(Series series) {
    double[] values = series.toArray();
    if (series.quantity().equals(Quantity.FLOW)) {
      return values;
    }
    boolean volume = series.quantity().equals(Quantity.VOLUME);
    if (!volume || series.support() != Support.INTERVAL_TOTAL) {
      throw new DataException(
          ErrorCode.UNIT,
          Validation.message(
              "forecast of zone '" + series.id() + "'",
              series.quantity() + ", " + series.support(),
              "must be a flow, or a volume per interval",
              "the series has the name of a zone and is no demand"));
    }
    for (int i = 0; i < values.length; i++) {
      values[i] /= series.axis().stepHours();
    }
    return values;
  }

  /** Returns the mean over each step, weighting each interval by the seconds shared with it. */
  private static double[] resample(TimeAxis from, double[] values, TimeAxis to) {
    double[] means = new double[to.length()];
    for (int t = 0; t < means.length; t++) {
      long start = to.epochSecond(t);
      long end = start + to.stepSeconds();
      double sum = 0;
      for (int i = from.indexCovering(start); i < values.length; i++) {
        long shared =
            Math.min(end, from.epochSecond(i) + from.stepSeconds())
                - Math.max(start, from.epochSecond(i));
        if (shared <= 0) {
          break;
        }
        // A share first, so that an interval that covers the step gives its value to the last bit.
        sum += values[i] * ((double) shared / to.stepSeconds());
      }
      means[t] = sum;
    }
    return means;
  }
}
