// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Ticks of a time axis at round times of the wall clock, so that a day of 23 or 25 hours is as wide
 * as it is long. Names of days and months are the library's own: those of the JDK differ between
 * releases.
 */
final class TimeTicks {
  private static final String[] DAYS = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  private static final String[] MONTHS = {
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
  };
  private static final int[] MINUTES = {1, 5, 10, 15, 30, 60, 120, 180, 360, 720};
  private static final int[] DAY_STEPS = {1, 2, 7, 14};
  private static final int[] MONTH_STEPS = {1, 3, 6, 12, 24, 60, 120, 600, 1200, 12_000};
  private static final double DAY = 86_400;

  private TimeTicks() {}

  /** A tick; a major one begins a day, or what is longer. */
  record Tick(long second, String label, boolean major) {}

  static List<Tick> of(long from, long to, ZoneId zone, double pixels) {
    double perPixel = (double) Math.max(1, to - from) / pixels;
    if (DAY / perPixel >= 130 || to - from < DAY) {
      for (int minutes : MINUTES) {
        if (minutes * 60 / perPixel >= 44) {
          return clock(from, to, zone, minutes);
        }
      }
    }
    for (int days : DAY_STEPS) {
      if (days * DAY / perPixel >= (days == 1 ? 70 : 52)) {
        return days(from, to, zone, days);
      }
    }
    for (int months : MONTH_STEPS) {
      if (months * 30 * DAY / perPixel >= 64) {
        return months(from, to, zone, months);
      }
    }
    return months(from, to, zone, MONTH_STEPS[MONTH_STEPS.length - 1]);
  }

  private static List<Tick> clock(long from, long to, ZoneId zone, int minutes) {
    List<Tick> ticks = new ArrayList<>();
    ZonedDateTime first = Instant.ofEpochSecond(from).atZone(zone);
    LocalDateTime local = first.toLocalDate().atStartOfDay();
    while (local.atZone(zone).toEpochSecond() <= to) {
      ZonedDateTime at = local.atZone(zone);
      boolean midnight = local.getHour() == 0 && local.getMinute() == 0;
      // A time that the clocks skip has no tick, but a day begins even if its midnight is skipped.
      boolean exists = midnight || at.toLocalDateTime().equals(local);
      if (at.toEpochSecond() >= from && exists) {
        ticks.add(
            new Tick(at.toEpochSecond(), midnight ? day(local.toLocalDate()) : time(at), midnight));
      }
      local = local.plusMinutes(minutes);
    }
    return ticks;
  }

  private static List<Tick> days(long from, long to, ZoneId zone, int step) {
    List<Tick> ticks = new ArrayList<>();
    LocalDate date = Instant.ofEpochSecond(from).atZone(zone).toLocalDate();
    // Weeks begin on Mondays; pairs of days on even ones.
    date = date.minusDays(Math.floorMod(date.toEpochDay() + 3, (long) step));
    for (; second(date, zone) <= to; date = date.plusDays(step)) {
      if (second(date, zone) >= from) {
        String label = step == 1 ? day(date) : date.getDayOfMonth() + " " + month(date);
        ticks.add(new Tick(second(date, zone), label, true));
      }
    }
    return ticks;
  }

  private static List<Tick> months(long from, long to, ZoneId zone, int step) {
    List<Tick> ticks = new ArrayList<>();
    LocalDate start = Instant.ofEpochSecond(from).atZone(zone).toLocalDate().withDayOfMonth(1);
    long index = start.getYear() * 12L + start.getMonthValue() - 1;
    LocalDate date = start.minusMonths(Math.floorMod(index, (long) step));
    for (; second(date, zone) <= to; date = date.plusMonths(step)) {
      if (second(date, zone) >= from) {
        String label = step >= 12 ? "" + date.getYear() : month(date) + " " + date.getYear();
        ticks.add(new Tick(second(date, zone), label, true));
      }
    }
    return ticks;
  }

  private static long second(LocalDate date, ZoneId zone) {
    return date.atStartOfDay(zone).toEpochSecond();
  }

  private static String day(LocalDate date) {
    return DAYS[date.getDayOfWeek().getValue() - 1]
        + " "
        + date.getDayOfMonth()
        + " "
        + month(date);
  }

  private static String month(LocalDate date) {
    return MONTHS[date.getMonthValue() - 1];
  }

  private static String time(ZonedDateTime at) {
    return String.format(Locale.ROOT, "%02d:%02d", at.getHour(), at.getMinute());
  }

  static boolean isUtc(ZoneId zone) {
    return zone.normalized().equals(ZoneOffset.UTC);
  }

  /** What a reader calls a zone: UTC for all of its names. */
  static String name(ZoneId zone) {
    return isUtc(zone) ? "UTC" : zone.getId();
  }

  /** The title of a time axis, with the first day where there is room. */
  static String caption(Instant from, ZoneId zone, double width) {
    LocalDate first = from.atZone(zone).toLocalDate();
    String brief = isUtc(zone) ? "UTC" : "local time, " + zone.getId();
    String full = brief + ", from " + day(first) + " " + first.getYear();
    return Svg.widthOf(full, Theme.TEXT) <= width - 14 ? full : brief;
  }

  /** A stamp for tables and labels: {@code Mon 4 Mar 2024, 06:00}. */
  static String stamp(Instant instant, ZoneId zone) {
    ZonedDateTime at = instant.truncatedTo(ChronoUnit.MINUTES).atZone(zone);
    return day(at.toLocalDate()) + " " + at.getYear() + ", " + time(at);
  }
}
