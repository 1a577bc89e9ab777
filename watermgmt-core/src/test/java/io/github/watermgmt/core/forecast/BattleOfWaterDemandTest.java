// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.core.SharedData;
import io.github.watermgmt.core.io.HolidaysCsv;
import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Unit;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The battle's own protocol on two of its weeks; winner there: PI1 1.115, PI3 1.384. */
class BattleOfWaterDemandTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final List<Instant> ORIGINS =
      List.of(Instant.parse("2022-07-24T22:00:00Z"), Instant.parse("2022-10-30T23:00:00Z"));
  private static final int HORIZON = 168;
  private static final Unit LITRES_PER_SECOND = Unit.of("L/s");

  @Test
  void weeklyProfileIsNearTheWinner() {
    double[] score = score("weekly-profile");

    assertThat(score[0]).as("PI1").isLessThanOrEqualTo(1.28);
    assertThat(score[1]).as("PI3").isLessThanOrEqualTo(1.36);
  }

  @Test
  void weeklyProfileBeatsSeasonalNaive() {
    double[] profile = score("weekly-profile");
    double[] naive = score("seasonal-naive");

    assertThat(profile[0]).isLessThan(naive[0]);
    assertThat(profile[1]).isLessThan(naive[1]);
  }

  @ParameterizedTest
  @CsvSource({"holt-winters, 1.18, 1.36", "theta, 1.19, 1.40"})
  void smoothingBeatsTheWeeklyProfileOnTheFirstDay(String name, double first, double rest) {
    double[] score = score(name);

    assertThat(score[0]).as("PI1").isLessThanOrEqualTo(first);
    assertThat(score[1]).as("PI3").isLessThanOrEqualTo(rest);
    assertThat(score[0]).isLessThan(score("weekly-profile")[0]);
  }

  private static double[] score(String provider) {
    Panel panel =
        ReadingsCsv.builder()
            .unit(LITRES_PER_SECOND)
            .zone(ROME)
            .build()
            .read(SharedData.file("data/bwdf/inflow.csv"))
            .panel();
    Calendar calendar =
        Calendar.of(ROME, HolidaysCsv.read(SharedData.file("data/bwdf/holidays.csv")));
    Forecaster forecaster = Providers.discover().forecaster(provider);
    RunContext run = RunContext.standard();
    double pi1 = 0;
    double pi3 = 0;
    int cells1 = 0;
    int cells3 = 0;
    for (Instant origin : ORIGINS) {
      History history = History.of(panel, calendar).before(origin);
      Forecast forecast;
      try (var fitted = forecaster.fit(history, run)) {
        forecast = fitted.forecast(ForecastRequest.steps(HORIZON), run);
      }
      int start = panel.axis().indexOf(origin);
      for (String id : panel.ids()) {
        double[] truth = panel.series(id).toArray(LITRES_PER_SECOND);
        double[] mean = forecast.mean(id).toArray(LITRES_PER_SECOND);
        double day = meanAbsoluteError(truth, start, mean, 0, 24);
        double rest = meanAbsoluteError(truth, start, mean, 24, HORIZON);
        if (!Double.isNaN(day)) {
          pi1 += day;
          cells1++;
        }
        if (!Double.isNaN(rest)) {
          pi3 += rest;
          cells3++;
        }
      }
    }
    System.out.printf(
        java.util.Locale.ROOT,
        "%s on two weeks of the battle: PI1 %.3f, PI3 %.3f L/s%n",
        provider,
        pi1 / cells1,
        pi3 / cells3);
    return new double[] {pi1 / cells1, pi3 / cells3};
  }

  private static double meanAbsoluteError(
      double[] truth, int start, double[] mean, int from, int to) {
    double sum = 0;
    int n = 0;
    for (int i = from; i < to; i++) {
      if (start + i < truth.length && !Double.isNaN(truth[start + i])) {
        sum += Math.abs(truth[start + i] - mean[i]);
        n++;
      }
    }
    return n == 0 ? Double.NaN : sum / n;
  }
}
