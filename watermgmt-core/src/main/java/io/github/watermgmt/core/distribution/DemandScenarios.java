// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A problem and the ways in which its demand may come about, with their probabilities: drawn from a
 * forecast, or given by hand.
 *
 * <p>Thread-safety: an immutable value.
 */
public final class DemandScenarios {
  /** How far probabilities may be from adding up to 1. */
  private static final double SUM = 1e-6;

  private final Problem problem;
  private final List<DemandScenario> scenarios;
  private final List<String> notes;
  private final List<Integer> canonical;

  private DemandScenarios(Problem problem, List<DemandScenario> scenarios, List<String> notes) {
    this.problem = problem;
    this.scenarios = List.copyOf(scenarios);
    this.notes = List.copyOf(notes);
    List<Integer> order = new ArrayList<>();
    for (int s = 0; s < scenarios.size(); s++) {
      order.add(s);
    }
    order.sort(this::compare);
    this.canonical = List.copyOf(order);
  }

  /**
   * Returns scenarios given by hand.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-402 with every fault found: no
   *     scenario, names that are empty or repeated, probabilities that are not above 0 or do not
   *     add up to 1, zones that the problem does not have, a demand that is not one finite value
   *     per step, at least 0
   */
  public static DemandScenarios of(Problem problem, List<DemandScenario> scenarios) {
    check(problem, scenarios);
    return new DemandScenarios(problem, scenarios, List.of());
  }

  /**
   * Returns the first sample paths of a forecast, all equally likely: independent draws, so that
   * any of them are as good as any others. A zone whose id is a forecast series takes its paths,
   * every other zone keeps its demand; steps need not agree, see {@link ForecastDemand}.
   *
   * @param count how many, at least 1, at most as many as the forecast has
   * @throws UnsupportedRequestException WM-202 if the forecast has not that many sample paths
   * @throws io.github.watermgmt.error.DataException WM-105 if the forecast does not cover every
   *     step of the problem, WM-102 if the forecast of a zone is neither a flow nor a volume,
   *     WM-106 if no zone has a forecast
   */
  public static DemandScenarios ofPaths(Problem problem, Forecast forecast, int count) {
    if (count < 1 || count > forecast.pathCount()) {
      throw new UnsupportedRequestException(
          Validation.message(
              "scenarios",
              count,
              "must be between 1 and the " + forecast.pathCount() + " sample paths there are",
              "ask the forecast for more: request.withSamplePaths(200)"));
    }
    List<String> zones =
        problem.zones().keySet().stream().filter(forecast.ids()::contains).toList();
    ForecastDemand.requireSome(zones, problem, forecast);
    List<DemandScenario> scenarios = new ArrayList<>();
    Map<String, Integer> below = new LinkedHashMap<>();
    for (int p = 0; p < count; p++) {
      Map<String, PerStep> demand = new LinkedHashMap<>();
      for (String zone : zones) {
        int i = forecast.indexOf(zone);
        double[] path = new double[forecast.horizon()];
        for (int t = 0; t < path.length; t++) {
          path[t] = forecast.path(p, i, t);
        }
        Series series =
            Series.of(zone, forecast.quantity(i), forecast.support(i), forecast.axis(), path);
        double[] flow = ForecastDemand.flow(problem.axis(), series);
        for (int t = 0; t < flow.length; t++) {
          if (flow[t] < 0) {
            flow[t] = 0;
            below.merge(zone, 1, Integer::sum);
          }
        }
        demand.put(zone, PerStep.of(flow));
      }
      scenarios.add(new DemandScenario("path " + (p + 1), 1.0 / count, demand));
    }
    List<String> notes = new ArrayList<>();
    below.forEach(
        (zone, n) ->
            notes.add("zone '" + zone + "': " + n + " steps of paths below zero taken as zero"));
    check(problem, scenarios);
    return new DemandScenarios(problem, scenarios, notes);
  }

  private static void check(Problem problem, List<DemandScenario> scenarios) {
    Validation validation = new Validation();
    validation.check(!scenarios.isEmpty(), "scenarios", 0, "must be at least 1", "");
    Set<String> names = new HashSet<>();
    double sum = 0;
    for (DemandScenario scenario : scenarios) {
      String name = scenario.name();
      validation.check(!name.isBlank(), "name of a scenario", name, "must not be blank", "");
      validation.check(
          names.add(name), "name of a scenario", name, "must not be repeated", "number them");
      double p = scenario.probability();
      validation.check(
          p > 0 && p <= 1,
          "probability of scenario '" + name + "'",
          p,
          "must be above 0 and at most 1",
          p > 1 ? "it is a percentage, or a count: divide by their sum" : "leave the scenario out");
      sum += p;
      scenario.demandM3h().forEach((zone, row) -> check(validation, problem, name, zone, row));
    }
    validation.check(
        scenarios.isEmpty() || Math.abs(sum - 1) <= SUM,
        "sum of probabilities",
        sum,
        "must be 1",
        "divide each by the sum");
    validation.throwIfAny(ErrorCode.INVALID_PROBLEM, "scenarios of '" + problem.name() + "'");
  }

