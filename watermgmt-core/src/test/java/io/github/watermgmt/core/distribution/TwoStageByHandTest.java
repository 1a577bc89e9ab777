// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.error.DeadlineExceededException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Plans over scenarios that are worked out on paper. */
class TwoStageByHandTest {
  private static final Offset<Double> CENT = within(1e-6);
  private static final RunContext RUN = RunContext.standard();

  private static Problem.Builder tank(SourceTerms source, TankTerms tank, ZoneTerms zone) {
    Network network =
        Network.builder()
            .node(Reservoir.of("R"))
            .node(Tank.of("T"))
            .node(Junction.of("Z"))
            .link(Pipe.of("RT", "R", "T"))
            .link(Pipe.of("TZ", "T", "Z"))
            .build();
    return Problem.builder("tank", network, TimeAxis.of(0, 3600, 2), "EUR")
        .source("R", source)
        .tank("T", tank)
        .zone("Z", zone)
        .tariff("day", new double[] {.25, 1})
        .link("RT", LinkTerms.pump(1000, 0, 1, "day"))
        .link("TZ", LinkTerms.pipe(1000, false, 0, 0));
  }

  private static DemandScenario scenario(String name, double probability, double later) {
    return new DemandScenario(name, probability, Map.of("Z", PerStep.of(0, later)));
  }

  /** A m³ costs 0.25 now and 1 later; what is left over is worth nothing. */
  private static Problem newsvendor() {
    ZoneTerms zone = new ZoneTerms(new double[] {0, 0}, 10);
    return tank(SourceTerms.of(1000, 0), new TankTerms(0, 1000, 0, 0), zone).build();
  }

  /** Later 10, 20 … 100 m³, each as likely. */
  private static DemandScenarios tens() {
    List<DemandScenario> scenarios = new ArrayList<>();
    for (int s = 1; s <= 10; s++) {
      scenarios.add(scenario(s + "0", .1, 10 * s));
    }
    return DemandScenarios.of(newsvendor(), scenarios);
  }

  private static ScenarioPlan planned(ScenarioOutcome outcome) {
    assertThat(outcome).as("%s", outcome).isInstanceOf(ScenarioOutcome.Planned.class);
    return ((ScenarioOutcome.Planned) outcome).plan();
  }

  private static Outcome unplanned(ScenarioOutcome outcome) {
    assertThat(outcome).as("%s", outcome).isInstanceOf(ScenarioOutcome.Unplanned.class);
    return ((ScenarioOutcome.Unplanned) outcome).outcome();
  }

  @Test
  void asMuchIsStoredAsTheCriticalQuantile() {
    ScenarioPlan plan = planned(ScenarioPlanning.of(tens(), 1).plan(RUN));

    // (1 − 0.25) / (1 − 0) = 0.75: 80 m³, and in two scenarios 10 and 20 m³ more at 1.
    assertThat(plan.first().plan().volume("T", 0)).isCloseTo(80, CENT);
    assertThat(plan.expected().cost()).isCloseTo(.25 * 80 + .1 * (10 + 20), CENT);
    assertThat(plan.expected().energyCost()).isCloseTo(23, CENT);
    assertThat(plan.branch("100").plan().supply("R", 1)).isCloseTo(20, CENT);
    assertThat(plan.branch("70").plan().supply("R", 1)).isCloseTo(0, CENT);
  }

  @Test
  void otherDecisionsCostWhatTheyDoOnPaper() {
    ScenarioPlanning planning = ScenarioPlanning.of(tens(), 1);
    QuantileLevel half = QuantileLevel.of(.5);
    QuantileLevel nine = QuantileLevel.of(.9);

    ScenarioComparison comparison =
        planning.compare(planned(planning.plan(RUN)), List.of(nine, half), RUN);

    assertThat(comparison.perfectForesight().orElseThrow()).isCloseTo(.25 * 55, CENT);
    double mean = .25 * 55 + .1 * (5 + 15 + 25 + 35 + 45);
    assertThat(comparison.valueOfStochasticSolution().orElseThrow()).isCloseTo(mean - 23, CENT);
    assertThat(comparison.valueOfPerfectInformation().orElseThrow()).isCloseTo(23 - .25 * 55, CENT);
    assertThat(comparison.quantiles().keySet()).containsExactly(nine, half);
    double careful = .25 * 90 + .1 * 10;
    double plain = .25 * 50 + .1 * (10 + 20 + 30 + 40 + 50);
    assertThat(comparison.priceOfSafety(nine, half).orElseThrow().cost())
        .isCloseTo(careful - plain, CENT);
  }

