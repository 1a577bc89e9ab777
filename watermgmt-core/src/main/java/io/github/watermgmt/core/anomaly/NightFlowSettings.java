// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

/**
 * Settings of {@code night-flow}; see {@link NightFlowProvider}.
 *
 * @param fromHour first local hour of the night window
 * @param untilHour local hour at which it ends
 * @param nights nights of the baseline
 * @param gap newest nights that the baseline leaves out
 * @param dayShare share of a change of the daytime flow that is expected at night too
 * @param drift slack of the CUSUM, robust standard deviations
 * @param threshold sum at which it alarms
 * @param absorbAfter nights after which an episode becomes the new normal
 */
record NightFlowSettings(
    int fromHour,
    int untilHour,
    int nights,
    int gap,
    double dayShare,
    double drift,
    double threshold,
    int absorbAfter) {

  /** Past deviations that give the scale. */
  static final int DEVIATIONS = 28;

  /** Deviations without which there is no scale yet. */
  static final int LEAST_DEVIATIONS = 10;

  /** Nights without which there is no baseline yet. */
  int leastNights() {
    return nights + gap;
  }

  /** Days of history that the detector needs; one more, because the first may be cut short. */
  int leastDays() {
    return leastNights() + LEAST_DEVIATIONS + 2;
  }
}
