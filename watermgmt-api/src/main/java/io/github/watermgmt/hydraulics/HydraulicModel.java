// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.hydraulics;

import io.github.watermgmt.network.Network;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Set;

/**
 * A way of simulating hydraulics, configured.
 *
 * <p>Thread-safety: immutable; may open several simulations at once.
 */
public interface HydraulicModel {

  /** Returns the provider's name. */
  String name();

  /** Returns the options in force. */
  Options options();

  /** Returns what this model can do. */
  Set<Capability> capabilities();

  /**
   * Prepares a network for simulation.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-401 if physics are missing, all
   *     elements at once
   */
  HydraulicSimulation open(Network network, RunContext run);
}
