// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.SolutionReader.BothWays;
import java.util.BitSet;
import java.util.Optional;
import java.util.function.Function;

/**
 * Looks among the solutions of least cost for one that sends no water to and fro. A toll on lossy
 * two-way links finds it nearly always. Where the toll on the other way round is higher than that
 * on going to and fro, one way is closed, or else the other, link by link and step by step, as long
 * as the cost stays the least. Thread-safety: confined to one thread.
 *
 * @param <S> what a solution is
 */
final class OneWaySearch<S> {
  /** Solves in all, so that a large problem comes to an end. */
  private static final int MOST = 100;

  /**
   * A solution of least cost.
   *
   * @param both where it sends water to and fro, if anywhere
   */
  record Found<S>(S solution, Optional<BothWays> both) {}

  private final Function<BitSet, Optional<Found<S>>> solver;
  private int solves;

  /**
   * @param solver solves with the toll and with the columns given closed; empty where the cost is
   *     more than the least
   */
  OneWaySearch(Function<BitSet, Optional<Found<S>>> solver) {
    this.solver = solver;
  }

  /** Returns a solution without water to and fro; empty if none was found. */
  Optional<S> find() {
    return find(new BitSet());
  }

  private Optional<S> find(BitSet closed) {
    if (solves == MOST) {
      return Optional.empty();
    }
    solves++;
    Optional<Found<S>> found = solver.apply(closed);
    if (found.isEmpty() || found.get().both().isEmpty()) {
      return found.map(Found::solution);
    }
    BothWays both = found.get().both().get();
    Optional<S> other = find(with(closed, both.less()));
    return other.isPresent() ? other : find(with(closed, both.more()));
  }

  private static BitSet with(BitSet closed, int column) {
    BitSet more = (BitSet) closed.clone();
    more.set(column);
    return more;
  }
}
