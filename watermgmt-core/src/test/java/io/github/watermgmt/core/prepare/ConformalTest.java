// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.forecast.QuantileLevel;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ConformalTest {
  private static final QuantileLevel LOW = QuantileLevel.of(0.1);
  private static final QuantileLevel HIGH = QuantileLevel.of(0.9);

  @Property(tries = 100)
  void quantilesNeverCrossAndStayWithinTheErrors(
      @ForAll @Size(min = 1, max = 60) List<@DoubleRange(min = -1e9, max = 1e9) Double> errors,
      @ForAll @IntRange(min = 1, max = 5) int leads,
      @ForAll @IntRange(min = 1, max = 25) int slots) {
    Conformal.Builder builder = Conformal.builder(leads, slots);
    double largest = 0;
    for (int i = 0; i < errors.size(); i++) {
      builder.add(i % leads, i % slots, errors.get(i));
      largest = Math.max(largest, Math.abs(errors.get(i)));
    }
    Conformal conformal = builder.build();
    List<QuantileLevel> levels = QuantileLevel.range(0.0001, 0.9991, 0.0018);
    assertThat(conformal.count()).isEqualTo(errors.size());
    for (int slot = 0; slot < slots; slot++) {
      double before = Double.NEGATIVE_INFINITY;
      for (QuantileLevel level : levels) {
        double quantile = conformal.quantile(0, slot, level);
        assertThat(quantile).isGreaterThanOrEqualTo(before);
        before = quantile;
      }
    }
    if (leads == 1) {
      assertThat(Math.abs(conformal.quantile(0, 0, HIGH)))
          .isLessThanOrEqualTo(largest * (1 + 1e-12));
    }
  }

  /** The conformal guarantee itself: on exchangeable errors the next one is covered. */
  @Test
  void coverageHoldsForTheNextErrorEvenWithFew() {
    SplittableRandom random = new SplittableRandom(2);
    int inside = 0;
    int trials = 20_000;
    for (int trial = 0; trial < trials; trial++) {
      Conformal.Builder builder = Conformal.builder(1, 1);
      for (int i = 0; i < 19; i++) {
        builder.add(0, 0, error(random));
      }
      Conformal conformal = builder.build();
      double next = error(random);
      inside +=
          next >= conformal.quantile(0, 0, LOW) && next <= conformal.quantile(0, 0, HIGH) ? 1 : 0;
    }
    assertThat(inside / (double) trials).isCloseTo(0.8, within(0.01));
  }

  private static double error(SplittableRandom random) {
    double u = random.nextDouble() - 0.5;
    return u * u * u;
  }

  @Test
  void leadsAreScaledByTheirOwnErrors() {
    SplittableRandom random = new SplittableRandom(3);
    Conformal.Builder builder = Conformal.builder(2, 24);
    for (int i = 0; i < 24 * 50; i++) {
      builder.add(0, i % 24, random.nextDouble(-1, 1));
      builder.add(1, i % 24, random.nextDouble(-10, 10));
    }
    Conformal conformal = builder.build();

    double near = conformal.quantile(0, 5, HIGH);
    assertThat(conformal.quantile(1, 5, HIGH) / near).isCloseTo(10, within(1.0));
    assertThat(conformal.quantile(9, 5, HIGH)).isEqualTo(conformal.quantile(1, 5, HIGH));
  }

  @Test
  void aWindowFollowsTheTimes() {
    Conformal.Builder builder = Conformal.builder(1, 1).window(50);
    SplittableRandom random = new SplittableRandom(4);
    for (int i = 0; i < 1000; i++) {
      builder.add(0, 0, random.nextDouble(-1, 1));
    }
    assertThat(builder.build().quantile(0, 0, HIGH)).isLessThan(1);
    for (int i = 0; i < 50; i++) {
      builder.add(0, 0, random.nextDouble(-5, 5));
    }
    Conformal after = builder.build();
    assertThat(after.count()).isEqualTo(50);
    assertThat(after.quantile(0, 0, HIGH)).isGreaterThan(3);
  }

  @Test
  void slotsDifferWhereThereAreEnoughErrors() {
    Conformal.Builder builder = Conformal.builder(1, 24);
    SplittableRandom random = new SplittableRandom(5);
    for (int day = 0; day < 100; day++) {
      for (int slot = 0; slot < 24; slot++) {
        double width = slot < 12 ? 1 : 8;
        builder.add(0, slot, random.nextDouble(-width, width));
      }
    }
    Conformal conformal = builder.build();
    assertThat(conformal.quantile(0, 18, HIGH)).isGreaterThan(5 * conformal.quantile(0, 6, HIGH));
  }

  @Test
  void missingErrorsAreLeftOutAndInfiniteOnesRefused() {
    Conformal.Builder builder = Conformal.builder(1, 3).add(0, 1, Double.NaN);
    assertThat(builder.build().count()).isZero();
    assertThat(builder.build().quantile(0, 1, HIGH)).isZero();
    assertThatThrownBy(() -> builder.add(0, 1, Double.NEGATIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.add(1, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
