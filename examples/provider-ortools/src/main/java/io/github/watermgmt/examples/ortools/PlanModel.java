// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import com.google.ortools.linearsolver.MPSolver.ResultStatus;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.Optional;

/**
 * The time-expanded problem as a program of an engine, in native memory until {@link #close}.
 *
 * <p>Thread-safety: confined to one thread, but for {@link #interrupt}.
 */
final class PlanModel implements AutoCloseable {
  private static final double SMALLEST_UNIT = 1e-12;

  /** What is kept of the time for handing over: a twentieth, and not more than this. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final int SHARE = 20;

  private final RunContext run;
  private final Program program;
  private final Grid grid;
  private final Bounds bounds;
  private final PlanReader reader;
  private final boolean oneWayAtATime;
  private boolean timeIsUp;

  /**
   * Builds the model.
   *
   * @param toll added to the cost of two-way links with losses, currency per m³; see {@link
   *     OrToolsOptimizer}
   * @throws io.github.watermgmt.error.CancelledException if the run was cancelled meanwhile
   * @throws io.github.watermgmt.error.DeadlineExceededException if its deadline passed
   */
  PlanModel(Problem problem, Engine engine, double toll, RunContext run) {
    this.run = run;
    this.program = engine.create();
    try {
      double unit = Math.max(SMALLEST_UNIT, Costs.greatest(problem) * problem.stepHours());
      this.grid = new Grid(problem, program, unit, run);
      this.oneWayAtATime = engine.isMixed() && Costs.mayPayToLose(problem);
      new NodeColumns(grid).add();
      new LinkColumns(grid, toll, oneWayAtATime).add();
      this.bounds = new Bounds(grid);
      this.reader = new PlanReader(grid);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns what bounds its columns and rows. */
  Bounds bounds() {
    return bounds;
  }

  /** Returns whether two-way links with losses are held to one direction in each step. */
  boolean isOneWayAtATime() {
    return oneWayAtATime;
  }

  /** Takes the costs away: then every plan that keeps the limits is a solution. */
  void forgetCosts() {
    program.forgetCosts();
  }

  /**
   * Solves, for most of the time that is left: the rest is for handing over what was found by then.
   */
  ResultStatus solve() {
    long begun = System.nanoTime();
    Optional<Duration> limit = run.remaining().map(PlanModel::mostOf);
    ResultStatus status = program.solve(limit);
    long taken = System.nanoTime() - begun;
    // Engines end a little early where they expect the next step to take too long.
    timeIsUp =
        (status == ResultStatus.FEASIBLE || status == ResultStatus.NOT_SOLVED)
            && limit.isPresent()
            && taken >= limit.get().toNanos() / 2;
    return status;
  }

  private static Duration mostOf(Duration left) {
    Duration share = left.dividedBy(SHARE);
    return left.minus(share.compareTo(MARGIN) < 0 ? share : MARGIN);
  }

  /** Returns whether the last solve ended because its time was up. */
  boolean timeIsUp() {
    return timeIsUp;
  }

  /** Asks a solve that is going on to end; some engines listen. May be called by any thread. */
  void interrupt() {
    program.interrupt();
  }

  /** Returns the plan of the last solution. */
  Plan plan() {
    return reader.plan();
  }

  /** Returns a two-way link that carries water both ways in one step just to lose it, if any. */
  Optional<String> toAndFro() {
    return reader.toAndFro();
  }

  /** Returns the prices of the last solution. */
  MarginalPrices prices() {
    return reader.prices();
  }

  /** Returns what every plan costs at least, as far as the last solve knows; else NaN. */
  double bound() {
    return grid.bound();
  }

  /** Returns the number of rows. */
  int rows() {
    return program.rows();
  }

  /** Returns the number of columns. */
  int columns() {
    return program.columns();
  }

  /** Returns the number of coefficients that are set. */
  long nonZeros() {
    return grid.entries();
  }

  /** Gives the native memory back. */
  @Override
  public void close() {
    program.close();
  }
}
