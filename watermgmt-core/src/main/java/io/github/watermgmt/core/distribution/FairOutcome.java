// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Outcome;

/**
 * What came of {@link FairSharing}: {@link FairShares}, or why there are none.
 *
 * <p>Thread-safety: all implementations are immutable values.
 */
public sealed interface FairOutcome permits FairShares, FairOutcome.None {

  /**
   * No fair plan was found.
   *
   * @param outcome why: {@link Outcome.Infeasible} with its conflict, {@link Outcome.Unsupported},
   *     or {@link Outcome.Stopped}, of which the best plan, if any, has the least weighted
   *     shortfall but is not fair; never {@link Outcome.Solved}
   */
  record None(Outcome outcome) implements FairOutcome {

    /** Refuses a solved outcome. */
    public None {
      if (outcome instanceof Outcome.Solved) {
        throw new IllegalArgumentException("outcome (solved), must say why there are no shares");
      }
    }
  }
}
