// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.series.TimeAxis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/** Numbers and times in plain words, the same in every locale. Thread-safety: immutable. */
record Words(TimeAxis axis, ZoneId zone) {
  private static final int DIGITS = 3;
  private static final int MINUTES = 16; // letters of a date and time up to the minute

  /** Three significant digits, all of those before the point. */
  static String number(double value) {
    if (!Double.isFinite(value)) {
      return String.valueOf(value);
    }
    BigDecimal exact = new BigDecimal(value);
    BigDecimal rounded =
        Math.abs(value) >= 100
            ? exact.setScale(0, RoundingMode.HALF_EVEN)
            : exact.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** The same with its sign. */
  static String signed(double value) {
    return (value > 0 ? "+" : "") + number(value);
  }

  /** Returns a share in per cent. */
  static String percent(double share) {
    return number(Math.rint(100 * share)) + " %";
  }

  /** Returns when a step begins, such as {@code 17:00}, with its day where there are several. */
  String time(int step) {
    return moment(axis.instant(step));
  }

  /** Returns from when to when some steps last. */
  String span(int firstStep, int lastStep) {
    ZonedDateTime from = axis.instant(firstStep).atZone(zone);
    ZonedDateTime to = axis.instant(lastStep).plus(axis.step()).atZone(zone);
    LocalDate end = to.toLocalDate();
    boolean midnight = to.toLocalTime().equals(LocalTime.MIDNIGHT);
    String until = midnight ? "24:00" : to.toLocalTime().toString();
    if (midnight) {
      end = end.minusDays(1);
    }
    return moment(axis.instant(firstStep))
        + " to "
        + (end.equals(from.toLocalDate()) ? until : end + " " + until);
  }

  private String moment(Instant at) {
    ZonedDateTime time = at.atZone(zone);
    return isOneDay()
        ? time.toLocalTime().toString()
        : time.toLocalDateTime().toString().replace('T', ' ').substring(0, MINUTES);
  }

  private boolean isOneDay() {
    LocalDate first = axis.start().atZone(zone).toLocalDate();
    return first.equals(axis.end().minusSeconds(1).atZone(zone).toLocalDate());
  }
}
