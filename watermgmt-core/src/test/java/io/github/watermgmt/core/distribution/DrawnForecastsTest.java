// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.forecast.Forecast;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DrawnForecastsTest {

  /** Eight of ten, within a factor of 1.125 for the day ahead and less for the hour. */
  @Test
  void theBandsHoldAndWidenWithTheLead() {
    var town = TightTown.of(1, 2400);
    DrawnForecasts forecasts = new DrawnForecasts(town, 5);
    for (Map.Entry<Integer, Double> lead : Map.of(0, 1.0392, 5, 1.0871, 23, 1.125).entrySet()) {
      int inside = 0;
      int all = 0;
      for (int step = 0; step + 24 < 1000; step += 7) {
        Forecast forecast = forecasts.at(step);
        for (String zone : town.zones().keySet()) {
          double truth = StepFlows.of(town.zones(), zone).demandM3h()[step + lead.getKey()];
          double low = forecast.quantile(zone, DrawnForecasts.LOW).value(lead.getKey());
          double median = forecast.quantile(zone, DrawnForecasts.MEDIAN).value(lead.getKey());
          double high = forecast.quantile(zone, DrawnForecasts.HIGH).value(lead.getKey());
          assertThat(high / median).isCloseTo(lead.getValue(), within(.0005));
          inside += low <= truth && truth <= high ? 1 : 0;
          all++;
        }
      }
      assertThat((double) inside / all).as("lead " + lead).isBetween(.74, .86);
    }
  }
}
