// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Means of four weeks against plain means of 28 days. */
class MonthMeansTest {
  private static final int SLOTS = 4;
  private static final int DAYS = 100;

  @Test
  void weeksMakeTheMeanOfTheMonth() {
    double[] values = new SplittableRandom(7).doubles(DAYS * SLOTS).toArray();
    for (int i = 0; i < values.length; i += 5) {
      values[i] = Double.NaN;
    }
    Arrays.fill(values, 0, 3 * SLOTS, Double.NaN);
    MonthMeans inOrder = new MonthMeans(SLOTS);
    double[] means = new double[SLOTS];
    double[] alone = new double[SLOTS];
    for (int day = 0; day < DAYS; day++) {
      inOrder.read(values, 0, day, means, 0);
      new MonthMeans(SLOTS).read(values, 0, day, alone, 0);
      assertThat(means).as("whatever was asked before").isEqualTo(alone);
      for (int k = 0; k < SLOTS; k++) {
        int slot = k;
        double expected =
            IntStream.rangeClosed(Math.max(0, day - 27), day)
                .mapToDouble(d -> values[d * SLOTS + slot])
                .filter(v -> !Double.isNaN(v))
                .average()
                .orElse(Double.NaN);
        if (Double.isNaN(expected)) {
          assertThat(means[k]).isNaN();
        } else {
          assertThat(means[k]).isCloseTo(expected, within(1e-14));
        }
      }
    }
  }
}
