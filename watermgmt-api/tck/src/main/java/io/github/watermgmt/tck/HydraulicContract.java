// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.DeadlineExceededException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.hydraulics.HydraulicInputs;
import io.github.watermgmt.hydraulics.HydraulicModel;
import io.github.watermgmt.hydraulics.HydraulicResult;
import io.github.watermgmt.hydraulics.HydraulicSchedule;
import io.github.watermgmt.hydraulics.HydraulicSimulation;
import io.github.watermgmt.hydraulics.HydraulicState;
import io.github.watermgmt.hydraulics.LinkStatus;
import io.github.watermgmt.network.HeadLossFormula;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/**
 * What every provider of hydraulic models promises: extend this, return your provider, and inherit
 * the tests.
 *
 * <pre>{@code
 * class MyHydraulicContractTest extends HydraulicContract {
 *   @Override
 *   protected HydraulicProvider provider() {
 *     return new MyHydraulicProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>Heads and flows are compared with formulas in closed form; where there is none, the balance of
 * every node and the head loss of every pipe are checked, which together have one solution.
 */
public abstract class HydraulicContract extends HydraulicSetting {
  /** Creates the contract. */
  protected HydraulicContract() {}

  @Test
  final void saysWhatItIs() {
    HydraulicModel model = configured();
    assertThat(model.name()).as("name of the model").isEqualTo(provider().name());
    assertThat(model.options()).as("options of the model").isEqualTo(options());
    assertThat(provider().capabilities())
        .as("capabilities of the provider include those of its models")
        .containsAll(model.capabilities());
  }

  @Test
  final void losesHeadByHazenAndWilliams() {
    Network network = single(HeadLossFormula.HAZEN_WILLIAMS, 110);
    Pipe pipe = (Pipe) network.link("P");
    for (double demand : new double[] {3.6, 36, 150}) {
      HydraulicState state = steady(network, drawing(Map.of("J", demand)));
      assertThat(value(state.flowM3h(), "P"))
          .as("flow of the only pipe, m³/h; maybe l/s or m³/s are mixed in")
          .isCloseTo(demand, within(tolerance() * demand));
      assertThat(value(state.headM(), "R")).as("head of the reservoir").isEqualTo(100);
      double loss = loss(pipe, demand);
      assertThat(value(state.headM(), "J"))
          .as("head of the junction, m, at %s m³/h", demand)
          .isCloseTo(100 - loss, within(tolerance() * loss + 1e-6));
    }
  }

  @Test
  final void losesHeadByManning() {
    double q = 100 / 3600.0;
    double loss = 10.294 * 0.012 * 0.012 * 1000 * q * q / StrictMath.pow(0.2, 16.0 / 3);
    otherFormula(HeadLossFormula.CHEZY_MANNING, 0.012, loss);
  }

  @Test
  final void losesHeadByDarcyAndWeisbach() {
    double q = 100 / 3600.0;
    double area = Math.PI * 0.2 * 0.2 / 4;
    double reynolds = q / area * 0.2 / 1.0e-6;
    double friction = 0.02;
    for (int i = 0; i < 50; i++) {
      // Colebrook and White; roughness 0.1 mm
      double root = 0.1e-3 / 0.2 / 3.7 + 2.51 / (reynolds * StrictMath.sqrt(friction));
      friction = StrictMath.pow(-2 * StrictMath.log10(root), -2);
    }
    double loss = friction * 1000 / 0.2 * (q / area) * (q / area) / (2 * 9.81);
    otherFormula(HeadLossFormula.DARCY_WEISBACH, 0.1, loss);
  }

  private void otherFormula(HeadLossFormula formula, double roughness, double loss) {
    HydraulicState state;
    try {
      state = steady(single(formula, roughness), drawing(Map.of("J", 100.0)));
    } catch (UnsupportedRequestException e) {
      abort(formula + " is refused: " + e.getMessage());
      return;
    }
    assertThat(100 - value(state.headM(), "J"))
        .as("head loss by %s, m", formula)
        .isCloseTo(loss, within(20 * tolerance() * loss));
  }

