// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.series.TimeAxis;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static final TimeAxis AXIS = TimeAxis.of(0, 3600, 2);

  private static Plan.Builder good() {
    return Plan.builder(AXIS)
        .put(Kind.FLOW, "L", new double[] {1, -2})
        .put(Kind.SUPPLY, "S", new double[] {3, 4})
        .put(Kind.VOLUME, "T", new double[] {5, 6})
        .put(Kind.SHORTFALL, "Z", new double[] {7, 8})
        .put(Kind.UNITS_ON, "L", new double[] {0, 1});
  }

  @Test
  void whatWasPutInComesOut() {
    Plan plan = good().build();
    assertThat(plan.axis()).isEqualTo(AXIS);
    assertThat(plan.flow("L")).containsExactly(1, -2);
    assertThat(plan.supply("S")).containsExactly(3, 4);
    assertThat(plan.volume("T")).containsExactly(5, 6);
    assertThat(plan.shortfall("Z")).containsExactly(7, 8);
    assertThat(plan.unitsOn("L").orElseThrow()).containsExactly(0, 1);
    assertThat(plan.unitsOn("M")).isEmpty();
    assertThat(plan.flow("L", 1)).isEqualTo(-2);
    assertThat(plan.supply("S", 1)).isEqualTo(4);
    assertThat(plan.volume("T", 1)).isEqualTo(6);
    assertThat(plan.shortfall("Z", 1)).isEqualTo(8);
    assertThat(plan.ids(Kind.FLOW)).containsExactly("L");
    assertThat(plan.has(Kind.FLOW, "M")).isFalse();
    assertThat(plan).hasToString("plan for 1 links, " + AXIS);
  }

  @Test
  void rowsAreCopiedInAndOut() {
    double[] row = {1, 2};
    Plan.Builder builder = good().put(Kind.FLOW, "L", row);
    row[0] = 9;
    Plan plan = builder.build();
    builder.put(Kind.FLOW, "L", new double[] {9, 9});
    plan.flow("L")[1] = 9;
    assertThat(plan.flow("L")).containsExactly(1, 2);
  }

  @Test
  void everyBadRowIsToldAtOnce() {
    WaterManagementException error =
        catchThrowableOfType(
            WaterManagementException.class,
            () ->
                good()
                    .put(Kind.FLOW, "L", new double[3])
                    .put(Kind.VOLUME, "T", new double[] {1, Double.NaN})
                    .put(Kind.SUPPLY, "S", new double[] {Double.NEGATIVE_INFINITY, 1})
                    .build());
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_PLAN);
    assertThat(error.problems())
        .containsExactly(
            "FLOW of 'L' (3 values), must be one per step, 2.",
            "SUPPLY of 'S' in step 0 (-Infinity), must be finite.",
            "VOLUME of 'T' in step 1 (NaN), must be finite.");
  }

  @Test
  void equalityIsThatOfTheValues() {
    assertThat(good().build()).isEqualTo(good().build()).hasSameHashCodeAs(good().build());
    assertThat(good().put(Kind.SHORTFALL, "Z", new double[] {7, 9}).build())
        .isNotEqualTo(good().build());
    assertThat(good().put(Kind.FLOW, "M", new double[2]).build()).isNotEqualTo(good().build());
  }

  @Test
  void aRowThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> good().build().flow("M"))
        .isInstanceOf(WaterManagementException.class)
        .hasMessageContaining("WM-403")
        .hasMessageContaining("FLOW (M), is not in the plan, which has [L]");
  }
}
