// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.series.Calendar;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The robust mean of like days, all slots at once against slot by slot. */
class RobustBaseTest {
  private static final int SLOTS = 24;
  private static final int DAYS = 7 * RobustBase.WEEKS;
  private final DayGrid grid = new DayGrid(Calendar.of(ZoneId.of("UTC"), List.of()), 3600);

  @Test
  void allSlotsAtOnceHaveTheBitsOfSlotBySlot() {
    SplittableRandom random = new SplittableRandom(4);
    for (int round = 0; round < 300; round++) {
      double[] held = new double[DAYS * SLOTS];
      for (int i = 0; i < held.length; i++) {
        // Many that are equal, zeros, negative ones, some far out.
        held[i] = random.nextInt(4) == 0 ? random.nextInt(3) - 1 : 10 * random.nextDouble() - 2;
        held[i] *= random.nextInt(30) == 0 ? 50 : 1;
      }
      double[] whole = means(held);
      // An older week takes the place of one that is missing: with the same values the same mean.
      double[] gap = held.clone();
      for (int w = 3; w < 9; w++) {
        int to = (DAYS - 7 * w - 7) * SLOTS;
        System.arraycopy(held, (DAYS - 7 * w) * SLOTS, gap, to, SLOTS);
      }
      Arrays.fill(gap, (DAYS - 21) * SLOTS, (DAYS - 20) * SLOTS, Double.NaN);
      assertThat(means(gap)).containsExactly(whole);
    }
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
