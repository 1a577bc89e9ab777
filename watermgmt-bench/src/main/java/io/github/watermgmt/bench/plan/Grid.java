// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Everybody solves every instance, in every round: instance by instance, all contestants in turn (A
 * B A B), so that what disturbs the machine for a while disturbs all of them.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param contestants who takes part
 * @param instances what is solved
 * @param rounds how often, at least 1
 * @param limit time for each solve
 */
record Grid(List<Contestant> contestants, List<Instance> instances, int rounds, Duration limit) {

  /**
   * What was done.
   *
   * @param entries one per instance and contestant that was answered at least once
   * @param answers how many answers there are
   * @param wanted how many there should be
   */
  record Done(List<Entry> entries, int answers, int wanted) {

    /** Returns whether something is missing. */
    boolean isPartial() {
      return answers < wanted;
    }
  }

  /** Runs the grid; when the run is cancelled, what is done by then counts. */
  Done run(RunContext run, SolveMeter meter) {
    int width = contestants.size();
    int perRound = width * instances.size();
    int wanted = perRound * rounds;
    AtomicReferenceArray<Answer> answers = new AtomicReferenceArray<>(wanted);
    AtomicInteger done = new AtomicInteger();
    RunContext own = RunContext.standard().withSeed(run.seed());
    // The line of progress is the grid's: what a solver tells of itself would only disturb it.
    RunContext alone = run.cancellation().map(own::withCancellation).orElse(own);
    try {
      run.forEach(
          wanted,
          i -> {
            Instance instance = instances.get(i % perRound / width);
            Contestant contestant = contestants.get(i % width);
            run.progress(contestant.label() + " on " + instance.stem(), done.get(), wanted);
            Answer answer = contestant.answer(instance, limit, meter, alone);
            run.checkpoint("plan"); // an answer that was cut short is none
            answers.set(i, answer);
            done.incrementAndGet();
          });
    } catch (CancelledException e) {
      // what is done is kept
    }
    List<Entry> entries = new ArrayList<>();
    for (int cell = 0; cell < perRound; cell++) {
      List<Answer> rounded = new ArrayList<>();
      for (int i = cell; i < wanted; i += perRound) {
        Answer answer = answers.get(i);
        if (answer != null) {
          rounded.add(answer);
        }
      }
      if (!rounded.isEmpty()) {
        entries.add(
            Entry.of(contestants.get(cell % width).label(), instances.get(cell / width), rounded));
      }
    }
    return new Done(entries, done.get(), wanted);
  }
}
