// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/** An interior point of a linear program near its optimum. */
@NullMarked
package io.github.watermgmt.core.internal.interior;

import org.jspecify.annotations.NullMarked;
