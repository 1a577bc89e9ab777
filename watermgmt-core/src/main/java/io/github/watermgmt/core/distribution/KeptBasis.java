// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.simplex.Basis;
import io.github.watermgmt.distribution.WarmStart;

/**
 * The basis of an optimum, to go on from.
 *
 * @param basis which columns are basic, and at which bound the others are
 * @param rows rows of the model
 * @param columns columns of the model, without slacks
 */
record KeptBasis(Basis basis, long rows, long columns) implements WarmStart {

  static KeptBasis of(Basis basis, LinearModel model) {
    return new KeptBasis(basis, model.rows(), model.columns());
  }

  /** Returns whether a model of this size may have this basis; a wrong one costs time only. */
  boolean fits(ModelSize size) {
    return size.rows() == rows && size.columns() == columns;
  }

  @Override
  public String toString() {
    return "a basis of " + rows + " rows";
  }
}
