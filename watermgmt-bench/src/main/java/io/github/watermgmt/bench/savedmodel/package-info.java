// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * {@code compare savedmodel}: SavedModels called from Java and by peers, on the same inputs: whether
 * the answers agree, and how long they take.
 */
@NullMarked
package io.github.watermgmt.bench.savedmodel;

import org.jspecify.annotations.NullMarked;
