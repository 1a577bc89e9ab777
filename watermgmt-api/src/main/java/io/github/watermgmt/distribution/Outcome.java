// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/** What came of a problem. Thread-safety: all implementations are immutable values. */
public sealed interface Outcome {

  /**
   * A plan of least cost, or, for problems with pump units, one whose distance to the bound is
   * known.
   *
   * @param plan the plan, verified
   * @param objective what it costs, recomputed from the plan
   * @param bound what every plan costs at least; equal to the objective up to rounding if optimal
   * @param prices marginal prices, with {@link io.github.watermgmt.spi.Capability#MARGINAL_PRICES}
   * @param check the verification
   * @param report how it was found
   * @param warmStart what helps to solve a changed problem, with {@link
   *     io.github.watermgmt.spi.Capability#WARM_START}
   */
  record Solved(
      Plan plan,
      double objective,
      double bound,
      Optional<MarginalPrices> prices,
      PlanCheck check,
      SolveReport report,
      Optional<WarmStart> warmStart)
      implements Outcome {

    /** A solution that is of no help for the next. */
    public Solved(
        Plan plan,
        double objective,
        double bound,
        Optional<MarginalPrices> prices,
        PlanCheck check,
        SolveReport report) {
      this(plan, objective, bound, prices, check, report, Optional.empty());
    }

    /** Refuses a plan that is not feasible, and figures that are not numbers. */
    public Solved {
      if (!check.isFeasible()) {
        throw new IllegalArgumentException("a solved plan must be feasible: " + check);
      }
      if (!Double.isFinite(objective) || !Double.isFinite(bound)) {
        throw new IllegalArgumentException(
            "objective, bound (" + objective + ", " + bound + "), must be finite");
      }
    }

    /** Returns this with what helps to solve a changed problem. */
    public Solved withWarmStart(WarmStart start) {
      return new Solved(plan, objective, bound, prices, check, report, Optional.of(start));
    }

    /** Returns how far the objective may be above the optimum, relative to it; 0 if proved. */
    public double gap() {
      return Math.max(0, objective - bound) / Math.max(1e-9, Math.abs(objective));
    }
  }

  /**
   * No plan exists.
   *
   * @param conflict requirements that cannot be met together, at least one
   * @param report how that was found
   */
  record Infeasible(List<Conflict> conflict, SolveReport report) implements Outcome {

    /** Refuses an empty conflict. */
    public Infeasible {
      conflict = List.copyOf(conflict);
      if (conflict.isEmpty()) {
        throw new IllegalArgumentException("an infeasible outcome must name its conflict");
      }
    }
  }

  /**
   * The search ended without proof.
   *
   * @param reason why
   * @param best the best feasible plan found, if any, verified
   * @param bound what every plan costs at least, if known
   * @param report how far it got
   */
  record Stopped(StopReason reason, Optional<Plan> best, OptionalDouble bound, SolveReport report)
      implements Outcome {}

  /**
   * The optimizer cannot solve problems of this kind; told before any solving, but where only the
   * solution shows that the problem is not convex.
   *
   * @param features what it cannot do, at least one
   * @param message the same in words, with a remedy
   */
  record Unsupported(Set<ProblemFeature> features, String message) implements Outcome {

    /** Copies the features, in their own order, and refuses none. */
    public Unsupported {
      if (features.isEmpty()) {
        throw new IllegalArgumentException("an unsupported outcome must name a feature");
      }
      features = Collections.unmodifiableSet(EnumSet.copyOf(features));
    }
  }
}
