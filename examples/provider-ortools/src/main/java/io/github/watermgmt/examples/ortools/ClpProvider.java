// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

/**
 * The provider {@code ortools-clp}.
 *
 * <p>Thread-safety: stateless.
 */
public final class ClpProvider extends OrToolsProvider {

  /** Creates the provider. */
  public ClpProvider() {
    super(Engine.CLP);
  }
}
