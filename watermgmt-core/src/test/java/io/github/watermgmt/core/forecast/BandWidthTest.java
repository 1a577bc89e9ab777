// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bands become as wide as the errors that come in, and stay there. */
class BandWidthTest {
  private static final int SLOTS = 24;

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 1, 1.2, 2, 3})
  void findsHowMuchLargerErrorsAreThanBandsSay(double larger) {
    Random random = new Random(1);
    BandWidth width = after(280, normal(), () -> values(random, larger));

    assertThat(width.factor()).isBetween(0.85 * larger, 1.15 * larger);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.7, 1, 1.5, 2.5})
  void findsTheSameOfLopsidedBands(double larger) {
    double[] levels = {-2, -0.5, 0, 0.1, 4};
    float[] week = new float[7 * SLOTS * levels.length];
    for (int cell = 0; cell < 7 * SLOTS; cell++) {
      BandWidth.place(levels, 10, cell, week);
    }
    Random random = new Random(6);
    BandWidth width =
        after(
            280,
            week,
            () -> {
              double[] values = new double[SLOTS];
              Arrays.setAll(values, k -> 10 + value(levels, larger * random.nextGaussian()));
              return values;
            });

    assertThat(width.factor()).isBetween(0.85 * larger, 1.15 * larger);
  }

  /** Returns what a deviate is between or beyond levels, linear in between. */
  private static double value(double[] levels, double deviate) {
    int i = 0;
    while (i < levels.length - 2 && deviate > BoostedTrees.deviate(i + 1)) {
      i++;
    }
    double low = BoostedTrees.deviate(i);
    double share = (deviate - low) / (BoostedTrees.deviate(i + 1) - low);
    return levels[i] + share * (levels[i + 1] - levels[i]);
  }

  @Test
  void followsWithinThreeWeeks() {
    Random random = new Random(4);
    BandWidth width = after(21, normal(), () -> values(random, 2));

    assertThat(width.factor()).isBetween(1.6, 2.3);
  }

  @Test
  void longTailsDoNotWidenBandsThatHold() {
    Random random = new Random(5);
    BandWidth width =
        after(
            280,
            normal(),
            () -> {
              double[] values = values(random, 1);
              for (int k = 0; k < SLOTS; k++) {
                values[k] *= Math.abs(values[k]) > 1.6448536269514722 ? 50 : 1;
              }
              return values;
            });

    assertThat(width.factor()).isBetween(0.85, 1.15);
  }

  @Test
  void whatIsMissingOrNotAwaitedTeachesNothing() {
    double[] missing = new double[SLOTS];
    Arrays.fill(missing, Double.NaN);
    double[] far = new double[SLOTS];
    Arrays.fill(far, 100);

    assertThat(BandWidth.unknown(0).observed(0, far, 1).factor()).isEqualTo(1);
    BandWidth awaiting = BandWidth.unknown(0).awaiting(0, normal());
    assertThat(awaiting.observed(3, missing, 1).factor()).isEqualTo(1);
    assertThat(awaiting.observed(7, far, 1).factor()).isEqualTo(1);
    assertThat(awaiting.observed(3, far, 1).factor()).isGreaterThan(1.1);
  }

  /** Returns the width after so many days, each week awaited alike. */
  private static BandWidth after(int days, float[] awaited, Supplier<double[]> truths) {
    BandWidth width = BandWidth.unknown(0);
    for (int day = 0; day < days; day++) {
      width = day % 7 == 0 ? width.awaiting(day, awaited) : width;
      width = width.observed(day, truths.get(), 1);
    }
    return width;
  }

  private static double[] values(Random random, double larger) {
    double[] values = new double[SLOTS];
    Arrays.setAll(values, k -> larger * random.nextGaussian());
    return values;
  }

  /** Quantiles of a week of standard normal deviates. */
  private static float[] normal() {
    float[] week = new float[7 * SLOTS * BoostedTrees.LEVEL_COUNT];
    double[] deviates = new double[BoostedTrees.LEVEL_COUNT];
    Arrays.setAll(deviates, BoostedTrees::deviate);
    for (int cell = 0; cell < 7 * SLOTS; cell++) {
      BandWidth.place(deviates, 0, cell, week);
    }
    return week;
  }
}
