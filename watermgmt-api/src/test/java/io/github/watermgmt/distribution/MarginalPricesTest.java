// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MarginalPricesTest {

  @Test
  void rowsAreCopiedInAndOut() {
    double[] row = {1, -2};
    MarginalPrices prices = MarginalPrices.of(Map.of("Z", row));
    row[0] = 9;
    prices.prices("Z")[1] = 9;
    assertThat(prices.prices("Z")).containsExactly(1, -2);
    assertThat(prices.price("Z", 1)).isEqualTo(-2);
    assertThat(prices.steps()).isEqualTo(2);
    assertThat(prices.nodes()).containsExactly("Z");
    assertThat(prices).hasToString("prices of 1 nodes from -2.0 to 1.0");
    assertThat(prices)
        .isEqualTo(MarginalPrices.of(Map.of("Z", new double[] {1, -2})))
        .hasSameHashCodeAs(MarginalPrices.of(Map.of("Z", new double[] {1, -2})))
        .isNotEqualTo(MarginalPrices.of(Map.of("Z", new double[] {1, 2})))
        .isNotEqualTo(MarginalPrices.of(Map.of("Y", new double[] {1, -2})));
  }

  @Test
  void everyBadRowIsToldAtOnce() {
    Map<String, double[]> rows = new LinkedHashMap<>();
    rows.put("a", new double[] {1, Double.NaN});
    rows.put("b", new double[] {1});
    WaterManagementException error =
        catchThrowableOfType(WaterManagementException.class, () -> MarginalPrices.of(rows));
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_PLAN);
    assertThat(error.problems())
        .containsExactly(
            "prices of 'a' in step 1 (NaN), must be finite.",
            "prices of 'b' (1 values), must be one per step, 2.");
    assertThatThrownBy(() -> MarginalPrices.of(Map.of())).hasMessageContaining("at least one");
  }

  @Test
  void aNodeWithoutPriceIsNamed() {
    MarginalPrices prices = MarginalPrices.of(Map.of("Z", new double[1]));
    assertThatThrownBy(() -> prices.price("Y", 0))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("WM-106")
        .hasMessageContaining("[Z]");
  }
}
