// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import java.util.Map;

/**
 * A network that can be called with named tensors: the seam behind which an engine stands. Nothing
 * here names TensorFlow, so that another engine fits as well.
 *
 * <p>Thread-safety: calls may come from several threads at once.
 */
public interface CallableModel extends AutoCloseable {

  /** Returns what {@link #call} takes and returns. */
  Signature signature();

  /**
   * Runs the network.
   *
   * @param inputs one tensor for each input of the signature, by name
   * @return one tensor for each output, by name, sorted by name
   * @throws io.github.watermgmt.error.DataException naming every input that is missing, unknown or
   *     of a shape that does not fit
   * @throws io.github.watermgmt.model.ModelClosedException after {@link #close()}
   */
  Map<String, FloatTensor> call(Map<String, FloatTensor> inputs);

  /** Frees what the engine holds; calls under way end first. May be called again. */
  @Override
  void close();
}
