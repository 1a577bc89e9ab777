// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.core.forecast.Attribution;
import io.github.watermgmt.core.forecast.Projection;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.unit.Unit;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectionChartTest {
  private static final Projection PROJECTION = ProjectionSampler.projection();

  @Test
  void everyLabelStandsInsideAndMeetsNoOther() {
    for (Chart chart : ProjectionSampler.charts(PROJECTION)) {
      for (int width : new int[] {360, 920}) {
        Drawn drawn = Drawn.of(chart.toSvg(width));
        List<Drawn.Label> labels = drawn.labels();
        for (int i = 0; i < labels.size(); i++) {
          Drawn.Label one = labels.get(i);
          assertThat(one.left()).as(one.text()).isGreaterThanOrEqualTo(-1);
          assertThat(one.right()).as(one.text()).isLessThanOrEqualTo(width + 1);
          for (int j = 0; j < i; j++) {
            assertThat(one.meets(labels.get(j))).as(one + " on " + labels.get(j)).isFalse();
          }
        }
      }
    }
  }

  @Test
  void scenariosAndBandsAreNamedAndDescribed() {
    String svg = ProjectionChart.years("Demand", PROJECTION, Unit.of("ML")).toSvg();
    assertThat(svg)
        .contains("ML a year, medians: baseline from 7")
        .contains("tariff and repairs, median")
        .contains("95 % of baseline")
        .contains("projection from here");
    assertThatThrownBy(() -> ProjectionChart.years("Demand", PROJECTION, Unit.of("L/s")))
        .isInstanceOf(DataException.class);
  }

  @Test
  void barsLeadFromOneYearToTheOther() {
    Attribution why =
        new Attribution(
            2020,
            2030,
            1000,
            700,
            List.of(
                new Attribution.Change("population", 500),
                new Attribution.Change("price", 0),
                new Attribution.Change("losses", -800)));
    String svg = WaterfallChart.of("Why", why, Unit.of("m3")).toSvg();
    assertThat(svg)
        .contains("2020 1000; population +500; losses −800; 2030 700")
        .contains("without effect: price");
    assertThatThrownBy(() -> WaterfallChart.of("Why", why, Unit.of("L/s")))
        .isInstanceOf(DataException.class);
  }
}
