// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

/** Why an optimizer stopped without proof. */
public enum StopReason {
  /** The time allowed had passed. */
  TIME_LIMIT,
  /** The caller cancelled. */
  CANCELLED,
  /** Numbers got in the way: what was found did not pass verification. */
  NUMERICAL,
  /** The problem needs more memory than there is. */
  MEMORY
}
