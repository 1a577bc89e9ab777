// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

/**
 * What energy emits, and what that costs, for all links of a problem alike, whether a tariff prices
 * their energy or not. Checked by {@link Problem.Builder#build}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param kgPerKWh CO₂ emitted per kWh by step, kg, at least 0
 * @param pricePerKg currency per kg, at least 0; 0 to report emissions only
 */
public record Emissions(PerStep kgPerKWh, double pricePerKg) {}
