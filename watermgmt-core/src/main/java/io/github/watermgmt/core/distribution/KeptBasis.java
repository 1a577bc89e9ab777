// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.simplex.Basis;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.WarmStart;

/**
 * The basis of an optimum, to go on from.
 *
 * @param basis which columns are basic, and at which bound the others are
 * @param balances rows of nodes
 * @param licences rows of licences, each with a slack
 * @param columns columns without slacks
 */
record KeptBasis(Basis basis, long balances, long licences, long columns) implements WarmStart {

  static KeptBasis of(Basis basis, LinearModel model) {
    long balances = model.balances();
    return new KeptBasis(basis, balances, model.rows() - balances, model.columns());
  }

  /**
   * Returns whether the model of a problem has a basis of this shape. Whether it is a good one does
   * not matter: a bad one costs time only.
   */
  boolean fits(Problem problem, ModelSize size) {
    long nodes = problem.network().nodes().size();
    return nodes * problem.steps() == balances
        && size.rows() == balances + licences
        && size.columns() == columns;
  }

  @Override
  public String toString() {
    return "a basis of " + (balances + licences) + " rows";
  }
}
