// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Optional;
import java.util.Set;

/**
 * Solves the linear program with ojAlgo. At its time limit ojAlgo returns a plausible value without
 * a proof, so only the state counts, and even then the plan is verified. Each solve runs on a
 * thread of its own, see {@link OwnThread}. Thread-safety: immutable.
 */
record OjAlgoOptimizer(Options options) implements DistributionOptimizer {
  @Override
  public String name() {
    return "ojalgo";
  }

  @Override
  public Set<Capability> capabilities() {
    return OjAlgoProvider.CAPABILITIES;
  }

  @Override
  public Outcome optimize(Problem problem, RunContext run) {
    long start = System.nanoTime();
    ModelSize size = ModelSize.of(problem);
    boolean sparse = size.rows() >= options.get(OjAlgoProvider.SPARSE_FROM);
    Journal journal =
        new Journal("ojalgo", size, sparse ? "sparse simplex" : "dense simplex", start);
    try {
      Optional<Outcome> outcome =
          OwnThread.call(run, () -> outcome(problem, size, sparse, journal, run));
      if (run.isCancelled()) {
        return Verification.stopped(StopReason.CANCELLED, journal.report());
      }
      return outcome.orElseGet(
          () ->
              Verification.stopped(
                  run.stopRequested() ? StopReason.TIME_LIMIT : StopReason.CANCELLED,
                  journal.report("the solver was interrupted")));
    } catch (OutOfMemoryError e) {
      // All that used the memory is gone with the model.
      return Verification.stopped(
          StopReason.MEMORY, journal.report("the heap was used up: " + e.getMessage()));
    }
  }

  private static Outcome outcome(
      Problem problem, ModelSize size, boolean sparse, Journal journal, RunContext run) {
    LinearPlanning planning = new LinearPlanning("ojalgo", problem, run, journal);
    boolean fits = size.fits(sparse, Runtime.getRuntime().maxMemory());
    return planning
        .refusal(size.bytes(sparse), fits)
        .orElseGet(() -> planning.solve(model -> OjAlgoSolver.solve(model, sparse)));
  }
}
