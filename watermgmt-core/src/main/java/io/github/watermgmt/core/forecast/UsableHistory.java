// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;

/** What every forecaster by local days asks of a history. Thread-safety: stateless. */
final class UsableHistory {
  private static final int LEAST_DAYS = 21;

  private UsableHistory() {}

  /**
   * Refuses a step that does not divide a day.
   *
   * @throws DataException otherwise
   */
  static void requireStep(String name, TimeAxis axis) {
    if (DayGrid.DAY_SECONDS % axis.stepSeconds() != 0) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              "step", axis.step(), "must divide a day for '" + name + "'", "resample to an hour"));
    }
  }

  /**
   * Refuses what nothing can be learnt from.
   *
   * @throws DataException WM-104 if a series has no value
   * @throws TooShortHistoryException if a series has fewer than three weeks of values
   */
  static void requireValues(String name, Panel kept) {
    int needed = (int) (LEAST_DAYS * (DayGrid.DAY_SECONDS / kept.axis().stepSeconds()));
    Validation problems = new Validation();
    for (Series series : kept.series()) {
      problems.check(
          series.length() == 0 || series.missing() < series.length(),
          "series '" + series.id() + "'",
          series.length() + " steps",
          "has no value in the history that counts",
          "leave it out");
    }
    problems.throwIfAny(ErrorCode.NO_DATA, "history of '" + name + "'");
    for (Series series : kept.series()) {
      int given = series.length() - series.missing();
      if (given < needed) {
        throw new TooShortHistoryException(name, series.id(), needed, given);
      }
    }
  }
}
