// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.series.Covariates;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForecastRequestTest {

  @Test
  void levelsAreSortedAndDistinct() {
    QuantileLevel low = QuantileLevel.of(0.1);
    QuantileLevel high = QuantileLevel.of(0.9);
    ForecastRequest request = ForecastRequest.steps(24).withLevels(List.of(high, low, high));
    assertThat(request.levels()).containsExactly(low, high);
    assertThat(request)
        .isEqualTo(new ForecastRequest(24, List.of(low, high), 0, Covariates.none(), false));
  }

  @Test
  void eachWitherChangesItsOwnPartAlone() {
    ForecastRequest request = ForecastRequest.steps(24);
    assertThat(request.levels()).isEqualTo(QuantileLevel.STANDARD);
    ForecastRequest other = request.withSamplePaths(7).explained().withLevels(List.of());
    assertThat(other).isEqualTo(new ForecastRequest(24, List.of(), 7, Covariates.none(), true));
    assertThat(request).isEqualTo(ForecastRequest.steps(24));
  }

  @Test
  void emptyHorizonsAndNegativePathsAreRefused() {
    assertThatThrownBy(() -> ForecastRequest.steps(0)).hasMessageContaining("horizon");
    assertThatThrownBy(() -> ForecastRequest.steps(1).withSamplePaths(-1))
        .hasMessageContaining("samplePaths");
  }
}
