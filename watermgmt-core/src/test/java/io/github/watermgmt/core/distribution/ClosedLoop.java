// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Runs a period against a plant, by several ways of deciding. */
final class ClosedLoop {
  static final int HORIZON = 48;
  private static final RunContext RUN = RunContext.standard();
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** Levels of the tanks by the rule, chosen such that midnight finds them half full. */
  private static final double EVENING = 27.1 / 70;

  private static final double MORNING = .9;

  final Problem truth;
  final StepForecasts forecasts;
  private final DistributionOptimizer optimizer;
  private final MassBalancePlant plant;

  /**
   * What came of a way of deciding.
   *
   * @param steps what happened
   * @param replanNanos processor time of each decision, forecast apart
   * @param log empty where there was no controller
   */
  record Week(
      String name, List<StepFlows> steps, StepCost cost, List<Long> replanNanos, ControlLog log) {

    double shortfallM3(Problem truth) {
      return truth.stepHours()
          * steps.stream().mapToDouble(step -> StepFlows.sum(step.shortfallM3h())).sum();
    }

    double overflowM3(Problem truth) {
      return truth.stepHours()
          * steps.stream().mapToDouble(step -> StepFlows.sum(step.overflowM3h())).sum();
    }

    double[] stored() {
      return steps.stream().mapToDouble(step -> StepFlows.sum(step.volumeM3())).toArray();
    }

    StepFlows last() {
      return steps.get(steps.size() - 1);
    }

    Plan asPlan(Problem truth) {
      Plan.Builder plan = Plan.builder(truth.axis());
      rows(plan, Plan.Kind.FLOW, steps.stream().map(StepFlows::flowM3h).toList());
      rows(plan, Plan.Kind.SUPPLY, steps.stream().map(StepFlows::supplyM3h).toList());
      rows(plan, Plan.Kind.VOLUME, steps.stream().map(StepFlows::volumeM3).toList());
      rows(plan, Plan.Kind.SHORTFALL, steps.stream().map(StepFlows::shortfallM3h).toList());
      return plan.build();
    }

    private static void rows(Plan.Builder plan, Plan.Kind kind, List<Map<String, Double>> steps) {
      for (String id : steps.get(0).keySet()) {
        plan.put(kind, id, steps.stream().mapToDouble(step -> StepFlows.of(step, id)).toArray());
      }
    }

    /** The cost with what lacks to the final volumes at its marginal price. */
    double fairCost(Problem truth, MarginalPrices prices) {
      double cost = cost().total();
      for (Map.Entry<String, TankTerms> tank : truth.tanks().entrySet()) {
        double lacks =
            tank.getValue().finalMinVolumeM3() - StepFlows.of(last().volumeM3(), tank.getKey());
        cost += lacks * prices.price(tank.getKey(), truth.steps() - 1);
      }
      return cost;
    }

    double medianMillis() {
      List<Long> sorted = replanNanos.stream().sorted().toList();
      return sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2) / 1e6;
    }
  }

  ClosedLoop(Problem truth, StepForecasts forecasts, DistributionOptimizer optimizer) {
    this.truth = truth;
    this.forecasts = forecasts;
    this.optimizer = optimizer;
    this.plant = MassBalancePlant.of(truth, optimizer);
  }

  /** What happens need not end with the volumes that a plan must. */
  static Problem withoutFinalVolumes(Problem truth) {
    Problem.Builder free = truth.toBuilder();
    truth
        .tanks()
        .forEach(
            (id, terms) ->
                free.tank(
                    id,
                    new TankTerms(
                        terms.minVolumeM3(), terms.maxVolumeM3(), terms.initialVolumeM3(), 0)));
    return free.build();
  }

  Outcome.Solved solvedWithForesight() {
    Outcome outcome = optimizer.optimize(truth, RUN);
    assertThat(outcome).isInstanceOf(Outcome.Solved.class);
    return (Outcome.Solved) outcome;
  }

  Week foresight(Outcome.Solved solved) {
    List<StepFlows> steps = new ArrayList<>();
    Plan plan = solved.plan();
    for (int t = 0; t < truth.steps(); t++) {
      steps.add(StepFlows.of(truth, plan, t));
    }
    return week("perfect foresight", steps, List.of(), new ControlLog("EUR", List.of()));
  }

  Week controlled(String name, QuantileLevel level, ControlSettings settings, boolean warm) {
    return controlled(
        name, step -> DemandOutlook.quantile(forecasts.at(step), level), settings, warm);
  }

  interface Outlooks {
    DemandOutlook at(int step);
  }

  Week controlled(String name, Outlooks outlooks, ControlSettings settings, boolean warm) {
    Controller controller = Controller.of(truth, warm ? optimizer : new Cold(optimizer), settings);
    List<StepFlows> steps = new ArrayList<>();
    List<Long> nanos = new ArrayList<>();
    Readings readings = Readings.first(truth.axis().start(), initial());
    while (!controller.isOver()) {
      DemandOutlook outlook = outlooks.at(steps.size());
      long start = THREADS.getCurrentThreadCpuTime();
      Decision decision = controller.decide(readings, outlook, RUN);
      nanos.add(THREADS.getCurrentThreadCpuTime() - start);
      readings = operate(steps, decision.apply(), readings.volumeM3());
    }
    controller.observe(readings);
    return week(name, steps, nanos, controller.log());
  }

  private Readings operate(List<StepFlows> steps, StepFlows planned, Map<String, Double> volumes) {
    PlantState state = PlantState.of(truth, steps, volumes);
    Map<String, Double> demand = StepFlows.demand(truth, steps.size());
    StepFlows happened = plant.operate(state, planned, demand, RUN);
    steps.add(happened);
    return Readings.after(truth.axis().instant(steps.size()), happened);
  }

  private Map<String, Double> initial() {
    return StepFlows.each(
        truth.tanks().keySet(), id -> StepFlows.of(truth.tanks(), id).initialVolumeM3());
  }

  /**
   * Fills the tanks at night and drains them by day: level by the clock, straight between 22 and 7
   * o'clock; how the water gets there is the cheapest for the hour, with the median of its demand.
   */
  Week rule() {
    List<StepFlows> steps = new ArrayList<>();
    Map<String, Double> volumes = initial();
    for (int t = 0; t < truth.steps(); t++) {
      double level = level((t + 1) % 24);
      Problem.Builder aimed = truth.toBuilder();
      truth
          .tanks()
          .forEach(
              (id, terms) -> {
                double aim = Math.max(terms.minVolumeM3(), level * terms.maxVolumeM3());
                aimed.tank(id, new TankTerms(terms.minVolumeM3(), terms.maxVolumeM3(), aim, aim));
              });
      Forecast forecast = forecasts.at(t);
      Problem hour =
          DemandOutlook.quantile(forecast, DrawnForecasts.MEDIAN)
              .demandOf(Window.slice(truth, t, t + 1));
      Window window = Window.of(aimed.build(), hour, t, volumes, given(steps), 2);
      Outcome outcome = optimizer.optimize(window.problem(), RUN);
      assertThat(outcome).isInstanceOf(Outcome.Solved.class);
      Plan plan = window.plan(((Outcome.Solved) outcome).plan());
      volumes = operate(steps, StepFlows.of(window.planned(), plan, 0), volumes).volumeM3();
    }
    return week("rule of the clock", steps, List.of(), new ControlLog("EUR", List.of()));
  }

  private static double level(int hour) {
    int night = (hour + 2) % 24; // hours since 22 o'clock
    return night <= 9
        ? EVENING + (MORNING - EVENING) * night / 9
        : MORNING - (MORNING - EVENING) * (night - 9) / 15;
  }

  private Map<String, Double> given(List<StepFlows> steps) {
    Map<String, Double> given = new LinkedHashMap<>();
    for (StepFlows step : steps.subList(Window.dayOf(truth, steps.size()), steps.size())) {
      step.supplyM3h()
          .forEach((id, flow) -> given.merge(id, flow * truth.stepHours(), Double::sum));
    }
    return given;
  }

  private Week week(String name, List<StepFlows> steps, List<Long> nanos, ControlLog log) {
    StepCost cost = new StepCost(0, 0, 0, 0);
    for (int t = 0; t < steps.size(); t++) {
      cost = cost.plus(StepCost.of(truth, t, steps.get(t)));
    }
    return new Week(name, List.copyOf(steps), cost, List.copyOf(nanos), log);
  }

  /** Solves every problem from scratch. */
  private record Cold(DistributionOptimizer optimizer) implements DistributionOptimizer {
    @Override
    public String name() {
      return optimizer.name();
    }

    @Override
    public Options options() {
      return optimizer.options();
    }

    @Override
    public Set<Capability> capabilities() {
      return optimizer.capabilities();
    }

    @Override
    public Outcome optimize(Problem problem, RunContext run) {
      return optimizer.optimize(problem, run);
    }
  }
}
