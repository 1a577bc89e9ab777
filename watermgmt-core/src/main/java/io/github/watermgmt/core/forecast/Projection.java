// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Scenarios projected over years of months, as {@link Forecast}s with one series for each scenario.
 * Path p of one scenario has the effects, the weather and the drift of path p of any other:
 * differences between paths of one number are those of the scenarios. (Their total means nothing.)
 *
 * <p>Thread-safety: immutable.
 */
public final class Projection {
  /** The levels of all quantiles: the edges of the bands of 50, 80, 90 and 95 %, and the median. */
  public static final List<QuantileLevel> LEVELS =
      List.of(
          QuantileLevel.of(0.025),
          QuantileLevel.of(0.05),
          QuantileLevel.of(0.10),
          QuantileLevel.of(0.25),
          QuantileLevel.MEDIAN,
          QuantileLevel.of(0.75),
          QuantileLevel.of(0.90),
          QuantileLevel.of(0.95),
          QuantileLevel.of(0.975));

  private static final int YEAR = DemandDesign.YEAR;
  private static final int UNITS = 10_000;

  private final DemandHistory history;
  private final List<Decomposition> central;
  private final DemandPaths.Drawn drawn;
  private final List<String> scenarios;
  private final List<String> notes;
  private final TimeAxis axis;
  private final Forecast months;

  Projection(
      DemandHistory history,
      int months,
      Map<String, Decomposition> central,
      DemandPaths.Drawn drawn,
      List<String> notes) {
    this.history = history;
    this.central = List.copyOf(central.values());
    this.drawn = drawn;
    this.scenarios = List.copyOf(central.keySet());
    this.notes = notes;
    this.axis = MonthAxis.of(history.last().plusMonths(1), months);
    this.months = forecast(axis, Quantity.VOLUME, Support.INTERVAL_TOTAL, drawn.demand());
  }

  /** Returns the names of the scenarios, in the order in which they were given. */
  public List<String> scenarios() {
    return scenarios;
  }

  /** Returns the history that was projected. */
  public DemandHistory history() {
    return history;
  }

  /** Returns what the data could not tell; see {@link DemandModel#notes}. */
  public List<String> notes() {
    return notes;
  }

  /**
   * Returns the demand of each month, m³ a month, with its paths. {@link MonthAxis#month} names the
   * steps.
   */
  public Forecast months() {
    return months;
  }

  /**
   * Returns the demand of each whole calendar year, m³ a year, with its paths.
   *
   * @throws UnsupportedRequestException if there is no whole year
   */
  public Forecast years() {
    return yearly(
        Quantity.VOLUME, Support.INTERVAL_TOTAL, (p, s, from) -> total(drawn.demand()[p][s], from));
  }

  /**
   * Returns the greatest month of each whole calendar year over its mean one, both by the day.
   *
   * @throws UnsupportedRequestException if there is no whole year
   */
  public Forecast peakMonthFactors() {
    return yearly(
        Quantity.DIMENSIONLESS,
        Support.INTERVAL_MEAN,
        (p, s, from) -> greatest(drawn.demand()[p][s], new double[0], from) / mean(p, s, from));
  }

  /**
   * Returns the greatest day of each whole calendar year over its mean day. How far the greatest
   * day of a month stands out of it comes from the history.
   *
   * @throws UnsupportedRequestException if there is no whole year, or the history was not given
   *     {@link DemandHistory.Builder#peakDay}
   */
  public Forecast peakDayFactors() {
    requirePeaks();
    return yearly(
        Quantity.DIMENSIONLESS,
        Support.INTERVAL_MEAN,
        (p, s, from) ->
            greatest(drawn.demand()[p][s], drawn.peakDay()[p], from) / mean(p, s, from));
  }

  /**
   * Returns the demand of the greatest day of each whole calendar year as a flow, m³/h: the number
   * for which works are built.
   *
   * @throws UnsupportedRequestException as {@link #peakDayFactors}
   */
  public Forecast peakDays() {
    requirePeaks();
    return yearly(
        Quantity.FLOW,
        Support.INTERVAL_MEAN,
        (p, s, from) -> greatest(drawn.demand()[p][s], drawn.peakDay()[p], from) / 24);
  }

  private void requirePeaks() {
    if (drawn.peakDay().length == 0) {
      throw new UnsupportedRequestException(
          Validation.message(
              "peak days",
              "none in the history",
              "are needed",
              "sum days up with MonthlySeries.of and give its peakDay to the history"));
    }
  }

