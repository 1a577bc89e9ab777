// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

/**
 * The provider {@code ortools-glop}.
 *
 * <p>Thread-safety: stateless.
 */
public final class GlopProvider extends OrToolsProvider {

  /** Creates the provider. */
  public GlopProvider() {
    super(Engine.GLOP);
  }
}
