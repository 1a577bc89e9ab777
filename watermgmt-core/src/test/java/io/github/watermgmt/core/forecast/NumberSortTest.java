// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The bits of the JDK's own sort, whatever the numbers. */
class NumberSortTest {
  private enum Kind {
    APART,
    EQUAL,
    NEARLY_EQUAL,
    TINY_AND_HUGE,
    ODD
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void sortsAsTheJdkDoes(Kind kind) {
    SplittableRandom random = new SplittableRandom(kind.name().hashCode());
    for (int n : new int[] {0, 1, 2, 511, 512, 513, 1032, 6192}) {
      for (int round = 0; round < 10; round++) {
        DoubleSupplier next = numbers(kind, random);
        double[] values = new double[n];
        Arrays.setAll(values, i -> next.getAsDouble());
        double[] expected = values.clone();
        Arrays.sort(expected);

        NumberSort.sort(values);

        assertThat(bits(values)).isEqualTo(bits(expected));
      }
    }
  }

  @Test
  void leadingDigitsAreEnoughForNumbersApart() {
    SplittableRandom random = new SplittableRandom(8);
    for (int n : new int[] {512, 6192}) {
      double[] values = random.doubles(n, -3, 3).toArray();
      double[] expected = values.clone();
      Arrays.sort(expected);

      assertThat(NumberSort.sortByDigits(values)).isTrue();
      assertThat(values).isEqualTo(expected);
      double[] close = random.doubles(n, 1, 1 + 1e-9).toArray();
      assertThat(NumberSort.sortByDigits(close)).isFalse();
    }
  }

  private static long[] bits(double[] values) {
    return Arrays.stream(values).mapToLong(Double::doubleToRawLongBits).toArray();
  }

  private static DoubleSupplier numbers(Kind kind, SplittableRandom random) {
    double[] odd = {
      0.0,
      -0.0,
      Double.MIN_VALUE,
      -Double.MIN_VALUE,
      Double.POSITIVE_INFINITY,
      Double.NEGATIVE_INFINITY,
      Double.MAX_VALUE,
      1,
      -1,
      Double.NaN
    };
    return switch (kind) {
      case APART -> () -> random.nextDouble() - 0.5;
      case EQUAL -> () -> random.nextInt(3) - 1;
      case NEARLY_EQUAL -> () -> 1 + 1e-9 * random.nextDouble();
      case TINY_AND_HUGE ->
          () -> (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(600) - 300);
      case ODD -> () -> odd[random.nextInt(odd.length)];
    };
  }
}
