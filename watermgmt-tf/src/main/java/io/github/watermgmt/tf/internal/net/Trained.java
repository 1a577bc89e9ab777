// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

/**
 * The outcome of a training.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param weights those of the best pass
 * @param curve how the loss fell
 */
public record Trained(Weights weights, LearningCurve curve) {}
