// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.model.ModelFile;

/**
 * A network that reconstructs rows, trained here or given.
 *
 * <p>Thread-safety: calls may come from several threads at once.
 */
interface RowNetwork extends AutoCloseable {

  /** Returns how many blocks a row has. */
  int window();

  /**
   * Reconstructs rows.
   *
   * @param rows one after the other, {@link #window()} numbers each
   * @param count number of rows, at least 1
   * @return as many numbers
   * @throws io.github.watermgmt.model.ModelClosedException after {@link #close()}
   */
  float[] call(float[] rows, int count);

  /** Returns what tells networks apart that the options do not; empty if the options say all. */
  String fingerprint();

  /** Adds the network to a model file. */
  void addTo(ModelFile.Builder builder);

  /** Frees what the engine holds; calls under way end first. May be called again. */
  @Override
  void close();
}
