// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

/** What the stamp of an interval value marks in an input; inside it is always the start. */
public enum Stamp {
  /** The start of the interval. */
  START,
  /** The end of the interval; shifted by one step on entry. */
  END
}
