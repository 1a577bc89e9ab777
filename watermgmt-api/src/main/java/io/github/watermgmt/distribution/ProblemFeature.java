// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

/** What makes a problem harder than a linear program. */
public enum ProblemFeature {
  /** Pumps are switched in whole units. */
  PUMP_UNITS,
  /**
   * Sending water to and fro over a two-way link would pay: its cost is negative, or it has losses
   * and water reaches it that is paid for, or has to go somewhere. Or the energy of further m³
   * costs less than that of the first. {@link Problem#features()} tells what the terms alone show,
   * and {@link Problem#nonConvexities()} says it in words; the rest is for an optimizer to tell.
   */
  NON_CONVEX
}
