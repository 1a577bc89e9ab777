// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import java.util.Optional;

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
 * @param finalValuePerM3 what a m³ is worth that is there at the end of the last step, currency per
 *     m³, at least 0; taken off the cost
 * @param minVolumesM3 least volume by step, m³, beside {@code minVolumeM3}: the greater counts
 * @param maxVolumesM3 greatest volume by step, m³, beside {@code maxVolumeM3}: the lesser counts
 */
public record TankTerms(
    double minVolumeM3,
    double maxVolumeM3,
    double initialVolumeM3,
    double finalMinVolumeM3,
    double finalValuePerM3,
    Optional<PerStep> minVolumesM3,
    Optional<PerStep> maxVolumesM3) {

  /** The terms of a tank with the same bounds in all steps, whose last volume is worth nothing. */
  public TankTerms(
      double minVolumeM3, double maxVolumeM3, double initialVolumeM3, double finalMinVolumeM3) {
    this(
        minVolumeM3,
        maxVolumeM3,
        initialVolumeM3,
        finalMinVolumeM3,
        0,
        Optional.empty(),
        Optional.empty());
  }

  /** Returns these terms with another value of the last volume, currency per m³. */
  public TankTerms withFinalValue(double valuePerM3) {
    return new TankTerms(
        minVolumeM3,
        maxVolumeM3,
        initialVolumeM3,
        finalMinVolumeM3,
        valuePerM3,
        minVolumesM3,
        maxVolumesM3);
  }

  /** Returns these terms with another volume at the start, m³. */
  public TankTerms withInitialVolume(double volumeM3) {
    return new TankTerms(
        minVolumeM3,
        maxVolumeM3,
        volumeM3,
        finalMinVolumeM3,
        finalValuePerM3,
        minVolumesM3,
        maxVolumesM3);
  }

  /** Returns these terms with other least volumes by step, m³. */
  public TankTerms withMinVolumes(PerStep volumesM3) {
    return new TankTerms(
        minVolumeM3,
        maxVolumeM3,
        initialVolumeM3,
        finalMinVolumeM3,
        finalValuePerM3,
        Optional.of(volumesM3),
        maxVolumesM3);
  }

  /** Returns these terms with other greatest volumes by step, m³. */
  public TankTerms withMaxVolumes(PerStep volumesM3) {
    return new TankTerms(
        minVolumeM3,
        maxVolumeM3,
        initialVolumeM3,
        finalMinVolumeM3,
        finalValuePerM3,
        minVolumesM3,
        Optional.of(volumesM3));
  }

  /**
   * Returns the least volume at the end of a step, m³; after the last one {@code finalMinVolumeM3}
   * counts as well.
   */
  public double minVolumeM3(int step) {
    return minVolumesM3.isPresent()
        ? Math.max(minVolumeM3, minVolumesM3.get().get(step))
        : minVolumeM3;
  }

  /** Returns the greatest volume at the end of a step, m³. */
  public double maxVolumeM3(int step) {
    return maxVolumesM3.isPresent()
        ? Math.min(maxVolumeM3, maxVolumesM3.get().get(step))
        : maxVolumeM3;
  }
}
