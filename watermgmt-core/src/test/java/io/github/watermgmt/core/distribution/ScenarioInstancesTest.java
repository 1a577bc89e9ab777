// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.core.ChildJvm;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Plans over scenarios of whole networks. */
class ScenarioInstancesTest {
  private static final RunContext RUN = RunContext.standard();

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"lossy-20x24", "lossy-50x24", "scarce-50x24"})
  void whatItIsWorthHasTheRightSign(String name) {
    Problem problem = Instances.read(name);
    ScenarioPlanning planning = ScenarioPlanning.of(DrawnScenarios.of(problem, 8, .15, 1), 6);
    ScenarioOutcome outcome = planning.plan(RUN);
    assertThat(outcome).as("%s", outcome).isInstanceOf(ScenarioOutcome.Planned.class);
    ScenarioPlan plan = ((ScenarioOutcome.Planned) outcome).plan();
    double rounding = 1e-7 * plan.expected().cost();

    ScenarioComparison comparison =
        planning.compare(plan, List.of(QuantileLevel.of(.5), QuantileLevel.of(.9)), RUN);

    assertThat(comparison.valueOfPerfectInformation().orElseThrow())
        .isGreaterThanOrEqualTo(-rounding);
    assertThat(comparison.valueOfStochasticSolution().orElseThrow())
        .isGreaterThanOrEqualTo(-rounding);
    assertThat(comparison.quantiles()).hasSize(2);
    comparison
        .quantiles()
        .values()
        .forEach(
            other ->
                assertThat(other.expected().cost())
                    .isGreaterThanOrEqualTo(plan.expected().cost() - rounding));
    // The decision is the best one for its own scenarios only.
    ScenarioPlanning others = ScenarioPlanning.of(DrawnScenarios.of(problem, 8, .15, 2), 6);
    ScenarioOutcome elsewhere = others.evaluate(plan.first(), RUN);
    assertThat(elsewhere).as("%s", elsewhere).isInstanceOf(ScenarioOutcome.Planned.class);
    ScenarioOutcome again = planning.evaluate(plan.first(), RUN);
    assertThat(((ScenarioOutcome.Planned) again).plan().expected().cost())
        .isCloseTo(plan.expected().cost(), within(rounding));
  }

  @Test
  void memoryIsAskedForBeforeAnyIsTaken() throws Exception {
    assertThat(told("-Xmx400m", 4)).isEqualTo("Planned");
    assertThat(told("-Xmx64m", 60)).startsWith("MEMORY [about").contains("the heap has");
  }

  private String told(String heap, int scenarios) throws IOException, InterruptedException {
    Path file = Instances.file("lossy-50x24");
    return ChildJvm.run(folder.resolve("log"), List.of(heap), PlanScenarios.class, file, scenarios)
        .strip();
  }
}
