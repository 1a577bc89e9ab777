// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * What a forecaster does where its input is usable but not as it should be: go on and say so, or
 * refuse, as its caller wants it. The sentences are the same for both.
 *
 * <p>Thread-safety: immutable.
 *
 * @param provider who is asked
 * @param refusesUnknownFuture whether holidays or weather that are not known ahead are refused
 * @param refusesDoubts whether a fit refuses what it would have to warn of
 */
record InputPolicy(String provider, boolean refusesUnknownFuture, boolean refusesDoubts) {
  private static final int WEEK = 7;

  /** What to do where holidays or weather are not known ahead. */
  enum UnknownFuture {
    /** Take the days for ordinary ones and the weather for that of the last days, and say so. */
    AS_USUAL,
    /** Refuse the forecast. */
    REFUSE
  }

  /** What to do with a history that can be learnt from, and should be looked at. */
  enum DoubtfulHistory {
    /** Learn from it, and say what is odd. */
    AS_IT_IS,
    /** Refuse the fit. */
    REFUSE
  }

  static final Option<UnknownFuture> UNKNOWN_FUTURE =
      Option.choice(
          "unknown-future",
          UnknownFuture.AS_USUAL,
          "where holidays or weather are not known ahead: go on as usual, or refuse");

  static final Option<DoubtfulHistory> DOUBTFUL_HISTORY =
      Option.choice(
          "doubtful-history",
          DoubtfulHistory.AS_IT_IS,
          "a constant or negative series, or a covariate of no use: warn, or refuse the fit");

  static InputPolicy of(String provider, Options options) {
    return new InputPolicy(
        provider,
        options.get(UNKNOWN_FUTURE) == UnknownFuture.REFUSE,
        options.get(DOUBTFUL_HISTORY) == DoubtfulHistory.REFUSE);
  }

  // ---------------------------------------------------------------- history

  /**
   * Refuses a fit with doubts, if the caller wants that.
   *
   * @throws DataException WM-110 with all of them
   */
  void refuse(List<String> doubts) {
    if (refusesDoubts && !doubts.isEmpty()) {
      throw new DataException(
          ErrorCode.DOUBTFUL_DATA, "history of '" + provider + "'", List.copyOf(doubts));
    }
  }

  /** Adds what is odd about a series that is known value by value. */
  static void addDoubts(Series series, List<String> doubts) {
    double[] known = Arrays.stream(series.toArray()).filter(v -> !Double.isNaN(v)).toArray();
    double first = known.length == 0 ? Double.NaN : known[0];
    boolean constant = Arrays.stream(known).allMatch(value -> value == first);
    addDoubts(
        series.id(),
        constant ? first : Double.NaN,
        Arrays.stream(known).anyMatch(value -> value < 0),
        doubts);
  }

  /**
   * Adds what is odd about a series.
   *
   * @param constant the one value that it has; NaN if it has several
   */
  static void addDoubts(String id, double constant, boolean negative, List<String> doubts) {
    if (!Double.isNaN(constant)) {
      doubts.add(
          Validation.message(
              "series '" + id + "'",
              constant + " throughout",
              "never changes: neither will its forecast",
              "its sensor is stuck"));
    }
    if (negative) {
      doubts.add(
          Validation.message(
              "series '" + id + "'",
              "below 0 at times",
              "may be forecast below 0",
              "clean it first, or check the signs of its meters"));
    }
  }

  /** Adds a covariate that is given in vain. */
  void addUnused(Covariates given, List<Covariate> used, String remedy, List<String> doubts) {
    for (Covariate covariate : given.list()) {
      if (!used.contains(covariate)) {
        doubts.add(
            Validation.message(
                "covariate '" + covariate.id() + "'",
                covariate.series().quantity(),
                "is not used by '" + provider + "'",
                remedy));
      }
    }
  }

  /** Adds the covariates of a history to a forecaster that takes none. */
  void addUnused(Covariates given, List<String> doubts) {
    addUnused(given, List.of(), "take 'combination', which uses temperature and rain", doubts);
  }

  // ---------------------------------------------------------------- future

  /**
   * Refuses a forecast whose holidays are not known to its end, if the caller wants that.
   *
   * @param last the last day of the forecast, since 1970-01-01
   * @throws DataException WM-107 if so
   */
  void requireHolidays(Calendar calendar, long last) {
    Validation problems = new Validation();
    checkHolidays(calendar, last, problems);
    throwIfAny(problems);
  }

  void checkHolidays(Calendar calendar, long last, Validation problems) {
    problems.check(
        !refusesUnknownFuture || calendar.covers(last),
        "calendar",
        knownTo(calendar),
        "must reach " + LocalDate.ofEpochDay(last) + ", the last day of the forecast",
        "give the holidays to come, or let unknown-future be as-usual");
  }

  void throwIfAny(Validation problems) {
    problems.throwIfAny(ErrorCode.NOT_COVERED, "forecast of '" + provider + "'");
  }

  /**
   * Adds a warning if the holidays of the week to come are not known.
   *
   * @param next the first day of that week, since 1970-01-01
   */
  static void addUnknownHolidays(Calendar calendar, long next, List<String> warnings) {
    if (!calendar.covers(next + WEEK - 1)) {
      warnings.add(
          Validation.message(
              "calendar",
              knownTo(calendar),
              "ends within a week: holidays after that are taken for ordinary days",
              "give the holidays to come"));
    }
  }

  private static String knownTo(Calendar calendar) {
    return "known to " + calendar.validUntil().map(LocalDate::toString).orElse("ever");
  }
}
