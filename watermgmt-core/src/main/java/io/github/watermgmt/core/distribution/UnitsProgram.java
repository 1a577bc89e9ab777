// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.internal.lp.SparseProgram;

/**
 * A linear program with stations in it, whose units are not modelled: of a whole problem or of some
 * steps of it. Thread-safety: immutable.
 *
 * @param program rows are first the balances, node by node with all steps of each, in m³
 * @param balances number of these rows
 * @param steps steps
 * @param hours length of a step
 * @param stations the stations, by columns of the program
 */
record UnitsProgram(
    SparseProgram program, int balances, int steps, double hours, Stations stations) {

  static UnitsProgram of(LinearModel model, Stations stations, double hours) {
    return new UnitsProgram(model.program(), model.balances(), model.steps(), hours, stations);
  }
}
