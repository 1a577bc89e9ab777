// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import java.util.List;

/**
 * A way in which a network can be called.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param key its name in the file, such as {@code serving_default}
 * @param inputs what it takes, by name
 * @param outputs what it returns, by name
 */
public record Signature(String key, List<TensorSpec> inputs, List<TensorSpec> outputs) {

  /** Copies the lists. */
  public Signature {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }
}
