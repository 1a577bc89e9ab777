// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

/**
 * The provider {@code ortools-highs}.
 *
 * <p>Thread-safety: stateless.
 */
public final class HighsProvider extends OrToolsProvider {

  /** Creates the provider. */
  public HighsProvider() {
    super(Engine.HIGHS);
  }
}
