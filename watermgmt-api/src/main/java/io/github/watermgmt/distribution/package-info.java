// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Distribution planning: a {@link io.github.watermgmt.distribution.Problem} says what is to be
 * supplied, at which costs and within which limits; a {@link
 * io.github.watermgmt.distribution.DistributionOptimizer} answers with an {@link
 * io.github.watermgmt.distribution.Outcome}.
 *
 * <p>The model, for node n and step t of h hours (flows in m³/h, volumes in m³):
 *
 * <pre>
 * minimise  Σ h·( supply·cost + |flow|·(cost + energy·tariff_t) + shortfall·penalty )
 * balance   arrivals − departures + supply + shortfall − demand = (v_t − v_{t−1}) / h
 * link      a flow f leaves one end, f·(1 − loss) arrives at the other; 0 ≤ f ≤ maxFlow
 * source    0 ≤ supply ≤ maxFlow; over each day Σ supply·h ≤ maxDailyVolume
 * tank      minVolume ≤ v_t ≤ maxVolume; the last v ≥ finalMinVolume
 * zone      0 ≤ shortfall ≤ demand
 * </pre>
 */
@NullMarked
package io.github.watermgmt.distribution;

import org.jspecify.annotations.NullMarked;
