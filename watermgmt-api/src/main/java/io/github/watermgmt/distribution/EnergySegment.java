// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

/**
 * A part of the curve of what energy a link needs: each m³ above a flow needs so much, up to the
 * flow where the next part begins. Below the first part it is {@link LinkTerms#energyKWhPerM3()}.
 * Checked by {@link Problem.Builder#build}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param aboveM3h the flow above which this part counts, m³/h, greater than 0
 * @param kWhPerM3 energy of each further m³, kWh; not the mean of all
 */
public record EnergySegment(double aboveM3h, double kWhPerM3) {}
