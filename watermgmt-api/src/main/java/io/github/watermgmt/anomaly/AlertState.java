// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

/** Where an alert stands in the work of a control room; see {@link AlertTransitions}. */
public enum AlertState {
  /** Raised, and nobody has looked. */
  OPEN,
  /** Somebody looks into it. */
  ACKNOWLEDGED,
  /** It is real. */
  CONFIRMED,
  /** It was a false alarm. */
  DISMISSED,
  /** Its cause has been remedied. */
  REPAIRED,
  /** Nothing more will be done. */
  CLOSED
}
