// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * Distribution planning: a {@link io.github.watermgmt.distribution.Problem} says what is to be
 * supplied, at which costs and within which limits; a {@link
 * io.github.watermgmt.distribution.DistributionOptimizer} answers with an {@link
 * io.github.watermgmt.distribution.Outcome}.
 *
 * <p>The model, for node n and step t of h hours (flows in m³/h, volumes in m³, money in the
 * problem's currency):
 *
 * <pre>
 * minimise  Σ h·( supply·cost + |flow|·cost + (power(flow) + units·unitPower)·price_t
 *                 + shortfall·penalty ) − Σ last v·finalValue
 *           + Σ pricePerKW·max(0, highest − reachedKW),
 *           price_t = tariff_t + kgPerKWh_t·pricePerKg
 * balance   arrivals − departures + supply + shortfall − demand = (v_t − v_{t−1}) / h
 * link      a flow f leaves one end, f·(1 − loss) arrives at the other;
 *           minFlow·available_t ≤ f ≤ maxFlow·available_t,
 *           or |f| ≤ maxFlow·available_t if the link is bidirectional
 * units     unitMinFlow·u ≤ f ≤ unitMaxFlow·u for u ∈ {0 … units} running pumps;
 *           over each day Σ max(0, u_t − u_{t−1}) ≤ maxStartsPerDay
 * source    minFlow·available_t ≤ supply ≤ maxFlow·available_t;
 *           over each day Σ supply·h ≤ maxDailyVolume; over the steps of a volume limit
 *           Σ supply·h ≤ maxVolume
 * tank      minVolume_t ≤ v_t ≤ maxVolume_t; the last v ≥ finalMinVolume
 * power     of the links of a demand charge, highest ≥ mean over an hour of
 *           Σ power(flow) + units·unitPower
 *           power(flow) = |flow|·energy, and Σ rise·max(0, |flow| − above) over its segments
 * blend     arrivals over its links ≤ maxShare·arrivals over all links
 * zone      0 ≤ shortfall ≤ demand − max(min(demand, guaranteed), guaranteedShare·demand);
 *           over all steps Σ shortfall·h ≤ maxShortfall
 * </pre>
 *
 * <p>Days are counted from the start of the axis; of a last day that is not whole, volumes are
 * limited pro rata. None of the pumps runs before the first step. v is the volume at the end of a
 * step. What is available is a share in [0, 1], 1 where nothing is said.
 *
 * <p>The price of a node and step is the increase of the least cost if one more m³ is demanded
 * there: currency per m³, whatever the length of the step. See {@link
 * io.github.watermgmt.distribution.MarginalPrices} and, to verify prices without trusting a solver,
 * {@link io.github.watermgmt.distribution.DualCheck}.
 */
@NullMarked
package io.github.watermgmt.distribution;

import org.jspecify.annotations.NullMarked;
