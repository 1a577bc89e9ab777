// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.unit.Quantity;

/**
 * Water that a tank took in, from its level: area times the change of the level since the step
 * before. It belongs into the balance of a zone: what flows in and is not stored is used or lost. A
 * level that is read to the centimetre makes it coarse; over an hour and more it evens out.
 *
 * <p>Thread-safety: stateless. Linear in the length.
 */
public final class TankStorage {
  private TankStorage() {}

  /**
   * Returns the net flow into a tank in m³/h, negative while it empties: at each step the mean
   * since the step before, so that nothing of the future is used. Missing at the first step and
   * where either level is.
   *
   * @param level the level, m
   * @param areaM2 area of the water's surface, m², positive and finite
   * @throws DataException WM-102 if the series is no level
   */
  public static Series inflow(Series level, double areaM2) {
    if (!(areaM2 > 0) || Double.isInfinite(areaM2)) {
      throw new IllegalArgumentException("area (" + areaM2 + "), must be positive and finite");
    }
    if (!level.quantity().equals(Quantity.LEVEL)) {
      throw new DataException(
          ErrorCode.UNIT,
          Validation.message(
              "series '" + level.id() + "'", level.quantity(), "must be the level of a tank", ""));
    }
    double[] flow = new double[level.length()];
    for (int t = 0; t < flow.length; t++) {
      double before = t == 0 ? Double.NaN : level.value(t - 1);
      flow[t] = areaM2 * (level.value(t) - before) / level.axis().stepHours();
    }
    return Series.of(level.id(), Quantity.FLOW, level.support(), level.axis(), flow);
  }
}
