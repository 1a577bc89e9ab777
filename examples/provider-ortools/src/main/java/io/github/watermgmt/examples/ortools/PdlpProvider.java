// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

/**
 * The provider {@code ortools-pdlp}.
 *
 * <p>Thread-safety: stateless.
 */
public final class PdlpProvider extends OrToolsProvider {

  /** Creates the provider. */
  public PdlpProvider() {
    super(Engine.PDLP);
  }
}
