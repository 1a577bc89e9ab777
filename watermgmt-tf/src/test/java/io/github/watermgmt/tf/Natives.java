// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.tf.internal.TensorFlowRuntime;

/**
 * Skips, visibly, what cannot run without TensorFlow's natives: the profile natives brings them.
 */
public final class Natives {
  private Natives() {}

  /** Skips the test where TensorFlow cannot run. */
  public static void assume() {
    Availability availability = TensorFlowRuntime.availability();
    assumeTrue(
        availability instanceof Availability.Available,
        () -> "without natives (./mvnw verify -Pnatives): " + availability);
  }
}
