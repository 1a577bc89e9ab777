// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.time.YearMonth;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The regression of the months of a history: a row of regressors for each, and the logarithm of use
 * per head and day, NaN where the month cannot be learnt from. What is usual in a month of the year
 * is learnt from the first {@code known} months alone.
 *
 * <p>Thread-safety: immutable, arrays are shared and never written.
 */
final class DemandDesign {
  static final int YEAR = 12;
  static final int LEVEL = 0;
  static final int SEASON = 1;
  static final int PRICE = 12;
  static final int HEAT = 13;
  static final int DRY = 14;
  static final int TREND = 15;
  static final int COLUMNS = 16;

  private static final double HUNDRED_MM = 100;
  private static final double SEASON_SD = 0.2;
  private static final double LEVEL_SD = 10;

  final double[][] rows;
  final double[] y;
  final double[] people;
  final double[] lossBase;
  final double[] losses;
  final double[] days;
  final double @Nullable [] temperature;
  final double @Nullable [] rain;
  final double[] usualTemperature = new double[YEAR];
  final double[] usualHeat = new double[YEAR];
  final double[] usualRain = new double[YEAR];

  /** Prices, from {@code priceMemory − 1} months before the first; may be NaN. */
  final double @Nullable [] price;

  final double basePrice;
  private final LongRange config;

  DemandDesign(LongRange config, DemandHistory history, int known) {
    this.config = config;
    int n = history.length();
    YearMonth first = history.first();
    double[] ones = new double[n];
    Arrays.fill(ones, 1);
    double[] population = history.aligned(Driver.POPULATION);
    double[] connections = history.aligned(Driver.CONNECTIONS);
    double[] lost = history.aligned(Driver.LOSSES);
    people = population != null ? population : connections != null ? connections : ones;
    lossBase = connections != null ? connections : people;
    temperature = history.aligned(Driver.TEMPERATURE);
    rain = history.aligned(Driver.RAIN);
    days = new double[n];
    losses = new double[n];
    for (int t = 0; t < n; t++) {
      days[t] = first.plusMonths(t).lengthOfMonth();
      losses[t] = lost == null ? 0 : lost[t] / days[t];
    }
    usual(first, known);
    price = history.driver(Driver.PRICE).map(series -> tail(history)).orElse(null);
    double base = price == null ? 1 : felt(price, known - 1);
    basePrice = Double.isNaN(base) ? 1 : base;
    rows = new double[n][];
    y = new double[n];
    for (int t = 0; t < n; t++) {
      int month = first.plusMonths(t).getMonthValue() - 1;
      double log = price == null ? 0 : StrictMath.log(felt(price, t) / basePrice);
      double heat = temperature == null ? 0 : heat(month, temperature[t]);
      double dry = rain == null ? 0 : dryness(month, rain[t]);
      rows[t] = row(month, log, heat, dry, (t - known + 1) / (double) YEAR);
      double use = history.demand().value(t) / days[t] * (1 - history.lossShare()) - losses[t];
      double value = StrictMath.log(use / people[t]);
      boolean whole = Double.isFinite(value);
      for (double regressor : rows[t]) {
        whole &= !Double.isNaN(regressor);
      }
      y[t] = whole ? value : Double.NaN;
    }
  }

  private double[] tail(DemandHistory history) {
    // The months before the first count, where the series has them.
    int memory = config.priceMemory();
    var series = history.driver(Driver.PRICE).orElseThrow();
    int shift = MonthAxis.step(series.axis(), history.first()) - memory + 1;
    double[] all = new double[history.length() + memory - 1];
    for (int t = 0; t < all.length; t++) {
      int at = t + shift;
      all[t] = at < 0 || at >= series.length() ? Double.NaN : series.value(at);
    }
    return all;
  }

