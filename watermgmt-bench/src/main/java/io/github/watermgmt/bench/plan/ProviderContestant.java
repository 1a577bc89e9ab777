// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * An optimizer that was found through the SPI.
 *
 * @param label the label of its rows
 * @param description what it is
 * @param optimizer the optimizer
 */
record ProviderContestant(String label, String description, DistributionOptimizer optimizer)
    implements Contestant {

  @Override
  public Answer answer(Instance instance, Duration limit, SolveMeter meter, RunContext run) {
    AtomicReference<Outcome> outcome = new AtomicReference<>();
    Solve given =
        meter.measure(
            instance.problem(),
            () -> {
              Outcome found = optimizer.optimize(instance.problem(), run.withDeadline(limit));
              outcome.set(found);
              return found;
            });
    if (instance.changed().isEmpty()
        || !(outcome.get() instanceof Outcome.Solved solved)
        || given.status() != Status.SOLVED) {
      return new Answer(given, Optional.empty());
    }
    Problem changed = instance.changed().get();
    Solve warm =
        meter.measure(
            changed, () -> optimizer.reoptimize(changed, solved, run.withDeadline(limit)));
    Solve cold = meter.measure(changed, () -> optimizer.optimize(changed, run.withDeadline(limit)));
    return new Answer(given, Optional.of(new Answer.Again(warm, cold)));
  }
}
