// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.hydraulics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HydraulicInputsTest {

  @Test
  void everyProblemIsToldAtOnce() {
    DataException error =
        catchThrowableOfType(
            DataException.class,
            () ->
                new HydraulicInputs(
                    Map.of("j", Double.NaN),
                    Map.of("r", Double.POSITIVE_INFINITY),
                    Map.of("t", -0.1),
                    Map.of(),
                    Map.of("p", -1.0),
                    Map.of("k", -1.0)));
    assertThat(error.code()).isEqualTo(ErrorCode.NON_FINITE_VALUE);
    assertThat(error.problems())
        .containsExactly(
            "demand of 'j' (NaN), must be finite.",
            "head of 'r' (Infinity), must be finite.",
            "level of 't' (-0.1), must be finite and at least 0.",
            "setting of 'p' (-1.0), must be finite and at least 0.",
            "emitter of 'k' (-1.0), must be finite and at least 0.");
  }

  @Test
  void mapsAreCopiedInTheirOrder() {
    Map<String, Double> demand = new LinkedHashMap<>();
    for (int i = 50; i > 0; i--) {
      demand.put("j" + i, -1.0 * i);
    }
    HydraulicInputs inputs = HydraulicInputs.none().withDemand(demand);
    assertThat(inputs.demandM3h().keySet()).containsExactlyElementsOf(demand.keySet());
    demand.clear();
    assertThat(inputs.demandM3h()).hasSize(50).containsEntry("j7", -7.0);
    assertThatThrownBy(() -> inputs.demandM3h().clear())
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void changesTouchNothingElse() {
    HydraulicInputs inputs =
        HydraulicInputs.none()
            .withDemand(Map.of("j", 5.0))
            .withTankLevels(Map.of("t", 2.0))
            .withEmitters(Map.of("k", 0.5))
            .withStatus(Map.of("p", LinkStatus.CLOSED))
            .withStatus(Map.of("v", LinkStatus.OPEN));
    assertThat(inputs)
        .isEqualTo(
            new HydraulicInputs(
                Map.of("j", 5.0),
                Map.of(),
                Map.of("t", 2.0),
                Map.of("p", LinkStatus.CLOSED, "v", LinkStatus.OPEN),
                Map.of(),
                Map.of("k", 0.5)));
    assertThat(HydraulicSchedule.constant(inputs).at(7)).isSameAs(inputs);
  }
}
