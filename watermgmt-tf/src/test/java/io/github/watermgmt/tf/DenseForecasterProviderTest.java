// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.ProviderUnavailableException;
import io.github.watermgmt.spi.Providers;
import org.junit.jupiter.api.Test;

class DenseForecasterProviderTest {

  @Test
  void isDiscoveredAndSaysWhyItCannotRun() {
    Providers providers = Providers.discover();

    assertThat(io.github.watermgmt.tf.internal.TensorFlowRuntime.availability())
        .isInstanceOf(Availability.Unavailable.class);
    assertThat(providers.describe()).contains("tf-dense");
    assertThatThrownBy(() -> providers.forecaster("tf-dense"))
        .isInstanceOf(ProviderUnavailableException.class)
        .hasMessageContaining("tf-dense")
        .hasMessageContaining("TensorFlow");
  }

  @Test
  void askingTwiceGivesTheFirstReason() {
    Availability first = io.github.watermgmt.tf.internal.TensorFlowRuntime.availability();

    assertThat(io.github.watermgmt.tf.internal.TensorFlowRuntime.availability()).isEqualTo(first);
    assertThat(first.toString()).doesNotContain("Could not initialize class");
  }
}
