// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPSolverParameters.DoubleParam;

/**
 * A solver within OR-Tools. Nothing here touches native code but {@link #create}.
 *
 * <p>Thread-safety: an immutable enum.
 */
enum Engine {
  /** Google's revised simplex. */
  GLOP("GLOP, a revised simplex", ""),
  /** COIN-OR's simplex. */
  CLP("CLP, a dual and primal simplex", ""),
  /** A first-order method: its answer is as exact as asked for, and no more. */
  PDLP(
      "PDLP, a primal-dual hybrid gradient method",
      "num_threads: 1 termination_criteria { simple_optimality_criteria"
          + " { eps_optimal_absolute: 1e-11 eps_optimal_relative: 1e-11 } }"),
  /** Branch and bound: plans pumps in whole units, and knows no prices. */
  SCIP("SCIP, branch and bound", "numerics/feastol = 1e-09\n"),
  /** The same, of which OR-Tools tells a plan and a bound only when a gap is reached. */
  HIGHS(
      "HiGHS, branch and bound",
      "output_flag=false,threads=1,mip_abs_gap=0,mip_feasibility_tolerance=1e-9,"
          + "primal_feasibility_tolerance=1e-9,dual_feasibility_tolerance=1e-9");

  private static final double TOLERANCE = 1e-9;

  /** How far the cost of a best plan may be above the bound, relative to it. */
  private static final double GAP = 1e-4;

  private final String method;
  private final String text;

  Engine(String method, String text) {
    this.method = method;
    this.text = text;
  }

  /** Returns what it is, in a few words. */
  String method() {
    return method;
  }

  /** Returns whether it can hold columns to whole numbers; such an engine gives no prices. */
  boolean isMixed() {
    return this == SCIP || this == HIGHS;
  }

  /** Returns whether it tells a bound before it has ended. */
  boolean tellsBound() {
    return this == SCIP;
  }

  /** Parameters: a plan is to be feasible to 1e-6, so the solver must aim higher. */
  private MPSolverParameters parameters() {
    MPSolverParameters parameters = new MPSolverParameters();
    if (isMixed()) {
      parameters.setDoubleParam(DoubleParam.RELATIVE_MIP_GAP, GAP);
    } else if (this != PDLP) {
      parameters.setDoubleParam(DoubleParam.PRIMAL_TOLERANCE, TOLERANCE);
      parameters.setDoubleParam(DoubleParam.DUAL_TOLERANCE, TOLERANCE);
    }
    return parameters;
  }

  /** Returns a program without columns or rows. */
  Program create() {
    return this == HIGHS
        ? new BuilderProgram("highs", text, 100 * GAP, 10 * GAP, GAP)
        : new SolverProgram(name(), text, parameters());
  }
}
