// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Node;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Pump;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A plant that balances masses and knows no pressures. In each step it does what differs least from
 * the plan, by a linear program over the network:
 *
 * <ol>
 *   <li>demand is met as far as water can be brought, zones of dearer shortfall first;
 *   <li>sources keep to the plan: a m³ more or less counts {@value #SOURCE};
 *   <li>so do pumps (links that use energy, or are {@link Pump}s): {@value #PUMP};
 *   <li>pipes follow: {@value #PIPE}. So tanks take the difference between plan and reality as long
 *       as pipes lead there and they are neither full nor at their least volume;
 *   <li>a m³ that is lost beyond the plan counts {@value #LOST}: surplus water is held back at the
 *       sources, and not sent in circles until it is gone.
 * </ol>
 *
 * <p>Capacities, losses, directions, tank bounds and what licences leave hold as in the {@link
 * Problem}; a planned flow beyond them is cut. Costs and tariffs play no part. A tank below its
 * least volume may stay there and gives nothing. What a tank holds beyond its greatest volume at
 * the start spills, and nothing else does: all that feeds a tank can be held back.
 *
 * <p>Thread-safety: immutable.
 */
public final class MassBalancePlant implements Plant {
  static final double SOURCE = 1;
  static final double PUMP = 0.25;
  static final double PIPE = 0.001;
  static final double LOST = 5;

  private final Problem problem;
  private final DistributionOptimizer optimizer;
  private final Network network;
  private final Map<String, Part> links = new LinkedHashMap<>();
  private final Map<String, String> spareOf = new LinkedHashMap<>();
  private final double shortfallPrice;
  private final double dearest;

  /** A link in four parts: there as planned and more, back as planned and more. */
  private record Part(String there, String more, String back, String moreBack, double weight) {}

  private MassBalancePlant(Problem problem, DistributionOptimizer optimizer) {
    this.problem = problem;
    this.optimizer = optimizer;
    Names nodes = new Names(problem.network()::hasNode);
    Network.Builder network = Network.builder();
    for (Node node : problem.network().nodes()) {
      network.node(plain(node.id()));
    }
    double weights = 1;
    for (Map.Entry<String, LinkTerms> entry : problem.links().entrySet()) {
      String id = entry.getKey();
      Link link = problem.network().link(id);
      boolean steered = link instanceof Pump || entry.getValue().energyKWhPerM3() != 0;
      double weight = steered ? PUMP : PIPE;
      Part part = new Part("a " + id, "b " + id, "c " + id, "d " + id, weight);
      links.put(id, part);
      weights += weight + LOST * entry.getValue().loss();
      network.link(Pipe.of(part.there, link.from(), link.to()));
      network.link(Pipe.of(part.more, link.from(), link.to()));
      if (entry.getValue().bidirectional()) {
        network.link(Pipe.of(part.back, link.to(), link.from()));
        network.link(Pipe.of(part.moreBack, link.to(), link.from()));
      }
    }
    for (String source : problem.sources().keySet()) {
      String spare = nodes.fresh("spare of " + source);
      spareOf.put(source, spare);
      weights += SOURCE;
      network.node(Reservoir.of(spare)).link(Pipe.of("s " + source, spare, source));
    }
    this.network = network.build();
    // No way of bringing water is as dear as a shortfall.
    this.shortfallPrice = 10 * weights;
    this.dearest =
        problem.zones().values().stream()
            .mapToDouble(ZoneTerms::shortfallCostPerM3)
            .max()
            .orElse(0);
  }

  /**
   * Returns the plant of a problem.
   *
   * @param problem its network, capacities, losses and tank bounds; its demands, costs and initial
   *     volumes play no part
   * @param optimizer solves the linear program of each step
   * @throws WaterManagementException WM-402 if the problem has terms beyond the plain ones
   */
  public static MassBalancePlant of(Problem problem, DistributionOptimizer optimizer) {
    List<String> beyond = PlainTerms.beyond(problem);
    if (!beyond.isEmpty()) {
      throw new WaterManagementException(
          ErrorCode.INVALID_PROBLEM,
          Validation.message(
              "terms of problem '" + problem.name() + "'",
              String.join(", ", beyond),
              "must be none for the mass-balance plant and the controller, which do not know them yet",
              "plan these with DistributionOptimizer.optimize"));
    }
    return new MassBalancePlant(problem, optimizer);
  }

  private Node plain(String id) {
    if (problem.sources().containsKey(id)) {
      return Reservoir.of(id);
    }
    return problem.tanks().containsKey(id) ? Tank.of(id) : Junction.of(id);
  }

  /**
   * Carries out one step of a plan.
   *
   * @throws IllegalArgumentException if state, plan or demand lack a tank, link, source or zone
   * @throws WaterManagementException WM-605 if the optimizer finds no answer
   */
  @Override
  public StepFlows operate(
      PlantState state, StepFlows planned, Map<String, Double> demandM3h, RunContext run) {
    Problem step = step(state, planned, demandM3h);
    Outcome outcome = optimizer.optimize(step, run);
    if (outcome instanceof Outcome.Solved solved) {
      return happened(solved.plan(), state, demandM3h);
    }
    throw new WaterManagementException(
        ErrorCode.PROVIDER_FAILED,
        "outcome of a plant's step (" + outcome + "), must be solved. Maybe allow more time.");
  }

  private Problem step(PlantState state, StepFlows planned, Map<String, Double> demandM3h) {
    double h = problem.stepHours();
    TimeAxis one = TimeAxis.of(problem.axis().start(), problem.axis().step(), 1);
    Problem.Builder step = Problem.builder("one step", network, one, problem.currency());
    for (Map.Entry<String, SourceTerms> source : problem.sources().entrySet()) {
      String id = source.getKey();
      double left = state.supplyLeftM3().getOrDefault(id, Double.POSITIVE_INFINITY);
      double most = Math.min(source.getValue().maxFlowM3h(), Math.max(0, left) / h);
      double asked = cut(StepFlows.of(planned.supplyM3h(), id), 0, most);
      step.source(id, SourceTerms.of(asked, -SOURCE));
      step.source(StepFlows.of(spareOf, id), SourceTerms.of(most - asked, SOURCE));
      step.link("s " + id, LinkTerms.pipe(most - asked, false, 0, 0));
    }
    for (Map.Entry<String, TankTerms> tank : problem.tanks().entrySet()) {
      String id = tank.getKey();
      TankTerms terms = tank.getValue();
      double now = cut(StepFlows.of(state.volumeM3(), id), 0, terms.maxVolumeM3());
      double least = Math.min(now, terms.minVolumeM3());
      step.tank(id, new TankTerms(least, terms.maxVolumeM3(), now, 0));
    }
    for (Map.Entry<String, ZoneTerms> zone : problem.zones().entrySet()) {
      double part = dearest > 0 ? zone.getValue().shortfallCostPerM3() / dearest : 1;
      double[] demand = {StepFlows.of(demandM3h, zone.getKey())};
      step.zone(zone.getKey(), new ZoneTerms(demand, shortfallPrice * (1 + part)));
    }
    problem.links().forEach((id, terms) -> link(step, id, terms, planned));
    return step.build();
  }

  private void link(Problem.Builder step, String id, LinkTerms terms, StepFlows planned) {
    Part part = StepFlows.of(links, id);
    double most = terms.maxFlowM3h();
    double flow = cut(StepFlows.of(planned.flowM3h(), id), terms.bidirectional() ? -most : 0, most);
    double there = Math.max(0, flow);
    double back = Math.max(0, -flow);
    double weight = part.weight;
    double beyond = weight + LOST * terms.loss();
    step.link(part.there, LinkTerms.pipe(there, false, terms.loss(), -weight));
    step.link(part.more, LinkTerms.pipe(most - there, false, terms.loss(), beyond));
    if (terms.bidirectional()) {
      step.link(part.back, LinkTerms.pipe(back, false, terms.loss(), -weight));
      step.link(part.moreBack, LinkTerms.pipe(most - back, false, terms.loss(), beyond));
    }
  }

  private StepFlows happened(Plan plan, PlantState state, Map<String, Double> demandM3h) {
    return new StepFlows(
        StepFlows.each(problem.zones().keySet(), id -> StepFlows.of(demandM3h, id)),
        StepFlows.each(problem.links().keySet(), id -> flow(plan, id)),
        StepFlows.each(
            problem.sources().keySet(),
            id -> plan.supply(id, 0) + plan.supply(StepFlows.of(spareOf, id), 0)),
        StepFlows.each(problem.tanks().keySet(), id -> plan.volume(id, 0)),
        StepFlows.each(problem.zones().keySet(), id -> plan.shortfall(id, 0)),
        StepFlows.each(problem.tanks().keySet(), id -> spilt(state, id)));
  }

  private double spilt(PlantState state, String tank) {
    double most = StepFlows.of(problem.tanks(), tank).maxVolumeM3();
    return Math.max(0, StepFlows.of(state.volumeM3(), tank) - most) / problem.stepHours();
  }

  private double flow(Plan plan, String id) {
    Part part = StepFlows.of(links, id);
    double flow = plan.flow(part.there, 0) + plan.flow(part.more, 0);
    return StepFlows.of(problem.links(), id).bidirectional()
        ? flow - plan.flow(part.back, 0) - plan.flow(part.moreBack, 0)
        : flow;
  }

  private static double cut(double value, double low, double high) {
    return Math.min(Math.max(value, low), high);
  }
}
