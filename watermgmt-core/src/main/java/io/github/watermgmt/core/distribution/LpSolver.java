// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

/** Solves linear models. */
@FunctionalInterface
interface LpSolver {
  /** Solves; stops early where it was told to. */
  LpSolution solve(LinearModel model);
}
