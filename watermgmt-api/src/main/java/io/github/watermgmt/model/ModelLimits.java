// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

/**
 * How much a model file may hold before it is refused on reading.
 *
 * <p>Thread-safety: immutable.
 *
 * @param maxBytes the greatest length of the whole file in bytes, at least 1
 * @param maxEntries the greatest number of entries, at least 1
 */
public record ModelLimits(long maxBytes, int maxEntries) {

  /** Refuses limits that nothing could meet. */
  public ModelLimits {
    if (maxBytes < 1 || maxEntries < 1) {
      throw new IllegalArgumentException(
          "maxBytes (" + maxBytes + ") and maxEntries (" + maxEntries + ") must be at least 1");
    }
  }

  /** Returns the usual limits: 1 GiB and 10,000 entries. */
  public static ModelLimits standard() {
    return new ModelLimits(1L << 30, 10_000);
  }
}
