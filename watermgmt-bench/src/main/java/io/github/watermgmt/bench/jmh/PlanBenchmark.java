// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.spi.RunContext;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long it takes to state a problem, to solve it, the building of the solver's model included,
 * and to check the plan, by the number of nodes, over 24 hours.
 */
public class PlanBenchmark extends OptimizerBenchmark {
  private static final int STEPS = 24;

  /** Number of nodes. */
  @Param({"6", "12", "24"})
  public int nodes = 6;

  private DistributionOptimizer optimizer;
  private Problem problem;
  private Plan plan;

  /** Creates the benchmark. */
  public PlanBenchmark() {}

  /** Invents the problem and solves it once. */
  @Setup
  public void solveOnce() {
    optimizer = optimizer();
    problem = Waterworks.problem(nodes, STEPS, 1);
    Outcome outcome = solve();
    if (!(outcome instanceof Outcome.Solved solved)) {
      throw new IllegalStateException("the problem has a plan: " + outcome);
    }
    plan = solved.plan();
  }

  /** States and checks the problem. */
  @Benchmark
  public Problem state() {
    return problem.toBuilder().build();
  }

  /** Solves the problem. */
  @Benchmark
  public Outcome solve() {
    return optimizer.optimize(problem, RunContext.standard());
  }

  /** Checks the plan. */
  @Benchmark
  public PlanCheck check() {
    return PlanCheck.of(problem, plan);
  }
}
