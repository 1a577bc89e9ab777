// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Networks that are built, trained and called here: architectures, losses, an ordered Adam, early
 * stopping, learnt weights. Same seed and data give the same bits: initial weights and the order of
 * rows come from a seeded generator of Java's, every session has one thread, and every update of
 * weights waits for all gradients.
 */
@NullMarked
package io.github.watermgmt.tf.internal.net;

import org.jspecify.annotations.NullMarked;
