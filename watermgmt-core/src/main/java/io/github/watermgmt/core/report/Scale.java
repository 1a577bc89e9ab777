// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

/** An axis of values: where a value lies, and the ticks with their labels. */
sealed interface Scale permits ValueScale, LogScale {
  /** Number of ticks. */
  int count();

  double tick(int i);

  String label(int i);

  /** Where a value lies: 0 at the low end, 1 at the high end. */
  double share(double value);

  /** The value at a share: the inverse of {@link #share}. */
  double at(double share);
}