  /**
   * Returns by how much the demand of one scenario exceeds that of another in each whole calendar
   * year, m³ a year. Chance is the same in both, so that the band is that of the difference.
   *
   * @throws DataException WM-106 for an unknown scenario
   * @throws UnsupportedRequestException if there is no whole year
   */
  public Forecast difference(String scenario, String from) {
    int one = months.indexOf(scenario);
    int two = months.indexOf(from);
    Forecast years = years();
    double[][][] paths = new double[years.pathCount()][1][years.horizon()];
    for (int p = 0; p < paths.length; p++) {
      for (int t = 0; t < years.horizon(); t++) {
        paths[p][0][t] = years.path(p, one, t) - years.path(p, two, t);
      }
    }
    String name = scenario + " less " + from;
    return forecast(List.of(name), years.axis(), Quantity.VOLUME, Support.INTERVAL_TOTAL, paths);
  }

  /**
   * Returns the decomposition of a scenario: the history, and after it the central path.
   *
   * @throws DataException WM-106 for an unknown scenario
   */
  public Decomposition decomposition(String scenario) {
    return central.get(months.indexOf(scenario));
  }

  /**
   * Returns which driver moves demand by how much between two years along the central path of a
   * scenario; see {@link Decomposition#between}.
   *
   * @throws DataException WM-106 for an unknown scenario, WM-107 if a year is not known whole
   */
  public Attribution attribution(String scenario, int from, int to) {
    return decomposition(scenario).between(from, to);
  }

  @Override
  public String toString() {
    return "projection of " + scenarios + ", " + axis;
  }

  /** What is asked of a year that begins with a month. */
  private interface OfYear {
    double value(int path, int scenario, int from);
  }

  private Forecast yearly(Quantity quantity, Support support, OfYear ofYear) {
    YearMonth first = MonthAxis.month(axis, 0);
    int start = Math.floorMod(1 - first.getMonthValue(), YEAR);
    int n = (axis.length() - start) / YEAR;
    if (axis.length() < start + YEAR) {
      throw new UnsupportedRequestException(
          Validation.message(
              "months", axis.length() + " from " + first, "must hold a whole year", "project on"));
    }
    double[][][] paths = new double[drawn.demand().length][scenarios.size()][n];
    for (int p = 0; p < paths.length; p++) {
      for (int s = 0; s < scenarios.size(); s++) {
        for (int y = 0; y < n; y++) {
          paths[p][s][y] = ofYear.value(p, s, start + y * YEAR);
        }
      }
    }
    TimeAxis years = TimeAxis.of(axis.epochSecond(start), axis.stepSeconds() * YEAR, n);
    return forecast(years, quantity, support, paths);
  }

  private static double total(double[] demand, int from) {
    double sum = 0;
    for (int t = from; t < from + YEAR; t++) {
      sum += demand[t];
    }
    return sum;
  }

  private double mean(int p, int s, int from) {
    return total(drawn.demand()[p][s], from) / MonthAxis.month(axis, from).atDay(1).lengthOfYear();
  }

  private double greatest(double[] demand, double[] ratios, int from) {
    double most = 0;
    for (int t = from; t < from + YEAR; t++) {
      double day = demand[t] / MonthAxis.month(axis, t).lengthOfMonth();
      most = Math.max(most, ratios.length == 0 ? day : day * ratios[t]);
    }
    return most;
  }

  private Forecast forecast(
      TimeAxis steps, Quantity quantity, Support support, double[][][] paths) {
    return forecast(scenarios, steps, quantity, support, paths);
  }

  private static Forecast forecast(
      List<String> ids, TimeAxis steps, Quantity quantity, Support support, double[][][] paths) {
    Forecast.Builder builder = Forecast.builder(steps, LEVELS);
    double[] sample = new double[paths.length];
    for (int s = 0; s < ids.size(); s++) {
      double[] mean = new double[steps.length()];
      double[][] quantiles = new double[LEVELS.size()][steps.length()];
      for (int t = 0; t < mean.length; t++) {
        double sum = 0;
        for (int p = 0; p < sample.length; p++) {
          sample[p] = paths[p][s][t];
          sum += sample[p];
        }
        mean[t] = sum / sample.length;
        Arrays.sort(sample);
        for (int k = 0; k < quantiles.length; k++) {
          quantiles[k][t] = quantile(sample, LEVELS.get(k));
        }
      }
      builder.series(ids.get(s), quantity, support, mean, quantiles);
    }
    return builder.paths(paths).build();
  }

  /** Type 7 of Hyndman and Fan (1996), as {@link Forecast#total} has it. */
  private static double quantile(double[] sorted, QuantileLevel level) {
    long place = (long) level.tenThousandths() * (sorted.length - 1);
    int lower = (int) (place / UNITS);
    double share = (double) (place % UNITS) / UNITS;
    double above = sorted[Math.min(sorted.length - 1, lower + 1)];
    return Math.min(above, sorted[lower] + share * (above - sorted[lower]));
  }
}
