// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A stretch of time. Thread-safety: an immutable value.
 *
 * @param from its begin, inclusive
 * @param to its end, exclusive, after {@code from}
 */
record Window(Instant from, Instant to) {

  /**
   * Reads {@code FROM/TO}: dates, or stamps with Z or without an offset, all UTC.
   *
   * @param option the option it stands for
   * @throws DataException WM-103 if it is no stretch of time
   */
  static Window parse(String option, String text) {
    int slash = text.indexOf('/');
    Window window = null;
    if (slash >= 0) {
      try {
        window =
            new Window(
                instant(text.substring(0, slash).strip()),
                instant(text.substring(slash + 1).strip()));
      } catch (DateTimeException e) {
        window = null;
      }
    }
    if (window == null || !window.to.isAfter(window.from)) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              option,
              text,
              "must be FROM/TO in UTC, the end after the begin and exclusive",
              "2020-01-01/2020-07-01"));
    }
    return window;
  }

  private static Instant instant(String text) {
    if (text.length() <= 10) {
      return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
    String stamp = text.replace(' ', 'T');
    return stamp.endsWith("Z")
        ? Instant.parse(stamp)
        : LocalDateTime.parse(stamp).toInstant(ZoneOffset.UTC);
  }

  boolean contains(Instant moment) {
    return !moment.isBefore(from) && moment.isBefore(to);
  }

  Duration length() {
    return Duration.between(from, to);
  }

  @Override
  public String toString() {
    return from + "/" + to;
  }
}
