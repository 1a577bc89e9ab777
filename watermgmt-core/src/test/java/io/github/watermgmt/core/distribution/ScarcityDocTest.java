// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static java.time.ZoneOffset.UTC;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.core.report.PlanChart;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the code of {@code docs/scarcity.md}, and compares what it writes with the page. */
class ScarcityDocTest {
  private static final Path PAGE = Path.of("docs/scarcity.md");

  private final StringBuilder out = new StringBuilder();

  private void show(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }

  @Test
  void theExampleRuns(@TempDir Path folder) throws IOException {
    run(folder);

    assertThat(out.toString()).contains("Hospital").contains("cost of fairness");
    assertThat(Files.readString(folder.resolve("shares.svg"))).contains("Who gets how much");
    // By hand: 24 · 85 m³ from the spring and 300 − 60 from the tank, no more than 24 · 8 to the
    // hill, all that the hospital draws, and the rest shared.
    FairShares fair =
        FairOracleTest.fair(FairSharing.standard().share(drought(), RunContext.standard()));
    double rest = (24 * 85 + 300 - 60 - 192 - 240) / (24 * (90 + 40.0));
    assertThat(fair.shares().stream().mapToDouble(FairShares.Share::share).toArray())
        .containsExactly(new double[] {1, rest, rest, 192 / (24 * 30.0)}, within(1e-9));
  }

  private void run(Path folder) throws IOException {
    // <example>
    Problem town = drought();
    FairOutcome outcome = FairSharing.standard().share(town, RunContext.standard());
    if (outcome instanceof FairShares fair) {
      for (FairShares.Share zone : fair.shares()) {
        show(
            "%-9s %5.1f %% of %4.0f m3, held by %s",
            zone.zone(), 100 * zone.share(), zone.demandedM3(), fair.level(zone).why());
      }
      show("cost of fairness: %.2f EUR", fair.costOfFairness());
      Plan plan = fair.plan();
      Files.writeString(folder.resolve("shares.svg"), PlanChart.shares(town, plan).toSvg());
      Files.writeString(folder.resolve("supply.svg"), PlanChart.supply(town, plan, UTC).toSvg());
      Files.writeString(folder.resolve("tanks.svg"), PlanChart.tanks(town, plan, UTC).toSvg());
    }
    // </example>
  }

  @Test
  void thePageShowsThisCodeAndWhatItWrites(@TempDir Path folder) throws IOException {
    Path source =
        Path.of("src/test/java/io/github/watermgmt/core/distribution/ScarcityDocTest.java");
    assumeTrue(Files.exists(PAGE) && Files.exists(source), "run in the module's folder");
    String page = Files.readString(PAGE);
    String code = Files.readString(source);

    assertThat(page).contains(snippet(code, "example")).contains(snippet(code, "town"));
    run(folder);
    assertThat(page).contains("```text\n" + out + "```");
    for (String picture : new String[] {"shares", "supply", "tanks"}) {
      String drawn = Files.readString(folder.resolve(picture + ".svg"));
      assertThat(PAGE.resolveSibling("scarcity-" + picture + ".svg")).hasContent(drawn);
    }
    Path readme = Path.of("../README.md");
    assertThat(Files.readString(readme)).contains(snippet(code, "example")).contains(out);
  }

  private static String snippet(String code, String mark) {
    String begin = "    // <" + mark + ">\n";
    int from = code.indexOf(begin) + begin.length();
    return code.substring(from, code.indexOf("    // </" + mark + ">"))
        .stripTrailing()
        .stripIndent();
  }

  private static Problem drought() {
    // <town>
    Network network =
        Network.builder()
            .node(Reservoir.of("Spring"))
            .node(Tank.of("Tank"))
            .node(Junction.of("Hospital"))
            .node(Junction.of("Town"))
            .node(Junction.of("Mill"))
            .node(Junction.of("Hill"))
            .link(Pipe.of("main", "Spring", "Tank"))
            .link(Pipe.of("to hospital", "Tank", "Hospital"))
            .link(Pipe.of("to town", "Tank", "Town"))
            .link(Pipe.of("to mill", "Town", "Mill"))
            .link(Pipe.of("to hill", "Town", "Hill"))
            .build();
    TimeAxis day = TimeAxis.of(Instant.parse("2026-08-03T00:00:00Z").getEpochSecond(), 3600, 24);
    Problem problem =
        Problem.builder("a town in drought", network, day, "EUR")
            .source("Spring", SourceTerms.of(85, 0.1))
            .tank("Tank", new TankTerms(50, 600, 300, 60))
            .zone("Hospital", new ZoneTerms(drawn(10), 20).withGuaranteedShare(1))
            .zone("Town", new ZoneTerms(drawn(90), 10))
            .zone("Mill", new ZoneTerms(drawn(40), 2))
            .zone("Hill", new ZoneTerms(drawn(30), 10))
            .link("main", LinkTerms.pipe(120, false, 0, 0))
            .link("to hospital", LinkTerms.pipe(30, false, 0, 0))
            .link("to town", LinkTerms.pipe(300, false, 0, 0))
            .link("to mill", LinkTerms.pipe(90, false, 0, 0))
            .link("to hill", LinkTerms.pipe(8, false, 0, 0))
            .build();
    // </town>
    return problem;
  }

  /** A day's demand, m³/h, with a peak in the evening. */
  private static double[] drawn(double mean) {
    double[] demand = new double[24];
    Arrays.fill(demand, 0, 6, 0.5 * mean);
    Arrays.fill(demand, 6, 17, mean);
    Arrays.fill(demand, 17, 22, 1.5 * mean);
    Arrays.fill(demand, 22, 24, 1.25 * mean);
    return demand;
  }
}
