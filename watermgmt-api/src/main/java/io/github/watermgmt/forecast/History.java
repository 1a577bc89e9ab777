// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import java.time.Instant;
import java.util.Objects;

/**
 * What a forecaster may learn from: the series to forecast, covariates, and the calendar.
 *
 * <p>Thread-safety: immutable.
 *
 * @param targets the series to forecast, in canonical units, NaN where missing
 * @param covariates what else is known, such as weather, with what is known ahead
 * @param calendar the time zone and its holidays
 */
public record History(Panel targets, Covariates covariates, Calendar calendar) {

  /** Refuses null. */
  public History {
    Objects.requireNonNull(targets, "targets");
    Objects.requireNonNull(covariates, "covariates");
    Objects.requireNonNull(calendar, "calendar");
  }

  /** Returns a history without covariates. */
  public static History of(Panel targets, Calendar calendar) {
    return new History(targets, Covariates.none(), calendar);
  }

  /** Returns the end of the last step, exclusive: the moment from which a forecast may start. */
  public Instant end() {
    return targets.axis().end();
  }

  /**
   * Returns what was known at a moment: the steps that had ended by then, and the covariates as of
   * then. A step that was still running is left out whole, for its value contains the future.
   *
   * @throws DataException WM-104 if no step had ended by then
   */
  public History before(Instant cutoff) {
    Panel known = targets.before(cutoff);
    if (known.axis().length() == 0) {
      throw new DataException(
          ErrorCode.NO_DATA,
          Validation.message(
              "cutoff",
              cutoff,
              "no step of the history, which starts at "
                  + targets.axis().start()
                  + ", had ended by then",
              "take a later cutoff or a longer history"));
    }
    return new History(known, covariates.asOf(cutoff), calendar);
  }
}
