// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

/** What happens to several readings of one sensor at one instant. */
public enum DuplicatePolicy {
  /** The one added last counts. */
  KEEP_LAST,
  /** The one added first counts. */
  KEEP_FIRST,
  /** Their mean counts, missing ones left out. */
  MEAN,
  /** They are refused. */
  REFUSE
}
