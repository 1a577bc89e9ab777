// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.testing;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Invented demand, the same for the same seed on every machine.
 *
 * <p><b>A zone</b> ({@link #zone}), m³/h, mean 20 to 100: two peaks by the wall clock, later on
 * weekends and on the calendar's holidays, each zone with peaks of its own; a season of ±5 to 15 %
 * with its top in late July; weather that lasts (a daily AR(1) of half-life 3 days, standard
 * deviation 4 %, shared by all zones of a town by 70 %, and heat waves of 3 to 9 days that add 8 to
 * 20 % in summer); hours that differ by an AR(1) of half-life 2 hours and 4 %; meter noise of 0.5
 * %; read to 0.01 m³/h.
 *
 * <p><b>A household</b> ({@link #household}), m³/h: no use in about half of the hours, by night
 * hardly any; draws of an exponential size around 40 L, more by the habits of the hour; away on
 * some weekends and for two weeks in summer, when all is zero; read to the litre.
 */
public final class SyntheticDemand {
  /** Rome, with Italy's public holidays of 2021 to 2024. */
  public static final Calendar CALENDAR = Calendar.of(ZoneId.of("Europe/Rome"), holidays());

  private static final long DAY = 86_400;
  private static final long NEW_YEAR = 18_993; // 2022-01-01
  private static final long LATE_JULY = 203;

  private SyntheticDemand() {}

  private static List<LocalDate> holidays() {
    List<LocalDate> all = new ArrayList<>();
    int[][] days = {
      {1, 1}, {1, 6}, {4, 25}, {5, 1}, {6, 2}, {8, 15}, {11, 1}, {12, 8}, {12, 25}, {12, 26}
    };
    for (int year = 2021; year <= 2024; year++) {
      for (int[] day : days) {
        all.add(LocalDate.of(year, day[0], day[1]));
      }
    }
    all.add(LocalDate.of(2021, 4, 5));
    all.add(LocalDate.of(2022, 4, 18));
    all.add(LocalDate.of(2023, 4, 10));
    all.add(LocalDate.of(2024, 4, 1));
    return all;
  }

  /** Returns an axis of so many whole days from the first of January 2022 on, local time. */
  public static TimeAxis axis(int days, Duration step) {
    Instant start = Instant.parse("2021-12-31T23:00:00Z");
    return TimeAxis.of(start, step, (int) (days * DAY / step.toSeconds()));
  }

  /**
   * Returns the demand of a zone, m³/h.
   *
   * @param town the seed of the weather, shared by the zones of a town
   * @param seed the seed of the zone
   */
  public static double[] zone(long town, long seed, TimeAxis axis) {
    WallClock clock = CALENDAR.clock();
    long first = clock.epochDay(axis.epochSecond(0));
    int days = (int) (clock.epochDay(axis.epochSecond(axis.length())) - first) + 1;
    RandomGenerator own = RunContext.standard().withSeed(seed).random("zone");
    double[] weather = weather(town, days, first);
    double[] ownWeather = weather(31 * town + seed, days, first);
    double mean = 20 + 80 * own.nextDouble();
    double morning = 6.5 + 1.5 * own.nextDouble();
    double evening = 18.5 + 2 * own.nextDouble();
    double night = 0.25 + 0.3 * own.nextDouble();
    double evenings = 0.7 + 0.6 * own.nextDouble();
    double weekend = 0.85 + 0.2 * own.nextDouble();
    double season = 0.05 + 0.1 * own.nextDouble();
    double memory = StrictMath.pow(0.5, axis.stepHours() / 2);
    double shock = 0.04 * Math.sqrt(1 - memory * memory);
    double noise = 0;
    double[] values = new double[axis.length()];
    for (int t = 0; t < values.length; t++) {
      long at = axis.epochSecond(t);
      long day = clock.epochDay(at);
      double hour = clock.secondOfDay(at) / 3600.0;
      boolean free = CALENDAR.isHoliday(day) || WallClock.dayOfWeekOf(day) > 5;
      double shape =
          night
              + 1.1 * peak(hour - morning - (free ? 1.7 : 0), 1.6)
              + evenings * peak(hour - evening, 2.4)
              + (free ? 0.6 : 0.4) * peak(hour - 13, 3);
      double yearly =
          1 + season * StrictMath.cos(2 * Math.PI * (day - NEW_YEAR - LATE_JULY) / 365.25);
      double daily = 1 + 0.7 * weather[(int) (day - first)] + 0.5 * ownWeather[(int) (day - first)];
      noise = memory * noise + shock * own.nextGaussian();
      double meter = 1 + 0.005 * own.nextGaussian();
      double flow = mean * shape * (free ? weekend : 1) * yearly * daily * (1 + noise) * meter;
      values[t] = Math.rint(100 * Math.max(0, flow)) / 100;
    }
    return values;
  }

  /** Relative deviations of whole days: an AR(1), and heat waves in summer. */
  private static double[] weather(long seed, int days, long firstDay) {
    RandomGenerator random = RunContext.standard().withSeed(seed).random("weather");
    double memory = StrictMath.pow(0.5, 1 / 3.0);
    double shock = 0.04 * Math.sqrt(1 - memory * memory);
    double[] deviations = new double[days];
    double level = 0;
    int heatDays = 0;
    double heat = 0;
    for (int d = 0; d < days; d++) {
      level = memory * level + shock * random.nextGaussian();
      boolean summer = Math.abs(Math.floorMod(firstDay + d - NEW_YEAR, 365) - LATE_JULY) < 40;
      boolean begins = random.nextDouble() < 0.04;
      int lasts = 3 + random.nextInt(7);
      double size = 0.08 + 0.12 * random.nextDouble();
      if (summer && begins && heatDays == 0) {
        heatDays = lasts;
        heat = size;
      }
      deviations[d] = level + (heatDays > 0 ? heat : 0);
      heatDays = Math.max(0, heatDays - 1);
    }
    return deviations;
  }

  /** Returns the use of a household, mean over each step in m³/h. */
  public static double[] household(long seed, TimeAxis axis) {
    WallClock clock = CALENDAR.clock();
    RandomGenerator random = RunContext.standard().withSeed(seed).random("household");
    double size = 0.6 + random.nextDouble();
    double early = 1.5 * random.nextDouble();
    long holiday = 200L + random.nextInt(40);
    double[] values = new double[axis.length()];
    long lastDay = Long.MIN_VALUE;
    boolean away = false;
    for (int t = 0; t < values.length; t++) {
      long at = axis.epochSecond(t);
      long day = clock.epochDay(at);
      double hour = clock.secondOfDay(at) / 3600.0;
      if (day != lastDay) {
        boolean weekend = WallClock.dayOfWeekOf(day) == 6;
        boolean sunday = WallClock.dayOfWeekOf(day) == 7;
        double chance = random.nextDouble();
        away = weekend ? chance < 0.15 : sunday && away;
        long ofYear = Math.floorMod(day - NEW_YEAR, 365);
        away |= ofYear >= holiday && ofYear < holiday + 14;
        lastDay = day;
      }
      double habit =
          0.05
              + 1.5 * peak(hour - 7.5 + early, 1.5)
              + 0.9 * peak(hour - 13, 2.2)
              + 1.6 * peak(hour - 20, 2.4);
      double rate = habit * 1.1 * axis.stepHours();
      double litres = 0;
      for (double wait = exponential(random); wait < rate; wait += exponential(random)) {
        litres += 1 + 40 * size * exponential(random);
      }
      values[t] = away ? 0 : Math.rint(litres) / 1000 / axis.stepHours();
    }
    return values;
  }

  private static double exponential(RandomGenerator random) {
    return -StrictMath.log(1 - random.nextDouble());
  }

  private static double peak(double distance, double width) {
    double z = distance / width;
    return StrictMath.exp(-z * z / 2);
  }
}
