// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

/**
 * What somebody proved about an instance.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param objective cost of the best plan known
 * @param bound what every plan costs at least; the same where the optimum is proved
 */
record Optimum(double objective, double bound) {
  private static final double LEAST = 1e-9;

  /**
   * Returns how far a cost lies above the bound, relative to the bound; below 0 if it beats what
   * was proved, which only rounding should do.
   */
  double gap(double cost) {
    return (cost - bound) / Math.max(LEAST, Math.abs(bound));
  }
}
