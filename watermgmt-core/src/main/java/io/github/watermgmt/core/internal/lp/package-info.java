// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/** Linear programs as arrays; no solver and no network in sight. */
@NullMarked
package io.github.watermgmt.core.internal.lp;

import org.jspecify.annotations.NullMarked;
