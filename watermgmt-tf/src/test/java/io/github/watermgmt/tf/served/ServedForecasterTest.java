// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.Natives;
import io.github.watermgmt.tf.SavedModelForecasterProvider;
import io.github.watermgmt.tf.internal.net.LinearNets;
import io.github.watermgmt.tf.savedmodel.SavedModel;
import io.github.watermgmt.unit.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedForecasterTest {
  private static final int WEEK = 168;
  private static final RunContext RUN = RunContext.standard();

  @TempDir private static Path folder;

  /** Takes the last week, and gives for the next 24 hours what was a week before, three times. */
  @BeforeAll
  static void networks() throws IOException {
    Natives.assume();
    float[][] kernel = new float[WEEK][3 * 24];
    for (int lead = 0; lead < 24; lead++) {
      for (int level = 0; level < 3; level++) {
        kernel[lead][3 * lead + level] = 1;
      }
    }
    float[] bias = new float[3 * 24];
    for (int lead = 0; lead < 24; lead++) {
      bias[3 * lead] = -0.01f;
      bias[3 * lead + 2] = 0.01f;
    }
    LinearNets.write(kernel, bias, folder.resolve("week"));
    Path extra = folder.resolve("week").resolve("assets.extra");
    Files.createDirectories(extra);
    Files.writeString(
        extra.resolve("mapping.json"),
        """
        {
          "step": "PT1H",
          "leads": 24,
          "scaling": "robust",
          "inputs": {"inputs": {"past": 168, "columns": ["demand"]}},
          "outputs": {"outputs": [0.1, 0.5, 0.9]}
        }
        """);
  }

  private static Forecaster forecaster(Map<String, String> more) {
    Map<String, String> texts = new HashMap<>(more);
    texts.putIfAbsent("model", folder.resolve("week").toString());
    SavedModelForecasterProvider provider = new SavedModelForecasterProvider();
    return provider.create(Options.from(provider.options(), texts));
  }

  private static History history(int hours, long seed) {
    RandomGenerator random = RUN.withSeed(seed).random("demand");
    double[] values = new double[hours];
    for (int t = 0; t < hours; t++) {
      double wave = Math.sin(2 * Math.PI * t / 24) + 0.3 * Math.sin(2 * Math.PI * t / WEEK);
      values[t] = 40 + 10 * wave + 2 * random.nextGaussian();
    }
    TimeAxis axis = TimeAxis.of(Instant.parse("2024-01-01T00:00:00Z"), Duration.ofHours(1), hours);
    return History.of(
        Panel.of(Series.of("zone", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values)),
        Calendar.of(ZoneId.of("UTC")));
  }

  @Test
  void asksOnBeyondTheLeadsOfACall() {
    History history = history(20 * WEEK, 1);
    Series demand = history.targets().series(0);
    try (FittedForecaster model = forecaster(Map.of()).fit(history, RUN)) {
      Forecast forecast = model.forecast(ForecastRequest.steps(10 * 24 + 5), RUN);

      for (int t = 0; t < forecast.horizon(); t++) {
        int before = demand.length() - WEEK + t % WEEK;
        assertThat(forecast.mean(0, t)).isCloseTo(demand.value(before), within(1e-4));
      }
    }
  }

  @Test
  void makesTheQuantilesOfANetworkHold() {
    // The network is much too sure of itself: its band is a hundredth of a deviation wide.
    int inside = 0;
    int n = 0;
    List<QuantileLevel> levels = List.of(QuantileLevel.of(0.1), QuantileLevel.of(0.9));
    for (int seed = 1; seed <= 8; seed++) {
      History all = history(21 * WEEK, seed);
      History known = all.before(all.targets().axis().instant(20 * WEEK));
      try (FittedForecaster model = forecaster(Map.of()).fit(known, RUN)) {
        Forecast forecast = model.forecast(ForecastRequest.steps(WEEK).withLevels(levels), RUN);
        for (int t = 0; t < WEEK; t++) {
          double truth = all.targets().series(0).value(20 * WEEK + t);
          inside +=
              truth >= forecast.quantileAt(0, t, 0) && truth <= forecast.quantileAt(0, t, 1)
                  ? 1
                  : 0;
          n++;
        }
      }
    }
    assertThat((double) inside / n).isCloseTo(0.8, within(0.03));
  }

  @Test
  void aModelFileTakesTheNetworkAlong(@TempDir Path elsewhere) throws IOException {
    Path copy = elsewhere.resolve("net");
    Files.createDirectories(copy.resolve("assets.extra"));
    for (String file : List.of("saved_model.pb", "assets.extra/mapping.json")) {
      Files.copy(folder.resolve("week").resolve(file), copy.resolve(file));
    }
    ForecastRequest request = ForecastRequest.steps(48);
    Forecast expected;
    ModelFile file;
    try (FittedForecaster model =
        forecaster(Map.of("model", copy.toString())).fit(history(10 * WEEK, 2), RUN)) {
      expected = model.forecast(request, RUN);
      file = model.toModelFile();
    }
    Files.delete(copy.resolve("assets.extra/mapping.json"));
    Files.delete(copy.resolve("saved_model.pb"));

    try (FittedForecaster back = new SavedModelForecasterProvider().restore(file)) {
      assertThat(back.forecast(request, RUN)).isEqualTo(expected);
    }
  }

  /** What is observed after the cutoff is nobody's knowledge, whichever door it comes through. */
  @Test
  void whatIsObservedAfterTheCutoffChangesNothing(@TempDir Path elsewhere) throws IOException {
    LinearNets.write(new float[][] {{1}, {0.5f}}, new float[] {0}, elsewhere.resolve("warm"));
    Path mapping = elsewhere.resolve("mapping.json");
    Files.writeString(
        mapping,
        """
        {
          "leads": "each-step",
          "inputs": {"inputs": {"columns": ["lag:7d", "covariate:air"]}},
          "outputs": {"outputs": "mean"}
        }
        """);
    Forecaster forecaster =
        forecaster(
            Map.of("model", elsewhere.resolve("warm").toString(), "mapping", mapping.toString()));
    History all = history(21 * WEEK, 7);
    Instant end = all.targets().axis().instant(20 * WEEK);
    Panel known = all.targets().before(end);
    Panel older = all.targets().before(all.targets().axis().instant(19 * WEEK));
    List<Forecast> updated = new ArrayList<>();
    List<Forecast> asked = new ArrayList<>();
    for (double later : new double[] {10, 30}) {
      Covariates observed =
          Covariates.of(Covariate.observed(air(all.targets().axis(), end, later)));
      try (FittedForecaster model =
              forecaster.fit(new History(older, observed, all.calendar()), RUN);
          FittedForecaster newer =
              model.update(new History(known, observed, all.calendar()), RUN)) {
        ForecastRequest request = ForecastRequest.steps(24);
        updated.add(newer.forecast(request, RUN));
        asked.add(newer.forecast(request.withCovariates(observed), RUN));
      }
    }
    assertThat(updated.get(1)).isEqualTo(updated.get(0));
    assertThat(asked.get(1)).isEqualTo(asked.get(0));
  }

  private static Series air(TimeAxis axis, Instant end, double later) {
    double[] values = new double[axis.length()];
    for (int t = 0; t < values.length; t++) {
      values[t] = axis.instant(t).isBefore(end) ? 10 + t % 5 : later;
    }
    return Series.of("air", Quantity.TEMPERATURE, Support.INTERVAL_MEAN, axis, values);
  }

  @Test
  void loadsOnlyWhatItsDigestAllows() {
    String digest = SavedModel.digest(folder.resolve("week"));
    try (FittedForecaster model =
        forecaster(Map.of("sha256", digest)).fit(history(10 * WEEK, 3), RUN)) {
      assertThat(model.seriesIds()).containsExactly("zone");
    }
    String other = "0".repeat(64);
    assertThatThrownBy(() -> forecaster(Map.of("sha256", other)).fit(history(10 * WEEK, 3), RUN))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining(digest)
        .hasMessageContaining("not among the allowed ones");
  }

  @Test
  void refusesAnotherStepThanTheMappings() {
    History history = history(10 * WEEK, 4);
    Series hourly = history.targets().series(0);
    TimeAxis half = TimeAxis.of(hourly.axis().start(), Duration.ofMinutes(30), hourly.length());
    Series series = Series.of("zone", Quantity.FLOW, Support.INTERVAL_MEAN, half, hourly.toArray());
    assertThatThrownBy(
            () -> forecaster(Map.of()).fit(History.of(Panel.of(series), history.calendar()), RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("PT30M")
        .hasMessageContaining("3600 s of the mapping");
  }

  @Test
  void namesAllThatDoesNotFitTheNetwork(@TempDir Path elsewhere) throws IOException {
    Path mapping = elsewhere.resolve("mapping.json");
    Files.writeString(
        mapping,
        """
        {
          "leads": 24,
          "inputs": {
            "inputs": {"past": 100, "columns": ["demand"]},
            "weather": {"columns": ["holiday"]}
          },
          "outputs": {"answer": "mean"}
        }
        """);
    assertThatThrownBy(
            () -> forecaster(Map.of("mapping", mapping.toString())).fit(history(10 * WEEK, 5), RUN))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("100 steps of 1 columns")
        .hasMessageContaining("[any, 168]")
        .hasMessageContaining("'weather'")
        .hasMessageContaining("'answer'");
  }

  @Test
  void saysWhichOutputHoldsAnotherNumberThanMapped(@TempDir Path elsewhere) throws IOException {
    Path mapping = elsewhere.resolve("mapping.json");
    Files.writeString(
        mapping,
        """
        {
          "leads": 24,
          "inputs": {"inputs": {"past": 168, "columns": ["demand"]}},
          "outputs": {"outputs": "mean"}
        }
        """);
    assertThatThrownBy(
            () -> forecaster(Map.of("mapping", mapping.toString())).fit(history(10 * WEEK, 5), RUN))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("24 leads of 1 numbers");
  }

  @Test
  void asksForTheModelAndTheMapping() {
    assertThatThrownBy(() -> forecaster(Map.of("model", "")).fit(history(10 * WEEK, 6), RUN))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("option 'model'");
    assertThatThrownBy(
            () ->
                forecaster(Map.of("mapping", folder.resolve("none.json").toString()))
                    .fit(history(10 * WEEK, 6), RUN))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("none.json");
  }
}
