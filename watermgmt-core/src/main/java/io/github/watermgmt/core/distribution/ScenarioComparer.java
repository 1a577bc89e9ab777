// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.ScenarioPlanning.Group;
import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Makes comparisons. Thread-safety: confined to one thread. */
final class ScenarioComparer {
  private static final StructuredProvider PROVIDER = new StructuredProvider();
  private static final DistributionOptimizer OPTIMIZER =
      PROVIDER.create(Options.defaults(PROVIDER.options()));

  private final ScenarioPlanning planning;
  private final RunContext run;
  private final TwoStageSolver solver;

  ScenarioComparer(ScenarioPlanning planning, RunContext run) {
    this.planning = planning;
    this.run = run;
    this.solver = new TwoStageSolver(planning.sharedSteps(), run::stopRequested);
  }

  /** Plans one problem for itself. */
  static Outcome alone(Problem problem, RunContext run) {
    return OPTIMIZER.optimize(problem, run);
  }

  ScenarioComparison compare(ScenarioPlan plan, List<QuantileLevel> levels) {
    DemandScenarios scenarios = planning.scenarios();
    Problem mean = scenarios.mean();
    OptionalDouble foresight = perfectForesight(planning.groups(plan.first().problem()));
    Optional<ScenarioPlan> expected = decided(mean);
    Map<QuantileLevel, ScenarioPlan> quantiles = new LinkedHashMap<>();
    for (QuantileLevel level : levels) {
      Problem careful =
          DemandScenarios.startingAs(mean, planning.sharedSteps(), scenarios.quantile(level));
      decided(careful).ifPresent(found -> quantiles.put(level, found));
    }
    return new ScenarioComparison(plan, foresight, expected, quantiles);
  }

  private OptionalDouble perfectForesight(List<Group> groups) {
    double sum = 0;
    for (Group group : groups) {
      Outcome outcome = alone(group.problem(), run);
      run.checkpoint("perfect foresight");
      if (!(outcome instanceof Outcome.Solved solved)) {
        return OptionalDouble.empty();
      }
      sum += group.weight() * solved.objective();
    }
    return OptionalDouble.of(sum);
  }

  /** Returns what follows the decision of who plans for a path as if it were certain. */
  private Optional<ScenarioPlan> decided(Problem path) {
    Outcome outcome = alone(path, run);
    run.checkpoint("other decisions");
    if (!(outcome instanceof Outcome.Solved solved)) {
      return Optional.empty();
    }
    FirstStage decision = new FirstStage(path, solved.plan(), planning.sharedSteps());
    ScenarioOutcome after = planning.evaluate(decision, solver, run);
    run.checkpoint("other decisions");
    return after instanceof ScenarioOutcome.Planned planned
        ? Optional.of(planned.plan())
        : Optional.empty();
  }
}
