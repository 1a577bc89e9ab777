// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

/** What makes a problem harder than a linear program. */
public enum ProblemFeature {
  /** Pumps are switched in whole units. */
  PUMP_UNITS,
  /** A two-way lossy link with a negative cost: burning water would pay. */
  NON_CONVEX
}