  /** Nothing can be pumped later: what is not stored is missing, at 10 per m³. */
  private static DemandScenarios storedOrMissing() {
    DemandScenarios tens = tens();
    return DemandScenarios.of(newsvendor().withLinkClosed("RT", 1, 2), tens.scenarios());
  }

  @Test
  void aShortfallHasItsProbabilityAndSafetyItsPrice() {
    ScenarioPlanning planning = ScenarioPlanning.of(storedOrMissing(), 1);
    ScenarioPlan plan = planned(planning.plan(RUN));

    // (10 − 0.25) / 10 = 0.975: all of 100 m³.
    assertThat(plan.expected().cost()).isCloseTo(25, CENT);
    assertThat(plan.zone("Z").probability()).isZero();
    assertThat(plan.zone("Z").upper()).isCloseTo(.2775, within(1e-4)); // z² / (n + z²)

    ScenarioComparison comparison = planning.compare(plan, List.of(), RUN);

    ZoneRisk mean = comparison.mean().orElseThrow().zone("Z");
    assertThat(mean.probability()).isCloseTo(.5, CENT);
    assertThat(mean.expectedM3()).isCloseTo(12.5, CENT);
    assertThat(mean.worstM3()).isCloseTo(45, CENT);
    // Wilson's bounds of five in ten.
    assertThat(mean.lower()).isCloseTo(.2366, within(1e-4));
    assertThat(mean.upper()).isCloseTo(.7634, within(1e-4));
    ScenarioComparison.Safety safety = comparison.priceOfSafety().orElseThrow();
    assertThat(safety.spent()).isCloseTo(.25 * 45, CENT);
    assertThat(safety.avoidedM3()).isCloseTo(12.5, CENT);
    assertThat(safety.perM3()).isCloseTo(.9, CENT);
    assertThat(safety.cost()).isCloseTo(.25 * 45 - 125, CENT);
    // 5 m³ short is within the tolerance then.
    ScenarioPlanning tolerant = planning.withTolerance(5.000001);
    assertThat(tolerant.compare(plan, List.of(), RUN).mean().orElseThrow().zone("Z").probability())
        .isCloseTo(.4, CENT);
  }

