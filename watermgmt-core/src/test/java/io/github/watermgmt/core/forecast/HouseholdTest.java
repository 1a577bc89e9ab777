// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tck.synthetic.Households;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The provider {@code household}, judged by quantile loss and volume. */
class HouseholdTest {
  private static final RunContext RUN = RunContext.standard().withSeed(1);
  private static final Calendar ROME = Calendar.of(ZoneId.of("Europe/Rome"));
  private static final int WEEK = 168;
  private static final int PATHS = 100;
  private static final List<QuantileLevel> LEVELS = QuantileLevel.STANDARD;

  private static TimeAxis hours(int days) {
    return TimeAxis.of(Instant.parse("2022-12-31T23:00:00Z"), Duration.ofHours(1), 24 * days);
  }

  private static Forecast forecast(Panel past, ForecastRequest request) {
    try (FittedForecaster fitted =
        Providers.discover().forecaster("household").fit(History.of(past, ROME), RUN)) {
      return fitted.forecast(request, RUN);
    }
  }

  private static double loss(double truth, double quantile, QuantileLevel level) {
    double tau = level.tenThousandths() / 10_000.0;
    return truth > quantile ? tau * (truth - quantile) : (1 - tau) * (quantile - truth);
  }

  // ---------------------------------------------------------------- many homes

  @Test
  void lossIsBelowThatOfProfilesAndVolumesAreRight() {
    Panel homes = Households.use(11, 25, hours(365), ROME);
    double own = 0;
    double median = 0;
    double sameHour = 0;
    double volume = 0;
    double mean = 0;
    double pathVolume = 0;
    int days = 0;
    int within = 0;
    for (int origin = 150 * 24; origin + WEEK <= 365 * 24; origin += 30 * 24) {
      Forecast made =
          forecast(homes.slice(0, origin), ForecastRequest.steps(WEEK).withSamplePaths(PATHS));
      for (int s = 0; s < homes.size(); s++) {
        Series home = homes.series(s);
        for (int t = 0; t < WEEK; t++) {
          double truth = home.value(origin + t);
          double[] weeks = before(home, origin + t, WEEK, WEEK, 8);
          double[] hours = before(home, origin + t, 24, 24 * (1 + t / 24), 56);
          volume += truth;
          mean += made.mean(s, t);
          for (int q = 0; q < LEVELS.size(); q++) {
            double tau = LEVELS.get(q).tenThousandths() / 10_000.0;
            own += loss(truth, made.quantileAt(s, t, q), LEVELS.get(q));
            median += loss(truth, (weeks[3] + weeks[4]) / 2, LEVELS.get(q));
            sameHour += loss(truth, hours[(int) (tau * 56)], LEVELS.get(q));
          }
        }
        for (int d = 0; d < 7; d++) {
          double[] sums = new double[PATHS];
          double truth = 0;
          for (int k = 0; k < 24; k++) {
            truth += home.value(origin + 24 * d + k);
            for (int p = 0; p < PATHS; p++) {
              sums[p] += made.path(p, s, 24 * d + k);
            }
          }
          pathVolume += Arrays.stream(sums).average().orElseThrow();
          Arrays.sort(sums);
          within += truth >= sums[4] && truth <= sums[95] ? 1 : 0;
          days++;
        }
      }
    }

    assertThat(own).isLessThan(0.95 * sameHour).isLessThan(0.8 * median);
    assertThat(mean / volume).isCloseTo(1, within(0.04));
    assertThat(pathVolume / mean).isCloseTo(1, within(0.02));
    assertThat((double) within / days).isBetween(0.84, 0.96);
  }

