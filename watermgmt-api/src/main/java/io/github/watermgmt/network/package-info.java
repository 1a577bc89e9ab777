// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * The network: what is connected to what, where, and, as far as it is known, with which physics.
 * Capacities, costs and demands are not here; they belong to a {@link
 * io.github.watermgmt.distribution.Problem}, keyed by id.
 *
 * <p>Lengths, levels and heads are in m, diameters of pipes in m, flows in m³/h, power in kW. A
 * physical property is there or it is not: nothing is guessed.
 */
@NullMarked
package io.github.watermgmt.network;

import org.jspecify.annotations.NullMarked;
