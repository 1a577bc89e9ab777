// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a plant has at the start of a step.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param volumeM3 volume of each tank, m³
 * @param supplyLeftM3 what a source may still give under its licence, m³; sources that are not
 *     named are not limited
 */
public record PlantState(Map<String, Double> volumeM3, Map<String, Double> supplyLeftM3) {

  /** Copies the maps and keeps their order. */
  public PlantState {
    volumeM3 = StepFlows.copy(volumeM3);
    supplyLeftM3 = StepFlows.copy(supplyLeftM3);
  }

  /**
   * Returns the state after some steps of a period: licences are those of its days, less what was
   * given on the day that is not over.
   *
   * @param past what happened in each step from the start of the period
   * @param volumeM3 of each tank now, m³
   * @throws IllegalArgumentException if the period is over
   */
  public static PlantState of(Problem period, List<StepFlows> past, Map<String, Double> volumeM3) {
    int step = past.size();
    if (step >= period.steps()) {
      throw new IllegalArgumentException(
          "steps of the past (" + step + "), must be fewer than the period's " + period.steps());
    }
    int start = Window.dayOf(period, step);
    int day = period.stepsPerDay();
    double part = (double) Math.min(day, period.steps() - start) / day;
    Map<String, Double> left = new LinkedHashMap<>();
    for (Map.Entry<String, SourceTerms> source : period.sources().entrySet()) {
      String id = source.getKey();
      double licence = source.getValue().maxDailyVolumeM3().orElse(Double.POSITIVE_INFINITY) * part;
      if (licence < Double.POSITIVE_INFINITY) {
        for (StepFlows given : past.subList(start, step)) {
          licence -= period.stepHours() * StepFlows.of(given.supplyM3h(), id);
        }
        left.put(id, Math.max(0, licence));
      }
    }
    return new PlantState(volumeM3, left);
  }
}
