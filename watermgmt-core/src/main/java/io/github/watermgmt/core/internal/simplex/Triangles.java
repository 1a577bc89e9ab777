// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.internal.simplex;

/**
 * What an elimination finds: {@code B = L U} up to the order of rows and columns, pivot by pivot.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class Triangles {
  final int[] pivotRow;
  final int[] pivotSlot;
  final double[] diagonal;
  final int[] lowerStart; // by pivot: rows that take a multiple of the pivot row
  final int[] upperStart; // by pivot: rows of earlier pivots in its column
  final Entries lower = new Entries();
  final Entries upper = new Entries();

  Triangles(int rows) {
    this.pivotRow = new int[rows];
    this.pivotSlot = new int[rows];
    this.diagonal = new double[rows];
    this.lowerStart = new int[rows + 1];
    this.upperStart = new int[rows + 1];
  }
}
