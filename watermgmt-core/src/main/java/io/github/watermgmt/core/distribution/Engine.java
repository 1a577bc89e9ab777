// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

/** What solves a linear program of which no basis is known. */
enum Engine {
  /** The simplex method for a handful of rows, else the interior point. */
  AUTO,
  /** Interior point and crossover. */
  INTERIOR_POINT,
  /** The dual and the primal simplex method from the unit columns of the rows. */
  SIMPLEX;

  /**
   * Rows up to which the simplex method is the faster one: at 30 rows it takes about half the time
   * of the interior point, at 194 twice as long.
   */
  private static final int FEW_ROWS = 64;

  /** Returns which of the two it is. */
  Engine chosen(long rows) {
    return this != AUTO ? this : rows <= FEW_ROWS ? SIMPLEX : INTERIOR_POINT;
  }

  /** Returns what is chosen and why, in words. */
  String told(long rows) {
    String name =
        chosen(rows) == SIMPLEX ? "simplex from unit columns" : "interior point and crossover";
    String why =
        this != AUTO
            ? "as asked for"
            : rows + (rows <= FEW_ROWS ? " rows are few" : " rows are more than " + FEW_ROWS);
    return name + " (" + why + ")";
  }
}
