// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPObjective;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolver.ResultStatus;
import com.google.ortools.linearsolver.MPVariable;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ProblemFeature;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Node;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The time-expanded problem as a model of OR-Tools: one balance per node and step in m³, one row
 * per licence and day, and every limit a bound of a variable. Native memory holds the model until
 * {@link #close}.
 *
 * <p>Thread-safety: confined to one thread, but for {@link #interrupt}.
 */
final class PlanModel implements AutoCloseable {
  private static final double SMALLEST_SCALE = 1e-12;

  /** What is kept of the time for handing over: a twentieth, and not more than this. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  private static final int SHARE = 20;

  private final Problem problem;
  private final RunContext run;
  private final Engine engine;
  private final MPSolver solver;
  private final MPObjective objective;
  private final int steps;
  private final double h;
  private final double scale;
  private final Map<String, MPConstraint[]> balances = new LinkedHashMap<>();
  private final Map<String, MPVariable[]> variables = new LinkedHashMap<>();
  private final Map<String, MPConstraint[]> licences = new LinkedHashMap<>();
  private final Object lock = new Object();
  private boolean closed;
  private boolean timeIsUp;
  private long nonZeros;

  /**
   * Builds the model.
   *
   * @param toll added to the cost of two-way links with losses, currency per m³; see {@link
   *     OrToolsOptimizer}
   * @throws io.github.watermgmt.error.CancelledException if the run was cancelled meanwhile
   * @throws io.github.watermgmt.error.DeadlineExceededException if its deadline passed
   */
  PlanModel(Problem problem, Engine engine, double toll, RunContext run) {
    this.problem = problem;
    this.run = run;
    this.engine = engine;
    this.solver = engine.create();
    this.objective = solver.objective();
    this.steps = problem.steps();
    this.h = problem.stepHours();
    this.scale = Math.max(SMALLEST_SCALE, greatestCost(problem) * h);
    try {
      for (Node node : problem.network().nodes()) {
        balances.put(node.id(), balance());
      }
      problem.links().forEach((id, terms) -> link(id, terms, toll));
      problem.sources().forEach(this::source);
      problem.tanks().forEach(this::tank);
      problem.zones().forEach(this::zone);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /** Returns the greatest cost per m³ by size. */
  static double greatestCost(Problem problem) {
    double greatest = 0;
    for (SourceTerms source : problem.sources().values()) {
      greatest = Math.max(greatest, Math.abs(source.costPerM3()));
    }
    for (ZoneTerms zone : problem.zones().values()) {
      greatest = Math.max(greatest, zone.shortfallCostPerM3());
    }
    for (String link : problem.links().keySet()) {
      for (double cost : problem.linkCosts(link)) {
        greatest = Math.max(greatest, Math.abs(cost));
      }
    }
    return greatest;
  }

  private MPConstraint[] balance() {
    run.checkpoint("model");
    MPConstraint[] rows = new MPConstraint[steps];
    for (int t = 0; t < steps; t++) {
      rows[t] = solver.makeConstraint(0, 0, "");
    }
    return rows;
  }

  private void link(String id, LinkTerms terms, double toll) {
    Link link = problem.network().link(id);
    double[] cost = problem.linkCosts(id);
    for (int t = 0; t < steps && isTwoWay(terms) && terms.loss() > 0; t++) {
      cost[t] += toll;
    }
    oneWay("flow " + id, link.from(), link.to(), terms, cost);
    if (isTwoWay(terms)) {
      oneWay("back " + id, link.to(), link.from(), terms, cost);
      if (problem.features().contains(ProblemFeature.PUMP_UNITS) && terms.loss() > 0) {
        oneWayAtATime(id, terms.maxFlowM3h());
      }
    }
    terms.units().ifPresent(units -> units(id, terms, units));
  }

  /**
   * Water to and fro is a way to lose what the least flow of a pump forces on a town, and no plan
   * can hold it. Where all flows are free it does not pay, and needs no rule.
   */
  private void oneWayAtATime(String id, double most) {
    for (int t = 0; t < steps; t++) {
      MPVariable forward = solver.makeBoolVar("");
      MPConstraint flow = solver.makeConstraint(-MPSolver.infinity(), 0, "");
      term(flow, variables("flow " + id)[t], 1);
      term(flow, forward, -most);
      MPConstraint back = solver.makeConstraint(-MPSolver.infinity(), most, "");
      term(back, variables("back " + id)[t], 1);
      term(back, forward, most);
    }
  }

  /** Pumps run one way, whatever else the link would allow. */
  private static boolean isTwoWay(LinkTerms terms) {
    return terms.bidirectional() && terms.units().isEmpty();
  }

  /** Whole numbers of running pumps; a start is what one step has more than the one before. */
  private void units(String id, LinkTerms terms, PumpUnits units) {
    double[] price = terms.tariff().map(problem::tariff).orElseGet(() -> same(0));
    MPVariable[] flow = variables("flow " + id);
    MPVariable[] on = new MPVariable[steps];
    MPConstraint starts = null;
    for (int t = 0; t < steps; t++) {
      on[t] = solver.makeIntVar(0, units.units(), "");
      objective.setCoefficient(on[t], h * units.unitPowerKW() * price[t] / scale);
      MPConstraint most = solver.makeConstraint(-MPSolver.infinity(), 0, "");
      term(most, flow[t], 1);
      term(most, on[t], -units.unitMaxFlowM3h());
      MPConstraint least = solver.makeConstraint(0, MPSolver.infinity(), "");
      term(least, flow[t], 1);
      term(least, on[t], -units.unitMinFlowM3h());
      if (t % problem.stepsPerDay() == 0) {
        starts = solver.makeConstraint(0, units.maxStartsPerDay(), "");
      }
      MPVariable started = solver.makeNumVar(0, units.units(), "");
      term(Objects.requireNonNull(starts), started, 1);
      MPConstraint more = solver.makeConstraint(0, MPSolver.infinity(), "");
      term(more, started, 1);
      term(more, on[t], -1);
      if (t > 0) {
        term(more, on[t - 1], 1);
      }
    }
    variables.put("on " + id, on);
  }

  /** What leaves one end at once arrives at the other, less the loss. */
  private void oneWay(String name, String from, String to, LinkTerms terms, double[] cost) {
    MPVariable[] flow = variables(name, 0, terms.maxFlowM3h(), cost);
    for (int t = 0; t < steps; t++) {
      term(balance(from)[t], flow[t], -h);
      term(balance(to)[t], flow[t], h * (1 - terms.loss()));
    }
  }

  private void source(String id, SourceTerms terms) {
    MPVariable[] supply = variables("supply " + id, 0, terms.maxFlowM3h(), same(terms.costPerM3()));
    for (int t = 0; t < steps; t++) {
      term(balance(id)[t], supply[t], h);
    }
    if (terms.maxDailyVolumeM3().isPresent()) {
      int day = problem.stepsPerDay();
      double volume = terms.maxDailyVolumeM3().getAsDouble();
      MPConstraint[] rows = new MPConstraint[(steps + day - 1) / day];
      for (int t = 0; t < steps; t++) {
        if (t % day == 0) {
          double most = licence(problem, volume, t / day);
          rows[t / day] = solver.makeConstraint(-MPSolver.infinity(), most, "");
        }
        term(rows[t / day], supply[t], h);
      }
      licences.put(id, rows);
    }
  }

  /** What a licence of so many m³ per day gives on one of the days: pro rata if it is not whole. */
  static double licence(Problem problem, double volumeM3, int day) {
    int whole = problem.stepsPerDay();
    return volumeM3 * Math.min(whole, problem.steps() - day * whole) / whole;
  }

  private void tank(String id, TankTerms terms) {
    MPVariable[] volume =
        variables("volume " + id, terms.minVolumeM3(), terms.maxVolumeM3(), same(0));
    if (terms.finalMinVolumeM3() > terms.minVolumeM3()) {
      volume[steps - 1].setLb(terms.finalMinVolumeM3());
    }
    // a variable with one value, so that a conflict can let go of it
    double initial = terms.initialVolumeM3();
    MPVariable before = solver.makeNumVar(initial, initial, "");
    variables.put("initial " + id, new MPVariable[] {before});
    for (int t = 0; t < steps; t++) {
      term(balance(id)[t], before, 1);
      term(balance(id)[t], volume[t], -1);
      before = volume[t];
    }
  }

  private void zone(String id, ZoneTerms terms) {
    double[] demand = terms.demandM3h();
    MPVariable[] shortfall = variables("shortfall " + id, 0, 0, same(terms.shortfallCostPerM3()));
    for (int t = 0; t < steps; t++) {
      shortfall[t].setUb(demand[t]);
      balance(id)[t].setBounds(h * demand[t], h * demand[t]);
      term(balance(id)[t], shortfall[t], h);
    }
  }

  private double[] same(double value) {
    double[] values = new double[steps];
    Arrays.fill(values, value);
    return values;
  }

  private MPVariable[] variables(String name, double low, double high, double[] costPerM3) {
    run.checkpoint("model");
    MPVariable[] made = new MPVariable[steps];
    for (int t = 0; t < steps; t++) {
      made[t] = solver.makeNumVar(low, high, "");
      objective.setCoefficient(made[t], h * costPerM3[t] / scale);
    }
    variables.put(name, made);
    return made;
  }

  private void term(MPConstraint row, MPVariable variable, double coefficient) {
    row.setCoefficient(variable, coefficient);
    nonZeros++;
  }

  private MPConstraint[] balance(String node) {
    return Objects.requireNonNull(balances.get(node), node);
  }

  /** Returns the variables of a name such as {@code flow L7}, one per step. */
  MPVariable[] variables(String name) {
    return Objects.requireNonNull(variables.get(name), name);
  }

  /** Returns whether there are variables of a name. */
  boolean has(String name) {
    return variables.containsKey(name);
  }

  /** Returns the rows of a source's licence, one per day. */
  MPConstraint[] licence(String source) {
    return Objects.requireNonNull(licences.get(source), source);
  }

  /** Takes the costs away: then every plan that keeps the limits is a solution. */
  void forgetCosts() {
    objective.clear();
  }

  /**
   * Solves, for most of the time that is left: the rest is for handing over what was found by then.
   */
  ResultStatus solve() {
    long begun = System.nanoTime();
    Optional<Duration> limit = run.remaining().map(PlanModel::mostOf);
    limit.ifPresent(time -> solver.setTimeLimit(Math.max(1, time.toMillis())));
    ResultStatus status = solver.solve(engine.parameters());
    long taken = System.nanoTime() - begun;
    // Engines end a little early where they expect the next step to take too long.
    timeIsUp =
        (status == ResultStatus.FEASIBLE || status == ResultStatus.NOT_SOLVED)
            && limit.isPresent()
            && taken >= limit.get().toNanos() / 2;
    return status;
  }

  private static Duration mostOf(Duration left) {
    Duration share = left.dividedBy(SHARE);
    return left.minus(share.compareTo(MARGIN) < 0 ? share : MARGIN);
  }

  /** Returns whether the last solve ended because its time was up. */
  boolean timeIsUp() {
    return timeIsUp;
  }

  /** Asks a solve that is going on to end; some engines listen. May be called by any thread. */
  void interrupt() {
    synchronized (lock) {
      if (!closed) {
        solver.interruptSolve();
      }
    }
  }

  /**
   * Returns the plan of the solution: rounding beyond the bounds is cut off, running pumps are
   * whole, and of two flows in opposite directions the difference counts.
   */
  Plan plan() {
    Plan.Builder plan = Plan.builder(problem.axis());
    problem
        .links()
        .forEach(
            (id, terms) -> {
              double[] flow = values("flow " + id);
              if (isTwoWay(terms)) {
                double[] back = values("back " + id);
                for (int t = 0; t < steps; t++) {
                  flow[t] -= back[t];
                }
              }
              plan.put(Kind.FLOW, id, flow);
              if (terms.units().isPresent()) {
                double[] on = Arrays.stream(values("on " + id)).map(Math::rint).toArray();
                plan.put(Kind.UNITS_ON, id, on);
              }
            });
    problem.sources().keySet().forEach(id -> plan.put(Kind.SUPPLY, id, values("supply " + id)));
    problem.tanks().keySet().forEach(id -> plan.put(Kind.VOLUME, id, values("volume " + id)));
    problem.zones().keySet().forEach(id -> plan.put(Kind.SHORTFALL, id, values("shortfall " + id)));
    return plan.build();
  }

  /** Returns whether some link with losses carries water both ways at once. */
  boolean goesToAndFro(double tolerance) {
    for (Map.Entry<String, LinkTerms> link : problem.links().entrySet()) {
      if (isTwoWay(link.getValue()) && link.getValue().loss() > 0) {
        double[] flow = values("flow " + link.getKey());
        double[] back = values("back " + link.getKey());
        for (int t = 0; t < steps; t++) {
          if (Math.min(flow[t], back[t]) > tolerance) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private double[] values(String name) {
    MPVariable[] row = variables(name);
    double[] values = new double[steps];
    for (int t = 0; t < steps; t++) {
      values[t] = Math.min(Math.max(row[t].solutionValue(), row[t].lb()), row[t].ub());
    }
    return values;
  }

  /** Returns what one more m³ would cost: the multiplier of the balance, which is in m³. */
  MarginalPrices prices() {
    Map<String, double[]> byNode = new LinkedHashMap<>();
    balances.forEach(
        (node, rows) -> {
          double[] prices = new double[steps];
          for (int t = 0; t < steps; t++) {
            prices[t] = rows[t].dualValue() * scale;
          }
          byNode.put(node, prices);
        });
    return MarginalPrices.of(byNode);
  }

  /** Returns what every plan costs at least, as far as the last solve of a mixed program knows. */
  double bound() {
    return objective.bestBound() * scale;
  }

  /** Returns the number of rows. */
  int rows() {
    return solver.numConstraints();
  }

  /** Returns the number of columns. */
  int columns() {
    return solver.numVariables();
  }

  /** Returns the number of coefficients that are set. */
  long nonZeros() {
    return nonZeros;
  }

  /** Returns how many iterations the last solve took. */
  long iterations() {
    return solver.iterations();
  }

  /** Gives the native memory back. */
  @Override
  public void close() {
    synchronized (lock) {
      if (!closed) {
        closed = true;
        solver.delete();
      }
    }
  }
}
