// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NelderMeadTest {

  private static double[] steps(int n) {
    double[] steps = new double[n];
    Arrays.fill(steps, 0.5);
    return steps;
  }

  @Test
  void findsTheBottomOfACurvedValley() {
    ToDoubleFunction<double[]> rosenbrock =
        x -> 100 * Math.pow(x[1] - x[0] * x[0], 2) + Math.pow(1 - x[0], 2);

    double[] best = NelderMead.minimise(rosenbrock, new double[] {-1.2, 1}, steps(2), 1e-14, 2000);

    assertThat(best[0]).isCloseTo(1, within(1e-4));
    assertThat(best[1]).isCloseTo(1, within(1e-4));
  }

  @Property(tries = 100)
  void isNeverWorseThanItsStartAndKeepsToItsBudget(
      @ForAll @DoubleRange(min = -5, max = 5) double x,
      @ForAll @DoubleRange(min = -5, max = 5) double y,
      @ForAll @IntRange(min = 3, max = 60) int most) {
    AtomicInteger used = new AtomicInteger();
    ToDoubleFunction<double[]> rough =
        p -> {
          used.incrementAndGet();
          return p[0] > 3 ? Double.NaN : Math.abs(p[0] - 1) + Math.sin(5 * p[1]) + p[1] * p[1];
        };
    double[] start = {Math.min(x, 3), y};

    double[] best = NelderMead.minimise(rough, start, steps(2), 1e-9, most);

    assertThat(used.get()).isLessThanOrEqualTo(most + 3);
    assertThat(rough.applyAsDouble(best)).isLessThanOrEqualTo(rough.applyAsDouble(start));
  }

  @Test
  void nothingButNotANumberLeavesTheStart() {
    double[] start = {1, 2};

    assertThat(NelderMead.minimise(x -> Double.NaN, start, steps(2), 1e-6, 50)).isEqualTo(start);
  }
}
