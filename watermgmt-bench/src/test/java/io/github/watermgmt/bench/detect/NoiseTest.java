// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NoiseTest {
  private static final int MANY = 20_000;

  private static Series series(String id, Quantity quantity, double value, int length) {
    double[] values = new double[length];
    Arrays.fill(values, value);
    return Series.of(
        id, quantity, Support.INSTANT, TimeAxis.of(1_600_000_000L, 300, length), values);
  }

  private static double deviation(double[] values, double mean) {
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length);
  }

  @Property(tries = 50)
  void dependsOnSensorAndStampAlone(
      @ForAll long seed, @ForAll @IntRange(max = 900) int from, @ForAll @IntRange(max = 99) int n) {
    Noise noise = Noise.parse("flow=1%", seed);
    Series whole = series("a", Quantity.FLOW, 10, 1000);
    assertThat(noise.on(whole.slice(from, from + n)))
        .isEqualTo(noise.on(whole).slice(from, from + n));
    assertThat(Noise.parse("flow=1%", seed).on(whole)).isEqualTo(noise.on(whole));
    assertThat(noise.on(whole.withId("b")).value(0)).isNotEqualTo(noise.on(whole).value(0));
    assertThat(Noise.parse("flow=1%", seed + 1).on(whole)).isNotEqualTo(noise.on(whole));
  }

  @Test
  void hasTheDeviationAskedFor() {
    Noise noise = Noise.parse("pressure head=5cm; flow = 1 %", 7);
    double[] pressure = noise.on(series("p", Quantity.PRESSURE_HEAD, 40, MANY)).toArray();
    assertThat(Arrays.stream(pressure).average().orElseThrow()).isCloseTo(40, within(0.002));
    assertThat(deviation(pressure, 40)).isCloseTo(0.05, within(0.002));
    double[] flow = noise.on(series("q", Quantity.FLOW, -200, MANY)).toArray();
    assertThat(deviation(flow, -200)).isCloseTo(2, within(0.05));
    // Neighbours are independent.
    double product = 0;
    for (int t = 1; t < MANY; t++) {
      product += (flow[t] + 200) * (flow[t - 1] + 200);
    }
    assertThat(product / MANY / 4).isCloseTo(0, within(0.03));
  }

  @Test
  void leavesOthersAndWhatIsMissingAlone() {
    Series level = series("t", Quantity.LEVEL, 3, 5);
    assertThat(Noise.parse("flow=1%", 1).on(level)).isSameAs(level);
    Series gap = series("q", Quantity.FLOW, Double.NaN, 5);
    assertThat(Noise.parse("flow=1m3/h", 1).on(gap).missing()).isEqualTo(5);
    assertThat(Noise.parse("", 1).isNone()).isTrue();
  }

  @Test
  void tellsAllProblemsAtOnce() {
    assertThatThrownBy(() -> Noise.parse("speed of sound=1;flow;level=3kg;flow=-1%", 1))
        .hasMessageContaining("speed of sound")
        .hasMessageContaining("must name a quantity")
        .hasMessageContaining("(flow)")
        .hasMessageContaining("kg")
        .hasMessageContaining("flow=-1%");
    assertThatThrownBy(() -> Noise.parse("flow=1%;flow=2%", 1)).hasMessageContaining("twice");
  }
}
