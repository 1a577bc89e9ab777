// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

/**
 * Pumps that are switched on and off one by one: with u units running the flow lies between u times
 * the least and u times the greatest of one unit. Checked by {@link Problem.Builder#build}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param units number of units, at least 1
 * @param unitMinFlowM3h least flow of a running unit, m³/h
 * @param unitMaxFlowM3h greatest flow of a running unit, m³/h
 * @param unitPowerKW power of a running unit besides the energy per m³, kW
 * @param maxStartsPerDay starts allowed per day over all units; none runs before the first step
 */
public record PumpUnits(
    int units,
    double unitMinFlowM3h,
    double unitMaxFlowM3h,
    double unitPowerKW,
    int maxStartsPerDay) {}
