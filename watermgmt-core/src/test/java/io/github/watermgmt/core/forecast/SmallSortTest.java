// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Medians and quantiles against those of a sorted array. */
class SmallSortTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
  void fewAreSortedWithTheirMedian(int n) {
    SplittableRandom random = new SplittableRandom(n);
    for (int i = 0; i < 2_000; i++) {
      double[] values = sample(random, 8);
      double[] sorted = Arrays.copyOf(values, n);
      Arrays.sort(sorted);

      double median = SmallSort.sortedMedian(values, n);

      assertThat(Arrays.copyOf(values, n)).isEqualTo(sorted);
      assertThat(median).isEqualTo((sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
      double[] distances = Arrays.stream(sorted).map(v -> Math.abs(v - median)).sorted().toArray();
      assertThat(SmallSort.medianDistance(values, n, median))
          .isEqualTo((distances[(n - 1) / 2] + distances[n / 2]) / 2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 101, 666})
  void medianAndQuantilesOfManyAreThoseOfTheSorted(int n) {
    SplittableRandom random = new SplittableRandom(n);
    for (int i = 0; i < 50; i++) {
      double[] values = sample(random, n);
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      double share = random.nextDouble();

      assertThat(SmallSort.quantile(values.clone(), n, share))
          .isEqualTo(sorted[(int) Math.rint(share * (n - 1))]);
      assertThat(SmallSort.median(values, n)).isEqualTo((sorted[(n - 1) / 2] + sorted[n / 2]) / 2);
    }
  }

  /** Negative and positive numbers, and many that are equal. */
  private static double[] sample(SplittableRandom random, int n) {
    double[] values = new double[n];
    for (int i = 0; i < n; i++) {
      values[i] =
          switch (random.nextInt(4)) {
            case 0 -> random.nextInt(3) - 1;
            case 1 -> 0;
            default -> 100 * (random.nextDouble() - 0.5);
          };
    }
    return values;
  }
}
