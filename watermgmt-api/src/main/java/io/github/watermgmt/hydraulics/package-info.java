// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Hydraulic simulation as a kind of provider: heads and flows of a network under given demands.
 * Deterministic.
 */
@NullMarked
package io.github.watermgmt.hydraulics;

import org.jspecify.annotations.NullMarked;
