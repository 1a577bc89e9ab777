// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.gbm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GbmTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final Instant START = Instant.parse("2024-01-07T23:00:00Z");
  private static final int DAYS = 240;
  private static final RunContext RUN = RunContext.standard().withSeed(1);

  @BeforeEach
  void isAvailable() {
    assumeTrue(Boosting.availability().isAvailable(), () -> Boosting.availability().toString());
  }

  @Test
  void isNeverTheDefault() {
    assertThat(Providers.discover().forecasterProvider("gbm").priority()).isLessThan(-100);
    assertThat(Providers.discover().forecaster("auto").name()).isNotEqualTo("gbm");
  }

  /** What XGBoost itself predicts of its trees is the oracle of ours. */
  @Test
  void treesInJavaSayWhatXgBoostSays() throws Exception {
    Random random = new Random(5);
    int rows = 2000;
    int columns = 6;
    float[] features = new float[rows * columns];
    float[] labels = new float[rows];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        boolean missing = random.nextDouble() < 0.1;
        features[i * columns + j] = missing ? Float.NaN : random.nextInt(50) / 7f;
      }
      float x = features[i * columns];
      labels[i] = (Float.isNaN(x) ? 3 : x * x) + (float) random.nextGaussian();
    }
    DMatrix data = new DMatrix(features, rows, columns, Float.NaN);
    data.setLabel(labels);
    Map<String, Object> params =
        Map.of(
            "objective",
            "reg:absoluteerror",
            "base_score",
            0,
            "tree_method",
            "hist",
            "nthread",
            1,
            "grow_policy",
            "lossguide",
            "max_leaves",
            31,
            "max_depth",
            0);
    Booster booster = XGBoost.train(data, params, 40, Map.of(), null, null);
    Trees trees = Trees.parse(booster.getModelDump("", false, "text"));
    float[][] expected = booster.predict(data);
    double spread = 0;
    for (int i = 0; i < rows; i++) {
      float[] row = Arrays.copyOfRange(features, i * columns, (i + 1) * columns);
      assertThat(trees.predict(row)).isCloseTo(expected[i][0], within(1e-3));
      spread = Math.max(spread, Math.abs(expected[i][0] - expected[0][0]));
    }
    assertThat(spread).as("the trees tell rows apart").isGreaterThan(5);
    booster.dispose();
    data.dispose();
  }

  /** Demand of a weekly shape; on holidays that of Sundays; hotter days draw more. */
  private static Panel town(int days, double[] heat, List<LocalDate> holidays) {
    Calendar calendar = Calendar.of(ROME, holidays);
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), days * 24);
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < 2; s++) {
      Random random = new Random(s);
      double[] values = new double[axis.length()];
      for (int t = 0; t < values.length; t++) {
        long at = axis.epochSecond(t);
        long day = calendar.clock().epochDay(at);
        boolean sunday = calendar.clock().dayOfWeek(at) == 7 || calendar.isHoliday(day);
        double hour = calendar.clock().secondOfDay(at) / 3600.0;
        double shape = 1 + 0.6 * Math.sin((hour - (sunday ? 10 : 7)) / 24 * 2 * Math.PI);
        double hot = heat[t / 24] > 24 ? 0.03 * (heat[t / 24] - 24) : 0;
        values[t] = (20 + 30 * s) * shape * (1 + hot) * (1 + 0.02 * random.nextGaussian());
      }
      all.add(Series.of("s" + s, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));
    }
    return Panel.of(all);
  }

  /** Hot and cool spells of some days; it gets hot in the middle of the week after the history. */
  private static double[] heat(int days) {
    Random random = new Random(9);
    double[] heat = new double[days];
    boolean hot = false;
    for (int day = 0; day < days; hot = !hot) {
      for (int left = 3 + random.nextInt(6); left > 0 && day < days; left--) {
        heat[day++] = (hot ? 30 : 20) + 2 * random.nextDouble();
      }
    }
    for (int day = DAYS - 3; day < Math.min(days, DAYS + 7); day++) {
      heat[day] = day < DAYS + 2 ? 21 : 31;
    }
    return heat;
  }

  private static Covariates weather(double[] heat) {
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), heat.length * 24);
    double[] values = new double[axis.length()];
    for (int t = 0; t < values.length; t++) {
      values[t] = heat[t / 24];
    }
    return Covariates.known(
        Panel.of(Series.of("air", Quantity.TEMPERATURE, Support.INTERVAL_MEAN, axis, values)));
  }

  private static Forecast forecast(Panel all, Covariates weather, List<LocalDate> holidays) {
    Panel past = all.slice(0, DAYS * 24);
    Options options = Options.parse(new GbmProvider().options(), "trees=150;leaves=15;rate=0.1");
    History history = new History(past, weather, Calendar.of(ROME, holidays));
    try (FittedForecaster model = new GbmForecaster(options).fit(history, RUN)) {
      return model.forecast(ForecastRequest.steps(168), RUN);
    }
  }

  private static double error(Panel all, Forecast forecast, int fromDay, int toDay) {
    double sum = 0;
    double total = 0;
    for (int s = 0; s < all.size(); s++) {
      for (int t = fromDay * 24; t < toDay * 24; t++) {
        double truth = all.series(s).value(DAYS * 24 + t);
        sum += Math.abs(truth - forecast.mean(s, t));
        total += truth;
      }
    }
    return sum / total;
  }

  @Test
  void learnsHolidaysAndHeat() {
    List<LocalDate> holidays = new ArrayList<>();
    LocalDate first = LocalDate.ofInstant(START, ROME);
    // Wednesdays and Thursdays, the last in the week that is forecast.
    for (int day = 23; day < DAYS + 7; day += 19) {
      if (first.plusDays(day).getDayOfWeek().getValue() < 7) {
        holidays.add(first.plusDays(day));
      }
    }
    LocalDate coming = first.plusDays(DAYS + 3);
    holidays.add(coming);
    double[] heat = heat(DAYS + 7);
    Panel all = town(DAYS + 7, heat, holidays);
    double helped = error(all, forecast(all, weather(heat), holidays), 0, 7);
    double cold = error(all, forecast(all, Covariates.none(), holidays), 0, 7);
    assertThat(helped).as("relative error, with the weather and without").isLessThan(0.65 * cold);
    List<LocalDate> unknown = holidays.stream().filter(day -> day.isBefore(coming)).toList();
    double surprised = error(all, forecast(all, weather(heat), unknown), 3, 4);
    double warned = error(all, forecast(all, weather(heat), holidays), 3, 4);
    assertThat(surprised).as("on a holiday that nobody announced").isGreaterThan(1.5 * warned);
  }

  /**
   * Weather that was observed after the cutoff is the truth of a backtest, and nobody's knowledge.
   */
  @Test
  void whatIsObservedAfterTheCutoffChangesNothing() {
    double[] heat = heat(DAYS + 7);
    double[] otherwise = heat.clone();
    Arrays.fill(otherwise, DAYS, otherwise.length, 35);
    Panel all = town(DAYS + 7, heat, List.of());
    List<Forecast> forecasts = new ArrayList<>();
    for (double[] one : List.of(heat, otherwise)) {
      Series air = weather(one).list().get(0).series();
      forecasts.add(forecast(all, Covariates.of(Covariate.observed(air)), List.of()));
    }
    assertThat(forecasts.get(1)).isEqualTo(forecasts.get(0));
  }

  @Test
  void quantilesHoldWhatTheySay() {
    double[] heat = heat(DAYS + 7);
    Panel all = town(DAYS + 7, heat, List.of());
    Forecast forecast = forecast(all, weather(heat), List.of());
    int within = 0;
    int n = 0;
    for (int s = 0; s < all.size(); s++) {
      for (int t = 0; t < 168; t++) {
        double truth = all.series(s).value(DAYS * 24 + t);
        boolean above = truth >= forecast.quantile(s, t, QuantileLevel.of(0.05));
        boolean below = truth <= forecast.quantile(s, t, QuantileLevel.of(0.95));
        within += above && below ? 1 : 0;
        n++;
      }
    }
    assertThat((double) within / n).isBetween(0.8, 0.99);
  }

  @Test
  void anUpdateLooksAtTheNewDaysAndKeepsTheTrees() {
    // Hot and cool spells of some weeks, which are not known as such; at the cutoff it gets hot.
    double[] heat = new double[DAYS + 14];
    Arrays.fill(heat, DAYS, heat.length, 31);
    int[] lengths = {17, 24, 13, 29, 20, 11, 26, 15, 33, 22, 18, 12};
    for (int day = DAYS - 1, spell = 0; day >= 0; spell++) {
      for (int left = lengths[spell]; left > 0 && day >= 0; left--) {
        heat[day--] = spell % 2 == 0 ? 20 : 31;
      }
    }
    Panel all = town(DAYS + 14, heat, List.of());
    Calendar calendar = Calendar.of(ROME);
    Options options = Options.parse(new GbmProvider().options(), "trees=60;leaves=15;rate=0.2");
    History history = new History(all.slice(0, DAYS * 24), Covariates.none(), calendar);
    History newer =
        new History(all.slice(DAYS * 24 - 48, (DAYS + 7) * 24), Covariates.none(), calendar);
    try (FittedForecaster model = new GbmForecaster(options).fit(history, RUN);
        FittedForecaster updated = model.update(newer, RUN)) {
      double unaware = secondWeek(all, model.forecast(ForecastRequest.steps(336), RUN), 168);
      double aware = secondWeek(all, updated.forecast(ForecastRequest.steps(168), RUN), 0);
      assertThat(aware).as("relative error with the new days").isLessThan(0.5 * unaware);
    }
  }

  private static double secondWeek(Panel all, Forecast forecast, int from) {
    double sum = 0;
    double total = 0;
    for (int t = 0; t < 168; t++) {
      double truth = all.series(0).value((DAYS + 7) * 24 + t);
      sum += Math.abs(truth - forecast.mean(0, from + t));
      total += truth;
    }
    return sum / total;
  }
}
