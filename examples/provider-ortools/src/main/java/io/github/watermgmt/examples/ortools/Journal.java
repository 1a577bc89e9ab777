// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import io.github.watermgmt.distribution.SolveReport;
import java.util.List;

/**
 * How far the work has come, for the report of the outcome.
 *
 * <p>Thread-safety: written by the working thread, read by any.
 */
final class Journal {
  private final String optimizer;
  private final Engine engine;
  private final long begun = System.nanoTime();
  private volatile Size size = new Size(0, 0, 0, begun);

  /** A model, and when it was there. */
  private record Size(int rows, int columns, long nonZeros, long built) {}

  Journal(String optimizer, Engine engine) {
    this.optimizer = optimizer;
    this.engine = engine;
  }

  /** Notes that the model is there. */
  void built(PlanModel model) {
    size = new Size(model.rows(), model.columns(), model.nonZeros(), System.nanoTime());
  }

  /** Returns the report as of now. */
  SolveReport report(String... notes) {
    Size now = size;
    return new SolveReport(
        optimizer,
        engine.method(),
        now.rows,
        now.columns,
        now.nonZeros,
        now.built - begun,
        System.nanoTime() - now.built,
        List.of(notes));
  }
}
