// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import java.util.Arrays;

/**
 * What a solver says of a {@link LinearModel}; to be verified.
 *
 * @param status what it claims
 * @param state the same in the solver's own words
 * @param x by column; of no use unless optimal
 * @param multipliers prices by row; of no use unless optimal
 */
record LpSolution(Status status, String state, double[] x, double[] multipliers) {

  /** What a solver claims. */
  enum Status {
    OPTIMAL,
    INFEASIBLE,
    /** Neither: it was stopped, or rounding was in the way. */
    UNPROVED
  }

  boolean isOptimal() {
    return status == Status.OPTIMAL;
  }

  /** Returns whether all prices are numbers. */
  boolean hasPrices() {
    return Arrays.stream(multipliers).allMatch(Double::isFinite);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LpSolution other
        && status == other.status
        && state.equals(other.state)
        && Arrays.equals(x, other.x)
        && Arrays.equals(multipliers, other.multipliers);
  }

  @Override
  public int hashCode() {
    return 31 * status.hashCode() + Arrays.hashCode(x);
  }

  @Override
  public String toString() {
    return state;
  }
}
