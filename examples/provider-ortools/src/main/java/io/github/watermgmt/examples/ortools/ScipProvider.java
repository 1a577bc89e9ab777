// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

/**
 * The provider {@code ortools-scip}.
 *
 * <p>Thread-safety: stateless.
 */
public final class ScipProvider extends OrToolsProvider {

  /** Creates the provider. */
  public ScipProvider() {
    super(Engine.SCIP);
  }
}
