// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import java.util.Arrays;

/**
 * What a solver says of a {@link LinearModel}; to be verified.
 *
 * @param status what it claims
 * @param state the same in the solver's own words
 * @param x by column; where it was stopped, the point that it had come to; else of no use, and
 *     empty, unless optimal
 * @param multipliers prices by row; likewise
 */
record LpSolution(Status status, String state, double[] x, double[] multipliers) {

  /** What a solver claims. */
  enum Status {
    OPTIMAL,
    INFEASIBLE,
    /** It was told to stop. */
    STOPPED,
    /** None of these: rounding was in the way. */
    UNPROVED
  }

  /** A solution without a point. */
  static LpSolution without(Status status, String state) {
    return new LpSolution(status, state, new double[0], new double[0]);
  }

  boolean hasPoint() {
    return x.length > 0;
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
