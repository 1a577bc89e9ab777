// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.unit.Quantity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What of the weather matters to demand, by local day: heat above a threshold, and rain while it is
 * warm. The weather of cool days says little about demand and is left out on purpose.
 *
 * <p>A day whose weather is not known is taken for the mean of the last known days.
 *
 * <p>Thread-safety: immutable.
 */
final class DayWeather {
  static final int OF_TARGET = 4;
  static final int SINCE_LAST = 2;

  /** Days that a forecast looks back. */
  static final int WINDOW = 42;

  private static final double COLDEST = -90; // °C, as on earth
  private static final double HOTTEST = 60;
  private static final double HOT = 24; // °C, daily maximum
  private static final double WARM = 15; // °C, daily mean
  private static final double MOST_RAIN = 15; // mm a day
  private static final double DRY = 2; // mm in seven days
  private static final int RECENT = 7;
  private static final int USUAL_FROM = 34;
  private static final int USUAL_TO = 7;
  private static final long HOUR = 3600;

  private final int first;
  private final double[] highest; // °C, NaN where not known
  private final double[] mean; // °C
  private final double[] total; // mm

  private final double[] heat;
  private final double[] rain;
  private final boolean[] dry;

  private DayWeather(int first, double[] highest, double[] mean, double[] total) {
    this.first = first;
    this.highest = highest;
    this.mean = mean;
    this.total = total;
    int n = highest.length;
    double[] hottest = persisted(highest);
    double[] warmth = persisted(mean);
    double[] fallen = persisted(total);
    this.heat = new double[n];
    this.rain = new double[n];
    this.dry = new boolean[n];
    double week = 0;
    for (int d = 0; d < n; d++) {
      week += fallen[d] - (d >= RECENT ? fallen[d - RECENT] : 0);
      boolean warm = warmth[d] > WARM;
      heat[d] = Math.max(hottest[d] - HOT, 0);
      rain[d] = warm ? Math.min(fallen[d], MOST_RAIN) : 0;
      dry[d] = warm && week < DRY;
    }
  }

  /**
   * Returns the weather of some days; null without a covariate that measures temperature. Where
   * several measure the same, the first counts.
   *
   * @throws DataException WM-102 if a temperature or rain cannot be one in its unit
   */
  static @Nullable DayWeather of(Covariates covariates, DayGrid grid, int first, int last) {
    Optional<Covariate> temperature = first(covariates, Quantity.TEMPERATURE);
    if (temperature.isEmpty()) {
      return null;
    }
    Optional<Covariate> rainfall = first(covariates, Quantity.RAIN);
    requirePlausible(temperature.get(), COLDEST, HOTTEST, "it is in kelvin or in °F");
    rainfall.ifPresent(
        one -> requirePlausible(one, 0, Double.MAX_VALUE, "a missing value has a code; give NaN"));
    int n = last - first + 1;
    double[] highest = new double[n];
    double[] mean = new double[n];
    double[] total = new double[n];
    for (int d = 0; d < n; d++) {
      long from = grid.calendar().clock().startOfDay(first + d);
      long to = grid.calendar().clock().startOfDay(first + d + 1L);
      readTemperature(temperature.get(), from, to, d, highest, mean);
      total[d] = rainfall.isEmpty() ? 0 : readRain(rainfall.get(), from, to);
    }
    return new DayWeather(first, highest, mean, total);
  }

  /** Returns the covariates that count. */
  static List<Covariate> used(Covariates covariates) {
    List<Covariate> used = new ArrayList<>();
    first(covariates, Quantity.TEMPERATURE).ifPresent(used::add);
    if (!used.isEmpty()) {
      first(covariates, Quantity.RAIN).ifPresent(used::add);
    }
    return used;
  }

  private static void requirePlausible(
      Covariate covariate, double least, double most, String remedy) {
    requirePlausible("covariate '" + covariate.id() + "'", covariate.series(), least, most, remedy);
    for (Covariate.Vintage vintage : covariate.vintages()) {
      String name = "forecast of '" + covariate.id() + "' issued " + vintage.issued();
      requirePlausible(name, vintage.series(), least, most, remedy);
    }
  }

  private static void requirePlausible(
      String name, Series series, double least, double most, String remedy) {
    for (int t = 0; t < series.length(); t++) {
      if (series.value(t) < least || series.value(t) > most) {
        String symbol = " " + series.quantity().canonicalSymbol();
        String range = most == Double.MAX_VALUE ? least + " or more" : least + " to " + most;
        throw new DataException(
            ErrorCode.UNIT,
            Validation.message(
                name + " at " + series.axis().instant(t),
                series.value(t) + symbol,
                "must be " + range + symbol,
                remedy));
      }
    }
  }

  private static Optional<Covariate> first(Covariates covariates, Quantity quantity) {
    return covariates.list().stream()
        .filter(c -> c.series().quantity().equals(quantity))
        .findFirst();
  }

