// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

/** What makes a problem harder than a linear program. */
public enum ProblemFeature {
  /** Pumps are switched in whole units. */
  PUMP_UNITS,
  /** A two-way link with a negative cost: sending water to and fro would pay. */
  NON_CONVEX
}
