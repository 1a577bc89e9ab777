// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.series.TimeAxis;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class OutcomeTest {
  private static final SolveReport REPORT =
      new SolveReport("toy", "by hand", 1, 2, 3, 4, 5, List.of());
  private static final Plan PLAN = Plan.builder(TimeAxis.of(0, 3600, 1)).build();

  private static Outcome.Solved solved(double objective, double bound, double violation) {
    PlanCheck check =
        new PlanCheck(objective, objective, 0, 0, 0, 0, violation, "somewhere", List.of());
    return new Outcome.Solved(PLAN, objective, bound, Optional.empty(), check, REPORT);
  }

  @Test
  void aPlanThatBreaksARuleIsNeverSolved() {
    assertThat(solved(10, 10, PlanCheck.TOLERANCE).gap()).isZero();
    assertThatThrownBy(() -> solved(10, 10, 1.1e-6))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("somewhere");
    assertThatThrownBy(() -> solved(10, 10, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> solved(Double.NaN, 10, 0)).hasMessageContaining("must be finite");
    assertThatThrownBy(() -> solved(10, Double.NEGATIVE_INFINITY, 0))
        .hasMessageContaining("must be finite");
  }

  @Test
  void theGapIsRelativeAndNotNegative() {
    assertThat(solved(10, 9, 0).gap()).isEqualTo(0.1, within(1e-12));
    assertThat(solved(-10, -11, 0).gap()).isEqualTo(0.1, within(1e-12));
    assertThat(solved(10, 10.0000001, 0).gap()).isZero();
    assertThat(solved(0, 0, 0).gap()).isZero();
  }

  @Test
  void infeasibleMustNameAConflict() {
    List<Conflict> conflicts = new ArrayList<>();
    assertThatThrownBy(() -> new Outcome.Infeasible(conflicts, REPORT))
        .isInstanceOf(IllegalArgumentException.class);
    conflicts.add(
        new Conflict("T", "finalMinVolume", OptionalInt.of(3), OptionalDouble.of(2), "T lacks 2"));
    Outcome.Infeasible outcome = new Outcome.Infeasible(conflicts, REPORT);
    conflicts.clear();
    assertThat(outcome.conflict()).hasSize(1);
  }

  @Test
  void unsupportedMustNameAFeature() {
    assertThatThrownBy(() -> new Outcome.Unsupported(EnumSet.noneOf(ProblemFeature.class), "why"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(
            new Outcome.Unsupported(
                    EnumSet.of(ProblemFeature.NON_CONVEX, ProblemFeature.PUMP_UNITS), "why")
                .features())
        .containsExactly(ProblemFeature.PUMP_UNITS, ProblemFeature.NON_CONVEX);
  }
}
