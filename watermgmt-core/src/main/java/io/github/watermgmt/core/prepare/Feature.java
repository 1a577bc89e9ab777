// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Series;

/**
 * A column of inputs: for each instant one number, from calendar, past values or covariates.
 *
 * <p>Thread-safety: implementations are immutable values.
 */
sealed interface Feature {
  double DAYS_A_YEAR = 365.2425;

  /** Returns the name of the column. */
  String name();

  /**
   * Returns the value for a step that starts at {@code epochSecond}, NaN where it is not known.
   *
   * @param past the series that is to be explained, as far as it is known
   */
  double at(long epochSecond, Series past, Covariates covariates, Calendar calendar);

  /** Refuses covariates that this column lacks. */
  default void check(Covariates covariates, Validation problems) {}

  /**
   * 1 on a day of the week, else 0.
   *
   * @param day 1 = Monday to 7 = Sunday
   */
  record DayOfWeek(int day) implements Feature {
    @Override
    public String name() {
      return "day-" + day;
    }

    @Override
    public double at(long epochSecond, Series past, Covariates covariates, Calendar calendar) {
      return calendar.clock().dayOfWeek(epochSecond) == day ? 1 : 0;
    }
  }

  /**
   * 1 if the day so many days away is a public holiday, else 0.
   *
   * @param offset 0 for the day itself, −1 for the day before
   */
  record Holiday(int offset) implements Feature {
    @Override
    public String name() {
      return offset == 0 ? "holiday" : "holiday" + (offset > 0 ? "+" : "") + offset;
    }

    @Override
    public double at(long epochSecond, Series past, Covariates covariates, Calendar calendar) {
      return calendar.isHoliday(calendar.clock().epochDay(epochSecond) + offset) ? 1 : 0;
    }
  }

  /**
   * A wave over the local day or the year.
   *
   * @param yearly over the year, else over the local day
   * @param cycles waves in that time
   * @param cosine whether it starts at its crest
   */
  record Wave(boolean yearly, int cycles, boolean cosine) implements Feature {
    @Override
    public String name() {
      return (cosine ? "cos-" : "sin-") + (yearly ? "year-" : "day-") + cycles;
    }

    @Override
    public double at(long epochSecond, Series past, Covariates covariates, Calendar calendar) {
      double share =
          yearly
              ? calendar.clock().epochDay(epochSecond) / DAYS_A_YEAR
              : calendar.clock().secondOfDay(epochSecond) / 86_400.0;
      double angle = 2 * Math.PI * cycles * (share - Math.floor(share));
      return cosine ? StrictMath.cos(angle) : StrictMath.sin(angle);
    }
  }

  /**
   * The value at the same wall-clock time some days before.
   *
   * @param days local days, at least 1
   */
  record Lag(int days) implements Feature {
    @Override
    public String name() {
      return "lag-" + days + "d";
    }

    @Override
    public double at(long epochSecond, Series past, Covariates covariates, Calendar calendar) {
      int index = past.axis().indexCovering(calendar.clock().shiftDays(epochSecond, -days));
      return index < 0 ? Double.NaN : past.value(index);
    }
  }

  /**
   * A covariate, held between limits and counted from the lower one where that is finite: rain of
   * at most 15 mm, or the degrees above 24.
   *
   * @param id id of the covariate
   * @param low lower limit, −∞ for none
   * @param high upper limit, ∞ for none
   */
  record Outside(String id, double low, double high) implements Feature {
    @Override
    public String name() {
      String above = low == Double.NEGATIVE_INFINITY ? "" : " above " + low;
      return id + above + (high == Double.POSITIVE_INFINITY ? "" : " up to " + high);
    }

    @Override
    public double at(long epochSecond, Series past, Covariates covariates, Calendar calendar) {
      double value = covariates.get(id).orElseThrow(() -> unknown(covariates)).at(epochSecond);
      double held = Math.max(low, Math.min(high, value));
      return low == Double.NEGATIVE_INFINITY ? held : held - low;
    }

    @Override
    public void check(Covariates covariates, Validation problems) {
      if (covariates.get(id).isEmpty()) {
        problems.add(message(covariates));
      }
    }

    private DataException unknown(Covariates covariates) {
      return new DataException(ErrorCode.UNKNOWN_ID, message(covariates));
    }

    private String message(Covariates covariates) {
      return Validation.message(
          "covariate", id, "must be among " + covariates.ids(), "add it to the history");
    }
  }
}