  @Test
  final void sharesFlowBetweenParallelPipes() {
    Network network =
        Network.builder()
            .node(reservoir("R", 80))
            .node(junction("J", 10))
            .link(pipe("wide", "R", "J", 800, 0.3, 120))
            .link(pipe("narrow", "R", "J", 500, 0.2, 120))
            .build();
    HydraulicState state = steady(network, drawing(Map.of("J", 200.0)));
    double ratio =
        StrictMath.pow(0.3 / 0.2, 4.871 / 1.852) * StrictMath.pow(500.0 / 800, 1 / 1.852);
    double narrow = 200 / (1 + ratio);
    assertThat(value(state.flowM3h(), "narrow"))
        .as("flow of the narrow pipe of two, m³/h")
        .isCloseTo(narrow, within(tolerance() * narrow));
    assertThat(value(state.flowM3h(), "wide"))
        .as("flow of the wide pipe of two, m³/h")
        .isCloseTo(200 - narrow, within(tolerance() * 200));
  }

  @Test
  final void splitsASymmetricalLoopInHalves() {
    Network network =
        Network.builder()
            .node(reservoir("R", 90))
            .node(junction("A", 10))
            .node(junction("B", 10))
            .node(junction("C", 10))
            .node(junction("D", 10))
            .link(pipe("RA", "R", "A", 100, 0.4, 120))
            .link(pipe("AB", "A", "B", 500, 0.2, 120))
            .link(pipe("AC", "A", "C", 500, 0.2, 120))
            .link(pipe("BC", "B", "C", 500, 0.2, 120))
            .link(pipe("BD", "B", "D", 500, 0.2, 120))
            .link(pipe("CD", "C", "D", 500, 0.2, 120))
            .build();
    HydraulicState state = steady(network, drawing(Map.of("D", 120.0)));
    for (String half : List.of("AB", "AC", "BD", "CD")) {
      assertThat(value(state.flowM3h(), half))
          .as("flow of pipe '%s', m³/h", half)
          .isCloseTo(60, within(60 * tolerance()));
    }
    assertThat(value(state.flowM3h(), "BC"))
        .as("flow of the pipe between equal heads, m³/h")
        .isCloseTo(0, within(0.5));
    assertThat(value(state.headM(), "B"))
        .as("heads on either side")
        .isCloseTo(value(state.headM(), "C"), within(1e-3));
  }

  @Test
  final void keepsBalancesAndLossesInANetwork() {
    Network network = meshed();
    for (int seed = 1; seed <= 10; seed++) {
      RandomGenerator random = RunContext.standard().withSeed(seed).random("demand");
      Map<String, Double> demand = new LinkedHashMap<>();
      double all = 0;
      for (String junction : List.of("A", "B", "C", "D")) {
        double drawn = random.nextDouble(0, 90);
        demand.put(junction, drawn);
        all += drawn;
      }
      HydraulicState state = steady(network, drawing(demand));
      assertThat(state.headM().keySet())
          .as("nodes, in order")
          .containsExactlyElementsOf(network.nodes().stream().map(node -> node.id()).toList());
      for (Map.Entry<String, Double> junction : demand.entrySet()) {
        double net = -value(state.deliveredM3h(), junction.getKey());
        for (Link link : network.linksOf(junction.getKey())) {
          double flow = value(state.flowM3h(), link.id());
          net += link.to().equals(junction.getKey()) ? flow : -flow;
        }
        assertThat(net)
            .as("balance of junction '%s', m³/h", junction.getKey())
            .isCloseTo(0, within(tolerance() * all));
      }
      network.links().forEach(link -> assertLoss(state, (Pipe) link));
    }
  }

  @Test
  final void deliversWhatIsDrawn() {
    assumeDemandIsMet();
    HydraulicState state = steady(meshed(), drawing(Map.of("A", 20.0, "B", 30.0)));
    assertThat(value(state.deliveredM3h(), "B"))
        .as("what junction 'B' gets, m³/h")
        .isCloseTo(30, within(30 * tolerance()));
    assertThat(value(state.deliveredM3h(), "C")).as("where nothing is drawn").isZero();
  }

  private void assumeDemandIsMet() {
    if (can(Capability.PRESSURE_DRIVEN)) {
      abort("demand may follow pressure");
    }
  }

