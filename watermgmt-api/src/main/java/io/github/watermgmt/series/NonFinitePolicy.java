// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

/** What happens to values that are not finite numbers. */
public enum NonFinitePolicy {
  /** NaN is missing and counted; infinite values are refused. */
  MISSING_NAN,
  /** NaN and infinite values are refused. */
  REFUSE,
  /** NaN and infinite values are missing and counted. */
  MISSING_ALL
}