  /** The mean price of the last months, as far as it is known; NaN if the month's own is not. */
  private double felt(double[] prices, int t) {
    int memory = config.priceMemory();
    double sum = 0;
    int count = 0;
    for (int k = 0; k < memory; k++) {
      double value = prices[t + k];
      sum += Double.isNaN(value) ? 0 : value;
      count += Double.isNaN(value) ? 0 : 1;
    }
    return Double.isNaN(prices[t + memory - 1]) ? Double.NaN : sum / count;
  }

  /** The prices of the last months before the history ends, all but one of the memory's. */
  double[] priceTail() {
    int n = config.priceMemory() - 1;
    double[] tail = new double[n];
    Arrays.fill(tail, 1);
    return price == null ? tail : Arrays.copyOfRange(price, price.length - n, price.length);
  }

  private void usual(YearMonth first, int known) {
    double[] hot = means(first, known, temperature, false);
    double[] wet = means(first, known, rain, false);
    double[] above = means(first, known, temperature, true);
    System.arraycopy(hot, 0, usualTemperature, 0, YEAR);
    System.arraycopy(wet, 0, usualRain, 0, YEAR);
    System.arraycopy(above, 0, usualHeat, 0, YEAR);
  }

  private double[] means(YearMonth first, int known, double @Nullable [] values, boolean above) {
    double[] sums = new double[YEAR];
    int[] counts = new int[YEAR];
    for (int t = 0; values != null && t < known; t++) {
      if (!Double.isNaN(values[t])) {
        int month = first.plusMonths(t).getMonthValue() - 1;
        sums[month] += above ? Math.max(0, values[t] - config.comfort()) : values[t];
        counts[month]++;
      }
    }
    for (int m = 0; m < YEAR; m++) {
      sums[m] = counts[m] == 0 ? Double.NaN : sums[m] / counts[m];
    }
    return sums;
  }

  /** Degrees above the comfort, less what is usual in the month. */
  double heat(int month, double celsius) {
    return Math.max(0, celsius - config.comfort()) - usualHeat[month];
  }

  /** Usual rain less the rain, in 100 mm, in warm months. */
  double dryness(int month, double millimetres) {
    boolean warm = temperature == null || usualTemperature[month] > config.comfort();
    return warm ? (usualRain[month] - millimetres) / HUNDRED_MM : 0;
  }

  static double[] row(int month, double price, double heat, double dry, double years) {
    double[] row = new double[COLUMNS];
    row[LEVEL] = 1;
    season(month, row);
    row[PRICE] = price;
    row[HEAT] = heat;
    row[DRY] = dry;
    row[TREND] = years;
    return row;
  }

  /** Eleven harmonics: any shape whose twelve months have the mean 0. */
  private static void season(int month, double[] row) {
    for (int k = 1; k <= YEAR / 2; k++) {
      double angle = 2 * Math.PI * k * month / YEAR;
      row[SEASON + 2 * (k - 1)] = StrictMath.cos(angle);
      if (2 * k < YEAR) {
        row[SEASON + 2 * k - 1] = StrictMath.sin(angle);
      }
    }
  }

  /** Means of the priors, by column. */
  static double[] priorMeans(LongRange config, double[] y) {
    double[] means = new double[COLUMNS];
    means[LEVEL] = LocalDays.mean(y);
    means[PRICE] = config.priceElasticity().mean();
    means[HEAT] = config.heat().mean();
    means[DRY] = config.dryness().mean();
    means[TREND] = config.trend().mean();
    return means;
  }

  /** Standard deviations of the priors, by column. */
  static double[] priorSds(LongRange config) {
    double[] sds = new double[COLUMNS];
    sds[LEVEL] = LEVEL_SD;
    for (int k = SEASON; k < PRICE; k++) {
      sds[k] = SEASON_SD;
    }
    sds[PRICE] = config.priceElasticity().sd();
    sds[HEAT] = config.heat().sd();
    sds[DRY] = config.dryness().sd();
    sds[TREND] = config.trend().sd();
    return sds;
  }
}
