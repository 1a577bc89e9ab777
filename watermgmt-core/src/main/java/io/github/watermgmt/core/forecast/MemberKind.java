// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/** What a combination can be made of. */
enum MemberKind {
  /** A ridge regression for each hour. */
  HOURS("hours", false, false),
  /** A ridge regression for each principal curve of the day. */
  CURVES("curves", false, true),
  /** As {@link #HOURS}, of demand as it is even where logarithms would do. */
  HOURS_LINEAR("hours, linear", true, false),
  /** As {@link #CURVES}, of demand as it is even where logarithms would do. */
  CURVES_LINEAR("curves, linear", true, true),
  /** Exponential smoothing with the seasons of a day and a week. */
  SMOOTHING("smoothing", true, false),
  /** Boosted trees, shared by all series. */
  TREES("boosted trees", false, false);

  final String label;
  final boolean linear;
  final boolean curves;

  MemberKind(String label, boolean linear, boolean curves) {
    this.label = label;
    this.linear = linear;
    this.curves = curves;
  }

  /** Returns whether it has equations of its own for each series. */
  boolean isRegression() {
    return this != SMOOTHING && this != TREES;
  }
}