  @Test
  final void tellsTheHeadAboveGround() {
    Network network = meshed();
    HydraulicState state = steady(network, drawing(Map.of("B", 30.0)));
    for (String junction : List.of("A", "B", "C", "D")) {
      double ground = network.node(junction).elevationM().orElseThrow();
      assertThat(value(state.pressureHeadM(), junction))
          .as("head of '%s' above the ground, m", junction)
          .isCloseTo(value(state.headM(), junction) - ground, within(1e-9));
    }
  }

  @Test
  final void signsFlowByTheDirectionOfTheLink() {
    Network network =
        Network.builder()
            .node(reservoir("R", 100))
            .node(junction("J", 40))
            .link(pipe("back", "J", "R", 1000, 0.2, 110))
            .build();
    HydraulicState state = steady(network, drawing(Map.of("J", 36.0)));
    assertThat(value(state.flowM3h(), "back"))
        .as("flow against the direction of the link, m³/h")
        .isCloseTo(-36, within(36 * tolerance()));
    HydraulicState feeding = steady(network, drawing(Map.of("J", -36.0)));
    assertThat(value(feeding.headM(), "J"))
        .as("head of a junction that feeds water in, above the reservoir's")
        .isGreaterThan(100);
  }

  @Test
  final void heedsTheStatusOfLinks() {
    Network network =
        Network.builder()
            .node(reservoir("R", 80))
            .node(junction("J", 10))
            .link(pipe("one", "R", "J", 800, 0.3, 120))
            .link(pipe("other", "R", "J", 800, 0.3, 120))
            .build();
    HydraulicInputs inputs =
        drawing(Map.of("J", 100.0)).withStatus(Map.of("one", LinkStatus.CLOSED));
    HydraulicState state = steady(network, inputs);
    assertThat(value(state.flowM3h(), "one"))
        .as("flow of a closed pipe")
        .isCloseTo(0, within(1e-6));
    assertThat(value(state.flowM3h(), "other"))
        .as("flow of the open one, m³/h")
        .isCloseTo(100, within(100 * tolerance()));
    assertLoss(state, (Pipe) network.link("other"));
  }

  @Test
  final void takesHeadsOfReservoirsFromItsInputs() {
    Network network = single(HeadLossFormula.HAZEN_WILLIAMS, 110);
    HydraulicInputs none = HydraulicInputs.none();
    HydraulicInputs inputs =
        new HydraulicInputs(
            Map.of("J", 36.0),
            Map.of("R", 77.0),
            none.tankLevelM(),
            none.status(),
            none.setting(),
            none.emitter());
    HydraulicState state = steady(network, inputs);
    assertThat(value(state.headM(), "R")).as("head of the reservoir, m").isEqualTo(77);
    assertLoss(state, (Pipe) network.link("P"));
  }

  @Test
  final void leaksGrowWithTheRootOfThePressureHead() {
    Network network = single(HeadLossFormula.HAZEN_WILLIAMS, 110);
    HydraulicInputs inputs = HydraulicInputs.none().withEmitters(Map.of("J", 3.0));
    HydraulicState state = steady(network, inputs);
    double expected = 3 * StrictMath.sqrt(value(state.pressureHeadM(), "J"));
    assertThat(value(state.deliveredM3h(), "J"))
        .as("outflow of an emitter of 3 m³/h at 1 m, m³/h")
        .isCloseTo(expected, within(tolerance() * expected));
    assertLoss(state, (Pipe) network.link("P"));
  }

  @Test
  final void givesTheSameBitsAgain() {
    assumeCapability(Capability.STEADY_STATE);
    HydraulicInputs inputs = drawing(Map.of("A", 20.0, "B", 30.0));
    HydraulicState first = steady(meshed(), inputs);
    try (HydraulicSimulation simulation = open(meshed())) {
      simulation.steady(drawing(Map.of("C", 200.0)));
      assertThat(simulation.steady(inputs))
          .as("a state, with another simulated in between; maybe start from the same flows")
          .isEqualTo(first);
    }
  }

