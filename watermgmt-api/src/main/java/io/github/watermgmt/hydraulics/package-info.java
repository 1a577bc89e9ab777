// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Hydraulic simulation as a kind of provider: heads and flows of a network under given demands, for
 * one instant or over a period. Deterministic. Heads and levels in m, flows in m³/h; positive flow
 * runs from a link's first node to its second.
 */
@NullMarked
package io.github.watermgmt.hydraulics;

import org.jspecify.annotations.NullMarked;
