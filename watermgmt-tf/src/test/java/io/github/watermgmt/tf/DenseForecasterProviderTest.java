// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.ProviderUnavailableException;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.tf.internal.TensorFlowRuntime;
import org.junit.jupiter.api.Test;

class DenseForecasterProviderTest {

  @Test
  void isDiscoveredAndSaysWhyItCannotRun() {
    Providers providers = Providers.discover();

    assumeTrue(
        TensorFlowRuntime.availability() instanceof Availability.Unavailable,
        "TensorFlow can run here");
    assertThat(providers.describe()).contains("tf-dense");
    assertThatThrownBy(() -> providers.forecaster("tf-dense"))
        .isInstanceOf(ProviderUnavailableException.class)
        .hasMessageContaining("tf-dense")
        .hasMessageContaining("TensorFlow");
  }

  @Test
  void askingTwiceGivesTheFirstReason() {
    Availability first = TensorFlowRuntime.availability();

    assertThat(TensorFlowRuntime.availability()).isEqualTo(first);
    assertThat(first.toString()).doesNotContain("Could not initialize class");
  }
}