  @Test
  final void refusesIdsThatAreNotThere() {
    HydraulicInputs inputs =
        new HydraulicInputs(
            Map.of("nowhere", 5.0),
            Map.of("no spring", 3.0),
            Map.of(),
            Map.of("no pipe", LinkStatus.CLOSED),
            Map.of(),
            Map.of("no leak", 1.0));
    assumeCapability(Capability.STEADY_STATE);
    assertThatThrownBy(() -> steady(meshed(), inputs), "inputs with unknown ids")
        .isInstanceOfSatisfying(
            DataException.class,
            e -> assertThat(e.code()).as("code").isEqualTo(ErrorCode.UNKNOWN_ID))
        .hasMessageContainingAll("nowhere", "no spring", "no pipe", "no leak");
  }

  @Test
  final void refusesANetworkWithoutPhysicsNamingAllOfIt() {
    Network bare =
        Network.builder()
            .node(reservoir("R", 100))
            .node(junction("J", 40))
            .node(junction("K", 40))
            .link(Pipe.of("first", "R", "J"))
            .link(Pipe.of("second", "J", "K"))
            .build();
    assertThatThrownBy(() -> open(bare).close(), "pipes without length and diameter")
        .isInstanceOfSatisfying(
            WaterManagementException.class,
            e -> assertThat(e.code()).as("code").isEqualTo(ErrorCode.INVALID_NETWORK))
        .hasMessageContainingAll("first", "second");
  }

  @Test
  final void drainsATank() {
    HydraulicSchedule schedule = HydraulicSchedule.constant(drawing(Map.of("J", 36.0)));
    TimeAxis axis = SmallProblems.hours(6);
    try (HydraulicSimulation simulation = open(tower())) {
      if (!can(Capability.EXTENDED_PERIOD)) {
        assertThatThrownBy(
                () -> simulation.run(axis, schedule, RunContext.standard()),
                "a period, which is not claimed")
            .isInstanceOf(UnsupportedRequestException.class);
        return;
      }
      HydraulicResult result = simulation.run(axis, schedule, RunContext.standard());
      assertThat(result.axis()).as("steps of the result").isEqualTo(axis);
      double area = Math.PI * 10 * 10 / 4;
      for (int t = 0; t < axis.length(); t++) {
        assertThat(result.value(HydraulicResult.Kind.HEAD, "T", t))
            .as("head of the tank at the start of step %s: 36 m³ less each hour", t)
            .isCloseTo(65 - 36 * t / area, within(5e-3));
        assertThat(result.value(HydraulicResult.Kind.FLOW, "P", t))
            .as("outflow in step %s, m³/h", t)
            .isCloseTo(36, within(36 * tolerance()));
      }
    }
  }

  @Test
  final void stopsWhenCancelledOrOverdue() {
    assumeCapability(Capability.EXTENDED_PERIOD);
    HydraulicSchedule schedule = HydraulicSchedule.constant(drawing(Map.of("J", 36.0)));
    TimeAxis axis = SmallProblems.hours(6);
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    RunContext cancelled = RunContext.standard().withCancellation(cancellation);
    RunContext overdue = RunContext.standard().withDeadline(Duration.ZERO);
    try (HydraulicSimulation simulation = open(tower())) {
      assertThatThrownBy(() -> simulation.run(axis, schedule, cancelled), "a cancelled run")
          .isInstanceOf(CancelledException.class);
      assertThatThrownBy(() -> simulation.run(axis, schedule, overdue), "a run after its deadline")
          .isInstanceOf(DeadlineExceededException.class);
    }
  }

  @Test
  final void mayBeClosedTwice() {
    HydraulicSimulation simulation = open(tower());
    simulation.close();
    assertThatCode(simulation::close).as("a second close").doesNotThrowAnyException();
  }

  @Test
  final void stopsWhenCancelledInBetween() {
    assumeCapability(Capability.EXTENDED_PERIOD);
    // Fed as much as is drawn, the tank stays as it is however long the period.
    HydraulicSchedule schedule = HydraulicSchedule.constant(drawing(Map.of("J", 0.0)));
    Interruption.cancelDuring(
        "simulation by '" + provider().name() + "'",
        size ->
            Interruption.throwing(
                run -> {
                  try (HydraulicSimulation simulation = open(tower())) {
                    simulation.run(SmallProblems.hours(24 * size), schedule, run);
                  }
                }),
        mostDays(),
        promptness());
  }
}
