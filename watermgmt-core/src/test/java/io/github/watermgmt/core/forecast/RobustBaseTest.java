// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.series.Calendar;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The robust mean of like days, all slots at once against slot by slot. */
class RobustBaseTest {
  private static final int SLOTS = 24;
  private static final int DAYS = 7 * RobustBase.WEEKS;
  private final DayGrid grid = new DayGrid(Calendar.of(ZoneId.of("UTC"), List.of()), 3600);

  @Test
  void allSlotsAtOnceAreAsSlotBySlot() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 300; round++) {
      double missing = round % 3 * 0.15;
      double[] held = new double[DAYS * SLOTS];
      for (int i = 0; i < held.length; i++) {
        // Many that are equal, zeros, negative ones, some far out, some missing.
        held[i] = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 10 * random.nextDouble() - 2;
        held[i] = random.nextInt(20) == 0 ? 100 * held[i] : held[i];
        held[i] = random.nextDouble() < missing ? Double.NaN : held[i];
      }
      double[] means = means(held);
      for (int k = 0; k < SLOTS; k++) {
        assertThat(means[k]).isCloseTo(mean(held, k), within(1e-12 * Math.abs(means[k]) + 1e-12));
      }
    }
  }

  /** The mean as the documentation of the forecaster has it. */
  private static double mean(double[] held, int slot) {
    double[] newest =
        IntStream.rangeClosed(1, RobustBase.WEEKS)
            .mapToDouble(w -> held[(DAYS - 7 * w) * SLOTS + slot])
            .filter(v -> !Double.isNaN(v))
            .limit(8)
            .toArray();
    double median = median(newest);
    double sd = 1.4826 * median(Arrays.stream(newest).map(v -> Math.abs(v - median)).toArray());
    double most = 2 * (sd + 0.03 * Math.abs(median));
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < newest.length; i++) {
      double weight = Math.pow(0.5, i / 4.0);
      sum += weight * Math.max(median - most, Math.min(median + most, newest[i]));
      weights += weight;
    }
    return sum / weights;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  @Test
  void anOutlierIsHeld() {
    double[] held = new double[DAYS * SLOTS];
    Arrays.fill(held, 100);
    held[(DAYS - 7) * SLOTS] = 1_000;

    double[] means = means(held);

    assertThat(means[0]).isBetween(100.5, 103.0); // as 106, with less than half the weight
    assertThat(means[1]).isEqualTo(100);
  }

  @Test
  void whatWasNeverSeenHasNoMean() {
    double[] held = new double[DAYS * SLOTS];
    Arrays.fill(held, 1);
    for (int d = 0; d < DAYS; d++) {
      held[d * SLOTS + 3] = Double.NaN;
    }
    assertThat(means(held)[3]).isNaN();
    assertThat(means(held)[4]).isEqualTo(1);
  }

  private double[] means(double[] held) {
    double[] means = new double[SLOTS];
    new RobustBase(SLOTS).means(grid, 0, DAYS, held, means);
    return means;
  }
}