  private static double[] before(Series home, int at, int stride, int first, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = home.value(at - first - stride * i);
    }
    Arrays.sort(values);
    return values;
  }

  // ---------------------------------------------------------------- one home

  /** A home that uses 0.02 m³ in half of its waking hours, but nothing on some days; and a leak. */
  private static Panel home(int days, java.util.function.IntPredicate away, double leak) {
    SplittableRandom random = new SplittableRandom(5);
    TimeAxis axis = hours(days);
    double[] use = new double[axis.length()];
    for (int i = 0; i < use.length; i++) {
      boolean awake = i % 24 >= 7 && i % 24 < 23;
      boolean uses = random.nextDouble() < (awake ? 0.5 : 0.05);
      double litres = 10 + random.nextInt(21);
      use[i] = leak + (uses && !away.test(i / 24) ? litres / 1000 : 0);
    }
    return Panel.of(Series.of("home", Quantity.VOLUME, Support.INTERVAL_TOTAL, axis, use));
  }

  private static double daily(Forecast forecast, int day) {
    double sum = 0;
    for (int k = 0; k < 24; k++) {
      sum += forecast.mean(0, 24 * day + k);
    }
    return sum;
  }

  @Test
  void afterDaysOfNothingLessIsExpectedAndAfterTheReturnAsMuchAsBefore() {
    // Three holidays of ten days; the last one begins on day 150.
    Panel whole = home(200, d -> (d >= 60 && d < 70) || (d >= 100 && d < 110) || d / 10 == 15, 0);
    double usual = daily(forecast(whole.slice(0, 150 * 24), ForecastRequest.steps(WEEK)), 0);
    double away = daily(forecast(whole.slice(0, 155 * 24), ForecastRequest.steps(WEEK)), 0);
    Forecast later = forecast(whole.slice(0, 155 * 24), ForecastRequest.steps(3 * WEEK));
    double back = daily(forecast(whole.slice(0, 162 * 24), ForecastRequest.steps(WEEK)), 0);

    assertThat(usual).isBetween(0.15, 0.18);
    assertThat(away).isLessThan(0.3 * usual);
    assertThat(daily(later, 6)).isGreaterThan(1.5 * daily(later, 0)); // they will come back
    assertThat(daily(later, 20)).isGreaterThan(daily(later, 6));
    assertThat(back).isCloseTo(usual, within(0.1 * usual));
  }

  @Test
  void useOnTheMorningOfTheDayThatHasBegunEndsAnAbsence() {
    Panel whole = home(200, d -> (d >= 60 && d < 70) || (d >= 150 && d < 160), 0);
    int noon = 160 * 24 + 12;
    Forecast made = forecast(whole.slice(0, noon), ForecastRequest.steps(36));
    Panel still = home(200, d -> (d >= 60 && d < 70) || d >= 150, 0);
    Forecast without = forecast(still.slice(0, noon), ForecastRequest.steps(36));

    assertThat(made.mean(0, 6)).isGreaterThan(5 * without.mean(0, 6));
  }

  @Test
  void aLeakNeitherHidesAnAbsenceNorIsLostInIt() {
    double leak = 0.0005;
    Panel whole = home(200, d -> (d >= 60 && d < 70) || (d >= 150 && d < 162), leak);
    Forecast made = forecast(whole.slice(0, 156 * 24), ForecastRequest.steps(24).explained());

    assertThat(daily(made, 0)).isBetween(24 * leak, 0.08);
    for (int t = 0; t < 24; t++) {
      assertThat(made.quantileAt(0, t, 0)).isGreaterThanOrEqualTo(leak);
    }
    assertThat(made.explanation("home").orElseThrow().notes().toString()).contains("nobody there");
  }

  @Test
  void aHolidayHomeStaysEmptyUntilSomebodyComes() {
    // Three weeks in spring, and then nobody.
    Panel whole = home(180, d -> d < 60 || d >= 81, 0);
    Forecast empty = forecast(whole.slice(0, 150 * 24), ForecastRequest.steps(4 * WEEK));
    Forecast full = forecast(whole.slice(0, 75 * 24), ForecastRequest.steps(WEEK));

    assertThat(daily(empty, 0)).isLessThan(0.02);
    assertThat(daily(empty, 27)).isLessThan(0.06);
    assertThat(daily(full, 0)).isGreaterThan(0.12);
    for (int t = 0; t < WEEK; t++) {
      assertThat(empty.quantileAt(0, t, LEVELS.size() / 2)).isZero();
    }
  }

  @Test
  void aHomeThatNeverUsedAnythingIsForecastToUseNothing() {
    Panel nothing = home(60, d -> true, 0);
    Forecast made = forecast(nothing, ForecastRequest.steps(WEEK).withSamplePaths(10).explained());

    for (int t = 0; t < WEEK; t++) {
      assertThat(made.mean(0, t)).isZero();
      assertThat(made.quantileAt(0, t, LEVELS.size() - 1)).isZero();
      assertThat(made.path(3, 0, t)).isZero();
    }
  }
}
