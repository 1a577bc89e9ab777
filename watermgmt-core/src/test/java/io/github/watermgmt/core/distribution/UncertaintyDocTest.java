// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.core.report.ScenarioChart;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the code of {@code docs/uncertainty.md}, which must be the code between the marks below, and
 * compares what it prints.
 */
class UncertaintyDocTest {
  private static final Path PAGE = Path.of("docs/uncertainty.md");
  private static final Path README = Path.of("../README.md");
  private static final int PAST = 28 * 24 + 12; // until noon

  @TempDir Path folder;

  /** Four weeks of a town whose demand wanders, and the problem of the day from then on. */
  private static Problem town(List<Series> past) {
    Problem whole = TightTown.of(1, PAST + 24);
    DemandScenario wandering = DrawnScenarios.of(whole, 1, .06, 4).scenarios().get(0);
    TimeAxis axis = whole.axis();
    for (Map.Entry<String, PerStep> zone : wandering.demandM3h().entrySet()) {
      double[] flow = Arrays.copyOf(zone.getValue().values(), PAST);
      past.add(
          Series.of(
              zone.getKey(), Quantity.FLOW, Support.INTERVAL_MEAN, axis.slice(0, PAST), flow));
    }
    Problem.Builder day =
        Problem.builder("tight town", whole.network(), axis.slice(PAST, PAST + 24), "EUR");
    whole.sources().forEach(day::source);
    // The morning has drawn them down.
    whole
        .tanks()
        .forEach((id, terms) -> day.tank(id, terms.withInitialVolume(.4 * terms.maxVolumeM3())));
    whole.links().forEach(day::link);
    day.link("P2", LinkTerms.pump(100, .005, .4, "day-night"));
    whole
        .tariffs()
        .forEach(name -> day.tariff(name, Arrays.copyOfRange(whole.tariff(name), PAST, PAST + 24)));
    whole.zones().forEach((id, terms) -> day.zone(id, terms.withDemand(new double[24])));
    return day.build();
  }

  @Test
  void theExampleRuns() throws IOException {
    List<Series> past = new ArrayList<>();
    Problem problem = town(past);
    History history = History.of(Panel.of(past), Calendar.of(ZoneOffset.UTC));
    Path chart = folder.resolve("tanks.svg");
    StringWriter printed = new StringWriter();
    PrintWriter out = new PrintWriter(printed);

    // <plan>
    RunContext run = RunContext.standard().withSeed(1);
    Forecast day;
    try (FittedForecaster model = Providers.discover().forecaster("auto").fit(history, run)) {
      day = model.forecast(ForecastRequest.steps(24).withSamplePaths(50), run);
    }
    DemandScenarios scenarios = DemandScenarios.ofPaths(problem, day, 50);
    ScenarioPlanning planning = ScenarioPlanning.of(scenarios, 6); // hours decided now
    if (planning.plan(run) instanceof ScenarioOutcome.Planned planned) {
      ScenarioPlan plan = planned.plan();
      ScenarioComparison others = planning.compare(plan, List.of(), run);
      ScenarioComparison.Safety safety = others.priceOfSafety().orElseThrow();
      out.printf(Locale.ROOT, "Expected cost %.0f EUR%n", plan.expected().cost());
      out.printf(
          Locale.ROOT,
          "Price of safety %.2f EUR: %.1f m3 less shortfall, %.2f EUR less in all%n",
          safety.spent(),
          safety.avoidedM3(),
          -safety.cost());
      for (ZoneRisk zone : plan.zones()) {
        out.printf(
            Locale.ROOT,
            "%s goes short with probability %.2f (%.2f to %.2f)%n",
            zone.zone(),
            zone.probability(),
            zone.lower(),
            zone.upper());
      }
      Files.writeString(chart, ScenarioChart.tanks(plan, ZoneOffset.UTC).toSvg());
    }
    // </plan>

    out.flush();
    assertThat(Files.readString(chart)).contains("<svg", "shared first steps");
    String said = printed.toString().replace("\r", "");
    assertThat(block("text", 0)).isEqualTo(said);
    assertThat(PAGE.resolveSibling("uncertainty.svg")).hasContent(Files.readString(chart));
    assertThat(Files.readString(README)).contains("```text\n" + said + "```");
  }

  private static String block(String language, int number) throws IOException {
    assumeTrue(Files.exists(PAGE), "run in the module's folder");
    String[] parts = Files.readString(PAGE).split("```" + language + "\n", -1);
    String rest = parts[number + 1];
    return rest.substring(0, rest.indexOf("```"));
  }

  @Test
  void thePageShowsThisCode() throws IOException {
    Path source =
        Path.of("src/test/java/io/github/watermgmt/core/distribution/UncertaintyDocTest.java");
    assumeTrue(Files.exists(source), "run in the module's folder");
    String code = Files.readString(source);
    String begin = "    // <plan>\n";
    String snippet =
        code.substring(code.indexOf(begin) + begin.length(), code.indexOf("    // </plan>"));
    String shown = snippet.stripTrailing().stripIndent() + "\n";
    assertThat(block("java", 0)).isEqualTo(shown);
    assertThat(Files.readString(README)).contains("```java\n" + shown + "```");
  }
}
