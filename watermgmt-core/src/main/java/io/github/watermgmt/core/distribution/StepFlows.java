// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What flows during one step, as planned or as it really was: by id of zone, link, source or tank.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param demandM3h what each zone would draw, m³/h
 * @param flowM3h flow of each link, m³/h at the end where it enters, negative against its direction
 * @param supplyM3h supply of each source, m³/h
 * @param volumeM3 volume of each tank at the end of the step, m³
 * @param shortfallM3h what each zone would draw and does not get, m³/h
 * @param overflowM3h what each tank spills, m³/h
 */
public record StepFlows(
    Map<String, Double> demandM3h,
    Map<String, Double> flowM3h,
    Map<String, Double> supplyM3h,
    Map<String, Double> volumeM3,
    Map<String, Double> shortfallM3h,
    Map<String, Double> overflowM3h) {

  /** Copies the maps and keeps their order. */
  public StepFlows {
    demandM3h = copy(demandM3h);
    flowM3h = copy(flowM3h);
    supplyM3h = copy(supplyM3h);
    volumeM3 = copy(volumeM3);
    shortfallM3h = copy(shortfallM3h);
    overflowM3h = copy(overflowM3h);
  }

  /**
   * Returns a step of a plan.
   *
   * @param problem the problem that the plan solves, over the same steps
   * @param step a step of the plan, from 0
   * @throws io.github.watermgmt.error.WaterManagementException WM-403 if the plan lacks a row
   */
  public static StepFlows of(Problem problem, Plan plan, int step) {
    return new StepFlows(
        each(problem.zones().keySet(), id -> demand(problem, id, step)),
        each(problem.links().keySet(), id -> plan.flow(id, step)),
        each(problem.sources().keySet(), id -> plan.supply(id, step)),
        each(problem.tanks().keySet(), id -> plan.volume(id, step)),
        each(problem.zones().keySet(), id -> plan.shortfall(id, step)),
        each(problem.tanks().keySet(), id -> 0));
  }

  /** Returns what is demanded in a step by zone, m³/h. */
  static Map<String, Double> demand(Problem problem, int step) {
    return each(problem.zones().keySet(), id -> demand(problem, id, step));
  }

  private static double demand(Problem problem, String zone, int step) {
    return of(problem.zones(), zone).demandM3h()[step];
  }

  /** Returns what is known to be there. */
  static <T> T of(Map<String, T> byId, String id) {
    T value = byId.get(id);
    if (value == null) {
      throw new IllegalArgumentException("id (" + id + "), must be one of " + byId.keySet() + ".");
    }
    return value;
  }

  static Map<String, Double> each(Collection<String> ids, ToDoubleFunction<String> value) {
    Map<String, Double> values = new LinkedHashMap<>();
    ids.forEach(id -> values.put(id, value.applyAsDouble(id)));
    return values;
  }

  static Map<String, Double> copy(Map<String, Double> values) {
    return Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static double sum(Map<String, Double> values) {
    return values.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  @Override
  public String toString() {
    return "step with a demand of "
        + sum(demandM3h)
        + " m3/h, supply "
        + sum(supplyM3h)
        + " m3/h, shortfall "
        + sum(shortfallM3h)
        + " m3/h, stored "
        + sum(volumeM3)
        + " m3";
  }
}
