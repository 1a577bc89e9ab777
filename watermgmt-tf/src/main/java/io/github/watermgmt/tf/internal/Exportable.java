// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal;

import java.nio.file.Path;

/** A fitted model whose network can be written as a SavedModel. Thread-safety: as the model. */
public interface Exportable {

  /**
   * Writes the network, whole or not at all.
   *
   * @param folder must not exist yet, its parent must
   */
  void exportNetwork(Path folder);
}
