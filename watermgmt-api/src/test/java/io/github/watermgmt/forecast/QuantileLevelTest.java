// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuantileLevelTest {

  @Test
  void levelsThatAreEqualOnPaperMeet() {
    assertThat((1 - 0.9) / 2).as("the trap").isNotEqualTo(0.05);
    assertThat(QuantileLevel.of((1 - 0.9) / 2)).isEqualTo(QuantileLevel.of(0.05));
    assertThat(QuantileLevel.of(0.1 + 0.2)).isEqualTo(QuantileLevel.of("0.3"));
    assertThat(QuantileLevel.STANDARD).contains(QuantileLevel.of(1 - (1 - 0.9) / 2));
  }

  @Property
  void eachLevelSurvivesEachOfItsForms(@ForAll @IntRange(min = 1, max = 9999) int units) {
    QuantileLevel level = new QuantileLevel(units);
    assertThat(QuantileLevel.of(level.asDouble())).isEqualTo(level);
    assertThat(QuantileLevel.of(level.toString())).isEqualTo(level);
    assertThat(level.mirrored().tenThousandths()).isEqualTo(10_000 - units);
    assertThat(level.mirrored().mirrored()).isEqualTo(level);
  }

  @Property
  void centralIntervalsOfAnyCoverageHaveMirroredEnds(
      @ForAll @IntRange(min = 1, max = 4999) int half) {
    // Coverage by any of the usual roundabout sums.
    double coverage = 2 * half / 10_000.0;
    QuantileLevel lower = QuantileLevel.of((1 - coverage) / 2);
    QuantileLevel upper = QuantileLevel.of(1 - (1 - coverage) / 2);
    assertThat(upper).isEqualTo(lower.mirrored());
    assertThat(upper.tenThousandths() - lower.tenThousandths()).isEqualTo(2 * half);
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {
        0,
        1,
        -0.05,
        1.05,
        0.00004,
        0.99996,
        0.12345,
        0.05 + 2e-9,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        // Its ten-thousandths are 500 beyond the range of an int.
        429_496.7796
      })
  void numbersThatAreNoLevelAreRefused(double number) {
    assertThatThrownBy(() -> QuantileLevel.of(number))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(Double.toString(number));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,05", "", "5%", "0", "1", "0.12345", "0.5f", "0x1p-1", "1e999999999"})
  void textsThatAreNoLevelAreRefused(String text) {
    assertThatThrownBy(() -> QuantileLevel.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("(" + text + ")");
  }

  @Test
  void rangesIncludeBothEnds() {
    assertThat(QuantileLevel.range(0.05, 0.95, 0.05))
        .isEqualTo(QuantileLevel.STANDARD)
        .hasSize(19)
        .startsWith(QuantileLevel.of(0.05))
        .endsWith(QuantileLevel.of(0.95))
        .isSorted();
    assertThat(QuantileLevel.range(0.5, 0.5, 0.1)).isEqualTo(List.of(QuantileLevel.MEDIAN));
    assertThat(QuantileLevel.STANDARD).contains(QuantileLevel.MEDIAN);
  }

  @Test
  void rangesThatMissTheirEndAreRefused() {
    assertThatThrownBy(() -> QuantileLevel.range(0.05, 0.95, 0.2))
        .hasMessageContaining("lead from the first to the last");
    assertThatThrownBy(() -> QuantileLevel.range(0.9, 0.1, 0.1))
        .hasMessageContaining("lead from the first to the last");
    assertThatThrownBy(() -> QuantileLevel.range(0.1, 0.9, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
