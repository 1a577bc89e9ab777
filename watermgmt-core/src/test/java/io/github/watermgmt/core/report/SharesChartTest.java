// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.series.TimeAxis;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class SharesChartTest {

  @Test
  void barsAreAsLongAsTheShares() {
    Drawn drawn = Drawn.of(chart(3, .5, 0, 1).toSvg());

    // The worst off first; the samples of the legend are 22 wide.
    double[] supplied = widths(drawn, "f0");
    double[] missing = widths(drawn, "short");
    assertThat(supplied).hasSize(4);
    assertThat(missing).hasSize(3);
    double whole = supplied[3];
    assertThat(supplied[1]).isZero();
    assertThat(missing[1]).isEqualTo(whole);
    assertThat(supplied[2] / whole).isBetween(.499, .501);
    assertThat(missing[2] / whole).isBetween(.499, .501);
    assertThat(drawn.labels())
        .extracting(Drawn.Label::text)
        .contains("0.0 % · 0 of 4000 m³", "50.0 % · 1000 of 2000 m³", "100 % · 6000 of 6000 m³");
  }

  @Test
  void theWordsSayTheSame() {
    assertThat(chart(3, .5, 0, 1).toSvg())
        .contains("7000 of 12\u202F000 m³ are supplied. The least share is 0.0 %, of Zone 2;")
        .contains("1 of 3 zones have all that they demand.");
    assertThat(chart(3, 1, 1, 1).toSvg()).contains("every zone has all that it demands.");
  }

  @Test
  void labelsStandApartAtEveryWidth() {
    double[] many = new double[55];
    for (int i = 0; i < many.length; i++) {
      many[i] = (i * 37 % 55) / 54.0;
    }
    for (int width : new int[] {300, 360, 920, 2000}) {
      for (Chart chart : new Chart[] {chart(3, .5, 0, 1), chart(many.length, many)}) {
        Drawn drawn = Drawn.of(chart.toSvg(width));
        assertThat(drawn.faults()).as("%d", width).isEmpty();
        assertThat(drawn.outside()).as("%d", width).isEmpty();
      }
    }
    assertThat(chart(many.length, many).toSvg()).contains("15 other zones, 74.1 % or more");
  }

  @Test
  void refusesAPlanOfOtherSteps() {
    Problem problem = problem(2);
    Plan other = Plan.builder(TimeAxis.of(0, 3600, 3)).build();

    assertThatThrownBy(() -> PlanChart.shares(problem, other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must have the steps of the problem");
  }

  private static double[] widths(Drawn drawn, String style) {
    NodeList rects = drawn.document().getElementsByTagName("rect");
    return IntStream.range(0, rects.getLength())
        .mapToObj(i -> (Element) rects.item(i))
        .filter(rect -> rect.getAttribute("class").equals(style))
        .mapToDouble(rect -> Double.parseDouble(rect.getAttribute("width")))
        .toArray();
  }

  /** Zones that demand 2000, 4000, ... m³ in two hours. */
  private static Problem problem(int zones) {
    Network.Builder network = Network.builder().node(Reservoir.of("S"));
    for (int i = 1; i <= zones; i++) {
      network.node(Junction.of("Zone " + i)).link(Pipe.of("L" + i, "S", "Zone " + i));
    }
    Problem.Builder problem =
        Problem.builder("drought", network.build(), TimeAxis.of(0, 3600, 2), "EUR")
            .source("S", SourceTerms.of(1e6, 0));
    for (int i = 1; i <= zones; i++) {
      problem.zone("Zone " + i, new ZoneTerms(new double[] {500.0 * i, 1500.0 * i}, 1));
      problem.link("L" + i, LinkTerms.pipe(1e6, false, 0, 0));
    }
    return problem.build();
  }

  private static Chart chart(int zones, double... shares) {
    Problem problem = problem(zones);
    Plan.Builder plan = Plan.builder(problem.axis());
    for (int i = 1; i <= zones; i++) {
      double missing = 1 - shares[i - 1];
      plan.put(
          Plan.Kind.SHORTFALL, "Zone " + i, new double[] {missing * 500 * i, missing * 1500 * i});
    }
    return PlanChart.shares(problem, plan.build());
  }
}
