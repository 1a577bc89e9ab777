// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Invented inflows of district metered areas, the same in every run: two peaks a day by the wall
 * clock, quieter weekends and holidays, thirstier summers, a level that wanders, noise of some
 * percent that lasts a few hours, one missing value in fifty and a gap of two days a year, and once
 * a year a leak of some weeks. Flows in m³/h.
 */
final class Town {
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration FIVE_MINUTES = Duration.ofMinutes(5);

  private static final Instant START = Instant.parse("2021-01-03T23:00:00Z");
  private static final int DAYS = 364;
  private static final long DAY_SECONDS = 86_400;

  private Town() {}

  /** Returns the calendar of the town, with holidays on the same two days of each year. */
  static Calendar calendar() {
    List<LocalDate> holidays = new ArrayList<>();
    for (int year = 2020; year < 2035; year++) {
      holidays.add(LocalDate.of(year, 1, 6));
      holidays.add(LocalDate.of(year, 8, 15));
    }
    return Calendar.of(ZoneId.of("Europe/Rome"), holidays);
  }

  /** Returns the inflows of so many areas over so many steps. */
  static Panel inflows(int areas, Duration step, int steps) {
    TimeAxis axis = TimeAxis.of(START, step, steps);
    Calendar calendar = calendar();
    List<Series> series = new ArrayList<>();
    for (int area = 0; area < areas; area++) {
      String id = "area-" + area;
      series.add(
          Series.of(
              id, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values(id, area, axis, calendar)));
    }
    return Panel.of(series);
  }

  private static double[] values(String id, int area, TimeAxis axis, Calendar calendar) {
    RandomGenerator random = RunContext.standard().withSeed(1).random(id);
    WallClock clock = calendar.clock();
    double memory = Math.pow(0.5, axis.stepHours() / 3);
    double shock = 0.05 * Math.sqrt(1 - memory * memory);
    double level = 20 + 11 * (area % 7);
    double noise = 0;
    double drift = 0;
    double[] values = new double[axis.length()];
    for (int t = 0; t < values.length; t++) {
      long at = axis.epochSecond(t);
      long day = clock.epochDay(at);
      noise = memory * noise + shock * random.nextGaussian();
      drift += 0.002 * Math.sqrt(axis.stepHours() / 24) * random.nextGaussian();
      double shape = shape(calendar, day, clock.secondOfDay(at) / 3600.0);
      double flow = level * (shape * (1 + noise) + drift);
      boolean missing = random.nextDouble() < 0.02 || isGap(area, day);
      values[t] =
          missing ? Double.NaN : Math.max(0, flow) + (isLeaking(area, day) ? 0.2 * level : 0);
    }
    return values;
  }

  private static double shape(Calendar calendar, long day, double hour) {
    boolean free = WallClock.dayOfWeekOf(day) > 5 || calendar.isHoliday(day);
    double morning = free ? 9.5 : 7.5;
    double peaks = bump(hour - morning, 3) + 0.8 * bump(hour - 19.5, 5);
    double season = 1 + 0.12 * Math.cos(2 * Math.PI * (day % 365.25 - 200) / 365.25);
    return season * (free ? 0.92 : 1) * (0.4 + peaks);
  }

  private static double bump(double distance, double width) {
    return Math.exp(-distance * distance / width);
  }

  private static boolean isGap(int area, long day) {
    return Math.floorMod(day + 31L * area, DAYS) < 2;
  }

  private static boolean isLeaking(int area, long day) {
    long since = Math.floorMod(day + 47L * area + 180, DAYS);
    return since < 25;
  }

  /** Returns the steps of so many days. */
  static int steps(Duration step, int days) {
    return (int) (days * DAY_SECONDS / step.toSeconds());
  }
}
