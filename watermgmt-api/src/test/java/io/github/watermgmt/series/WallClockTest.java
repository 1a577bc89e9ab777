// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** java.time is the oracle. */
class WallClockTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Europe/Rome",
        "America/New_York",
        "Australia/Sydney",
        "Australia/Lord_Howe",
        "America/Santiago",
        "Africa/Casablanca",
        "Asia/Kathmandu",
        "UTC"
      })
  void agreesWithJavaTime(String id) {
    ZoneId zone = ZoneId.of(id);
    WallClock clock = WallClock.of(zone);
    long from = Instant.parse("2019-01-01T00:00:00Z").getEpochSecond();
    for (long at = from; at < from + 5L * 366 * 86_400; at += 1800) {
      ZonedDateTime local = Instant.ofEpochSecond(at).atZone(zone);
      assertThat(clock.secondOfDay(at)).isEqualTo(local.toLocalTime().toSecondOfDay());
      assertThat(clock.dayOfWeek(at)).isEqualTo(local.getDayOfWeek().getValue());
      assertThat(clock.epochDay(at)).isEqualTo(local.toLocalDate().toEpochDay());
      assertThat(clock.shiftDays(at, -7))
          .as("a week before %s", local)
          .isEqualTo(local.minusDays(7).toEpochSecond());
      if (at % 86_400 == 0) {
        assertThat(clock.startOfDay(clock.epochDay(at)))
            .isEqualTo(local.toLocalDate().atStartOfDay(zone).toEpochSecond());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"Europe/Rome", "America/New_York", "Australia/Sydney"})
  void daysAddUpToTheYearAcrossChangesOfClocks(String id) {
    WallClock clock = WallClock.of(ZoneId.of(id));
    long first = java.time.LocalDate.of(2024, 1, 1).toEpochDay();
    double hours = 0;
    int unusual = 0;
    for (long day = first; day < first + 366; day++) {
      double length = clock.hoursInDay(day);
      hours += length;
      unusual += length == 24 ? 0 : 1;
      assertThat(length).isIn(23.0, 24.0, 25.0);
    }
    assertThat(hours).isEqualTo(366 * 24.0);
    assertThat(unusual).isEqualTo(2);
  }

  @org.junit.jupiter.api.Test
  void lagFindsTheSameWallClockTimeOnTheAxis() {
    ZoneId rome = ZoneId.of("Europe/Rome");
    TimeAxis axis = TimeAxis.of(Instant.parse("2022-03-20T23:00:00Z"), Duration.ofHours(1), 400);
    int sevenOnMonday = axis.indexOf(Instant.parse("2022-03-28T05:00:00Z")); // 07:00 summer time
    int lag = WallClock.of(rome).lagDays(axis, sevenOnMonday, 7);

    assertThat(axis.instant(lag)).isEqualTo(Instant.parse("2022-03-21T06:00:00Z")); // 07:00 winter
  }
}
