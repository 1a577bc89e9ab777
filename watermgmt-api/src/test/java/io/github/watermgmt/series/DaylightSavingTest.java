// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must survive the days of 23 and 25 hours, on both hemispheres. */
class DaylightSavingTest {
  private static final long DAY = 86_400;
  private static final Map<ZoneId, WallClock> CLOCKS = new ConcurrentHashMap<>();

  /** Totals by local day add up to the whole, and every hour belongs to exactly one day. */
  @Property(tries = 24)
  void totalsSurviveTheChangesOfClocks(
      @ForAll @From("zones") String id,
      @ForAll @IntRange(min = 1990, max = 2090) int year,
      @ForAll long seed) {
    ZoneId zone = ZoneId.of(id);
    WallClock clock = WallClock.of(zone);
    long first = LocalDate.of(year, 1, 1).atStartOfDay(zone).toEpochSecond();
    long end = LocalDate.of(year + 1, 1, 1).atStartOfDay(zone).toEpochSecond();
    List<Long> stamps = new ArrayList<>();
    for (long at = first; at < end; at += 3600) {
      stamps.add(at);
    }
    Collections.shuffle(stamps, new Random(seed));
    PanelBuilder builder =
        PanelBuilder.create()
            .step(Duration.ofHours(1))
            .sensor(new SensorSpec("A", Unit.of("m3"), Support.INTERVAL_TOTAL, false));
    stamps.forEach(at -> builder.add("A", at, Math.floorMod(at / 3600, 97)));
    Series series = builder.build().panel().series("A");
    long whole = 0;
    for (long at : stamps) {
      whole += Math.floorMod(at / 3600, 97);
    }

    long sum = 0;
    int steps = 0;
    int unusual = 0;
    long days = LocalDate.of(year, 1, 1).lengthOfYear();
    for (long day = clock.epochDay(first); day < clock.epochDay(end); day++) {
      int from = series.axis().indexOf(clock.startOfDay(day));
      int to = from + (int) ((clock.startOfDay(day + 1) - clock.startOfDay(day)) / 3600);
      assertThat(clock.hoursInDay(day)).isIn(23.0, 24.0, 25.0).isEqualTo(to - from);
      unusual += to - from == 24 ? 0 : 1;
      for (int i = from; i < to; i++) {
        assertThat(clock.epochDay(series.axis().epochSecond(i))).isEqualTo(day);
        sum += (long) series.value(i);
        steps++;
      }
      days--;
    }

    assertThat(days).isZero();
    assertThat(steps).isEqualTo(series.length());
    assertThat(sum).isEqualTo(whole);
    assertThat(unusual).isEqualTo(2);
  }

  @Provide
  Arbitrary<String> zones() {
    return Arbitraries.of("Europe/Rome", "America/New_York", "Australia/Sydney");
  }

  /** Beyond what is cached, too: the rules of java.time go on for ever. */
  @Property(tries = 4000)
  void agreesWithJavaTimeInAnyZoneAndCentury(
      @ForAll @From("allZones") String id,
      @ForAll @LongRange(min = -5_000_000_000L, max = 8_000_000_000L) long at,
      @ForAll @IntRange(min = -800, max = 800) int days) {
    agrees(ZoneId.of(id), at, days);
  }

  @Provide
  Arbitrary<String> allZones() {
    return Arbitraries.of(ZoneId.getAvailableZoneIds().stream().sorted().toList());
  }

  /** Every minute that matters around every change of ten years. */
  @ParameterizedTest
  @CsvSource({
    "Europe/Rome, 2020",
    "America/New_York, 2020",
    "Australia/Sydney, 2020",
    "Australia/Lord_Howe, 2020",
    "Asia/Kathmandu, 1985",
    "Africa/Casablanca, 2020",
    "America/Santiago, 2020",
    "America/Santiago, 2150",
    "Africa/Cairo, 2150",
    "Asia/Beirut, 2150",
    "Atlantic/Azores, 2020",
    "Pacific/Apia, 2008",
    "America/Sao_Paulo, 2010"
  })
  void agreesWithJavaTimeAroundEveryChange(String id, int year) {
    ZoneId zone = ZoneId.of(id);
    Instant from = Instant.parse(year + "-01-01T00:00:00Z");
    Instant until = from.plusSeconds(10 * 366 * DAY);
    int changes = 0;
    for (var next = zone.getRules().nextTransition(from);
        next != null && next.getInstant().isBefore(until);
        next = zone.getRules().nextTransition(next.getInstant())) {
      changes++;
      for (long minute = -26 * 60; minute <= 26 * 60; minute += 15) {
        for (int days : new int[] {-7, -1, 0, 1, 7}) {
          agrees(zone, next.toEpochSecond() + minute * 60, days);
          agrees(zone, next.toEpochSecond() + minute * 60 - 1, days);
        }
      }
    }
    assertThat(changes).isPositive();
  }

  private static void agrees(ZoneId zone, long at, int days) {
    WallClock clock = CLOCKS.computeIfAbsent(zone, WallClock::of);
    ZonedDateTime local = Instant.ofEpochSecond(at).atZone(zone);
    if (clock.epochDay(at) != local.toLocalDate().toEpochDay()
        || clock.secondOfDay(at) != local.toLocalTime().toSecondOfDay()
        || clock.hourOfDay(at) != local.getHour()
        || clock.minuteOfDay(at) != local.getHour() * 60 + local.getMinute()
        || clock.dayOfWeek(at) != local.getDayOfWeek().getValue()) {
      throw new AssertionError("local time of " + local);
    }
    assertThat(clock.shiftDays(at, days))
        .as("%s shifted by %s days", local, days)
        .isEqualTo(local.plusDays(days).toEpochSecond());
    assertThat(clock.startOfDay(clock.epochDay(at)))
        .as("start of the day of %s", local)
        .isEqualTo(local.toLocalDate().atStartOfDay(zone).toEpochSecond());
  }

  /** A lag finds the same time on the clock, unless the clocks skipped it. */
  @ParameterizedTest
  @CsvSource({
    "Europe/Rome, 60",
    "America/New_York, 60",
    "Australia/Sydney, 15",
    "Australia/Lord_Howe, 30"
  })
  void lagsFollowTheWallClock(String id, int minutes) {
    ZoneId zone = ZoneId.of(id);
    WallClock clock = WallClock.of(zone);
    Instant start = LocalDate.of(2024, 1, 1).atStartOfDay(zone).toInstant();
    TimeAxis axis = TimeAxis.of(start, Duration.ofMinutes(minutes), 366 * 24 * 60 / minutes);
    int moved = 0;
    for (int i = 0; i < axis.length(); i++) {
      for (int days : new int[] {1, 7}) {
        int lag = clock.lagDays(axis, i, days);
        ZonedDateTime wanted = axis.instant(i).atZone(zone).minusDays(days);
        assertThat(lag).isEqualTo(axis.indexOf(wanted.toInstant()));
        if (lag < 0) {
          assertThat(wanted.toInstant()).isBefore(start);
        } else if (clock.minuteOfDay(axis.epochSecond(lag))
            != clock.minuteOfDay(axis.epochSecond(i))) {
          moved++;
        }
      }
    }
    ZonedDateTime target = axis.end().atZone(zone).minusDays(7);
    assertThat(clock.lagDays(axis, axis.length(), 7))
        .as("a step to be forecast looks back too")
        .isEqualTo(axis.indexOf(target.toInstant()));
    int skipped = id.equals("Australia/Lord_Howe") ? 1 : 60 / minutes;
    assertThat(moved).as("only skipped times move, once per lag").isEqualTo(2 * skipped);
  }
}