  @Test
  void aDecisionIsEvaluatedInOtherScenarios() {
    FirstStage decision = planned(ScenarioPlanning.of(tens(), 1).plan(RUN)).first();
    DemandScenarios others =
        DemandScenarios.of(
            newsvendor(), List.of(scenario("wet", .75, 30), scenario("heat", .25, 130)));

    ScenarioPlan after = planned(ScenarioPlanning.of(others, 1).evaluate(decision, RUN));

    assertThat(after.first()).isEqualTo(decision);
    assertThat(after.expected().cost()).isCloseTo(.25 * 80 + .25 * 50, CENT);
    assertThat(after.branch("heat").plan().volume("T", 0)).isCloseTo(80, CENT);
    assertThatThrownBy(() -> ScenarioPlanning.of(storedOrMissing(), 1).evaluate(decision, RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("in demand alone");
  }

  /** A full tank cannot take what must flow later; an empty one cannot give what is guaranteed. */
  private static Problem narrow() {
    ZoneTerms zone = new ZoneTerms(new double[] {0, 0}, 10).withGuaranteedShare(1);
    return tank(SourceTerms.of(10, 0).withMinFlow(5), new TankTerms(0, 10, 0, 0), zone).build();
  }

  @Test
  void scenariosThatCannotShareTheirFirstStepsAreNamed() {
    DemandScenario low = scenario("low", .25, 0);
    DemandScenario middle = scenario("middle", .5, 5);
    DemandScenario high = scenario("high", .25, 20);
    ScenarioOutcome outcome =
        ScenarioPlanning.of(DemandScenarios.of(narrow(), List.of(high, middle, low)), 1).plan(RUN);

    assertThat(((ScenarioOutcome.Unplanned) outcome).scenarios())
        .containsExactlyInAnyOrder("low", "high");
    Outcome.Infeasible infeasible = (Outcome.Infeasible) unplanned(outcome);
    assertThat(infeasible.conflict())
        .extracting(c -> c.element() + "." + c.requirement() + " " + c.step().orElse(-1))
        .containsExactlyInAnyOrder("low.demand 1", "high.demand 1");
    assertThat(infeasible.conflict().get(0).message()).contains("same first 1 steps", "Maybe");

    DemandScenarios two = DemandScenarios.of(narrow(), List.of(low.with(.5), middle));
    ScenarioPlan plan = planned(ScenarioPlanning.of(two, 1).plan(RUN));
    assertThat(plan.first().plan().volume("T", 0)).isCloseTo(5, CENT);
    // In a scenario that nobody thought of there may be no plan.
    DemandScenarios others = DemandScenarios.of(narrow(), List.of(middle, high.with(.5)));
    ScenarioPlan after = planned(ScenarioPlanning.of(others, 1).evaluate(plan.first(), RUN));
    assertThat(after.withoutPlan()).containsExactly("high");
    assertThat(after.expected().cost()).isInfinite();
    assertThat(after.zone("Z").probability()).isCloseTo(.5, CENT);
  }

  @Test
  void aScenarioThatHasNoPlanByItselfIsNamedWithItsConflict() {
    DemandScenarios scenarios =
        DemandScenarios.of(narrow(), List.of(scenario("usual", .5, 5), scenario("huge", .5, 50)));
    ScenarioOutcome outcome = ScenarioPlanning.of(scenarios, 1).plan(RUN);
    assertThat(((ScenarioOutcome.Unplanned) outcome).scenarios()).containsExactly("huge");
    assertThat(((Outcome.Infeasible) unplanned(outcome)).conflict())
        .extracting(c -> c.element() + "." + c.requirement())
        .contains("Z.guaranteed");
  }

  @Test
  void pumpUnitsAreRefusedByName() {
    LinkTerms units =
        new LinkTerms(
            1000, false, 0, 0, 1, Optional.of("day"), Optional.of(new PumpUnits(2, 0, 500, 0, 6)));
    Problem problem = newsvendor().toBuilder().link("RT", units).build();
    Outcome outcome =
        unplanned(
            ScenarioPlanning.of(DemandScenarios.of(problem, List.of(scenario("one", 1, 10))), 1)
                .plan(RUN));
    assertThat(outcome).isInstanceOf(Outcome.Unsupported.class);
    assertThat(((Outcome.Unsupported) outcome).message()).contains("PUMP_UNITS");
  }

  @Test
  void aRunWithoutTimeHasNoPlan() {
    RunContext none = RUN.withDeadline(Duration.ZERO);
    ScenarioPlanning planning = ScenarioPlanning.of(tens(), 1);
    ScenarioPlan plan = planned(planning.plan(RUN));
    for (Outcome outcome :
        List.of(unplanned(planning.plan(none)), unplanned(planning.evaluate(plan.first(), none)))) {
      assertThat(((Outcome.Stopped) outcome).reason()).isEqualTo(StopReason.TIME_LIMIT);
    }
    assertThatThrownBy(() -> planning.compare(plan, List.of(), none))
        .isInstanceOf(DeadlineExceededException.class);
  }

  @Test
  void whatCannotBeADecisionIsRefused() {
    ScenarioPlan plan = planned(ScenarioPlanning.of(tens(), 1).plan(RUN));
    assertThatThrownBy(() -> ScenarioPlanning.of(tens(), 2))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("first steps (2), must be at least 1 and less than the 2");
    assertThatThrownBy(() -> ScenarioPlanning.of(tens(), 1).withTolerance(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new FirstStage(
                    newsvendor().withDemand("Z", new double[] {7, 0}), plan.first().plan(), 1))
        .isInstanceOf(WaterManagementException.class)
        .hasMessageContaining("must keep the rules");
  }
}
