// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.EnergySegment;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import java.util.Objects;

/**
 * The side rows of one demand charge, one for each hour or longer step: the mean power of its links
 * less a column, what the highest power is above what had been reached, is at most what had been
 * reached. Thread-safety: immutable.
 *
 * @param charge the charge
 * @param first the first row
 * @param hour steps in an hour
 * @param steps steps in all
 */
record PowerRows(DemandCharge charge, int first, int hour, int steps) {

  /** What the power may be at most, and at least where links win energy, kW. */
  record Range(double least, double most) {
    static Range of(Problem problem, DemandCharge charge) {
      double least = 0;
      double most = 0;
      for (String id : charge.links()) {
        LinkTerms terms = Objects.requireNonNull(problem.links().get(id));
        double lowest = terms.energyKWhPerM3();
        double highest = terms.energyKWhPerM3();
        for (EnergySegment segment : terms.segments()) {
          lowest = Math.min(lowest, segment.kWhPerM3());
          highest = Math.max(highest, segment.kWhPerM3());
        }
        // A linear program may send water both ways at once, which costs energy both ways.
        double flow = (terms.bidirectional() ? 2 : 1) * terms.maxFlowM3h();
        least += flow * Math.min(0, lowest);
        most += flow * Math.max(0, highest);
      }
      return new Range(least, most);
    }
  }

  static int count(int steps, int hour) {
    return (steps + hour - 1) / hour;
  }

  int count() {
    return count(steps, hour);
  }

  /** Adds the part of a flow of a step in the mean of its hour. */
  void add(Rows rows, String link, int step, double energyKWhPerM3) {
    if (charge.links().contains(link)) {
      int n = Math.min(hour, steps - step / hour * hour);
      rows.add(first + step / hour, energyKWhPerM3 / n);
    }
  }
}
