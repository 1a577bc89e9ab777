// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * How a third party plugs a solver into watermgmt: solvers of Google OR-Tools as the optimizers
 * {@code ortools-glop}, {@code ortools-clp}, {@code ortools-pdlp} and {@code ortools-scip}. The
 * project's README walks through it.
 */
package io.github.watermgmt.examples.ortools;
