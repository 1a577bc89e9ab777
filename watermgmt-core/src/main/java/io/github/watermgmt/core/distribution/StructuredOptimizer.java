// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.distribution.WarmStart;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Solves by {@link StructuredSolver}. Thread-safety: immutable. */
record StructuredOptimizer(Options options) implements DistributionOptimizer {
  private static final String UNITS = "branch and bound in windows on the interior point's vertex";
  private static final String WARM = "simplex (from the basis of the plan before)";

  @Override
  public String name() {
    return StructuredProvider.NAME;
  }

  @Override
  public Set<Capability> capabilities() {
    return StructuredProvider.CAPABILITIES;
  }

  @Override
  public Outcome optimize(Problem problem, RunContext run) {
    return plan(problem, run, null);
  }

  @Override
  public Outcome reoptimize(Problem changed, Outcome.Solved previous, RunContext run) {
    WarmStart start = previous.warmStart().orElse(null);
    return plan(changed, run, start instanceof KeptBasis kept ? kept : null);
  }

  private Outcome plan(Problem problem, RunContext run, @Nullable KeptBasis kept) {
    long start = System.nanoTime();
    ModelSize size = ModelSize.of(problem);
    boolean units = UnitsPlanning.isFor(problem);
    KeptBasis from = kept != null && !units && kept.fits(problem, size) ? kept : null;
    Engine cold = options.get(StructuredProvider.COLD_START);
    String engine = units ? UNITS : from != null ? WARM : cold.told(size.rows());
    Journal journal = new Journal(StructuredProvider.NAME, size, engine, start);
    if (kept != null && from == null) {
      journal.note("cold start: the plan before is of another shape");
    }
    try {
      if (units) {
        UnitsPlanning planning = new UnitsPlanning(StructuredProvider.NAME, problem, run, journal);
        return planning
            .refusal(size.unitsBytes(), size.fitsUnits(Runtime.getRuntime().maxMemory()))
            .orElseGet(planning::solve);
      }
      LinearPlanning planning = new LinearPlanning(StructuredProvider.NAME, problem, run, journal);
      long heap = Runtime.getRuntime().maxMemory();
      TimeLimit limit = new TimeLimit(run, size.columns());
      return planning
          .refusal(size.structuredBytes(), size.fitsStructured(heap))
          .orElseGet(
              () ->
                  solve(
                      planning, new StructuredSolver(from, cold, limit::isReached, limit::isOver)));
    } catch (OutOfMemoryError e) {
      // All that used the memory is gone with the model.
      return Verification.stopped(
          StopReason.MEMORY, journal.report("the heap was used up: " + e.getMessage()));
    }
  }

  private static Outcome solve(LinearPlanning planning, StructuredSolver solver) {
    Outcome outcome = planning.solve(solver);
    KeptBasis basis = solver.first();
    return outcome instanceof Outcome.Solved solved && basis != null
        ? solved.withWarmStart(basis)
        : outcome;
  }
}
