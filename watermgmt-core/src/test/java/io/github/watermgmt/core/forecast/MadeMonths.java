// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.tck.synthetic.Months;
import io.github.watermgmt.unit.Quantity;
import java.time.YearMonth;

/** The generator's months as histories. */
final class MadeMonths {
  static final YearMonth FIRST = YearMonth.of(2014, 1);

  private MadeMonths() {}

  static Series series(
      String id, Quantity quantity, Support support, YearMonth first, double[] values) {
    return Series.of(id, quantity, support, MonthAxis.of(first, values.length), values);
  }

  /** Means of days as totals of months. */
  static double[] totals(YearMonth first, double[] daily) {
    double[] totals = new double[daily.length];
    for (int t = 0; t < totals.length; t++) {
      totals[t] = daily[t] * first.plusMonths(t).lengthOfMonth();
    }
    return totals;
  }

  static Series demand(Months made) {
    return series(
        "town",
        Quantity.VOLUME,
        Support.INTERVAL_TOTAL,
        made.first(),
        totals(made.first(), made.demand()));
  }

  /** A history with all drivers; prices begin a year before. */
  static DemandHistory.Builder history(long seed, YearMonth first, int months) {
    Months made = Months.of(seed, first, months);
    return DemandHistory.of(demand(made))
        .population(plain("population", first, made.population()))
        .connections(plain("connections", first, made.connections()))
        .price(price(seed, first, months))
        .temperature(
            series("t", Quantity.TEMPERATURE, Support.INTERVAL_MEAN, first, made.temperature()))
        .rain(series("r", Quantity.RAIN, Support.INTERVAL_TOTAL, first, made.rain()))
        .losses(
            series(
                "losses",
                Quantity.VOLUME,
                Support.INTERVAL_TOTAL,
                first,
                totals(first, made.losses())));
  }

  static Series price(long seed, YearMonth first, int months) {
    YearMonth before = first.minusMonths(11);
    return series(
        "price",
        Quantity.PRICE,
        Support.INTERVAL_MEAN,
        before,
        Months.of(seed, before, months + 11).price());
  }

  static Series plain(String id, YearMonth first, double[] values) {
    return series(id, Quantity.DIMENSIONLESS, Support.INTERVAL_MEAN, first, values);
  }

  static double[] yearly(double[] monthly, int from) {
    double[] years = new double[(monthly.length - from) / 12];
    for (int y = 0; y < years.length; y++) {
      for (int m = 0; m < 12; m++) {
        years[y] += monthly[from + 12 * y + m];
      }
    }
    return years;
  }

  static TimeAxis axis(int months) {
    return MonthAxis.of(FIRST, months);
  }
}
