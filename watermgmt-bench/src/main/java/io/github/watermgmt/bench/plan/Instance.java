// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A problem that everybody is asked to solve.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param stem its name: that of its file without the ending
 * @param file where it stands
 * @param problem the problem
 * @param changed the same with other demands, if it is to be solved again
 * @param known the least cost as somebody proved it, if that is known
 */
record Instance(
    String stem, Path file, Problem problem, Optional<Problem> changed, Optional<Optimum> known) {

  /** Returns the number of variables of the usual model: of a two-way link both directions. */
  long variables() {
    long perStep =
        problem.sources().size() + problem.tanks().size() + (long) problem.zones().size();
    for (LinkTerms link : problem.links().values()) {
      // of pumps in units the flow, how many run, and how many start
      perStep += link.units().isPresent() ? 3 : link.bidirectional() ? 2 : 1;
    }
    return perStep * problem.steps();
  }

  /** Returns how far a plan is from what is proved, relative; NaN where that is unknown. */
  double gap(double objective) {
    return known.map(optimum -> optimum.gap(objective)).orElse(Double.NaN);
  }
}
