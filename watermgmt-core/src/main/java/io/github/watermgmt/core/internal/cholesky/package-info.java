// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/** Sparse Cholesky factors of {@code A D Aᵀ}: an order of elimination, fronts, numbers. */
@NullMarked
package io.github.watermgmt.core.internal.cholesky;

import org.jspecify.annotations.NullMarked;
