// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/** Bases of linear programs: their factors, the simplex methods, and the way from an interior point to\n * a vertex. */
@NullMarked
package io.github.watermgmt.core.internal.simplex;

import org.jspecify.annotations.NullMarked;
