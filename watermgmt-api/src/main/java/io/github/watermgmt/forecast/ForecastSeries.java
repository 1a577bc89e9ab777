// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.series.Support;
import io.github.watermgmt.unit.Quantity;
import java.util.Arrays;

/** Mean and quantiles ([level][step]) of one series. Shares its arrays: they never leave the room. */
record ForecastSeries(
    String id, Quantity quantity, Support support, double[] mean, double[][] quantiles) {

  ForecastSeries withId(String newId) {
    return new ForecastSeries(newId, quantity, support, mean, quantiles);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ForecastSeries that
        && id.equals(that.id)
        && quantity.equals(that.quantity)
        && support == that.support
        && Arrays.equals(mean, that.mean)
        && Arrays.deepEquals(quantiles, that.quantiles);
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + Arrays.hashCode(mean);
  }

  @Override
  public String toString() {
    return "ForecastSeries[" + id + "]";
  }
}
