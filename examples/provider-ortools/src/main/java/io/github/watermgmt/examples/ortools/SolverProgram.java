// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolver.ResultStatus;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A program behind {@code MPSolver}, the door to most engines. */
final class SolverProgram implements Program {
  private final MPSolver solver;
  private final MPSolverParameters parameters;
  private final MPObjective objective;
  private final List<MPVariable> columns = new ArrayList<>();
  private final List<MPConstraint> rows = new ArrayList<>();
  private final Object lock = new Object();
  private boolean closed;

  /**
   * Creates a program without columns or rows.
   *
   * @param name of the engine, as OR-Tools calls it
   * @throws IllegalStateException if this build of OR-Tools has it not
   */
  SolverProgram(String name, String text, MPSolverParameters parameters) {
    this.solver = MPSolver.createSolver(name);
    if (solver == null) {
      throw new IllegalStateException(name + " is not in this build of OR-Tools");
    }
    solver.setSolverSpecificParametersAsString(text);
    this.parameters = parameters;
    this.objective = solver.objective();
  }

  @Override
  public int column(double cost, boolean whole) {
    MPVariable column = solver.makeVar(0, MPSolver.infinity(), whole, "");
    objective.setCoefficient(column, cost);
    columns.add(column);
    return columns.size() - 1;
  }

  @Override
  public int row(double low, double high) {
    rows.add(solver.makeConstraint(low, high, ""));
    return rows.size() - 1;
  }

  @Override
  public void entry(int row, int column, double value) {
    rows.get(row).setCoefficient(columns.get(column), value);
  }

  @Override
  public void boundColumn(int column, double low, double high) {
    columns.get(column).setBounds(low, high);
  }

  @Override
  public void boundRow(int row, double low, double high) {
    rows.get(row).setBounds(low, high);
  }

  @Override
  public void forgetCosts() {
    objective.clear();
  }

  @Override
  public ResultStatus solve(Optional<Duration> limit) {
    limit.ifPresent(time -> solver.setTimeLimit(Math.max(1, time.toMillis())));
    return solver.solve(parameters);
  }

  @Override
  public double value(int column) {
    MPVariable variable = columns.get(column);
    return Math.min(Math.max(variable.solutionValue(), variable.lb()), variable.ub());
  }

  @Override
  public double multiplier(int row) {
    return rows.get(row).dualValue();
  }

  @Override
  public double bound() {
    return objective.bestBound();
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
    return rows.size();
  }

  @Override
  public int columns() {
    return columns.size();
  }

  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        solver.delete();
      }
    }
  }
}
