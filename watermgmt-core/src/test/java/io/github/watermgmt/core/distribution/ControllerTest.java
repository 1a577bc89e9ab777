// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.Emissions;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.distribution.SolveReport;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ControllerTest {
  private static final RunContext RUN = RunContext.standard();
  private static final DistributionOptimizer OPTIMIZER =
      Providers.discover().optimizer("structured");
  private static final ControlSettings TWO_DAYS = ControlSettings.ofHorizon(48);
  private final Problem town = TightTown.of(1, 48);

  private static Map<String, Double> initial(Problem problem) {
    return StepFlows.each(
        problem.tanks().keySet(), id -> StepFlows.of(problem.tanks(), id).initialVolumeM3());
  }

  private Readings start() {
    return Readings.first(town.axis().start(), initial(town));
  }

  /** What was left of the licences, and which tanks must be full again, is known in every step. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5})
  void whoKnowsTheDemandPaysTheLeastCostHoweverMuchIsCommitted(int committed) {
    ClosedLoop loop = new ClosedLoop(town, new DrawnForecasts(town, 1), OPTIMIZER);
    double optimum = loop.solvedWithForesight().objective();

    ClosedLoop.Week week =
        loop.controlled(
            "truth", step -> DemandOutlook.asInProblem(), TWO_DAYS.withCommitted(committed), true);

    assertThat(week.cost().total()).isCloseTo(optimum, within(1e-5 * optimum));
    PlanCheck check = PlanCheck.of(town, week.asPlan(town));
    assertThat(check.violations()).isEmpty();
    assertThat(week.log().realCost().total()).isCloseTo(week.cost().total(), within(1e-9));
  }

  @Test
  void licencesHoldByTheDayThoughForecastsErr() {
    ClosedLoop loop = new ClosedLoop(town, new DrawnForecasts(town, 4), OPTIMIZER);
    ClosedLoop.Week week =
        loop.controlled("median", DrawnForecasts.MEDIAN, TWO_DAYS.withCommitted(2), true);

    PlanCheck check = PlanCheck.of(ClosedLoop.withoutFinalVolumes(town), week.asPlan(town));

    assertThat(check.violations()).isEmpty();
  }

  @Test
  void whatIsCommittedStands() {
    ClosedLoop loop = new ClosedLoop(town, new DrawnForecasts(town, 4), OPTIMIZER);
    Controller controller = Controller.of(town, OPTIMIZER, TWO_DAYS.withCommitted(3));
    MassBalancePlant plant = MassBalancePlant.of(town, OPTIMIZER);
    List<StepFlows> past = new ArrayList<>();
    Map<Integer, Double> said = new HashMap<>();
    Readings readings = start();
    while (!controller.isOver()) {
      int step = controller.nextStep();
      DemandOutlook outlook =
          DemandOutlook.quantile(loop.forecasts.at(step), DrawnForecasts.MEDIAN);
      Decision decision = controller.decide(readings, outlook, RUN);
      int first = step == 0 ? 0 : step + 3;
      decision
          .plan()
          .ifPresent(
              plan -> {
                for (int t = first; t <= Math.min(step + 3, town.steps() - 1); t++) {
                  said.put(t, plan.flow("P1", t - first));
                }
              });
      assertThat(decision.plan().isPresent()).isEqualTo(first < town.steps());
      assertThat(decision.apply().flowM3h()).containsEntry("P1", said.get(step));
      PlantState state = PlantState.of(town, past, readings.volumeM3());
      past.add(plant.operate(state, decision.apply(), StepFlows.demand(town, step), RUN));
      readings = Readings.after(town.axis().instant(step + 1), past.get(step));
    }
    assertThat(said).hasSize(48);
  }

  @Test
  void theSameReadingsGiveTheSameBits() {
    Problem day = TightTown.of(1, 24);
    List<String> logs = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      ClosedLoop loop = new ClosedLoop(day, new DrawnForecasts(day, 2), OPTIMIZER);
      logs.add(loop.controlled("median", DrawnForecasts.MEDIAN, TWO_DAYS, true).log().toCsv());
    }
    assertThat(logs.get(0)).isEqualTo(logs.get(1));
  }

  @Test
  void theLogSaysWhatWasNotMeasured() {
    Controller controller = Controller.of(town, OPTIMIZER, TWO_DAYS);
    Decision decision = controller.decide(start(), DemandOutlook.asInProblem(), RUN);
    StepFlows measured =
        new StepFlows(
            Map.of(), Map.of(), Map.of("S1", 12.5), initial(town), Map.of("Z0", 1.0), Map.of());

    controller.observe(Readings.after(town.axis().instant(1), measured));

    ControlLog.Step step = controller.log().steps().get(0);
    assertThat(step.real().supplyM3h()).containsEntry("S1", 12.5);
    assertThat(step.real().flowM3h()).isEqualTo(decision.apply().flowM3h());
    assertThat(step.assumed()).contains("S2", "P1", "Z1").doesNotContain("S1");
    assertThat(step.realCost().shortfall()).isEqualTo(10);
    int rows = 6 + 13 + 2 + 3 + 6 + 3 + 4;
    assertThat(controller.log().rows()).hasSize(rows);
    assertThat(controller.log().toCsv().lines())
        .hasSize(rows + 1)
        .startsWith("time,kind,id,unit,planned,real")
        .contains(
            "2024-07-01T00:00:00Z,SUPPLY,S1,m3/h,"
                + decision.apply().supplyM3h().get("S1")
                + ",12.5",
            "2024-07-01T00:00:00Z,COST,shortfall,EUR,0.0,10.0");
  }

  @Test
  void tanksOutOfTheirBoundsArePlannedFromAndTold() {
    Controller controller = Controller.of(town, OPTIMIZER, TWO_DAYS);
    Map<String, Double> volumes = Map.of("T1", 3.0, "T2", 333.0, "T3", 100.0);

    Decision decision =
        controller.decide(
            Readings.first(town.axis().start(), volumes), DemandOutlook.asInProblem(), RUN);

    assertThat(decision.notes()).hasSize(2).anyMatch(note -> note.contains("tank 'T1'"));
    assertThat(decision.notes()).anyMatch(note -> note.contains("333.0 m3 measured"));
    assertThat(decision.plan()).isPresent();
  }

  @Test
  void readingsThatDoNotFitAreRefused() {
    Controller controller = Controller.of(town, OPTIMIZER, TWO_DAYS);
    Readings late = Readings.first(town.axis().instant(1), initial(town));
    Readings blind = Readings.first(town.axis().start(), Map.of("T1", 1.0, "T2", Double.NaN));

    assertThatThrownBy(() -> controller.decide(late, DemandOutlook.asInProblem(), RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("WM-105");
    assertThatThrownBy(() -> controller.decide(blind, DemandOutlook.asInProblem(), RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("tank 'T2'")
        .hasMessageContaining("tank 'T3'");
    controller.decide(start(), DemandOutlook.asInProblem(), RUN);
    assertThatThrownBy(() -> controller.decide(late, DemandOutlook.asInProblem(), RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("last step");
  }

  @Test
  void termsThatWouldBeLeftOutAreRefusedByName() {
    Problem guarded =
        TightTown.of(1, 24).withLinkClosed("P1", 3, 6).toBuilder()
            .emissions(new Emissions(PerStep.constant(0.4, 24), 0.1))
            .build();

    assertThatThrownBy(() -> Controller.of(guarded, OPTIMIZER, TWO_DAYS))
        .hasMessageContaining("further terms of link 'P1', emissions");
  }

  @Test
  void pumpUnitsAreRefused() {
    Problem units =
        town.toBuilder()
            .link("P1", town.links().get("P1").withUnits(new PumpUnits(2, 10, 80, 5, 6)))
            .build();

    assertThatThrownBy(() -> Controller.of(units, OPTIMIZER, TWO_DAYS))
        .isInstanceOf(WaterManagementException.class)
        .hasMessageContaining("PUMP_UNITS");
  }

  /** Solves so many problems and then stops, as if time were always up. */
  private static final class Tired implements DistributionOptimizer {
    private int left;

    Tired(int left) {
      this.left = left;
    }

    @Override
    public String name() {
      return "tired";
    }

    @Override
    public Options options() {
      return OPTIMIZER.options();
    }

    @Override
    public Set<Capability> capabilities() {
      return OPTIMIZER.capabilities();
    }

    @Override
    public Outcome optimize(Problem problem, RunContext run) {
      SolveReport report = new SolveReport("tired", "", 0, 0, 0, 0, 0, List.of());
      return left-- > 0
          ? OPTIMIZER.optimize(problem, run)
          : new Outcome.Stopped(
              StopReason.TIME_LIMIT, Optional.empty(), OptionalDouble.empty(), report);
    }
  }

  @Test
  void withoutANewPlanTheOneBeforeGoesOn() {
    Controller rested = Controller.of(town, OPTIMIZER, TWO_DAYS);
    Controller tired = Controller.of(town, new Tired(1), TWO_DAYS);
    rested.decide(start(), DemandOutlook.asInProblem(), RUN);
    Decision first = tired.decide(start(), DemandOutlook.asInProblem(), RUN);
    Readings readings = Readings.after(town.axis().instant(1), first.apply());

    Decision second = tired.decide(readings, DemandOutlook.asInProblem(), RUN);

    assertThat(second.plan()).isEmpty();
    assertThat(second.notes()).containsExactly("TIME_LIMIT: the plan before goes on");
    assertThat(second.apply().supplyM3h().get("S1"))
        .isEqualTo(first.plan().orElseThrow().supply("S1", 1));
  }

  @Test
  void withoutAnyPlanThereIsNoDecision() {
    Controller tired = Controller.of(town, new Tired(0), TWO_DAYS);
    RunContext over = RUN.withDeadline(Duration.ZERO);

    assertThatThrownBy(() -> tired.decide(start(), DemandOutlook.asInProblem(), RUN))
        .isInstanceOf(WaterManagementException.class)
        .hasMessageContaining("WM-605");
    assertThatThrownBy(() -> tired.decide(start(), DemandOutlook.asInProblem(), over))
        .isInstanceOf(WaterManagementException.class)
        .hasMessageContaining("WM-802");
  }

  @Test
  void settingsOutOfRangeAreRefusedAllAtOnce() {
    assertThatThrownBy(() -> new ControlSettings(0, -1, OptionalDouble.of(Double.NaN)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("horizonSteps (0)")
        .hasMessageContaining("committedSteps (-1)")
        .hasMessageContaining("finalVolumeValuePerM3 (NaN)");
  }
}
