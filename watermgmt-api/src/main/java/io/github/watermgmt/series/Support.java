// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

/** What a value stands for in time. */
public enum Support {
  /** The mean over the interval that starts at the stamp. */
  INTERVAL_MEAN,
  /** The total over the interval that starts at the stamp. */
  INTERVAL_TOTAL,
  /** The value at the instant of the stamp. */
  INSTANT
}
