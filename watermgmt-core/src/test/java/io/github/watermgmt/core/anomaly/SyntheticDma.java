// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The inflow of an invented DMA of some 60 m³/h: two peaks a day by the wall clock, weekends and
 * holidays, a season of ±15 %, whole days that differ by 3 % and hours by 4 %, and meter noise.
 */
final class SyntheticDma {
  static final Calendar CALENDAR =
      Calendar.of(
          ZoneId.of("Europe/Rome"),
          List.of(
              LocalDate.of(2023, 4, 10),
              LocalDate.of(2023, 4, 25),
              LocalDate.of(2023, 5, 1),
              LocalDate.of(2023, 6, 2),
              LocalDate.of(2023, 8, 15),
              LocalDate.of(2023, 11, 1),
              LocalDate.of(2023, 12, 8),
              LocalDate.of(2023, 12, 25),
              LocalDate.of(2023, 12, 26)));

  private static final long START = Instant.parse("2022-12-31T23:00:00Z").getEpochSecond();
  private static final double MEAN = 60;

  final TimeAxis axis;
  final double[] values;

  SyntheticDma(long seed, int days, long stepSeconds) {
    axis = TimeAxis.of(START, stepSeconds, (int) (days * 86_400L / stepSeconds));
    values = new double[axis.length()];
    WallClock clock = CALENDAR.clock();
    RunContext run = RunContext.standard().withSeed(seed);
    for (int i = 0; i < values.length; i++) {
      long time = axis.epochSecond(i);
      long day = clock.epochDay(time);
      double hour = clock.secondOfDay(time) / 3600.0;
      boolean free = CALENDAR.isHoliday(day) || WallClock.dayOfWeekOf(day) > 5;
      double late = free ? 1.5 : 0;
      double shape = 0.35 + 1.3 * peak(hour, 7.5 + late, 1.8) + 1.1 * peak(hour, 19.5, 2.6);
      shape += 0.45 * peak(hour, 13, 3.5) * (free ? 1.3 : 1);
      double season = 1 + 0.15 * StrictMath.sin(2 * Math.PI * (day % 365 - 100) / 365.0);
      // The same hours of the same seed differ alike whatever the step.
      double whole = 1 + 0.03 * run.random("day", day).nextGaussian();
      double part = 1 + 0.04 * run.random("hour", Math.floorDiv(time, 3600)).nextGaussian();
      RandomGenerator meter = run.random("meter", time);
      values[i] = MEAN * shape * season * whole * part + 0.2 * meter.nextGaussian();
    }
  }

  private static double peak(double hour, double at, double width) {
    double z = (hour - at) / width;
    return StrictMath.exp(-z * z / 2);
  }

  /** Returns the index of a local hour of a day. */
  int index(int day, int hour) {
    long localDay = CALENDAR.clock().epochDay(axis.epochSecond(0)) + day;
    long time = CALENDAR.clock().startOfDay(localDay) + hour * 3600L;
    return axis.indexOf(time);
  }

  SyntheticDma add(int from, int to, double flow) {
    for (int i = from; i < Math.min(to, values.length); i++) {
      values[i] += flow;
    }
    return this;
  }

  SyntheticDma multiply(int from, int to, double factor) {
    for (int i = from; i < Math.min(to, values.length); i++) {
      values[i] *= factor;
    }
    return this;
  }

  SyntheticDma set(int from, int to, double value) {
    for (int i = from; i < Math.min(to, values.length); i++) {
      values[i] = value;
    }
    return this;
  }

  Panel panel() {
    return Panel.of(Series.of("dma", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));
  }
}
