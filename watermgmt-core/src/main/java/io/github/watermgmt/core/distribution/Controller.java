// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.SolveReport;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Plans on a rolling horizon: in every step it takes what was measured and what is forecast, plans
 * anew from there, says what to do now, and keeps a log of plan against reality.
 *
 * <pre>{@code
 * Controller controller = Controller.of(week, optimizer, ControlSettings.ofHorizon(48));
 * Readings readings = Readings.first(week.axis().start(), volumes);
 * while (!controller.isOver()) {
 *   Decision decision = controller.decide(readings, DemandOutlook.quantile(forecast, level), run);
 *   readings = ... // carry it out, and measure
 * }
 * controller.observe(readings);
 * String csv = controller.log().toCsv();
 * }</pre>
 *
 * <p>A plan reaches to the end of the day in which it starts and {@link
 * ControlSettings#horizonSteps()} beyond, or to the end of the period. Licences hold by the days of
 * the period: what a source has given today is taken off. At its end a plan leaves the tanks their
 * least final volumes, or pays for what lacks ({@link ControlSettings#finalVolumeValuePerM3()}), so
 * that there always is a plan. It starts from the solution of the step before. Of plans that cost
 * the same the one that moves water earlier is preferred: a m³ counts a millionth of the currency
 * more for each step later.
 *
 * <p>What is committed stands: those steps are no longer planned. What they leave behind is
 * foreseen by a {@link MassBalancePlant} under the demand expected, and the plan begins there. (A
 * problem has no flows that are fixed by step; none are needed.)
 *
 * <p>Where no plan is found in time, the plan before goes on, and the decision says so. Pump units
 * are refused.
 *
 * <p>Thread-safety: confined to one thread.
 */
public final class Controller {
  private final Problem period;
  private final DistributionOptimizer optimizer;
  private final ControlSettings settings;
  private final MassBalancePlant foreseen;
  private final double finalValue;
  private final List<ControlLog.Step> log = new ArrayList<>();
  private final Deque<StepFlows> committed = new ArrayDeque<>();
  private @Nullable Ahead ahead;
  private @Nullable StepFlows running;
  private Outcome.@Nullable Solved before;
  private int next;

  /** What the last plan has for the steps behind the committed ones, from its step t on. */
  private record Ahead(Problem planned, Plan plan, int t) {
    Optional<Ahead> later() {
      return t + 1 < plan.axis().length()
          ? Optional.of(new Ahead(planned, plan, t + 1))
          : Optional.empty();
    }
  }

  private Controller(Problem period, DistributionOptimizer optimizer, ControlSettings settings) {
    this.period = period;
    this.optimizer = optimizer;
    this.settings = settings;
    this.foreseen = MassBalancePlant.of(period, optimizer);
    double cheapest =
        period.zones().values().stream().mapToDouble(ZoneTerms::shortfallCostPerM3).min().orElse(0);
    this.finalValue = settings.finalVolumeValuePerM3().orElse(cheapest / 2);
  }

  /**
   * Returns a controller at the start of a period.
   *
   * @param period the network with its terms, over all steps to be controlled, with their tariffs.
   *     Its demands are for zones without a forecast; its initial volumes play no part, its final
   *     ones are those of every plan
   * @param optimizer plans; one with {@link io.github.watermgmt.spi.Capability#WARM_START} plans
   *     faster
   * @throws WaterManagementException WM-402 if the problem is not a linear program, or has terms
   *     that {@link MassBalancePlant} does not know
   */
  public static Controller of(
      Problem period, DistributionOptimizer optimizer, ControlSettings settings) {
    Set<ProblemFeature> features = period.features();
    if (!features.isEmpty()) {
      throw new WaterManagementException(
          ErrorCode.INVALID_PROBLEM,
          Validation.message(
              "features of problem '" + period.name() + "'",
              features,
              "must be none on a rolling horizon",
              "plan without pump units"));
    }
    return new Controller(period, optimizer, settings);
  }

  /** Returns whether every step of the period has been decided. */
  public boolean isOver() {
    return next >= period.steps();
  }

  /** Returns the step to be decided next, from 0. */
  public int nextStep() {
    return next;
  }

  /** Returns plan against reality, of the steps observed so far. */
  public ControlLog log() {
    return new ControlLog(period.currency(), log);
  }

  /**
   * Takes note of what happened in the step decided last. {@link #decide} does so itself; after the
   * last step it remains to be called. Calling it twice changes nothing.
   *
   * @throws DataException WM-105 if the readings are not from the end of that step, or do not say
   *     what happened; WM-106 if they lack a tank
   */
  public void observe(Readings readings) {
    Validation validation = new Validation();
    validation.check(
        readings.at().equals(period.axis().instant(next)),
        "time of readings",
        readings.at(),
        "must be that of the next step, " + period.axis().instant(next),
        "a step was left out: start a new controller");
    validation.check(
        running == null || readings.lastStep().isPresent(),
        "last step of readings",
        "none",
        "must be there after the first step",
        "");
    validation.throwIfAny(ErrorCode.AXIS_MISMATCH, "readings");
    for (String tank : period.tanks().keySet()) {
      Double volume = readings.volumeM3().get(tank);
      validation.check(
          volume != null && Double.isFinite(volume) && volume >= 0,
          "volume of tank '" + tank + "'",
          String.valueOf(volume),
          "must be measured, finite and at least 0",
          "");
    }
    validation.throwIfAny(ErrorCode.UNKNOWN_ID, "readings");
    if (running != null && readings.lastStep().isPresent()) {
      record(running, readings.lastStep().get(), readings.volumeM3());
      running = null;
    }
  }

  /**
   * Decides the next step.
   *
   * @param readings from the end of the last step
   * @param outlook the demand to plan for, from now on
   * @throws DataException as {@link #observe}, and what the outlook throws
   * @throws WaterManagementException WM-801, WM-802 or WM-605 if there is no plan, not even one
   *     from before
   * @throws IllegalStateException if the period is over
   */
  public Decision decide(Readings readings, DemandOutlook outlook, RunContext run) {
    if (isOver()) {
      throw new IllegalStateException("the period ended at " + period.axis().end());
    }
    observe(readings);
    List<String> notes = new ArrayList<>();
    int step = next;
    int from = step + committed.size();
    Optional<Plan> plan = Optional.empty();
    Optional<SolveReport> report = Optional.empty();
    if (from < period.steps()) {
      int end = Window.endOf(period, from, settings.horizonSteps());
      Problem coming = outlook.demandOf(Window.slice(period, step, end));
      Map<String, Double> volumes = foresee(within(readings.volumeM3(), notes), step, coming, run);
      Window window = Window.of(period, coming, from, volumes, given(from), finalValue);
      Outcome outcome =
          before == null
              ? optimizer.optimize(window.problem(), run)
              : optimizer.reoptimize(window.problem(), before, run);
      if (outcome instanceof Outcome.Solved solved) {
        before = solved;
      }
      plan = planOf(outcome, notes).map(window::plan);
      report = Optional.of(reportOf(outcome));
      plan.ifPresent(found -> ahead = new Ahead(window.planned(), found, 0));
    }
    while (committed.size() <= settings.committedSteps() && ahead != null) {
      committed.add(StepFlows.of(ahead.planned, ahead.plan, ahead.t));
      ahead = ahead.later().orElse(null);
    }
    StepFlows apply = committed.poll();
    if (apply == null) {
      throw noPlan(report, run);
    }
    running = apply;
    next++;
    return new Decision(step, period.axis().instant(step), apply, plan, report, notes);
  }

  /** Cuts what is measured to what the tanks can hold. */
  private Map<String, Double> within(Map<String, Double> measured, List<String> notes) {
    Map<String, Double> volumes = new LinkedHashMap<>();
    for (Map.Entry<String, TankTerms> tank : period.tanks().entrySet()) {
      double volume = StepFlows.of(measured, tank.getKey());
      double most = tank.getValue().maxVolumeM3();
      if (volume > most) {
        notes.add("tank '" + tank.getKey() + "': " + volume + " m3 measured, taken as " + most);
      } else if (volume < tank.getValue().minVolumeM3()) {
        notes.add("tank '" + tank.getKey() + "': below its least volume, which is not held");
      }
      volumes.put(tank.getKey(), Math.min(volume, most));
    }
    return volumes;
  }

  /** Returns the volumes after what is committed, under the demand expected. */
  private Map<String, Double> foresee(
      Map<String, Double> now, int step, Problem coming, RunContext run) {
    Map<String, Double> volumes = now;
    int t = step;
    for (StepFlows planned : committed) {
      PlantState state = new PlantState(volumes, Map.of());
      Map<String, Double> demand = StepFlows.demand(coming, t - step);
      volumes = foreseen.operate(state, planned, demand, run).volumeM3();
      t++;
    }
    return volumes;
  }

  /** Returns what licensed sources give on the day of a step before it, m³. */
  private Map<String, Double> given(int from) {
    Map<String, Double> given = new LinkedHashMap<>();
    int start = Window.dayOf(period, from);
    for (ControlLog.Step step : log.subList(Math.min(start, log.size()), log.size())) {
      add(given, step.real());
    }
    int t = log.size();
    for (StepFlows planned : committed) {
      if (t++ >= start) {
        add(given, planned);
      }
    }
    return given;
  }

  private void add(Map<String, Double> given, StepFlows flows) {
    for (Map.Entry<String, SourceTerms> source : period.sources().entrySet()) {
      if (source.getValue().maxDailyVolumeM3().isPresent()) {
        double volume = period.stepHours() * StepFlows.of(flows.supplyM3h(), source.getKey());
        given.merge(source.getKey(), volume, Double::sum);
      }
    }
  }

  private static Optional<Plan> planOf(Outcome outcome, List<String> notes) {
    if (outcome instanceof Outcome.Solved solved) {
      return Optional.of(solved.plan());
    }
    if (outcome instanceof Outcome.Stopped stopped) {
      boolean found = stopped.best().isPresent();
      notes.add(stopped.reason() + (found ? ": the best plan found" : ": the plan before goes on"));
      return stopped.best();
    }
    notes.add("no plan, " + outcome + ": the plan before goes on");
    return Optional.empty();
  }

  private static SolveReport reportOf(Outcome outcome) {
    if (outcome instanceof Outcome.Solved solved) {
      return solved.report();
    }
    if (outcome instanceof Outcome.Stopped stopped) {
      return stopped.report();
    }
    if (outcome instanceof Outcome.Infeasible infeasible) {
      return infeasible.report();
    }
    return new SolveReport("", "none", 0, 0, 0, 0, 0, List.of(outcome.toString()));
  }

  private WaterManagementException noPlan(Optional<SolveReport> report, RunContext run) {
    ErrorCode code =
        run.isCancelled()
            ? ErrorCode.CANCELLED
            : run.stopRequested() ? ErrorCode.DEADLINE_EXCEEDED : ErrorCode.PROVIDER_FAILED;
    return new WaterManagementException(
        code,
        Validation.message(
            "plan for step " + next,
            report.map(SolveReport::toString).orElse("none"),
            "must be found in the first step",
            "allow more time"));
  }

  private void record(StepFlows planned, StepFlows measured, Map<String, Double> volumes) {
    Set<String> assumed = new LinkedHashSet<>();
    StepFlows real =
        new StepFlows(
            filled(planned.demandM3h(), measured.demandM3h(), assumed),
            filled(planned.flowM3h(), measured.flowM3h(), assumed),
            filled(planned.supplyM3h(), measured.supplyM3h(), assumed),
            volumes,
            filled(planned.shortfallM3h(), measured.shortfallM3h(), assumed),
            filled(planned.overflowM3h(), measured.overflowM3h(), assumed));
    int step = log.size();
    log.add(
        new ControlLog.Step(
            step,
            period.axis().instant(step),
            planned,
            real,
            StepCost.of(period, step, planned),
            StepCost.of(period, step, real),
            assumed));
  }

  private static Map<String, Double> filled(
      Map<String, Double> planned, Map<String, Double> measured, Set<String> assumed) {
    return StepFlows.each(
        planned.keySet(),
        id -> {
          Double value = measured.get(id);
          if (value == null) {
            assumed.add(id);
            return StepFlows.of(planned, id);
          }
          return value;
        });
  }
}
