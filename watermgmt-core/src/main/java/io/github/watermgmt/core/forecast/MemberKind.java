// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/** What a combination can be made of. */
enum MemberKind {
  /** A ridge regression for each hour. */
  HOURS(false, false),
  /** A ridge regression for each principal curve of the day. */
  CURVES(false, true),
  /** As {@link #HOURS}, of demand as it is even where logarithms would do. */
  HOURS_LINEAR(true, false),
  /** As {@link #CURVES}, of demand as it is even where logarithms would do. */
  CURVES_LINEAR(true, true),
  /** Exponential smoothing with the seasons of a day and a week. */
  SMOOTHING(true, false),
  /** Boosted trees, shared by all series. */
  TREES(false, false);

  final boolean linear;
  final boolean curves;

  MemberKind(boolean linear, boolean curves) {
    this.linear = linear;
    this.curves = curves;
  }

  /** Returns whether it has equations of its own for each series. */
  boolean isRegression() {
    return this != SMOOTHING && this != TREES;
  }
}
