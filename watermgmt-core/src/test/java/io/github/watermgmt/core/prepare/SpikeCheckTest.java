// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** The fast check for spikes against one that looks everything up anew for each value. */
class SpikeCheckTest {
  /** Zones that change by an hour, by half an hour, for a month only, at midnight, and never. */
  private static final List<String> ZONES =
      List.of(
          "Europe/Rome",
          "Australia/Lord_Howe",
          "Africa/Casablanca",
          "America/Santiago",
          "Asia/Kathmandu");

  /** An hour, parts of it, days and their half, and steps that do not divide a day. */
  private static final int[] STEPS = {3600, 3600, 900, 1800, 43_200, 86_400, 25_200, 18_000, 5400};

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void bothMarkTheSame(
      @ForAll long seed,
      @ForAll @IntRange(max = 4) int zone,
      @ForAll @IntRange(max = 8) int step,
      @ForAll @IntRange(max = 3) int form) {
    SplittableRandom random = new SplittableRandom(seed);
    ZoneId id = ZoneId.of(ZONES.get(zone));
    long start = LocalDate.of(2022, 1 + random.nextInt(12), 1).toEpochDay() * 86_400;
    int length = (int) Math.min(6000, 200L * 86_400 / STEPS[step]);
    TimeAxis axis = TimeAxis.of(start + random.nextInt(3) * 900L, STEPS[step], length);
    List<LocalDate> holidays = new ArrayList<>();
    for (int i = 0; i < random.nextInt(12); i++) {
      holidays.add(LocalDate.of(2022, 1, 1).plusDays(random.nextInt(500)));
    }
    Calendar calendar = Calendar.of(id, holidays);
    double[] values = values(axis, calendar.clock(), random, form);
    // Small ones, so that hardly a value is far from the border between the two verdicts.
    double deviations = new double[] {0.7, 1.5, 4, 8}[random.nextInt(4)];
    double factor = random.nextBoolean() ? 1 : 2;

    SpikeCheck fast =
        new SpikeCheck(axis, SpikeCheck.days(axis, calendar), values, deviations, factor);
    PlainSpikeCheck plain = new PlainSpikeCheck(axis, calendar, values, deviations, factor);
    for (int round = 0; round < 2; round++) {
      assertThat(fast.run(3)).as(id + " by " + axis.step()).isEqualTo(plain.run(3));
      assertThat(fast.unjudged()).isEqualTo(plain.unjudged());
    }
  }

  private static double[] values(
      TimeAxis axis, WallClock clock, SplittableRandom random, int form) {
    double[] values = new double[axis.length()];
    for (int i = 0; i < values.length; i++) {
      long at = axis.epochSecond(i);
      double daily = 1.2 + Math.sin((clock.hourOfDay(at) - 7) * Math.PI / 12);
      values[i] = 30 * daily * (1 + 0.1 * random.nextDouble());
      if (form == 1) {
        values[i] -= 25; // a border of two zones: flow to and fro
      }
      if (form == 2) {
        values[i] = random.nextInt(8); // coarse, with equal values and many zeroes
      }
      if (random.nextInt(40) == 0) {
        values[i] *= random.nextInt(6) - 1;
      }
      if (random.nextInt(500) == 0) {
        values[i] = 1e200;
      }
      if (random.nextInt(20) == 0) {
        values[i] = Double.NaN;
      }
    }
    for (int gap = 0; gap < form; gap++) {
      int from = random.nextInt(values.length);
      Arrays.fill(values, from, Math.min(values.length, from + values.length / 4), Double.NaN);
    }
    return values;
  }
}