  private static void readTemperature(
      Covariate temperature, long from, long to, int d, double[] highest, double[] mean) {
    double most = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int n = 0;
    long step = Math.min(HOUR, temperature.series().axis().stepSeconds());
    for (long at = from; at < to; at += step) {
      double value = temperature.at(at);
      if (!Double.isNaN(value)) {
        most = Math.max(most, value);
        sum += value;
        n++;
      }
    }
    highest[d] = n == 0 ? Double.NaN : most;
    mean[d] = n == 0 ? Double.NaN : sum / n;
  }

  private static double readRain(Covariate rainfall, long from, long to) {
    long step = rainfall.series().axis().stepSeconds();
    double share = step > DayGrid.DAY_SECONDS ? (double) DayGrid.DAY_SECONDS / step : 1;
    double sum = 0;
    int n = 0;
    for (long at = from; at < to; at += Math.min(step, to - from)) {
      double value = rainfall.at(at);
      if (!Double.isNaN(value)) {
        sum += share * value;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum;
  }

  /** Lets a day that is not known be like the mean of the last known ones. */
  private static double[] persisted(double[] values) {
    double[] filled = values.clone();
    double[] recent = new double[RECENT];
    int seen = 0;
    for (int d = 0; d < values.length; d++) {
      if (!Double.isNaN(values[d])) {
        recent[seen++ % RECENT] = values[d];
      } else {
        double sum = 0;
        int n = Math.min(seen, RECENT);
        for (int i = 0; i < n; i++) {
          sum += recent[i];
        }
        filled[d] = n == 0 ? 0 : sum / n;
      }
    }
    return filled;
  }

  /** Returns weather that was summarized before; see the accessors. */
  static DayWeather of(int first, double[] highest, double[] mean, double[] total) {
    return new DayWeather(first, highest.clone(), mean.clone(), total.clone());
  }

  int first() {
    return first;
  }

  /** Returns the first day beyond. */
  int end() {
    return first + highest.length;
  }

  double[] highest() {
    return highest.clone();
  }

  double[] mean() {
    return mean.clone();
  }

  double[] total() {
    return total.clone();
  }

  /** Returns this weather from a day on to another; where {@code newer} knows a day, it counts. */
  DayWeather with(@Nullable DayWeather newer, int from, int to) {
    int n = Math.max(0, to - from);
    double[][] merged = new double[3][n];
    for (int d = 0; d < n; d++) {
      int day = from + d;
      DayWeather source = newer != null && newer.isKnown(day) ? newer : this;
      boolean there = day >= source.first && day < source.end();
      int at = day - source.first;
      merged[0][d] = there ? source.highest[at] : Double.NaN;
      merged[1][d] = there ? source.mean[at] : Double.NaN;
      merged[2][d] = there ? source.total[at] : Double.NaN;
    }
    return new DayWeather(from, merged[0], merged[1], merged[2]);
  }

  /** Returns whether the weather of a day is known. */
  boolean isKnown(int day) {
    int d = day - first;
    return d >= 0 && d < highest.length && !Double.isNaN(highest[d]) && !Double.isNaN(total[d]);
  }

  /** Returns the first day from one on whose weather is not known; at most {@code to}. */
  int firstUnknown(int from, int to) {
    int day = from;
    while (day < to && isKnown(day)) {
      day++;
    }
    return day;
  }

  /** Says up to which day before one the weather is known. */
  String knownTo(int unknown) {
    int day = Math.min(unknown, end()) - 1;
    while (day >= first && !isKnown(day)) {
      day--;
    }
    return day < first ? "not known" : "known to " + LocalDate.ofEpochDay(day);
  }

  private double heat(int day) {
    return heat.length == 0 ? 0 : heat[at(day)];
  }

  private int at(int day) {
    return Math.max(0, Math.min(heat.length - 1, day - first));
  }

  /**
   * Writes what a day's weather says whatever is known of demand: heat, heat beyond that of the
   * last weeks, rain, and whether it has been dry for a week.
   */
  void ofTarget(int target, double[] to, int from) {
    double usual = 0;
    int n = 0;
    for (int day = Math.max(first, target - USUAL_FROM); day <= target - USUAL_TO; day++) {
      usual += heat(day);
      n++;
    }
    double hot = heat(target);
    to[from] = hot;
    to[from + 1] = n == 0 ? 0 : hot - usual / n;
    to[from + 2] = heat.length == 0 ? 0 : rain[at(target)];
    to[from + 3] = heat.length > 0 && dry[at(target)] ? 1 : 0;
  }

  /** Writes how a day's weather differs from that of the last day whose demand is known. */
  void sinceLast(int target, int last, double[] to, int from) {
    to[from] = heat(target) - heat(last);
    to[from + 1] = heat.length == 0 ? 0 : rain[at(last)];
  }

  /** Two are equal if they know the same of the same days. */
  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof DayWeather other
        && first == other.first
        && Arrays.equals(highest, other.highest)
        && Arrays.equals(mean, other.mean)
        && Arrays.equals(total, other.total);
  }

  @Override
  public int hashCode() {
    return 31 * first + Arrays.hashCode(highest);
  }
}
