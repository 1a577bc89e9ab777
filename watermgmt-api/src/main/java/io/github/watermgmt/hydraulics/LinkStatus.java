// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.hydraulics;

/** Whether a link lets water through. */
public enum LinkStatus {
  /** Fully open; a valve does not control. */
  OPEN,
  /** Shut. */
  CLOSED,
  /** A valve controls by its setting, a pump runs at its speed. */
  ACTIVE
}
