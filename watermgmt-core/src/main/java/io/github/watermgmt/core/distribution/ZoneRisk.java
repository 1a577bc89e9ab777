// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import java.util.List;

/**
 * How likely it is that a zone does not get its water, as far as so many scenarios can tell.
 *
 * <p>The bounds are Wilson's (Journal of the American Statistical Association 22, 1927) for 95 %,
 * as if the scenarios were independent draws, as many as their probabilities are worth: 1 / Σ p².
 * Of 20 scenarios without a shortfall, the probability may still be 0.16. A plan that was made for
 * these very scenarios looks better in them than it is; evaluate it in others.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param zone id of the zone
 * @param probability that it misses more than the tolerance over all steps
 * @param lower bound of that probability
 * @param upper bound of that probability
 * @param expectedM3 what it misses in the mean, m³
 * @param worstM3 what it misses in the worst of the scenarios, m³
 */
public record ZoneRisk(
    String zone,
    double probability,
    double lower,
    double upper,
    double expectedM3,
    double worstM3) {
  private static final double NORMAL = 1.959963984540054; // quantile 0.975

  /**
   * Returns the risk of a zone.
   *
   * @param all the probabilities of all scenarios
   */
  static ZoneRisk of(
      String zone, List<ScenarioBranch> branches, List<Double> all, double toleranceM3) {
    double probability = 0;
    double expected = 0;
    double worst = 0;
    double weight = 0;
    for (ScenarioBranch branch : branches) {
      double missing = branch.shortfallM3(zone);
      probability += missing > toleranceM3 ? branch.probability() : 0;
      expected += branch.probability() * missing;
      worst = Math.max(worst, missing);
      weight += branch.probability();
    }
    if (branches.size() < all.size()) {
      probability += 1 - weight; // Without a plan no zone is sure of its water.
    }
    double p = Math.max(0, Math.min(1, probability));
    double squares = all.stream().mapToDouble(each -> each * each).sum();
    double n = 1 / squares;
    double z2 = NORMAL * NORMAL / n;
    double middle = (p + z2 / 2) / (1 + z2);
    double half = NORMAL * Math.sqrt(p * (1 - p) / n + z2 / (4 * n)) / (1 + z2);
    return new ZoneRisk(
        zone, p, Math.max(0, middle - half), Math.min(1, middle + half), expected, worst);
  }
}
