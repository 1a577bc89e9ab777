// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.io.ProblemJson;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.spi.RunContext;
import java.nio.file.Path;

/** Plans a file over so many scenarios and prints what came of it; run as a JVM of its own. */
public final class PlanScenarios {
  private PlanScenarios() {}

  public static void main(String[] arguments) {
    Problem problem = ProblemJson.read(Path.of(arguments[0])).problem();
    DemandScenarios scenarios = DrawnScenarios.of(problem, Integer.parseInt(arguments[1]), .1, 1);
    ScenarioOutcome outcome = ScenarioPlanning.of(scenarios, 6).plan(RunContext.standard());
    System.out.println(
        outcome instanceof ScenarioOutcome.Unplanned unplanned
                && unplanned.outcome() instanceof Outcome.Stopped stopped
            ? stopped.reason().name() + " " + stopped.report().notes()
            : outcome.getClass().getSimpleName());
  }
}
