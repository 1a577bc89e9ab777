// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import com.google.ortools.linearsolver.MPSolver.ResultStatus;
import java.time.Duration;
import java.util.Optional;

/**
 * A program in native memory, to be minimised: columns with bounds, rows with bounds, both counted
 * from 0. What one door of OR-Tools or another makes of it is for the implementations.
 *
 * <p>Thread-safety: confined to one thread, but for {@link #interrupt}.
 */
interface Program extends AutoCloseable {

  /**
   * Adds a column that may be anything from 0 on.
   *
   * @param cost of one unit
   * @param whole whether it must be a whole number; an engine that cannot hold it to that ignores
   *     it
   * @return which one it is
   */
  int column(double cost, boolean whole);

  /** Adds a row and returns which one it is. */
  int row(double low, double high);

  /** Sets what one unit of a column counts in a row. */
  void entry(int row, int column, double value);

  /** Sets the bounds of a column. */
  void boundColumn(int column, double low, double high);

  /** Sets the bounds of a row. */
  void boundRow(int row, double low, double high);

  /** Takes all costs away. */
  void forgetCosts();

  /** Solves, within a time if there is one. */
  ResultStatus solve(Optional<Duration> limit);

  /** Returns the value of a column, cut to its bounds. */
  double value(int column);

  /** Returns what one more unit that a row asks for costs. */
  double multiplier(int row);

  /** Returns what every solution costs at least, as far as the last solve knows; else NaN. */
  double bound();

  /** Asks a solve that is going on to end; some engines listen. May be called by any thread. */
  void interrupt();

  /** Returns the number of rows. */
  int rows();

  /** Returns the number of columns. */
  int columns();

  /** Gives the native memory back; once. */
  @Override
  void close();
}
