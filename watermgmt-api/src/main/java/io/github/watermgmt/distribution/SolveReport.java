// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import java.util.List;

/**
 * How a problem was solved. Times are not part of what is reproducible.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param optimizer the provider
 * @param engine what it chose, such as {@code sparse dual simplex}
 * @param rows rows of the model
 * @param columns columns of the model
 * @param nonZeros non-zero coefficients of the model
 * @param buildNanos time to build the model
 * @param solveNanos time to solve it, verification included
 * @param notes what else is worth knowing
 */
public record SolveReport(
    String optimizer,
    String engine,
    int rows,
    int columns,
    long nonZeros,
    long buildNanos,
    long solveNanos,
    List<String> notes) {

  /** Copies the notes. */
  public SolveReport {
    notes = List.copyOf(notes);
  }
}
