// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.SolveReport;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps what a {@link SolveReport} says. Thread-safety: the solving thread writes, and the one that
 * waits for it may ask for a report.
 */
final class Journal {
  private final String optimizer;
  private final ModelSize size;
  private final String engine;
  private final long start;
  private final List<String> notes = new ArrayList<>();
  private volatile long built;

  Journal(String optimizer, ModelSize size, String engine, long start) {
    this.optimizer = optimizer;
    this.size = size;
    this.engine = engine;
    this.start = start;
    this.built = start;
  }

  /** Takes note that the model is built. */
  void built() {
    built = System.nanoTime();
  }

  /** Adds a note to every report from now on. */
  synchronized void note(String note) {
    notes.add(note);
  }

  /** Returns a report as of now. */
  synchronized SolveReport report(String... more) {
    List<String> all = new ArrayList<>(notes);
    all.addAll(List.of(more));
    return new SolveReport(
        optimizer,
        engine,
        (int) Math.min(Integer.MAX_VALUE, size.rows()),
        (int) Math.min(Integer.MAX_VALUE, size.columns()),
        size.nonZeros(),
        built - start,
        System.nanoTime() - built,
        all);
  }
}
