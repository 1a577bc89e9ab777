// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * How trees are grown.
 *
 * @param trees how many
 * @param leaves most leaves of a tree
 * @param rate share of what a tree has learnt that counts
 * @param rows most rows that are learnt from, for each group of leads
 */
record TreeSettings(int trees, int leaves, double rate, int rows) {
  /** Returns half as many trees, each of which counts twice: nearly as good for half the time. */
  TreeSettings coarser() {
    return new TreeSettings((trees + 1) / 2, leaves, Math.min(1, 2 * rate), rows);
  }

  /** Share of the inputs that a tree may ask for. */
  static final double INPUT_SHARE = 0.5;

  /** Share of the rows that a tree is grown on. */
  static final double ROW_SHARE = 0.4;
}
