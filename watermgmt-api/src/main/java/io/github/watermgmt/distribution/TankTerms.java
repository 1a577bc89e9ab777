// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

/**
 * What a tank can hold; volumes are those at the end of a step. Checked by {@link
 * Problem.Builder#build}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param minVolumeM3 least volume, m³
 * @param maxVolumeM3 greatest volume, m³
 * @param initialVolumeM3 volume at the start, m³
 * @param finalMinVolumeM3 least volume at the end of the last step, m³
 */
public record TankTerms(
    double minVolumeM3, double maxVolumeM3, double initialVolumeM3, double finalMinVolumeM3) {}
