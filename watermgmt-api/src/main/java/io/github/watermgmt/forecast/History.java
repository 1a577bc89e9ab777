// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import java.time.Instant;

/**
 * All that a forecaster may learn from.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param targets the series to forecast, on one axis, NaN where missing
 * @param covariates series that help; may reach beyond the targets if known in advance
 * @param calendar zone and holidays of the consumers
 */
public record History(Panel targets, Covariates covariates, Calendar calendar) {

  /** Returns a history without covariates. */
  public static History of(Panel targets, Calendar calendar) {
    return new History(targets, Covariates.none(), calendar);
  }

  /** Returns the end of the last step: where a forecast starts. */
  public Instant end() {
    return targets.axis().end();
  }

  /** Returns what was known at a cutoff: steps that had ended, covariates as of then. */
  public History before(Instant cutoff) {
    return new History(targets.before(cutoff), covariates.asOf(cutoff), calendar);
  }

  /** Returns this history with other targets. */
  public History withTargets(Panel others) {
    return new History(others, covariates, calendar);
  }
}
