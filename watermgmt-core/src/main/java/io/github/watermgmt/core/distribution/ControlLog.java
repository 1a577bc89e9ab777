// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Plan against reality, step by step.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param currency of the costs
 * @param steps the steps that are over, in order
 */
public record ControlLog(String currency, List<Step> steps) {

  /** Copies the list. */
  public ControlLog {
    steps = List.copyOf(steps);
  }

  /** What a row is about. */
  public enum Kind {
    /** Demand of a zone, m³/h. */
    DEMAND("m3/h"),
    /** Flow of a link, m³/h. */
    FLOW("m3/h"),
    /** Supply of a source, m³/h. */
    SUPPLY("m3/h"),
    /** Volume of a tank at the end of the step, m³. */
    VOLUME("m3"),
    /** Shortfall of a zone, m³/h. */
    SHORTFALL("m3/h"),
    /** What a tank spills, m³/h. */
    OVERFLOW("m3/h"),
    /** Cost of the step by share: supply, transport, energy and shortfall. */
    COST("");

    private final String unit;

    Kind(String unit) {
      this.unit = unit;
    }
  }

  /**
   * A step that is over.
   *
   * @param step the step of the period, from 0
   * @param at its start
   * @param planned what was to be done, and what was expected to come of it
   * @param real what happened
   * @param plannedCost cost of what was planned
   * @param realCost cost of what happened
   * @param assumed links, sources and zones that were not measured: of them {@code real} has what
   *     was planned
   */
  public record Step(
      int step,
      Instant at,
      StepFlows planned,
      StepFlows real,
      StepCost plannedCost,
      StepCost realCost,
      Set<String> assumed) {

    /** Copies the set. */
    public Step {
      assumed = Set.copyOf(assumed);
    }
  }

  /**
   * One figure of one step.
   *
   * @param at start of the step
   * @param kind what it is
   * @param id of the element; of a cost, its share
   * @param unit its unit
   * @param planned as planned
   * @param real as it was
   */
  public record Row(Instant at, Kind kind, String id, String unit, double planned, double real) {}

  /** Returns the sum of what all steps really cost. */
  public StepCost realCost() {
    return steps.stream().map(Step::realCost).reduce(new StepCost(0, 0, 0, 0), StepCost::plus);
  }

  /**
   * Returns what was not delivered, m³.
   *
   * @param problem whose steps these are
   */
  public double shortfallM3(Problem problem) {
    return problem.stepHours()
        * steps.stream().mapToDouble(step -> StepFlows.sum(step.real().shortfallM3h())).sum();
  }

  /** Returns every figure: by step, then by kind, then by element. */
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Step step : steps) {
      StepFlows planned = step.planned();
      StepFlows real = step.real();
      add(rows, step, Kind.DEMAND, planned.demandM3h(), real.demandM3h());
      add(rows, step, Kind.FLOW, planned.flowM3h(), real.flowM3h());
      add(rows, step, Kind.SUPPLY, planned.supplyM3h(), real.supplyM3h());
      add(rows, step, Kind.VOLUME, planned.volumeM3(), real.volumeM3());
      add(rows, step, Kind.SHORTFALL, planned.shortfallM3h(), real.shortfallM3h());
      add(rows, step, Kind.OVERFLOW, planned.overflowM3h(), real.overflowM3h());
      StepCost plan = step.plannedCost();
      StepCost cost = step.realCost();
      rows.add(cost(step, "supply", plan.supply(), cost.supply()));
      rows.add(cost(step, "transport", plan.transport(), cost.transport()));
      rows.add(cost(step, "energy", plan.energy(), cost.energy()));
      rows.add(cost(step, "shortfall", plan.shortfall(), cost.shortfall()));
    }
    return rows;
  }

  private static void add(
      List<Row> rows, Step step, Kind kind, Map<String, Double> planned, Map<String, Double> real) {
    planned.forEach(
        (id, value) ->
            rows.add(new Row(step.at(), kind, id, kind.unit, value, StepFlows.of(real, id))));
  }

  private Row cost(Step step, String share, double planned, double real) {
    return new Row(step.at(), Kind.COST, share, currency, planned, real);
  }

  /**
   * Returns all rows as CSV with a line of names: {@code time,kind,id,unit,planned,real}; times are
   * ISO 8601 in UTC, numbers such that they read back to the same bits.
   */
  public String toCsv() {
    StringBuilder csv = new StringBuilder("time,kind,id,unit,planned,real\n");
    for (Row row : rows()) {
      csv.append(row.at()).append(',').append(row.kind()).append(',');
      csv.append(quoted(row.id())).append(',').append(quoted(row.unit())).append(',');
      csv.append(row.planned()).append(',').append(row.real()).append('\n');
    }
    return csv.toString();
  }

  private static String quoted(String text) {
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }

  @Override
  public String toString() {
    return "log of " + steps.size() + " steps, " + realCost().total() + " " + currency;
  }
}
