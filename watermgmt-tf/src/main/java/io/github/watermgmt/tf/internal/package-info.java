// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * How this module touches TensorFlow: whether it is here, tensors in and out, sessions. For this
 * module alone.
 */
@NullMarked
package io.github.watermgmt.tf.internal;

import org.jspecify.annotations.NullMarked;