  private static void check(
      Validation validation, Problem problem, String scenario, String zone, PerStep row) {
    String what = "demand of zone '" + zone + "' in scenario '" + scenario + "'";
    if (!problem.zones().containsKey(zone)) {
      validation.add(
          Validation.message(
              "zone of scenario '" + scenario + "'",
              zone,
              "is not one of " + problem.zones().keySet(),
              "check the id"));
      return;
    }
    boolean sized =
        validation.check(
            row.length() == problem.steps(),
            what,
            row.length() + " values",
            "must have one for each of the " + problem.steps() + " steps",
            "forecast further ahead, or cut the path");
    for (int t = 0; sized && t < row.length(); t++) {
      double d = row.get(t);
      if (!(d >= 0) || Double.isInfinite(d)) {
        validation.add(
            Validation.message(
                what + " in step " + t,
                String.format(Locale.ROOT, "%s m3/h", d),
                "must be finite and at least 0",
                "fill gaps before"));
        return;
      }
    }
  }

  /** Returns the problem with the demand that it has by itself. */
  public Problem problem() {
    return problem;
  }

  /** Returns the scenarios, in the order given. */
  public List<DemandScenario> scenarios() {
    return scenarios;
  }

  /** Returns how many there are. */
  public int size() {
    return scenarios.size();
  }

  /** Returns what was done to them on the way, such as values below zero. */
  public List<String> notes() {
    return notes;
  }

  /** Returns the problem with the demand of a scenario. */
  public Problem problem(int scenario) {
    return with(zone -> demand(scenario, zone));
  }

  /** Returns the problem with the demand that is to be expected: the weighted mean by step. */
  public Problem mean() {
    return with(this::mean);
  }

  /**
   * Returns the problem with a quantile of the demand: by zone and step, the least demand that is
   * not exceeded with this probability. All zones and steps are at their quantile at once: unless
   * they all move together, a high quantile adds up to more than that quantile of the total, and
   * who plans for it is more careful than the level says.
   */
  public Problem quantile(QuantileLevel level) {
    return with(zone -> quantile(zone, level));
  }

  private interface Demand {
    double[] of(String zone);
  }

  private Problem with(Demand demand) {
    Problem.Builder builder = problem.toBuilder();
    problem.zones().forEach((id, terms) -> builder.zone(id, terms.withDemand(demand.of(id))));
    return builder.build();
  }

  /** Returns a problem whose first steps have the demand of another one. */
  static Problem startingAs(Problem first, int steps, Problem then) {
    Problem.Builder builder = then.toBuilder();
    then.zones()
        .forEach(
            (id, terms) -> {
              double[] demand = terms.demandM3h();
              System.arraycopy(StepFlows.of(first.zones(), id).demandM3h(), 0, demand, 0, steps);
              builder.zone(id, terms.withDemand(demand));
            });
    return builder.build();
  }

  private double[] demand(int scenario, String zone) {
    PerStep row = scenarios.get(scenario).demandM3h().get(zone);
    ZoneTerms terms = StepFlows.of(problem.zones(), zone);
    return row == null ? terms.demandM3h() : row.values();
  }

  /** Returns the probability of a scenario, such that all of them add up to 1. */
  double weight(int scenario) {
    return scenarios.get(scenario).probability() / sum();
  }

  private double sum() {
    double sum = 0;
    for (int s : canonical) {
      sum += scenarios.get(s).probability();
    }
    return sum;
  }

  private double[] mean(String zone) {
    double[] mean = new double[problem.steps()];
    double sum = sum();
    for (int s : canonical) {
      double[] demand = demand(s, zone);
      double weight = scenarios.get(s).probability() / sum;
      for (int t = 0; t < mean.length; t++) {
        mean[t] += weight * demand[t];
      }
    }
    return mean;
  }

  private double[] quantile(String zone, QuantileLevel level) {
    double[][] demand = new double[size()][];
    for (int s = 0; s < demand.length; s++) {
      demand[s] = demand(s, zone);
    }
    double sum = sum();
    double wanted = level.tenThousandths() / 10_000.0;
    double[] quantile = new double[problem.steps()];
    for (int t = 0; t < quantile.length; t++) {
      int step = t;
      List<Integer> ascending = new ArrayList<>(canonical);
      ascending.sort(Comparator.comparingDouble(s -> demand[s][step]));
      double reached = 0;
      for (int s : ascending) {
        quantile[t] = demand[s][t];
        reached += scenarios.get(s).probability() / sum;
        if (reached >= wanted - 1e-12) {
          break;
        }
      }
    }
    return quantile;
  }

  /**
   * Returns the scenarios in an order of their own demand and probability, so that nothing depends
   * on the order in which they were given.
   */
  List<Integer> canonical() {
    return canonical;
  }

  private int compare(int a, int b) {
    for (String zone : problem.zones().keySet()) {
      int order = Arrays.compare(demand(a, zone), demand(b, zone));
      if (order != 0) {
        return order;
      }
    }
    return Double.compare(scenarios.get(a).probability(), scenarios.get(b).probability());
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof DemandScenarios other
        && problem.equals(other.problem)
        && scenarios.equals(other.scenarios)
        && notes.equals(other.notes);
  }

  @Override
  public int hashCode() {
    return 31 * problem.hashCode() + scenarios.hashCode();
  }

  @Override
  public String toString() {
    return size() + " demand scenarios of " + problem;
  }
}
