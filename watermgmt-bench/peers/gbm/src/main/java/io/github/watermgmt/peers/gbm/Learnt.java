// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.gbm;

import io.github.watermgmt.core.prepare.UsualDays;
import io.github.watermgmt.core.prepare.WeatherDays;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;

/**
 * The trees for the first day ahead and those for later days.
 *
 * @param first for the first day
 * @param later for the second day on
 */
record Learnt(Trees first, Trees later) {

  /** Trains on the days from {@code from} to {@code to}, exclusive, of each series. */
  static Learnt from(
      UsualDays[] series,
      WeatherDays weather,
      int[] from,
      int[] to,
      Options options,
      RunContext run) {
    return new Learnt(
        trees(series, weather, from, to, true, options, run),
        trees(series, weather, from, to, false, options, run));
  }

  private static Trees trees(
      UsualDays[] series,
      WeatherDays weather,
      int[] from,
      int[] to,
      boolean tomorrow,
      Options options,
      RunContext run) {
    Rows rows = Rows.of(series, weather, from, to, tomorrow, run);
    return Boosting.train(rows.features(), rows.labels(), options, run);
  }

  /**
   * Forecasts one slot.
   *
   * @param usual what is usual on the day as seen at the origin
   * @param row scratch space of {@link Features#COUNT} numbers
   * @return in the unit of the series
   */
  double predict(
      UsualDays days,
      WeatherDays weather,
      int day,
      int origin,
      int slot,
      double[] usual,
      float[] row) {
    Features.fill(days, weather, day, origin, slot, usual, row);
    double deviation = (day == origin ? first : later).predict(row);
    return days.toUnit(usual[slot] + deviation);
  }
}
