// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.error.Validation;
import io.github.watermgmt.evaluate.Backtest;
import io.github.watermgmt.series.TimeAxis;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;

/**
 * The moments from which to forecast, as text and as instants.
 *
 * <p>Thread-safety: stateless.
 */
final class Origins {
  private Origins() {}

  /** Reads instants, in the order given; what cannot be read is a problem. */
  static List<Instant> list(List<String> texts, ZoneId zone, Problems problems) {
    return texts.stream()
        .map(text -> instant("--origins", text, zone, problems))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Returns the instants from one to another, both inclusive, every so many calendar days. */
  static List<Instant> every(String from, String to, String every, ZoneId zone, Problems problems) {
    Optional<Instant> first = instant("--from", from, zone, problems);
    Optional<Instant> last = instant("--to", to, zone, problems);
    Optional<Period> period = period(every, problems);
    if (first.isEmpty() || last.isEmpty() || period.isEmpty()) {
      return List.of();
    }
    if (last.get().isBefore(first.get())) {
      problems.add(
          Validation.message("--to", to, "must not be before --from " + from, "exchange them"));
      return List.of();
    }
    return Backtest.calendarOrigins(first.get(), last.get(), period.get(), zone);
  }

  /**
   * Checks that each origin begins a step of the readings, has some before it, and that its horizon
   * does not go past their end.
   */
  static void check(List<Instant> origins, int horizon, TimeAxis axis, Problems problems) {
    for (Instant origin : origins) {
      int index = origin.equals(axis.end()) ? axis.length() : axis.indexOf(origin);
      if (!origin.isAfter(axis.start())) {
        problems.add(
            Validation.message(
                "origin",
                origin,
                "must be after the first reading, " + axis.start(),
                "take later origins"));
      } else if (index < 0 && origin.isBefore(axis.end())) {
        int after = axis.ceilingIndex(origin);
        problems.add(
            Validation.message(
                "origin",
                origin,
                "must be the start of a step of the readings, which are " + axis,
                "take " + axis.instant(after - 1) + " or " + axis.instant(after)));
      } else if (index < 0 || horizon > axis.length() - index) {
        problems.add(
            Validation.message(
                "origin",
                origin,
                "its horizon of "
                    + horizon
                    + " steps goes past the end of the readings, "
                    + axis.end(),
                "take earlier origins or a shorter horizon"));
      }
    }
  }

  private static Optional<Instant> instant(
      String option, String text, ZoneId zone, Problems problems) {
    String stripped = text.strip();
    try {
      if (stripped.indexOf('T') < 0) {
        return Optional.of(LocalDate.parse(stripped).atStartOfDay(zone).toInstant());
      }
      boolean local = !stripped.matches(".*(Z|[+-]\\d\\d:?\\d\\d)");
      if (!local) {
        return Optional.of(OffsetDateTime.parse(stripped).toInstant());
      }
      LocalDateTime wanted = LocalDateTime.parse(stripped);
      if (zone.getRules().getValidOffsets(wanted).isEmpty()) {
        problems.add(
            Validation.message(option, text, "does not occur in " + zone, "take an hour later"));
        return Optional.empty();
      }
      return Optional.of(wanted.atZone(zone).toInstant());
    } catch (DateTimeException e) {
      problems.add(
          Validation.message(
              option,
              text,
              "must be an instant such as 2022-07-24T22:00:00Z, or a day or wall-clock time of the"
                  + " zone such as 2022-07-25",
              "write it so"));
      return Optional.empty();
    }
  }

  private static Optional<Period> period(String text, Problems problems) {
    try {
      Period period = Period.parse(text.strip());
      if (!period.isZero() && !period.isNegative()) {
        return Optional.of(period);
      }
    } catch (DateTimeParseException e) {
      // Told below, as a period that is not positive is.
    }
    problems.add(
        Validation.message(
            "--every",
            text,
            "must be a number of calendar days such as P7D or P1D",
            "write it so"));
    return Optional.empty();
  }
}
