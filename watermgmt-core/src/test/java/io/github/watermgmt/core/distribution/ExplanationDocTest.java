// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.core.report.WaterfallChart;
import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Runs the code of {@code docs/explanation.md}, which shows it and what it prints. */
@Tag("locale")
class ExplanationDocTest {
  private static final Path PAGE = Path.of("docs/explanation.md");

  private final StringBuilder out = new StringBuilder();

  private void show(Object text) {
    out.append(text).append('\n');
  }

  private WaterfallChart explain() {
    Problem problem = ExampleTown.problem("EUR");
    // <explain>
    DistributionOptimizer optimizer = Providers.discover().optimizer("structured");
    RunContext run = RunContext.standard();
    if (optimizer.optimize(problem, run) instanceof Outcome.Solved plan) {
      PlanExplanation why = PlanExplanation.of(problem, plan);
      show(why); // or why.shares(), why.limits(), why.price("harbour")
      Problem out = problem.withSourceOutage("spring", 6, 12);
      if (optimizer.optimize(out, run) instanceof Outcome.Solved other) {
        PlanComparison change =
            PlanComparison.of("spring out 06:00 to 12:00", why, PlanExplanation.of(out, other));
        show("\n" + change);
        return WaterfallChart.of("What an outage of the spring costs", change);
      }
    }
    // </explain>
    throw new AssertionError("not solved");
  }

  @Test
  void thePageShowsThisCodeAndWhatItPrints() throws IOException {
    explain();
    Path source =
        Path.of("src/test/java/io/github/watermgmt/core/distribution/ExplanationDocTest.java");
    assumeTrue(Files.exists(PAGE) && Files.exists(source), "run in the module's folder");
    String page = Files.readString(PAGE);
    String code = Files.readString(source);
    String begin = "    // <explain>\n";
    String snippet =
        code.substring(code.indexOf(begin) + begin.length(), code.indexOf("    // </explain>"));
    assertThat(page).contains(snippet.stripTrailing().stripIndent());
    assertThat(page).contains("```text\n" + out + "```");
  }

  @Test
  void theChartLeadsFromTheOneCostToTheOther() {
    String svg = explain().toSvg();
    assertThat(svg).contains("before").contains("spring out 06:00 to 12:00").contains("shortfall");
    for (String kind : List.of("supply", "energy", "transport")) {
      assertThat(svg).contains(kind);
    }
  }
}
