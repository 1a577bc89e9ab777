// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.VolumeLimit;

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
    long days = (steps + problem.stepsPerDay() - 1) / problem.stepsPerDay();
    long directions = 0;
    for (LinkTerms terms : problem.links().values()) {
      directions += terms.bidirectional() ? 2 : 1;
    }
    long sources = problem.sources().size();
    long licensed =
        problem.sources().values().stream().filter(s -> s.maxDailyVolumeM3().isPresent()).count();
    long spans = 0;
    long spanned = 0;
    for (SourceTerms source : problem.sources().values()) {
      for (VolumeLimit limit : source.volumeLimits()) {
        spans++;
        spanned += limit.toStep() - limit.fromStep();
      }
    }
    long charges = problem.demandCharges().size();
    long hours = PowerRows.count(problem.steps(), problem.stepsPerHour());
    long metered = 0;
    for (DemandCharge charge : problem.demandCharges().values()) {
      metered += 2L * charge.links().size();
    }
    long tanks = problem.tanks().size();
    long zones = problem.zones().size();
    long limited =
        problem.zones().values().stream().filter(z -> z.maxShortfallM3().isPresent()).count();
    return new ModelSize(
        problem.network().nodes().size() * steps
            + licensed * days
            + spans
            + limited
            + charges * hours,
        (directions + sources + tanks + zones) * steps + charges,
        (2 * directions + sources + licensed + 2 * tanks + zones + limited + metered) * steps
            + spanned
            + charges * hours);
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
