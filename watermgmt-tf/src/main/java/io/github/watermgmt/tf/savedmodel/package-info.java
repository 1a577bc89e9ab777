// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Networks that others trained, called from Java: any SavedModel by its signature, with named float
 * tensors in and out. Nothing in a signature here names TensorFlow.
 */
@NullMarked
package io.github.watermgmt.tf.savedmodel;

import org.jspecify.annotations.NullMarked;
