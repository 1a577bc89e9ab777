// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import com.google.ortools.linearsolver.MPSolver.ResultStatus;
import com.google.ortools.modelbuilder.ModelBuilderHelper;
import com.google.ortools.modelbuilder.ModelSolverHelper;
import com.google.ortools.modelbuilder.SolveStatus;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A program behind the model builder, the only door to HiGHS: {@code
 * MPSolver.createSolver("HIGHS")} gives another engine. Of HiGHS this door tells neither the bound
 * (it says the cost again) nor prices (it says the sums of the rows), nor a solution when time is
 * up, though HiGHS has all of them. So the bound is what "optimal" means, and a program with whole
 * numbers is solved for one gap after the other, each time from the beginning, so that there is a
 * solution to fall back on.
 */
final class BuilderProgram implements Program {
  private static final double SHORTEST = 1e-3;

  private final ModelBuilderHelper model = new ModelBuilderHelper();
  private final ModelSolverHelper solver;
  private final String text;
  private final double[] gaps;
  private final Object lock = new Object();
  private double[] values = {};
  private double bound = Double.NaN;
  private boolean whole;
  private boolean closed;

  /**
   * Creates a program without columns or rows.
   *
   * @param name of the engine, as OR-Tools calls it
   * @param text the engine's own parameters
   * @param gaps how far an optimal solution may be above the bound, relative to its cost, from wide
   *     to narrow
   * @throws IllegalStateException if this build of OR-Tools has it not
   */
  BuilderProgram(String name, String text, double... gaps) {
    this.solver = new ModelSolverHelper(name);
    this.text = text;
    this.gaps = gaps;
    if (!solver.solverIsSupported()) {
      close();
      throw new IllegalStateException(name + " is not in this build of OR-Tools");
    }
  }

  @Override
  public int column(double cost, boolean isWhole) {
    int column = model.addVar();
    model.setVarLowerBound(column, 0);
    model.setVarUpperBound(column, Double.POSITIVE_INFINITY);
    model.setVarObjectiveCoefficient(column, cost);
    model.setVarIntegrality(column, isWhole);
    whole |= isWhole;
    return column;
  }

  @Override
  public int row(double low, double high) {
    int row = model.addLinearConstraint();
    boundRow(row, low, high);
    return row;
  }

  @Override
  public void entry(int row, int column, double value) {
    model.addConstraintTerm(row, column, value);
  }

  @Override
  public void boundColumn(int column, double low, double high) {
    model.setVarLowerBound(column, low);
    model.setVarUpperBound(column, high);
  }

  @Override
  public void boundRow(int row, double low, double high) {
    model.setConstraintLowerBound(row, low);
    model.setConstraintUpperBound(row, high);
  }

  @Override
  public void forgetCosts() {
    model.clearObjective();
  }

  @Override
  public ResultStatus solve(Optional<Duration> limit) {
    long end = System.nanoTime() + limit.map(Duration::toNanos).orElse(0L);
    bound = Double.NaN;
    values = new double[0];
    ResultStatus status = ResultStatus.NOT_SOLVED;
    for (int k = whole ? 0 : gaps.length - 1; k < gaps.length; k++) {
      double left = limit.isEmpty() ? Double.POSITIVE_INFINITY : (end - System.nanoTime()) / 1e9;
      status = left <= 0 ? ResultStatus.NOT_SOLVED : solve(gaps[k], left);
      if (status != ResultStatus.OPTIMAL) {
        break;
      }
    }
    return status == ResultStatus.NOT_SOLVED && values.length > 0 ? ResultStatus.FEASIBLE : status;
  }

  private ResultStatus solve(double gap, double seconds) {
    solver.setSolverSpecificParameters(text + ",mip_rel_gap=" + gap);
    if (seconds < Double.POSITIVE_INFINITY) {
      solver.setTimeLimitInSeconds(Math.max(SHORTEST, seconds));
    }
    solver.solve(model);
    if (solver.getStatus() == SolveStatus.OPTIMAL) {
      double cost = solver.getObjectiveValue();
      double least = whole ? cost - gap * Math.abs(cost) : cost;
      bound = Double.isNaN(bound) ? least : Math.max(bound, least);
      values = new double[columns()];
      Arrays.setAll(values, solver::getVariableValue);
    }
    return switch (solver.getStatus()) {
      case OPTIMAL -> ResultStatus.OPTIMAL;
      case INFEASIBLE -> ResultStatus.INFEASIBLE;
      case UNBOUNDED -> ResultStatus.UNBOUNDED;
      case MODEL_INVALID, INVALID_SOLVER_PARAMETERS -> ResultStatus.MODEL_INVALID;
      case ABNORMAL -> ResultStatus.ABNORMAL;
      default -> ResultStatus.NOT_SOLVED;
    };
  }

  @Override
  public double value(int column) {
    return Math.min(
        Math.max(values[column], model.getVarLowerBound(column)), model.getVarUpperBound(column));
  }

  @Override
  public double multiplier(int row) {
    return Double.NaN;
  }

  @Override
  public double bound() {
    return bound;
  }

  @Override
  public void interrupt() {
    synchronized (lock) {
      if (!closed) {
        solver.interruptSolve();
      }
    }
  }

  @Override
  public int rows() {
    return model.numConstraints();
  }

  @Override
  public int columns() {
    return model.numVariables();
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        solver.delete();
        model.delete();
      }
    }
  }
}
