// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.ortools.Loader;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolver.ResultStatus;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.modelbuilder.ModelBuilderHelper;
import com.google.ortools.modelbuilder.ModelSolverHelper;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Why some engines of OR-Tools are no providers here, and HiGHS is used as it is. What fails here
 * is good news: then README can promise more.
 */
class LimitsOfOrToolsTest {

  @BeforeAll
  static void load() {
    Loader.loadNativeLibraries();
  }

  /** 7.3 m³ are wanted; a m³ costs 0.1, one that is missing 10, a running pump 0.3. */
  private static double[] costAndBound(String engine) {
    try (Program program = new SolverProgram(engine, "", new MPSolverParameters())) {
      int supply = program.column(0.1, false);
      int missing = program.column(10, false);
      int on = program.column(0.3, true);
      program.boundColumn(supply, 0, 50);
      program.boundColumn(missing, 0, 7.3);
      program.boundColumn(on, 0, 3);
      int balance = program.row(7.3, 7.3);
      program.entry(balance, supply, 1);
      program.entry(balance, missing, 1);
      int most = program.row(-Grid.INFINITE, 0);
      program.entry(most, supply, 1);
      program.entry(most, on, -15.5);
      assertThat(program.solve(Optional.empty())).isEqualTo(ResultStatus.OPTIMAL);
      double cost = 0.1 * program.value(supply);
      return new double[] {
        cost + 10 * program.value(missing) + 0.3 * program.value(on), program.bound()
      };
    }
  }

  @Test
  void cpSatCountsWaterInWholeUnitsAndCallsThatABound() {
    assertThat(costAndBound("SCIP")).containsExactly(new double[] {1.03, 1.03}, within(1e-6));
    assertThat(costAndBound("SAT")[1]).isGreaterThan(3);
  }

  @Test
  void theDoorOfTheOthersGivesAnotherEngineForHighs() {
    MPSolver solver = MPSolver.createSolver("HIGHS");
    assertThat(solver.solverVersion()).contains("PDLP");
    solver.delete();
  }

  /** Least 2x + 3y with x + y at least 4 and x at most 3: one more costs 3. */
  @Test
  void theDoorOfHighsSaysSumsOfRowsForPrices() {
    ModelBuilderHelper model = new ModelBuilderHelper();
    int x = model.addVar();
    int y = model.addVar();
    model.setVarLowerBound(x, 0);
    model.setVarUpperBound(x, 3);
    model.setVarObjectiveCoefficient(x, 2);
    model.setVarLowerBound(y, 0);
    model.setVarObjectiveCoefficient(y, 3);
    int row = model.addLinearConstraint();
    model.setConstraintLowerBound(row, 4);
    model.setConstraintUpperBound(row, Grid.INFINITE);
    model.addConstraintTerm(row, x, 1);
    model.addConstraintTerm(row, y, 1);
    ModelSolverHelper highs = new ModelSolverHelper("highs");
    highs.setSolverSpecificParameters("output_flag=false");
    highs.solve(model);
    assertThat(highs.getObjectiveValue()).isCloseTo(9, within(1e-9));
    assertThat(highs.getDualValue(row)).as("not 3").isCloseTo(4, within(1e-9));
    highs.delete();
    model.delete();
  }

  /** With a gap of half the cost allowed, a bound cannot be known to be the cost. */
  @Test
  void theDoorOfHighsSaysTheCostForTheBound() {
    ModelBuilderHelper model = new ModelBuilderHelper();
    int row = model.addLinearConstraint();
    model.setConstraintLowerBound(row, 1000.5);
    model.setConstraintUpperBound(row, Grid.INFINITE);
    for (int k = 0; k < 30; k++) {
      int column = model.addVar();
      model.setVarLowerBound(column, 0);
      model.setVarUpperBound(column, 3);
      model.setVarIntegrality(column, true);
      model.setVarObjectiveCoefficient(column, 7 + (k * 37 % 11));
      model.addConstraintTerm(row, column, 11 + (k * 53 % 17));
    }
    double[] costs = new double[2];
    for (int k = 0; k < 2; k++) {
      ModelSolverHelper highs = new ModelSolverHelper("highs");
      highs.setSolverSpecificParameters(
          "output_flag=false,presolve=off,mip_rel_gap=" + (k == 0 ? 0.5 : 0));
      highs.solve(model);
      costs[k] = highs.getObjectiveValue();
      assertThat(highs.getBestObjectiveBound()).isEqualTo(costs[k]);
      highs.delete();
    }
    model.delete();
    assertThat(costs[0]).as("said as bound, but not one").isGreaterThan(costs[1]);
  }
}
