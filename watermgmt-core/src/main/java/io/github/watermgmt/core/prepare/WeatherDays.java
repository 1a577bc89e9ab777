// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.util.Arrays;
import java.util.Optional;

/**
 * Heat and rain of local days, from the first covariate that is a temperature and the first that is
 * rain: what of the weather moves the demand for water. Without a temperature nothing is known.
 *
 * <p>Thread-safety: immutable. Time: a day is O(1), {@link #usualHeat} looks at 28.
 */
public final class WeatherDays {
  private static final WeatherDays UNKNOWN = new WeatherDays(0, new double[0], new double[0]);
  private static final double HOT = 24;
  private static final double WARM = 18;
  private static final double MOST_RAIN = 15;
  private static final int SPAN_FROM = 7;
  private static final int SPAN_TO = 34;
  private static final int LEAST_HOURS = 12;
  private static final int HOUR_SECONDS = 3600;

  private final long firstDay;
  private final double[] hottest;
  private final double[] rain;

  private WeatherDays(long firstDay, double[] hottest, double[] rain) {
    this.firstDay = firstDay;
    this.hottest = hottest;
    this.rain = rain;
  }

  /** Returns weather of which nothing is known. */
  public static WeatherDays unknown() {
    return UNKNOWN;
  }

  /**
   * Takes the days from covariates. A day of which fewer than twelve hours are known is unknown.
   *
   * @param covariates their values as {@link Covariate#at} gives them; call {@link Covariates#asOf}
   *     first if the future must stay unknown
   */
  public static WeatherDays of(Covariates covariates, Calendar calendar) {
    Optional<Covariate> air = first(covariates, Quantity.TEMPERATURE);
    Optional<Covariate> rain = first(covariates, Quantity.RAIN);
    if (air.isEmpty()) {
      return UNKNOWN;
    }
    TimeAxis axis = air.get().series().axis();
    long end = axis.end().getEpochSecond();
    for (Covariate.Vintage vintage : air.get().vintages()) {
      end = Math.max(end, vintage.series().axis().end().getEpochSecond());
    }
    long first = calendar.clock().epochDay(axis.epochSecond(0));
    int days = (int) (calendar.clock().epochDay(end) - first) + 1;
    double[] hottest = new double[days];
    double[] wet = new double[days];
    int[] known = new int[days];
    Arrays.fill(hottest, Double.NaN);
    for (long at = axis.epochSecond(0); at < end; at += axis.stepSeconds()) {
      int day = (int) (calendar.clock().epochDay(at) - first);
      double value = air.get().at(at);
      if (!Double.isNaN(value)) {
        hottest[day] = value <= hottest[day] ? hottest[day] : value;
        known[day]++;
      }
      double fallen = rain.isPresent() ? rain.get().at(at) : Double.NaN;
      wet[day] += Double.isNaN(fallen) ? 0 : fallen;
    }
    for (int day = 0; day < days; day++) {
      boolean enough = known[day] * axis.stepSeconds() >= (long) LEAST_HOURS * HOUR_SECONDS;
      hottest[day] = enough ? hottest[day] : Double.NaN;
      wet[day] = enough && rain.isPresent() ? wet[day] : Double.NaN;
    }
    return new WeatherDays(first, hottest, wet);
  }

  private static Optional<Covariate> first(Covariates covariates, Quantity quantity) {
    return covariates.list().stream()
        .filter(covariate -> covariate.series().quantity().equals(quantity))
        .findFirst();
  }

  /** Returns whether no day is known. */
  public boolean isUnknown() {
    return hottest.length == 0;
  }

  /**
   * Returns by how much the hottest hour of a day exceeds 24 °C, from where on more water is drawn:
   * K, at least 0, NaN if unknown.
   *
   * @param epochDay days since 1970-01-01
   */
  public double heat(long epochDay) {
    double temperature = at(hottest, index(epochDay));
    return Double.isNaN(temperature) ? Double.NaN : Math.max(temperature - HOT, 0);
  }

  /** Returns the mean heat of the four weeks that end a week before a day, K; NaN if unknown. */
  public double usualHeat(long epochDay) {
    double sum = 0;
    int n = 0;
    for (int back = SPAN_FROM; back <= SPAN_TO; back++) {
      double heat = heat(epochDay - back);
      if (!Double.isNaN(heat)) {
        sum += heat;
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }

  /**
   * Returns the rain of a day, mm, at most 15; 0 on days that stay below 18 °C, when nobody waters
   * a garden, and NaN if unknown.
   */
  public double warmRain(long epochDay) {
    double temperature = at(hottest, index(epochDay));
    double fallen = at(rain, index(epochDay));
    if (Double.isNaN(temperature) || Double.isNaN(fallen)) {
      return Double.NaN;
    }
    return temperature > WARM ? Math.min(fallen, MOST_RAIN) : 0;
  }

  private static double at(double[] row, int index) {
    return index < 0 ? Double.NaN : row[index];
  }

  private int index(long epochDay) {
    long index = epochDay - firstDay;
    return index < 0 || index >= hottest.length ? -1 : (int) index;
  }

  /** Returns the days of this, and where they are unknown or none those of another. */
  public WeatherDays orElse(WeatherDays other) {
    if (isUnknown() || other.isUnknown()) {
      return isUnknown() ? other : this;
    }
    long from = Math.min(firstDay, other.firstDay);
    long to = Math.max(firstDay + hottest.length, other.firstDay + other.hottest.length);
    double[] bothHottest = new double[(int) (to - from)];
    double[] bothRain = new double[bothHottest.length];
    for (int i = 0; i < bothHottest.length; i++) {
      WeatherDays source = Double.isNaN(at(hottest, index(from + i))) ? other : this;
      bothHottest[i] = at(source.hottest, source.index(from + i));
      bothRain[i] = at(source.rain, source.index(from + i));
    }
    return new WeatherDays(from, bothHottest, bothRain);
  }

  /** Returns this without the days before one, in days since 1970-01-01. */
  public WeatherDays from(long epochDay) {
    int cut = (int) Math.max(0, Math.min(hottest.length, epochDay - firstDay));
    return new WeatherDays(
        firstDay + cut,
        Arrays.copyOfRange(hottest, cut, hottest.length),
        Arrays.copyOfRange(rain, cut, rain.length));
  }

  /** Writes this as part of a model. */
  public void write(EntryWriter writer) {
    writer.writeLong(firstDay).writeDoubles(hottest).writeDoubles(rain);
  }

  /**
   * Reads what {@link #write} wrote.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if it is none
   */
  public static WeatherDays read(EntryReader reader) {
    long first = reader.readLong();
    double[] hottest = reader.readDoubles();
    return new WeatherDays(first, hottest, reader.readDoubles("rain", hottest.length));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof WeatherDays other
        && firstDay == other.firstDay
        && Arrays.equals(hottest, other.hottest)
        && Arrays.equals(rain, other.rain);
  }

  @Override
  public int hashCode() {
    return Long.hashCode(firstDay) + 31 * Arrays.hashCode(hottest);
  }

  @Override
  public String toString() {
    return "weather of " + hottest.length + " days from day " + firstDay;
  }
}
