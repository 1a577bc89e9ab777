// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.hydraulics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.hydraulics.HydraulicResult.Kind;
import io.github.watermgmt.series.TimeAxis;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HydraulicResultTest {
  private static final TimeAxis AXIS = TimeAxis.of(0, 3600, 2);

  @Test
  void aStepIsWhatTheRowsSay() {
    double[] head = {50, 51};
    HydraulicResult result =
        HydraulicResult.builder(AXIS)
            .put(Kind.HEAD, "b", head)
            .put(Kind.HEAD, "a", new double[] {40, 41})
            .put(Kind.PRESSURE_HEAD, "a", new double[] {20, 21})
            .put(Kind.FLOW, "p", new double[] {-3, 4})
            .put(Kind.DELIVERED, "a", new double[] {1, 2})
            .warn(1, "low pressure at 'a'")
            .build();
    head[1] = 0;
    result.values(Kind.HEAD, "b")[1] = 0;
    assertThat(result.axis()).isEqualTo(AXIS);
    assertThat(result.ids(Kind.HEAD)).containsExactly("b", "a");
    assertThat(result.values(Kind.HEAD, "b")).containsExactly(50, 51);
    assertThat(result.value(Kind.FLOW, "p", 0)).isEqualTo(-3);
    assertThat(result.warnings(0)).isEmpty();
    HydraulicState state = result.state(1);
    assertThat(state)
        .isEqualTo(
            new HydraulicState(
                Map.of("b", 51.0, "a", 41.0),
                Map.of("a", 21.0),
                Map.of("p", 4.0),
                Map.of("a", 2.0),
                List.of("low pressure at 'a'")));
    assertThat(state.headM().keySet()).containsExactly("b", "a");
  }

  @Test
  void everyRowOfWrongLengthIsToldAtOnce() {
    DataException error =
        catchThrowableOfType(
            DataException.class,
            () ->
                HydraulicResult.builder(AXIS)
                    .put(Kind.HEAD, "a", new double[3])
                    .put(Kind.FLOW, "p", new double[1])
                    .build());
    assertThat(error.problems())
        .containsExactly(
            "HEAD of 'a' (3 values), must be one per step, 2.",
            "FLOW of 'p' (1 values), must be one per step, 2.");
  }

  @Test
  void unknownRowsAreNamed() {
    HydraulicResult result = HydraulicResult.builder(AXIS).build();
    assertThatThrownBy(() -> result.value(Kind.FLOW, "p", 0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("WM-106")
        .hasMessageContaining("FLOW (p)");
  }
}
