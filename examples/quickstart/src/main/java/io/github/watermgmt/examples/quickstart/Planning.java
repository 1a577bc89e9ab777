// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.series.TimeAxis;
import java.util.List;

/** How the time of a plan and the time of a forecast meet. */
final class Planning {
  private Planning() {}

  /** Returns the problem, moved to the start of the forecast if it starts outside of it. */
  static Problem within(TimeAxis forecast, Problem problem, List<String> notes) {
    TimeAxis steps = problem.axis();
    if (!steps.start().isBefore(forecast.start()) && steps.start().isBefore(forecast.end())) {
      return problem;
    }
    notes.add(
        "the plan starts at "
            + steps.start()
            + ", outside the forecast: moved to "
            + forecast.start()
            + ", step by step, with its tariffs and the demands that it keeps");
    return problem.startingAt(forecast.start());
  }

  /** Returns how many steps of a forecast reach to the end of the problem. */
  static int stepsUntil(Problem problem, TimeAxis forecast) {
    long seconds = problem.axis().end().getEpochSecond() - forecast.start().getEpochSecond();
    return (int) ((seconds + forecast.stepSeconds() - 1) / forecast.stepSeconds());
  }

  /** Says in a sentence why there is no plan. */
  static String why(Outcome outcome) {
    if (outcome instanceof Outcome.Infeasible infeasible) {
      return "these cannot be met together: " + infeasible.conflict();
    }
    if (outcome instanceof Outcome.Stopped stopped) {
      return "stopped, " + stopped.reason() + " " + stopped.report().notes();
    }
    return outcome instanceof Outcome.Unsupported unsupported
        ? unsupported.message()
        : String.valueOf(outcome);
  }
}
