// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

/** Kind of a day that differs from others of its day of the week. */
public enum HolidayKind {
  /** Public holiday: offices and schools are closed. */
  PUBLIC,
  /** Working day between a holiday and a weekend, taken off by many. */
  BRIDGE,
  /** Day of the school holidays. */
  SCHOOL
}
