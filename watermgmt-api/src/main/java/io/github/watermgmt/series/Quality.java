// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

/** How far a value can be trusted. */
public enum Quality {
  /** As measured. */
  GOOD,
  /** Estimated by the source, such as a back-filled meter read. */
  ESTIMATED,
  /** Measured, and doubted by a check. */
  SUSPECT,
  /** Not there; the value is NaN. */
  MISSING
}
