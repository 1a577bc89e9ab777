// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/** What a combination can be made of. */
enum MemberKind {
  /** A ridge regression for each hour. */
  HOURS(false),
  /** A ridge regression for each principal curve of the day; of models in older files only. */
  CURVES(true),
  /** Exponential smoothing with the seasons of a day and a week. */
  SMOOTHING(false),
  /** Boosted trees, shared by all series. */
  TREES(false),
  /** A ridge regression for each principal curve of the day, around a {@link RecentBase}. */
  RECENT_CURVES(true);

  final boolean curves;

  MemberKind(boolean curves) {
    this.curves = curves;
  }

  /** Returns whether it has equations of its own for each series. */
  boolean isRegression() {
    return this != SMOOTHING && this != TREES;
  }
}
