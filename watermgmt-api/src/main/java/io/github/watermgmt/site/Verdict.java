// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

/**
 * What came of an alert.
 *
 * <p>Thread-safety: an immutable enum.
 */
public enum Verdict {
  /** There was what the alert said. */
  CONFIRMED,
  /** There was nothing. */
  FALSE_ALARM,
  /** It could not be found out. */
  UNKNOWN
}
