// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.Emissions;
import io.github.watermgmt.distribution.EnergySegment;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.distribution.SharedLimit;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Terms that meet each other, against costs worked out on paper. */
class TermsTest {
  private static final PumpUnits PUMPS = new PumpUnits(2, 10, 20, 5, 4);

  private static Outcome solve(String optimizer, Problem problem) {
    return Providers.discover().optimizer(optimizer).optimize(problem, RunContext.standard());
  }

  private static Outcome.Solved costs(String optimizer, Problem problem, double cost) {
    Outcome outcome = solve(optimizer, problem);
    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    Outcome.Solved solved = (Outcome.Solved) outcome;
    assertThat(solved.objective()).isCloseTo(cost, within(1e-6));
    assertThat(solved.bound()).isBetween(cost - 1e-4 * cost, cost + 1e-6);
    return solved;
  }

  /** A pump whose running units draw power as well, of which one in two quarters is enough. */
  private static Problem pumps() {
    LinkTerms pump = new LinkTerms(40, false, 0, 0, 1, Optional.empty(), Optional.empty());
    return Towns.tank(Duration.ofMinutes(15))
        .tank("T", new TankTerms(0, 0, 0, 0))
        .link("AT", pump.withUnits(PUMPS))
        .build()
        .withDemand("Z", new double[] {20, 0, 0, 20})
        .toBuilder()
        .demandCharge("meter", new DemandCharge(Set.of("AT"), 3, 5))
        .emissions(new Emissions(PerStep.constant(0.5, 4), 0.2))
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ortools-scip", "ortools-highs"})
  void pumpUnitsHavePartInPowerAndEmissions(String optimizer) {
    // 25 kW in two of four quarters: 12.5 kW, of which 5 had been reached, and 6.25 kg.
    Outcome.Solved solved = costs(optimizer, pumps(), 7.5 * 3 + 6.25 * 0.2);
    assertThat(solved.check().co2Kg()).isCloseTo(6.25, within(1e-6));
    assertThat(solved.report().notes()).anyMatch(note -> note.matches("bound .*, gap .*"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ortools-scip", "ortools-highs"})
  void pumpsStandStillWhileTheirLinkIsClosed(String optimizer) {
    costs(optimizer, pumps().withLinkClosed("AT", 3, 4), 1.25 * 3 + 3.125 * 0.2 + 5 * Towns.DEAR);
    // Half of 40 m³/h is enough for one unit, a quarter for its least flow only.
    costs(optimizer, pumps().withLinkCapacity("AT", 0.5, 0, 4), 7.5 * 3 + 6.25 * 0.2);
    costs(
        optimizer, pumps().withLinkCapacity("AT", 0.25, 3, 4), 5 * 3 + 5 * 0.2 + 2.5 * Towns.DEAR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ortools-glop", "ortools-clp", "ortools-pdlp"})
  void energyCurvesHavePartInTheHighestPower(String optimizer) {
    LinkTerms pump =
        LinkTerms.pump(30, 0, 1, "power").withSegments(List.of(new EnergySegment(12, 2)));
    Problem problem =
        Towns.tank(Duration.ofHours(1))
            .link("AT", pump)
            .tariff("power", new double[] {0.1, 0.3, 0.2, 0.5})
            .demandCharge("meter", new DemandCharge(Set.of("AT"), 9, 12))
            .build();
    // 12 kW had been reached, which 12 m³/h need; more would be too dear.
    Outcome.Solved solved = costs(optimizer, problem, 12 * 0.1 + 12 * 0.3 + 12 * 0.2 + 4 * 0.5);
    double parts = 0;
    for (int hour = 0; hour < 4; hour++) {
      parts += solved.prices().orElseThrow().relief(SharedLimit.highestPower("meter", hour));
    }
    assertThat(parts).isLessThanOrEqualTo(9 + 1e-6);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ortools-glop", "ortools-clp", "ortools-pdlp", "ortools-scip", "ortools-highs"})
  void curvesThatFallAreRefusedByName(String optimizer) {
    LinkTerms pump =
        LinkTerms.pump(30, 0, 2, "power").withSegments(List.of(new EnergySegment(12, 1)));
    Problem problem =
        Towns.tank(Duration.ofHours(1))
            .link("AT", pump)
            .tariff("power", new double[] {0.1, 0.3, 0.2, 0.5})
            .build();
    assertThat(solve(optimizer, problem))
        .isInstanceOfSatisfying(
            Outcome.Unsupported.class,
            answer -> {
              assertThat(answer.features()).containsExactly(ProblemFeature.NON_CONVEX);
              assertThat(answer.message()).contains("energy of link 'AT' above 12.0");
            });
  }

  /** A must give more than is wanted: a linear program loses it to and fro. */
  private static Problem mustLose() {
    return Towns.tank(Duration.ofHours(1))
        .source("A", SourceTerms.of(100, 0).withMinFlow(20))
        .tank("T", new TankTerms(0, 0, 0, 0))
        .link("TZ", LinkTerms.pipe(50, true, 0.5, 0))
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ortools-glop", "ortools-clp"})
  void linearProgramsSayWhereTheyWouldLoseWater(String optimizer) {
    assertThat(solve(optimizer, mustLose().withDemand("Z", new double[] {8, 8, 8, 8})))
        .isInstanceOfSatisfying(
            Outcome.Unsupported.class,
            answer -> {
              assertThat(answer.features()).containsExactly(ProblemFeature.NON_CONVEX);
              assertThat(answer.message()).contains("two-way link (TZ)");
            });
    costs(optimizer, mustLose(), 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ortools-scip", "ortools-highs"})
  void whoPlansWithWholeNumbersKnowsThatItCannotBeLost(String optimizer) {
    assertThat(solve(optimizer, mustLose().withDemand("Z", new double[] {8, 8, 8, 8})))
        .isInstanceOfSatisfying(
            Outcome.Infeasible.class,
            answer ->
                assertThat(answer.conflict())
                    .extracting(member -> member.element() + "." + member.requirement())
                    .contains("A.minFlow"));
    costs(optimizer, mustLose(), 0);
  }
}
