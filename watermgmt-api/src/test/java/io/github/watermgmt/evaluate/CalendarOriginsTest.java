// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CalendarOriginsTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  private static List<Instant> instants(String... texts) {
    return Arrays.stream(texts).map(Instant::parse).toList();
  }

  @Test
  void mondaysStayMondaysAcrossBothChangesOfTheClocks() {
    assertThat(
            Backtest.calendarOrigins(
                Instant.parse("2022-03-20T23:00:00Z"),
                Instant.parse("2022-04-10T22:00:00Z"),
                Period.ofDays(7),
                ROME))
        .isEqualTo(
            instants(
                "2022-03-20T23:00:00Z",
                "2022-03-27T22:00:00Z",
                "2022-04-03T22:00:00Z",
                "2022-04-10T22:00:00Z"));
    assertThat(
            Backtest.calendarOrigins(
                Instant.parse("2022-10-23T22:00:00Z"),
                Instant.parse("2022-11-06T22:59:59Z"),
                Period.ofWeeks(1),
                ROME))
        .isEqualTo(instants("2022-10-23T22:00:00Z", "2022-10-30T23:00:00Z"));
  }

  @Test
  void theFiftyOneMondaysOfAYear() {
    List<Instant> mondays =
        Backtest.calendarOrigins(
            Instant.parse("2022-04-03T22:00:00Z"),
            Instant.parse("2023-03-19T23:00:00Z"),
            Period.ofDays(7),
            ROME);
    assertThat(mondays).hasSize(51).endsWith(Instant.parse("2023-03-19T23:00:00Z"));
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    return Arbitraries.of(
            "Europe/Rome", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "UTC")
        .map(ZoneId::of);
  }

  @Property
  void theWallClockStaysTheSame(
      @ForAll @From("zones") ZoneId zone,
      @ForAll @IntRange(min = 0, max = 700) int day,
      @ForAll @IntRange(min = 0, max = 23) int hour,
      @ForAll @IntRange(min = 1, max = 10) int every) {
    LocalDateTime start = LocalDate.of(2021, 1, 1).plusDays(day).atTime(hour, 30);
    Instant from = start.atZone(zone).toInstant();
    LocalDateTime first = LocalDateTime.ofInstant(from, zone);
    Instant to = from.plus(400, ChronoUnit.DAYS);
    List<Instant> origins = Backtest.calendarOrigins(from, to, Period.ofDays(every), zone);
    assertThat(origins).hasSizeBetween(400 / every, 401 / every + 1).startsWith(from);
    int shifted = 0;
    for (int k = 0; k < origins.size(); k++) {
      assertThat(origins.get(k)).isBeforeOrEqualTo(to);
      LocalDateTime local = LocalDateTime.ofInstant(origins.get(k), zone);
      assertThat(local.toLocalDate()).isEqualTo(first.toLocalDate().plusDays((long) k * every));
      LocalTime time = local.toLocalTime();
      if (!time.equals(first.toLocalTime())) {
        // Only within a gap of the clocks, and then forward.
        assertThat(zone.getRules().getValidOffsets(local.with(first.toLocalTime()))).isEmpty();
        shifted++;
      }
    }
    assertThat(shifted).isLessThanOrEqualTo(2);
  }

  @Test
  void monthsDoNotDriftAfterAShortOne() {
    assertThat(
            Backtest.calendarOrigins(
                Instant.parse("2022-01-31T00:00:00Z"),
                Instant.parse("2022-04-30T00:00:00Z"),
                Period.ofMonths(1),
                ZoneId.of("UTC")))
        .isEqualTo(
            instants(
                "2022-01-31T00:00:00Z",
                "2022-02-28T00:00:00Z",
                "2022-03-31T00:00:00Z",
                "2022-04-30T00:00:00Z"));
  }

  @Test
  void aFirstOriginInTheSecondHourThatOccursTwiceIsKept() {
    Instant second = Instant.parse("2022-10-30T01:30:00Z"); // 02:30 for the second time
    assertThat(Backtest.calendarOrigins(second, second, Period.ofDays(1), ROME))
        .containsExactly(second);
  }

  @Test
  void periodsThatLeadNowhereAreRefused() {
    Instant from = Instant.parse("2022-01-31T00:00:00Z");
    for (Period every : List.of(Period.ZERO, Period.ofDays(-1), Period.of(0, 1, -1))) {
      assertThatThrownBy(() -> Backtest.calendarOrigins(from, from, every, ROME))
          .hasMessageContaining("every (" + every + ")");
    }
    assertThatThrownBy(
            () -> Backtest.calendarOrigins(from, from.minusSeconds(1), Period.ofDays(1), ROME))
        .hasMessageContaining("must not be before");
  }
}
