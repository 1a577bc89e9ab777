// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.core.distribution.DemandScenario;
import io.github.watermgmt.core.distribution.DemandScenarios;
import io.github.watermgmt.core.distribution.ScenarioOutcome;
import io.github.watermgmt.core.distribution.ScenarioPlan;
import io.github.watermgmt.core.distribution.ScenarioPlanning;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PerStep;
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
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioChartTest {

  /** A full tank of 90 m³ and no source; what is drawn after two shared hours is the scenario's. */
  private static ScenarioPlan plan() {
    Network network =
        Network.builder()
            .node(Reservoir.of("S"))
            .node(Tank.of("High <tank>"))
            .node(Junction.of("Z"))
            .link(Pipe.of("ST", "S", "High <tank>"))
            .link(Pipe.of("TZ", "High <tank>", "Z"))
            .build();
    Problem problem =
        Problem.builder("town", network, TimeAxis.of(0, 3600, 5), "EUR")
            .source("S", SourceTerms.of(0, 0))
            .tank("High <tank>", new TankTerms(0, 100, 90, 0))
            .zone("Z", new ZoneTerms(new double[5], 5))
            .link("ST", LinkTerms.pipe(50, false, 0, 0))
            .link("TZ", LinkTerms.pipe(50, false, 0, 0))
            .build();
    List<DemandScenario> scenarios = new ArrayList<>();
    for (int s = 1; s <= 4; s++) {
      PerStep demand = PerStep.of(10, 10, 5 * s, 5 * s, 5 * s);
      scenarios.add(new DemandScenario("s" + s, .25, Map.of("Z", demand)));
    }
    ScenarioOutcome outcome =
        ScenarioPlanning.of(DemandScenarios.of(problem, scenarios), 2).plan(RunContext.standard());
    return ((ScenarioOutcome.Planned) outcome).plan();
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 920})
  void oneLineIsSharedAndEachScenarioHasItsOwnAfterIt(int width) {
    String svg = ScenarioChart.tanks(plan(), ZoneOffset.UTC).toSvg(width);

    Drawn drawn = Drawn.of(svg);
    assertThat(drawn.faults()).isEmpty();
    assertThat(paths(svg, "mean")).hasSize(1);
    assertThat(paths(svg, "history")).hasSize(4);
    assertThat(svg)
        .contains("High &lt;tank&gt; from 90, 70 after the shared steps, in the end 10 to 55")
        .contains("in 4 scenarios");
  }

  @ParameterizedTest
  @ValueSource(ints = {360, 920})
  void theFanBeginsWhereTheSharedLineEnds(int width) {
    String svg = ScenarioChart.tanks(plan(), ZoneOffset.UTC).toSvg(width);

    String shared = paths(svg, "mean").get(0);
    String end = shared.substring(shared.lastIndexOf('L') + 1);
    assertThat(shared.split("L", -1)).hasSize(3);
    for (String own : paths(svg, "history")) {
      assertThat(own).startsWith("M" + end + "L");
      assertThat(own.split("L", -1)).hasSize(4);
    }
  }

  /** The paths of a style but the sample in the legend, which comes first. */
  private static List<String> paths(String svg, String style) {
    return Pattern.compile("<path class=\"" + style + "\" d=\"([^\"]*)\"")
        .matcher(svg)
        .results()
        .skip(1)
        .map(match -> match.group(1))
        .toList();
  }
}
