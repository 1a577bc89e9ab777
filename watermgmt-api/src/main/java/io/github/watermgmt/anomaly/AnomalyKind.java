// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

/** What an anomaly looks like. */
public enum AnomalyKind {
  /** Water is lost without pause. */
  LEAK,
  /** A sudden, large loss. */
  BURST,
  /** More is used than expected. */
  EXCESS_USE,
  /** Less is used than expected. */
  LOW_USE,
  /** The sensor, not the water. */
  SENSOR_FAULT,
  /** None of these. */
  UNKNOWN
}
