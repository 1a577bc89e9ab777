// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

/** Where a session stands. */
public enum Phase {
  /** Too little has been seen to judge. */
  WARMING_UP,
  /** All is as expected. */
  NORMAL,
  /** Something is building up. */
  SUSPICIOUS,
  /** An anomaly is reported. */
  ANOMALOUS
}
