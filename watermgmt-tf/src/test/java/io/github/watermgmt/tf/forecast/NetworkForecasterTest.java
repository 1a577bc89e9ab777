// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.core.prepare.UsualDays;
import io.github.watermgmt.core.prepare.WeatherDays;
import io.github.watermgmt.forecast.Explanation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.model.ModelClosedException;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.InvalidOptionException;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.Natives;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkForecasterTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final Instant START = Instant.parse("2024-01-07T23:00:00Z");
  private static final int DAYS = 240;

  /** There are few days to learn from: many passes over them, and for convolutions few filters. */
  private static final String LONG = "epochs=150;patience=20;learning-rate=0.005";

  private static final RunContext RUN = RunContext.standard().withSeed(1);

  @BeforeAll
  static void needsNatives() {
    Natives.assume();
  }

  /** Demand of a weekly shape; on holidays that of Sundays; hotter days draw more. */
  private static Panel town(int days, double[] heat, List<LocalDate> holidays) {
    Calendar calendar = Calendar.of(ROME, holidays);
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), days * 24);
    List<Series> all = new ArrayList<>();
    for (int s = 0; s < 3; s++) {
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

  private static FittedForecaster fit(NetworkKind kind, String options, History history) {
    Options parsed = Options.parse(NetworkForecasters.options(kind), options);
    return NetworkForecasters.create(kind, parsed).fit(history, RUN);
  }

  private static Forecast week(NetworkKind kind, Panel all, Covariates air, List<LocalDate> free) {
    History history = new History(all.slice(0, DAYS * 24), air, Calendar.of(ROME, free));
    try (FittedForecaster model =
        fit(kind, kind == NetworkKind.CONV ? LONG + ";filters=4" : LONG, history)) {
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

  @ParameterizedTest
  @EnumSource(NetworkKind.class)
  void learnsHolidaysAndHeat(NetworkKind kind) {
    List<LocalDate> holidays = new ArrayList<>();
    LocalDate first = LocalDate.ofInstant(START, ROME);
    for (int day = 23; day < DAYS + 7; day += 19) {
      if (first.plusDays(day).getDayOfWeek().getValue() < 7) {
        holidays.add(first.plusDays(day));
      }
    }
    LocalDate coming = first.plusDays(DAYS + 3);
    holidays.add(coming);
    double[] heat = heat(DAYS + 7);
    Panel all = town(DAYS + 7, heat, holidays);
    double helped = error(all, week(kind, all, weather(heat), holidays), 0, 7);
    double cold = error(all, week(kind, all, Covariates.none(), holidays), 0, 7);
    assertThat(helped).as("relative error, with the weather and without").isLessThan(0.65 * cold);
    List<LocalDate> unknown = holidays.stream().filter(day -> day.isBefore(coming)).toList();
    double surprised = error(all, week(kind, all, weather(heat), unknown), 3, 4);
    double warned = error(all, week(kind, all, weather(heat), holidays), 3, 4);
    assertThat(surprised).as("on a holiday that nobody announced").isGreaterThan(1.5 * warned);
  }

  @ParameterizedTest
  @ValueSource(strings = {"pinball", "mse"})
  void quantilesHoldWhatTheySay(String loss) {
    // No heat: where it comes with the week ahead, all hours err together, and one week says
    // little.
    double[] mild = new double[DAYS + 7];
    Panel all = town(DAYS + 7, mild, List.of());
    History history = History.of(all.slice(0, DAYS * 24), Calendar.of(ROME));
    int within = 0;
    int n = 0;
    try (FittedForecaster model =
        fit(NetworkKind.DENSE, "learning-rate=0.005;loss=" + loss, history)) {
      Forecast forecast = model.forecast(ForecastRequest.steps(168), RUN);
      for (int s = 0; s < all.size(); s++) {
        for (int t = 0; t < 168; t++) {
          double truth = all.series(s).value(DAYS * 24 + t);
          boolean above = truth >= forecast.quantile(s, t, QuantileLevel.of(0.05));
          boolean below = truth <= forecast.quantile(s, t, QuantileLevel.of(0.95));
          within += above && below ? 1 : 0;
          n++;
        }
      }
    }
    assertThat((double) within / n).isBetween(0.8, 0.99);
  }

  /** Many paths have the quantiles of the forecast, and hold together over series. */
  @Test
  void pathsAgreeWithQuantiles() {
    Panel all = town(DAYS, heat(DAYS), List.of());
    // The heat is not known: all series are surprised by it together.
    History history = History.of(all, Calendar.of(ROME));
    try (FittedForecaster model = fit(NetworkKind.DENSE, "epochs=10", history)) {
      int paths = 500;
      Forecast forecast = model.forecast(ForecastRequest.steps(48).withSamplePaths(paths), RUN);
      int together = 0;
      for (int t = 0; t < 48; t++) {
        for (double level : new double[] {0.1, 0.5, 0.9}) {
          int below = 0;
          for (int p = 0; p < paths; p++) {
            double bound = forecast.quantile(0, t, QuantileLevel.of(level));
            below += forecast.path(p, 0, t) <= bound ? 1 : 0;
          }
          assertThat((double) below / paths)
              .as("share of paths below the quantile %s in step %s", level, t)
              .isBetween(level - 0.08, level + 0.08);
        }
        for (int p = 0; p < paths; p++) {
          boolean one = forecast.path(p, 1, t) > forecast.quantile(1, t, QuantileLevel.MEDIAN);
          boolean two = forecast.path(p, 2, t) > forecast.quantile(2, t, QuantileLevel.MEDIAN);
          together += one == two ? 1 : 0;
        }
      }
      assertThat((double) together / paths / 48).as("series on one side").isGreaterThan(0.65);
    }
  }

  @Test
  void saysHowItLearnt() {
    double[] heat = heat(DAYS);
    Panel all = town(DAYS, heat, List.of());
    History history = History.of(all, Calendar.of(ROME));
    try (FittedForecaster stopped = fit(NetworkKind.DENSE, "epochs=60;patience=1", history);
        FittedForecaster exhausted = fit(NetworkKind.DENSE, "epochs=2", history)) {
      List<String> notes = notes(stopped);
      assertThat(notes.get(0)).contains("since 1 more passes brought no gain");
      assertThat(losses(notes.get(1))).hasSameSizeAs(losses(notes.get(2)));
      double[] held = losses(notes.get(2));
      assertThat(held.length).isLessThan(60);
      int best = held.length - 2;
      assertThat(notes.get(0)).contains("the best one was pass " + (best + 1) + ",");
      assertThat(Arrays.stream(held).min().orElseThrow()).isEqualTo(held[best]);
      assertThat(notes(exhausted).get(0)).contains("no more than 2 were allowed");
      assertThat(losses(notes(exhausted).get(1))).hasSize(2);
    }
  }

  private static List<String> notes(FittedForecaster model) {
    Forecast forecast = model.forecast(ForecastRequest.steps(24).explained(), RUN);
    Explanation explanation = forecast.explanation("s1").orElseThrow();
    return explanation.notes();
  }

  private static double[] losses(String note) {
    String[] words = note.substring(note.indexOf(": ") + 2).split(" ", -1);
    return Arrays.stream(words).mapToDouble(Double::parseDouble).toArray();
  }

  /** Models of updates share a network: it lives until the last of them is closed, in any order. */
  @Test
  void updatesShareTheNetwork() {
    Panel all = town(DAYS, heat(DAYS), List.of());
    Calendar calendar = Calendar.of(ROME);
    History history = History.of(all.slice(0, (DAYS - 2) * 24), calendar);
    FittedForecaster one = fit(NetworkKind.DENSE, "epochs=2", history);
    FittedForecaster two = one.update(History.of(all.slice(0, (DAYS - 1) * 24), calendar), RUN);
    FittedForecaster three = two.update(History.of(all, calendar), RUN);
    Forecast expected = three.forecast(ForecastRequest.steps(48), RUN);
    two.close();
    two.close();
    one.close();
    assertThat(three.forecast(ForecastRequest.steps(48), RUN)).isEqualTo(expected);
    for (FittedForecaster closed : List.of(one, two)) {
      assertThatThrownBy(() -> closed.forecast(ForecastRequest.steps(48), RUN))
          .isInstanceOf(ModelClosedException.class)
          .hasMessageContaining("tf-dense");
      assertThatThrownBy(() -> closed.update(History.of(all, calendar), RUN))
          .isInstanceOf(ModelClosedException.class);
    }
    three.close();
    assertThatThrownBy(() -> three.forecast(ForecastRequest.steps(48), RUN))
        .isInstanceOf(ModelClosedException.class);
  }

  /** The oracle: inputs of an origin do not change with what comes at or after it. */
  @ParameterizedTest
  @EnumSource(NetworkKind.class)
  void inputsAreCausal(NetworkKind kind) {
    Series whole = town(120, heat(120), List.of()).series(0);
    int origin = 100;
    double[] other = whole.toArray();
    Arrays.fill(other, origin * 24, other.length, Double.NaN);
    DayInputs inputs = new DayInputs(kind, 24);
    LinearStart start =
        LinearStart.of(new LaidSeries[] {laid(whole)}, 30, 90, RunContext.standard());
    for (int day = origin; day < origin + DayInputs.LEADS; day++) {
      assertThat(row(inputs, laid(whole), day, origin))
          .as("inputs of day %s", day - origin)
          .isEqualTo(row(inputs, laid(whole.withValues(other)), day, origin));
      assertThat(start.of(laid(whole), day, origin))
          .isEqualTo(start.of(laid(whole.withValues(other)), day, origin));
    }
    assertThat(row(inputs, laid(whole), origin, origin))
        .isNotEqualTo(row(inputs, laid(whole), origin, origin - 1));
  }

  private static LaidSeries laid(Series series) {
    return new LaidSeries(UsualDays.withHolidaysAsSundays(series, Calendar.of(ROME), 20), 0.1);
  }

  private static float[] row(DayInputs inputs, LaidSeries series, int day, int origin) {
    float[] row = new float[inputs.count() + 1];
    row[inputs.count()] = -77;
    double[] usual = series.days().usual(day, origin);
    inputs.fill(series, WeatherDays.unknown(), day, origin, usual, row, 0);
    assertThat(row[inputs.count()]).as("no number more than count()").isEqualTo(-77);
    return row;
  }

  @Test
  void layersAreWidths() {
    for (String good : new String[] {"", "10", "32 16", "32,16"}) {
      Options options =
          Options.defaults(NetworkForecasters.options(NetworkKind.DENSE))
              .with(NetworkOptions.LAYERS, good);
      assertThat(NetworkForecasters.create(NetworkKind.DENSE, options)).isNotNull();
    }
    for (String bad : new String[] {"ten", "0", "-3", "5000", "10;", "1.5"}) {
      Options options =
          Options.defaults(NetworkForecasters.options(NetworkKind.DENSE))
              .with(NetworkOptions.LAYERS, bad);
      assertThatThrownBy(() -> NetworkForecasters.create(NetworkKind.DENSE, options))
          .isInstanceOf(InvalidOptionException.class)
          .hasMessageContaining("layers")
          .hasMessageContaining(bad);
    }
  }
}
