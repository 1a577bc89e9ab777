// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ForecastAggregationTest {
  private static final Instant START = Instant.parse("2022-07-24T22:00:00Z");

  private static TimeAxis axis(int steps) {
    return TimeAxis.of(START, Duration.ofHours(1), steps);
  }

  /** Paths of any shape; means and quantiles that have nothing to do with them. */
  private static Forecast random(
      long seed, int size, int steps, int paths, Support support, List<QuantileLevel> levels) {
    Random random = new Random(seed);
    Forecast.Builder builder = Forecast.builder(axis(steps), levels);
    for (int s = 0; s < size; s++) {
      double[] mean = random.doubles(steps, -50, 100).toArray();
      double[][] quantiles = new double[levels.size()][steps];
      for (int k = 0; k < quantiles.length; k++) {
        Arrays.fill(quantiles[k], k);
      }
      builder.series("S" + s, Quantity.FLOW, support, mean, quantiles);
    }
    double[][][] values = new double[paths][size][];
    for (double[][] path : values) {
      for (int s = 0; s < size; s++) {
        path[s] = random.doubles(steps, -50, 100).toArray();
      }
    }
    return builder.paths(values).build();
  }

  /** The definition: position 1 + (n − 1)p among the sorted, linear between neighbours. */
  private static double sampleQuantile(List<Double> sample, double p) {
    List<Double> sorted = new ArrayList<>(sample);
    Collections.sort(sorted);
    double position = p * (sorted.size() - 1);
    int below = (int) Math.floor(position + 1e-9);
    int above = Math.min(below + 1, sorted.size() - 1);
    double share = Math.max(0, position - below);
    return (1 - share) * sorted.get(below) + share * sorted.get(above);
  }

  private static void assertOrdered(Forecast forecast) {
    for (int s = 0; s < forecast.size(); s++) {
      for (int t = 0; t < forecast.horizon(); t++) {
        for (int k = 1; k < forecast.levels().size(); k++) {
          assertThat(forecast.quantileAt(s, t, k))
              .isGreaterThanOrEqualTo(forecast.quantileAt(s, t, k - 1));
        }
      }
    }
  }

  @Property(tries = 100)
  void totalsAreThoseOfThePathsByBruteForce(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 5) int size,
      @ForAll @IntRange(min = 1, max = 6) int steps,
      @ForAll @IntRange(min = 1, max = 30) int paths) {
    List<QuantileLevel> levels = QuantileLevel.range(0.0005, 0.9995, 0.0037);
    Forecast parts = random(seed, size, steps, paths, Support.INTERVAL_MEAN, levels);
    Forecast total = parts.total("town");
    assertThat(total.ids()).containsExactly("town");
    assertThat(total.axis()).isEqualTo(parts.axis());
    for (int t = 0; t < steps; t++) {
      double mean = 0;
      List<Double> sums = new ArrayList<>();
      for (int s = 0; s < size; s++) {
        mean += parts.mean(s, t);
      }
      for (int p = 0; p < paths; p++) {
        double sum = 0;
        for (int s = 0; s < size; s++) {
          sum += parts.path(p, s, t);
        }
        sums.add(sum);
        assertThat(total.path(p, 0, t)).isCloseTo(sum, within(1e-9));
      }
      assertThat(total.mean(0, t)).isCloseTo(mean, within(1e-9));
      for (int k = 0; k < levels.size(); k += 37) {
        assertThat(total.quantileAt(0, t, k))
            .isCloseTo(sampleQuantile(sums, levels.get(k).asDouble()), within(1e-9));
      }
    }
    assertOrdered(total);
  }

  @Property(tries = 100)
  void longerStepsAreThoseOfThePathsByBruteForce(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int size,
      @ForAll @IntRange(min = 2, max = 4) int k,
      @ForAll @IntRange(min = 1, max = 4) int blocks,
      @ForAll @IntRange(min = 1, max = 20) int paths,
      @ForAll boolean totals) {
    Support support = totals ? Support.INTERVAL_TOTAL : Support.INTERVAL_MEAN;
    Forecast fine = random(seed, size, k * blocks, paths, support, QuantileLevel.STANDARD);
    Forecast coarse = fine.overSteps(k);
    assertThat(coarse.axis()).isEqualTo(TimeAxis.of(START, Duration.ofHours(k), blocks));
    assertThat(coarse.ids()).isEqualTo(fine.ids());
    double divisor = totals ? 1 : k;
    for (int s = 0; s < size; s++) {
      for (int b = 0; b < blocks; b++) {
        double mean = 0;
        List<Double> sums = new ArrayList<>();
        for (int p = 0; p < paths; p++) {
          double sum = 0;
          for (int t = b * k; t < (b + 1) * k; t++) {
            sum += fine.path(p, s, t);
          }
          sums.add(sum / divisor);
          assertThat(coarse.path(p, s, b)).isCloseTo(sum / divisor, within(1e-9));
        }
        for (int t = b * k; t < (b + 1) * k; t++) {
          mean += fine.mean(s, t);
        }
        assertThat(coarse.mean(s, b)).isCloseTo(mean / divisor, within(1e-9));
        for (int l = 0; l < 19; l++) {
          double level = QuantileLevel.STANDARD.get(l).asDouble();
          assertThat(coarse.quantileAt(s, b, l))
              .isCloseTo(sampleQuantile(sums, level), within(1e-9));
        }
      }
    }
    assertOrdered(coarse);
  }

  @Property(tries = 50)
  void sumsOverSeriesAndStepsCommute(@ForAll long seed) {
    Forecast fine = random(seed, 3, 6, 15, Support.INTERVAL_TOTAL, QuantileLevel.STANDARD);
    Forecast one = fine.total("town").overSteps(3);
    Forecast other = fine.overSteps(3).total("town");
    assertThat(one.axis()).isEqualTo(other.axis());
    for (int t = 0; t < 2; t++) {
      assertThat(one.mean(0, t)).isCloseTo(other.mean(0, t), within(1e-9));
      for (int k = 0; k < 19; k++) {
        assertThat(one.quantileAt(0, t, k)).isCloseTo(other.quantileAt(0, t, k), within(1e-9));
      }
    }
  }

  @Test
  void withoutPathsOnlyTrivialSumsAreGiven() {
    Forecast forecast = random(1, 2, 4, 0, Support.INTERVAL_MEAN, QuantileLevel.STANDARD);
    assertThat(forecast.overSteps(1)).isEqualTo(forecast);
    Forecast renamed = forecast.total("one", List.of("S1"));
    assertThat(renamed.ids()).containsExactly("one");
    assertThat(renamed.mean("one").toArray()).isEqualTo(forecast.mean("S1").toArray());
    assertThatThrownBy(() -> forecast.total("town"))
        .isInstanceOf(UnsupportedRequestException.class)
        .hasMessageContaining("withSamplePaths");
    assertThatThrownBy(() -> forecast.overSteps(2)).isInstanceOf(UnsupportedRequestException.class);
  }

  @Test
  void sumsOverUnlikeThingsAreRefused() {
    double[] mean = {1, 2};
    Forecast.Builder builder = Forecast.builder(axis(2), List.of());
    builder.series("flow", Quantity.FLOW, Support.INTERVAL_MEAN, mean, new double[0][]);
    builder.series("level", Quantity.LEVEL, Support.INSTANT, mean, new double[0][]);
    builder.series("total", Quantity.FLOW, Support.INTERVAL_TOTAL, mean, new double[0][]);
    Forecast forecast = builder.paths(new double[][][] {{mean, mean, mean}}).build();
    assertThatThrownBy(() -> forecast.total("x", List.of("flow", "level")))
        .isInstanceOf(WaterManagementException.class)
        .hasMessageContaining("level");
    assertThatThrownBy(() -> forecast.total("x", List.of("flow", "total")))
        .isInstanceOf(WaterManagementException.class)
        .hasMessageContaining("INTERVAL_TOTAL");
    assertThatThrownBy(() -> forecast.overSteps(2))
        .isInstanceOf(UnsupportedRequestException.class)
        .hasMessageContaining("INSTANT");
    assertThat(forecast.select(List.of("flow", "total")).overSteps(2).mean(0, 0)).isEqualTo(1.5);
    assertThat(forecast.select(List.of("flow", "total")).overSteps(2).mean(1, 0)).isEqualTo(3);
  }

  @Test
  void nothingIsDroppedOrCountedTwice() {
    Forecast forecast = random(1, 2, 4, 3, Support.INTERVAL_MEAN, QuantileLevel.STANDARD);
    assertThatThrownBy(() -> forecast.overSteps(3)).hasMessageContaining("divide the 4 steps");
    assertThatThrownBy(() -> forecast.overSteps(0)).hasMessageContaining("k (0)");
    assertThatThrownBy(() -> forecast.total("x", List.of("S0", "S0")))
        .hasMessageContaining("distinct");
    assertThatThrownBy(() -> forecast.select(List.of())).hasMessageContaining("at least one");
    assertThatThrownBy(() -> forecast.select(List.of("S9"))).hasMessageContaining("S9");
  }

  @Test
  void aSelectionKeepsWhatBelongsToItsSeries() {
    Forecast forecast = random(1, 3, 4, 5, Support.INTERVAL_MEAN, QuantileLevel.STANDARD);
    Forecast chosen = forecast.select(List.of("S2", "S0"));
    assertThat(chosen.ids()).containsExactly("S2", "S0");
    assertThat(chosen.mean("S2")).isEqualTo(forecast.mean("S2"));
    assertThat(chosen.path(4, 0, 3)).isEqualTo(forecast.path(4, 2, 3));
    assertThat(chosen.path(4, 1, 3)).isEqualTo(forecast.path(4, 0, 3));
  }

  @Test
  void sumsBeyondTheRangeOfNumbersAreRefusedNotInfinite() {
    double[] huge = {1e308, 1};
    Forecast.Builder builder = Forecast.builder(axis(2), List.of());
    builder.series("A", Quantity.FLOW, Support.INTERVAL_MEAN, huge, new double[0][]);
    builder.series("B", Quantity.FLOW, Support.INTERVAL_MEAN, huge, new double[0][]);
    Forecast forecast = builder.paths(new double[][][] {{{1, 1}, {1, 1}}}).build();
    assertThatThrownBy(() -> forecast.total("town"))
        .isInstanceOf(WaterManagementException.class)
        .hasMessageContaining("Infinity");
  }
}
