// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/** What several rooms of core share and nobody else may use. */
@NullMarked
package io.github.watermgmt.core.internal;

import org.jspecify.annotations.NullMarked;
