// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

/** What can be done with an alert; see {@link AlertTransitions}. */
public enum AlertAction {
  /** Takes it up. */
  ACKNOWLEDGE,
  /** Finds it real. */
  CONFIRM,
  /** Finds it false. */
  DISMISS,
  /** Remedies its cause. */
  REPAIR,
  /** Ends the work, with or without a verdict. */
  CLOSE,
  /** Takes it up anew, such as when a leak is still there after the repair. */
  REOPEN
}
