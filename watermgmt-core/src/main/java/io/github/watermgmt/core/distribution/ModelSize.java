// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.VolumeLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import java.util.Objects;

/** How large a linear model will be, counted before anything is allocated for it. */
record ModelSize(long rows, long columns, long nonZeros) {
  // Generous: 1,202 sparse rows, for which this says 12 MB, were solved within a heap of 12 MB, and
  // 482 dense rows, for which it says 13 MB, within 16 MB but not within 12 MB.
  private static final long BYTES_PER_COLUMN = 1_500;
  private static final long BYTES_PER_ROW = 1_500;
  private static final long BYTES_PER_NON_ZERO = 400;
  private static final long STRUCTURED_PER_COLUMN = 400;
  private static final long STRUCTURED_PER_ROW = 600;
  private static final long STRUCTURED_PER_NON_ZERO = 60;
  private static final int UNITS_TIMES = 4; // more columns, and the open nodes of a tree
  private static final double USABLE = 0.9;

  static ModelSize of(Problem problem) {
    long steps = problem.steps();
    long hours = PowerRows.count(problem.steps(), problem.stepsPerHour());
    long days = (steps + problem.stepsPerDay() - 1) / problem.stepsPerDay();
    Count count = new Count();
    count.rows = problem.network().nodes().size() * steps;
    for (LinkTerms terms : problem.links().values()) {
      count.columns((terms.bidirectional() ? 2 : 1 + terms.segments().size()) * steps, 2);
    }
    for (SourceTerms terms : problem.sources().values()) {
      count.columns(steps, 1);
      if (terms.maxDailyVolumeM3().isPresent()) {
        count.rows(days, steps);
      }
      for (VolumeLimit limit : terms.volumeLimits()) {
        count.rows(1, limit.toStep() - limit.fromStep());
      }
    }
    count.columns(problem.tanks().size() * steps, 2);
    for (ZoneTerms terms : problem.zones().values()) {
      count.columns(steps, 1);
      if (terms.maxShortfallM3().isPresent()) {
        count.rows(1, steps);
      }
    }
    for (DemandCharge charge : problem.demandCharges().values()) {
      count.columns(1, hours);
      long parts = 0;
      for (String link : charge.links()) {
        parts += 2 + Objects.requireNonNull(problem.links().get(link)).segments().size();
      }
      count.rows(hours, parts * steps);
    }
    for (BlendLimit blend : problem.blends().values()) {
      long links =
          problem.network().links().stream().filter(link -> link.to().equals(blend.node())).count();
      count.rows(steps, links * steps);
    }
    return new ModelSize(count.rows, count.columns, count.nonZeros);
  }

  /** Returns the size of a model so many times as large. */
  ModelSize times(double factor) {
    return new ModelSize(
        (long) Math.ceil(factor * rows),
        (long) Math.ceil(factor * columns),
        (long) Math.ceil(factor * nonZeros));
  }

  /** What has been counted so far. */
  private static final class Count {
    long rows;
    long columns;
    long nonZeros;

    void columns(long more, long entriesOfEach) {
      columns += more;
      nonZeros += more * entriesOfEach;
    }

    void rows(long more, long entriesOfAll) {
      rows += more;
      nonZeros += entriesOfAll;
    }
  }

  /** Returns about how many bytes the solver will need. */
  double bytes(boolean sparse) {
    double model =
        (double) BYTES_PER_COLUMN * columns
            + (double) BYTES_PER_ROW * rows
            + (double) BYTES_PER_NON_ZERO * nonZeros;
    // The dense tableau has a column for each variable and each row.
    return sparse ? model : model + 8.0 * (rows + 1) * (columns + rows + 1);
  }

  /** Returns about how many bytes the structured solver will need. */
  double structuredBytes() {
    return (double) STRUCTURED_PER_COLUMN * columns
        + (double) STRUCTURED_PER_ROW * rows
        + (double) STRUCTURED_PER_NON_ZERO * nonZeros;
  }

  boolean fitsStructured(long heap) {
    return columns + rows < Integer.MAX_VALUE / 4 && structuredBytes() < USABLE * heap;
  }

  /** Returns about how many bytes the search for pump units will need. */
  double unitsBytes() {
    return UNITS_TIMES * structuredBytes();
  }

  boolean fitsUnits(long heap) {
    return columns + 2 * rows < Integer.MAX_VALUE / 8 && unitsBytes() < USABLE * heap;
  }

  boolean fits(boolean sparse, long heap) {
    return rows < Integer.MAX_VALUE / 2
        && columns < Integer.MAX_VALUE / 2
        && bytes(sparse) < USABLE * heap;
  }
}
