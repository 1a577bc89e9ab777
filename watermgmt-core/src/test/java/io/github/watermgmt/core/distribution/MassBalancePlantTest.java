// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Pump;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MassBalancePlantTest {
  private static final RunContext RUN = RunContext.standard();
  private static final DistributionOptimizer OPTIMIZER =
      Providers.discover().optimizer("structured");

  /** A pump from S to the tank T of 10 to 100 m³, and a pipe from there to the zones A and B. */
  private static Problem line() {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Tank.of("T"))
            .node(Junction.of("A"))
            .node(Junction.of("B"))
            .link(Pump.of("P", "S", "T"))
            .link(Pipe.of("TA", "T", "A"))
            .link(Pipe.of("AB", "A", "B"))
            .build();
    return Problem.builder("line", network, TimeAxis.of(0, 3600, 1), "EUR")
        .source("S", SourceTerms.licensed(40, .2, 600))
        .tank("T", new TankTerms(10, 100, 50, 50))
        .zone("A", new ZoneTerms(new double[] {10}, 5))
        .zone("B", new ZoneTerms(new double[] {10}, 10))
        .link("P", LinkTerms.pipe(30, false, 0, 0))
        .link("TA", LinkTerms.pipe(200, false, 0, 0))
        .link("AB", LinkTerms.pipe(200, true, 0, 0))
        .build();
  }

  /** The pump gives 20 m³/h, and each zone takes 10. */
  private static final StepFlows PLANNED =
      new StepFlows(
          Map.of("A", 10.0, "B", 10.0),
          Map.of("P", 20.0, "TA", 20.0, "AB", 10.0),
          Map.of("S", 20.0),
          Map.of("T", 50.0),
          Map.of("A", 0.0, "B", 0.0),
          Map.of("T", 0.0));

  private static StepFlows operate(double volume, double left, double demandA, double demandB) {
    PlantState state = new PlantState(Map.of("T", volume), Map.of("S", left));
    return MassBalancePlant.of(line(), OPTIMIZER)
        .operate(state, PLANNED, Map.of("A", demandA, "B", demandB), RUN);
  }

  @Test
  void theTankTakesTheDifferenceAndThePumpKeepsToThePlan() {
    StepFlows more = operate(50, 600, 15, 18);
    StepFlows less = operate(50, 600, 2, 4);

    assertThat(more.volumeM3().get("T")).isCloseTo(37, within(1e-9));
    assertThat(more.flowM3h().get("P")).isCloseTo(20, within(1e-9));
    assertThat(less.volumeM3().get("T")).isCloseTo(64, within(1e-9));
    assertThat(less.flowM3h().get("P")).isCloseTo(20, within(1e-9));
  }

  @Test
  void anEmptyTankCallsForThePumpAndOnlyThenSomethingLacks() {
    StepFlows pumped = operate(12, 600, 15, 14);
    StepFlows lacking = operate(12, 600, 25, 14);
    StepFlows unlicensed = operate(12, 21, 15, 14);

    assertThat(pumped.volumeM3().get("T")).isCloseTo(10, within(1e-9));
    assertThat(pumped.flowM3h().get("P")).isCloseTo(27, within(1e-9));
    assertThat(StepFlows.sum(pumped.shortfallM3h())).isZero();
    assertThat(lacking.flowM3h().get("P")).isCloseTo(30, within(1e-9));
    assertThat(lacking.shortfallM3h().get("A")).isCloseTo(7, within(1e-9));
    assertThat(lacking.shortfallM3h().get("B")).as("the dearer one").isZero();
    assertThat(unlicensed.supplyM3h().get("S")).isCloseTo(21, within(1e-9));
    assertThat(unlicensed.shortfallM3h().get("A")).isCloseTo(6, within(1e-9));
  }

  @Test
  void aFullTankHoldsThePumpBackAndWhatIsBeyondItSpills() {
    StepFlows full = operate(95, 600, 3, 4);
    StepFlows beyond = operate(104, 600, 10, 10);

    assertThat(full.volumeM3().get("T")).isCloseTo(100, within(1e-9));
    assertThat(full.supplyM3h().get("S")).isCloseTo(12, within(1e-9));
    assertThat(full.overflowM3h().get("T")).isZero();
    assertThat(beyond.overflowM3h().get("T")).isCloseTo(4, within(1e-9));
    assertThat(beyond.volumeM3().get("T")).isCloseTo(100, within(1e-9));
  }

  @Test
  void aSurplusIsHeldBackAtTheSourceAndNotSentInLossyCircles() {
    Problem town = TightTown.of(1, 1);
    MassBalancePlant plant = MassBalancePlant.of(town, OPTIMIZER);
    Map<String, Double> full =
        StepFlows.each(town.tanks().keySet(), id -> StepFlows.of(town.tanks(), id).maxVolumeM3());
    StepFlows planned =
        StepFlows.of(town, ((Outcome.Solved) OPTIMIZER.optimize(town, RUN)).plan(), 0);
    Map<String, Double> demand = StepFlows.each(town.zones().keySet(), id -> 5);

    StepFlows real = plant.operate(new PlantState(full, Map.of()), planned, demand, RUN);

    // 30 m³/h and at most a tenth for what is lost on the way.
    assertThat(StepFlows.sum(real.supplyM3h())).isLessThan(33);
    assertThat(real.volumeM3()).isEqualTo(full);
  }

  @Test
  void whatIsUnknownIsRefused() {
    PlantState state = new PlantState(Map.of("T", 50.0), Map.of());
    MassBalancePlant plant = MassBalancePlant.of(line(), OPTIMIZER);

    assertThatThrownBy(() -> plant.operate(state, PLANNED, Map.of("A", 1.0), RUN))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("id (B)");
  }

  @Test
  void aPlanWhoseDemandComesTrueHappensAsPlanned() {
    Problem town = TightTown.of(1, 24);
    Outcome.Solved solved = (Outcome.Solved) OPTIMIZER.optimize(town, RUN);
    MassBalancePlant plant = MassBalancePlant.of(town, OPTIMIZER);
    Map<String, Double> volumes =
        StepFlows.each(
            town.tanks().keySet(), id -> StepFlows.of(town.tanks(), id).initialVolumeM3());
    for (int t = 0; t < town.steps(); t++) {
      StepFlows planned = StepFlows.of(town, solved.plan(), t);
      PlantState state = new PlantState(volumes, Map.of());
      StepFlows happened = plant.operate(state, planned, planned.demandM3h(), RUN);
      planned
          .flowM3h()
          .forEach(
              (id, flow) -> assertThat(happened.flowM3h().get(id)).isCloseTo(flow, within(1e-7)));
      planned
          .volumeM3()
          .forEach((id, m3) -> assertThat(happened.volumeM3().get(id)).isCloseTo(m3, within(1e-6)));
      volumes = happened.volumeM3();
    }
  }

  @Test
  void noWaterIsMadeOrLostWhateverIsPlannedAndDrawn() {
    Problem town = TightTown.of(2, 1);
    MassBalancePlant plant = MassBalancePlant.of(town, OPTIMIZER);
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      StepFlows planned =
          new StepFlows(
              Map.of(),
              StepFlows.each(town.links().keySet(), id -> (random.nextDouble() * 2 - .5) * 150),
              StepFlows.each(town.sources().keySet(), id -> random.nextDouble() * 250),
              Map.of(),
              Map.of(),
              Map.of());
      Map<String, Double> volumes =
          StepFlows.each(
              town.tanks().keySet(),
              id -> random.nextDouble() * StepFlows.of(town.tanks(), id).maxVolumeM3());
      Map<String, Double> demand =
          StepFlows.each(town.zones().keySet(), id -> random.nextDouble() * 110);
      StepFlows real = plant.operate(new PlantState(volumes, Map.of()), planned, demand, RUN);

      Map<String, Double> net = new LinkedHashMap<>();
      town.network().nodes().forEach(node -> net.put(node.id(), 0.0));
      real.supplyM3h().forEach((id, flow) -> net.merge(id, flow, Double::sum));
      real.shortfallM3h().forEach((id, flow) -> net.merge(id, flow, Double::sum));
      demand.forEach((id, flow) -> net.merge(id, -flow, Double::sum));
      real.volumeM3().forEach((id, m3) -> net.merge(id, volumes.get(id) - m3, Double::sum));
      town.links()
          .forEach(
              (id, terms) -> {
                double flow = real.flowM3h().get(id);
                double arrives = Math.abs(flow) * (1 - terms.loss());
                String from = town.network().link(id).from();
                String to = town.network().link(id).to();
                net.merge(flow >= 0 ? from : to, -Math.abs(flow), Double::sum);
                net.merge(flow >= 0 ? to : from, arrives, Double::sum);
              });
      net.forEach((id, balance) -> assertThat(balance).as(id).isCloseTo(0, within(1e-6)));
    }
  }
}
