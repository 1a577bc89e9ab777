// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.hydraulics.HydraulicInputs;
import io.github.watermgmt.hydraulics.HydraulicModel;
import io.github.watermgmt.hydraulics.HydraulicSimulation;
import io.github.watermgmt.hydraulics.HydraulicState;
import io.github.watermgmt.network.HeadLossFormula;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.HydraulicProvider;
import io.github.watermgmt.spi.RunContext;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** What the tests of hydraulic models share: hooks, small networks and the formula of loss. */
abstract class HydraulicSetting extends ProviderContract<HydraulicModel> {
  private static final double SECONDS = 3600;

  HydraulicSetting() {}

  @Override
  protected abstract HydraulicProvider provider();

  /**
   * Returns by how much, relative to them, head losses and flows may be off; 0.001 unless
   * overridden. Losses by other formulas than that of Hazen and Williams get twenty times as much,
   * because their friction factors are approximated in several ways.
   */
  protected double tolerance() {
    return 1e-3;
  }

  /**
   * Returns the greatest number of days that the kit goes up to for a simulation that takes long
   * enough to be interrupted; 2048 unless overridden.
   */
  protected int mostDays() {
    return 2048;
  }

  final boolean can(Capability capability) {
    return provider().capabilities().contains(capability);
  }

  final HydraulicState steady(Network network, HydraulicInputs inputs) {
    assumeCapability(Capability.STEADY_STATE);
    try (HydraulicSimulation simulation = open(network)) {
      return simulation.steady(inputs);
    }
  }

  final HydraulicSimulation open(Network network) {
    return configured().open(network, RunContext.standard());
  }

  static Reservoir reservoir(String id, double headM) {
    return new Reservoir(id, OptionalDouble.empty(), Optional.empty(), OptionalDouble.of(headM));
  }

  static Junction junction(String id, double elevationM) {
    return new Junction(id, OptionalDouble.of(elevationM), Optional.empty());
  }

  static Pipe pipe(
      String id, String from, String to, double length, double diameter, double roughness) {
    return new Pipe(
        id, from, to, Optional.of(new Pipe.Physics(length, diameter, roughness, 0, false)));
  }

  static HydraulicInputs drawing(Map<String, Double> demandM3h) {
    return HydraulicInputs.none().withDemand(demandM3h);
  }

  /** Head loss of a pipe by Hazen and Williams, m, with the sign of the flow (m³/h). */
  static double loss(Pipe pipe, double flowM3h) {
    Pipe.Physics physics = pipe.physics().orElseThrow();
    double q = Math.abs(flowM3h) / SECONDS;
    double loss =
        10.667
            * physics.lengthM()
            * StrictMath.pow(q / physics.roughness(), 1.852)
            / StrictMath.pow(physics.diameterM(), 4.871);
    return Math.copySign(loss, flowM3h);
  }

  static double value(Map<String, Double> values, String id) {
    Double value = values.get(id);
    if (value == null) {
      throw new AssertionError("'" + id + "' is missing among " + values.keySet());
    }
    return value;
  }

  final void assertLoss(HydraulicState state, Pipe pipe) {
    double expected = loss(pipe, value(state.flowM3h(), pipe.id()));
    assertThat(value(state.headM(), pipe.from()) - value(state.headM(), pipe.to()))
        .as("head loss along pipe '%s' for its flow, m", pipe.id())
        .isCloseTo(expected, within(tolerance() * (0.1 + Math.abs(expected))));
  }

  static Network single(HeadLossFormula formula, double roughness) {
    return Network.builder()
        .headLoss(formula)
        .node(reservoir("R", 100))
        .node(junction("J", 40))
        .link(pipe("P", "R", "J", 1000, 0.2, roughness))
        .build();
  }

  /** Two reservoirs, four junctions in a loop; pipe CB is drawn against its usual flow. */
  static Network meshed() {
    return Network.builder()
        .node(reservoir("R1", 100))
        .node(reservoir("R2", 92))
        .node(junction("A", 30))
        .node(junction("B", 35))
        .node(junction("C", 25))
        .node(junction("D", 28))
        .link(pipe("R1A", "R1", "A", 900, 0.3, 120))
        .link(pipe("R2D", "R2", "D", 700, 0.25, 110))
        .link(pipe("AB", "A", "B", 600, 0.2, 100))
        .link(pipe("CB", "C", "B", 500, 0.15, 100))
        .link(pipe("AC", "A", "C", 800, 0.2, 130))
        .link(pipe("CD", "C", "D", 400, 0.2, 90))
        .build();
  }

  static Network tower() {
    Tank tank =
        new Tank(
            "T",
            OptionalDouble.of(60),
            Optional.empty(),
            Optional.of(new Tank.Geometry(5, 0, 8, 10, 0, null)));
    return Network.builder()
        .node(tank)
        .node(junction("J", 20))
        .link(pipe("P", "T", "J", 500, 0.2, 120))
        .build();
  }
}
