// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariate.Vintage;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SyntheticForecastsTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final WallClock CLOCK = WallClock.of(ROME);

  /** Eighty days over the beginning of summer time. */
  private static final TimeAxis AXIS =
      TimeAxis.of(Instant.parse("2022-02-27T23:00:00Z"), Duration.ofHours(1), 80 * 24);

  private static final RunContext RUN = RunContext.standard();

  private static Series series(Quantity quantity, Support support, double[] values) {
    return Series.of("w", quantity, support, AXIS, values);
  }

  private static double[] random(long seed) {
    Random random = new Random(seed);
    double[] values = new double[AXIS.length()];
    for (int t = 0; t < values.length; t++) {
      values[t] = random.nextInt(20) == 0 ? Double.NaN : 15 + 5 * random.nextGaussian();
    }
    return values;
  }

  private static Series temperature(double[] values) {
    return series(Quantity.TEMPERATURE, Support.INTERVAL_MEAN, values);
  }

  @Test
  void persistenceRepeatsTheNewestDayByTheWallClock() {
    double[] values = new double[AXIS.length()];
    for (int t = 0; t < values.length; t++) {
      ZonedDateTime at = AXIS.instant(t).atZone(ROME);
      values[t] = 100.0 * (int) (at.toLocalDate().toEpochDay() % 100) + at.getHour();
    }
    // Summer time begins on Sunday, 27 March.
    Instant issue = Instant.parse("2022-03-26T17:00:00Z"); // 18 o'clock on Saturday
    values[AXIS.indexOf(issue) - 10] = Double.NaN; // 8 o'clock on Saturday
    Covariate weather =
        SyntheticForecasts.persistence(temperature(values), List.of(issue), 72, CLOCK);
    Series forecast = weather.vintages().get(0).series();
    assertThat(forecast.axis().start()).isEqualTo(issue);
    for (int t = 0; t < 72; t++) {
      ZonedDateTime at = forecast.axis().instant(t).atZone(ROME);
      // Before 18 o'clock that hour had been on Saturday, else on Friday.
      boolean friday = at.getHour() >= 18 || at.getHour() == 8;
      long day = LocalDate.of(2022, 3, friday ? 25 : 26).toEpochDay();
      assertThat(forecast.value(t)).isEqualTo(100.0 * (int) (day % 100) + at.getHour());
    }
    assertThat(weather.asOf(issue).at(issue.getEpochSecond())).isEqualTo(forecast.value(0));
    assertThat(weather.asOf(issue.minusSeconds(1)).vintages()).isEmpty();
  }

  /** Against a reckoning by dates. */
  @Property(tries = 30)
  void theRecentMeanIsThatOfTheLatestKnownDays(
      @ForAll long seed,
      @ForAll @IntRange(min = 40 * 24, max = 70 * 24) int at,
      @ForAll @IntRange(min = 1, max = 9) int days) {
    double[] values = random(seed);
    Instant issue = AXIS.instant(at).plusSeconds(1800);
    Series forecast =
        SyntheticForecasts.recentMean(temperature(values), List.of(issue), 100, CLOCK, days)
            .vintages()
            .get(0)
            .series();
    assertThat(forecast.axis().start()).isEqualTo(AXIS.instant(at + 1));
    for (int t = 0; t < 100; t++) {
      ZonedDateTime local = forecast.axis().instant(t).atZone(ROME);
      double sum = 0;
      int count = 0;
      for (int back = 1; count < days; back++) {
        Instant then = local.toLocalDateTime().minusDays(back).atZone(ROME).toInstant();
        int index = AXIS.indexOf(then);
        if (index < at && !Double.isNaN(values[index])) {
          sum += values[index];
          count++;
        }
      }
      assertThat(forecast.value(t)).isCloseTo(sum / days, within(1e-9));
    }
  }

  @Property(tries = 30)
  void toChangeWhatComesAfterTheIssueChangesNoBit(
      @ForAll long seed, @ForAll @IntRange(min = 30 * 24, max = 70 * 24) int at) {
    double[] values = random(seed);
    double[] corrupt = values.clone();
    for (int t = at; t < corrupt.length; t++) {
      corrupt[t] = 1e9;
    }
    List<Instant> issue = List.of(AXIS.instant(at));
    for (int days : new int[] {1, 7}) {
      assertThat(
              SyntheticForecasts.recentMean(temperature(corrupt), issue, 90, CLOCK, days)
                  .vintages())
          .isEqualTo(
              SyntheticForecasts.recentMean(temperature(values), issue, 90, CLOCK, days)
                  .vintages());
    }
  }

  @Test
  void theErrorGrowsWithTheLeadAndDependsOnTheSeedAlone() {
    double[] values = random(5);
    Series observed = temperature(values);
    List<Instant> issues = new ArrayList<>();
    for (int hour = 0; hour < 60 * 24; hour += 2) {
      issues.add(AXIS.instant(hour));
    }
    Covariate weather = SyntheticForecasts.noisy(observed, issues, 168, 0.3, RUN);
    double[] squares = new double[168];
    double[] bias = new double[168];
    int[] counts = new int[168];
    for (Vintage vintage : weather.vintages()) {
      int from = AXIS.indexOf(vintage.series().axis().start());
      for (int t = 0; t < 168; t++) {
        double error = vintage.series().value(t) - values[from + t];
        assertThat(Double.isNaN(error)).isEqualTo(Double.isNaN(values[from + t]));
        if (!Double.isNaN(error)) {
          squares[t] += error * error;
          bias[t] += error;
          counts[t]++;
        }
      }
    }
    for (int day : new int[] {1, 2, 4, 7}) {
      int t = 24 * day - 1;
      // A standard deviation of 5, of which 0.3, times the root of the days; 720 forecasts.
      assertThat(Math.sqrt(squares[t] / counts[t]))
          .isCloseTo(1.5 * Math.sqrt(day), within(0.2 * Math.sqrt(day)));
      assertThat(bias[t] / counts[t]).isCloseTo(0, within(0.25 * Math.sqrt(day)));
    }
    assertThat(SyntheticForecasts.noisy(observed, issues, 168, 0.3, RUN)).isEqualTo(weather);
    // Not on which other forecasts are made.
    assertThat(SyntheticForecasts.noisy(observed, issues.subList(9, 10), 168, 0.3, RUN).vintages())
        .isEqualTo(weather.vintages().subList(9, 10));
    assertThat(SyntheticForecasts.noisy(observed, issues, 168, 0.3, RUN.withSeed(2)))
        .isNotEqualTo(weather);
    Covariate perfect = SyntheticForecasts.noisy(observed, issues.subList(0, 1), 24, 0, RUN);
    assertThat(perfect.vintages().get(0).series()).isEqualTo(observed.slice(0, 24));
  }

  @Test
  void dryHoursStayDryAndWhatIsNeverNegativeStaysSo() {
    double[] rain = new double[AXIS.length()];
    Random random = new Random(4);
    for (int t = 0; t < rain.length; t++) {
      rain[t] = random.nextInt(10) == 0 ? random.nextDouble() : 0;
    }
    List<Instant> issues = List.of(AXIS.instant(100), AXIS.instant(300));
    Series total = series(Quantity.RAIN, Support.INTERVAL_TOTAL, rain);
    for (Vintage vintage : SyntheticForecasts.noisy(total, issues, 168, 0.5, RUN).vintages()) {
      int from = AXIS.indexOf(vintage.issued());
      for (int t = 0; t < 168; t++) {
        assertThat(vintage.series().value(t) > 0).isEqualTo(rain[from + t] > 0);
      }
    }
    Series wind = series(Quantity.SPEED, Support.INTERVAL_MEAN, rain);
    for (Vintage vintage : SyntheticForecasts.noisy(wind, issues, 168, 2, RUN).vintages()) {
      assertThat(Arrays.stream(vintage.series().toArray()))
          .allMatch(value -> value >= 0)
          .anyMatch(value -> value > 1);
    }
  }

  @Test
  void whereNothingIsKnownThereIsNoForecast() {
    Series observed = temperature(random(1));
    Series none =
        SyntheticForecasts.persistence(observed, List.of(AXIS.start()), 30, CLOCK)
            .vintages()
            .get(0)
            .series();
    assertThat(none.missing()).isEqualTo(30);
    // Past the end: persistence goes on, the truth is not known.
    List<Instant> late = List.of(AXIS.end().minus(Duration.ofHours(2)));
    assertThat(last(SyntheticForecasts.persistence(observed, late, 30, CLOCK))).isNotNaN();
    assertThat(last(SyntheticForecasts.noisy(observed, late, 30, 0.1, RUN))).isNaN();
    assertThatThrownBy(() -> SyntheticForecasts.persistence(observed, late, 0, CLOCK))
        .hasMessageContaining("steps (0)");
    assertThatThrownBy(() -> SyntheticForecasts.recentMean(observed, late, 1, CLOCK, 0))
        .hasMessageContaining("days (0)");
    assertThatThrownBy(() -> SyntheticForecasts.noisy(observed, late, 1, -1, RUN))
        .hasMessageContaining("share (-1.0)");
  }

  private static double last(Covariate weather) {
    Series series = weather.vintages().get(0).series();
    return series.value(series.length() - 1);
  }
}
