// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import java.util.Locale;

/** What came of an instance. All but the last are results. */
enum Status {
  /** There is a plan, and nobody can find one that is cheaper than its bound. */
  SOLVED,
  /** The search ended without proof, perhaps with a plan. */
  STOPPED,
  /** There is no plan. */
  INFEASIBLE,
  /** The optimizer does not solve problems of this kind. */
  UNSUPPORTED,
  /** The optimizer threw, or its plan breaks the rules. */
  FAILED;

  /** Returns the word that stands in tables. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
