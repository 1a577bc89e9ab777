// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import java.util.Locale;

/**
 * A check that a {@link Cleaner} makes, in the order in which they are made.
 *
 * <p>Thread-safety: an immutable enum.
 */
public enum Check {
  /** The value lies outside what is possible. */
  RANGE,
  /** The value lies far from what is usual at this hour of the week. */
  SPIKE,
  /** The sensor has repeated itself too often. */
  STUCK;

  /** Returns the name as it stands in reports. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
