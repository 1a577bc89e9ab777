// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.core.SharedData;
import io.github.watermgmt.core.io.PlanJson;
import io.github.watermgmt.core.io.ProblemJson;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.opentest4j.TestAbortedException;

/** Files and plans against the Python checker that lies beside the shared instances. */
class CheckPlanTest {
  private static final Pattern SAID = Pattern.compile("cost (\\S+) worst_violation (\\S+)");

  @TempDir Path folder;

  @Test
  void thePlanIsConfirmed() throws Exception {
    check("lossy-20x24");
  }

  @Tag("slow")
  @ParameterizedTest
  @ValueSource(strings = {"lossy-50x24", "lossless-50x24", "scarce-50x24", "lossy-50x96-15min"})
  void largerPlansAreConfirmed(String name) throws Exception {
    check(name);
  }

  private void check(String name) throws Exception {
    Problem problem = Instances.read(name);
    Outcome.Solved solved =
        (Outcome.Solved)
            Providers.discover().optimizer("ojalgo").optimize(problem, RunContext.standard());
    Path ours = folder.resolve("problem.json");
    Path plan = folder.resolve("plan.json");
    ProblemJson.write(ours, problem);
    PlanJson.write(plan, solved.plan());

    assertThat(PlanJson.read(plan, problem).plan()).isEqualTo(solved.plan());
    for (Path instance : new Path[] {Instances.file(name), ours}) {
      Matcher said = SAID.matcher(run(instance, plan));
      assertThat(said.matches()).isTrue();
      assertThat(Double.parseDouble(said.group(1)))
          .isCloseTo(solved.objective(), within(1e-6 + 1e-9 * solved.objective()))
          .isCloseTo(Instances.optimum(name), within(1e-6 * Instances.optimum(name)));
      assertThat(Double.parseDouble(said.group(2))).isLessThanOrEqualTo(1e-6);
    }
  }

  private static String run(Path instance, Path plan) throws IOException, InterruptedException {
    Path checker = SharedData.file("data/plans/check_plan.py");
    Process process;
    try {
      process =
          new ProcessBuilder("python3", checker.toString(), instance.toString(), plan.toString())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new TestAbortedException("python3 not found: " + e.getMessage(), e);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return output.strip();
  }
}
