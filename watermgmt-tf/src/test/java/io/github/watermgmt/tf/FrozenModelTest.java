// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.Site;
import io.github.watermgmt.spi.Provider;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.internal.net.LinearNets;
import io.github.watermgmt.unit.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise R6: a model file that was written once is restored for ever, and forecasts and detects as
 * it did. In {@code frozen/} stand model files, {@code KIND-PROVIDER-PAYLOAD.wmm}, each with what
 * it said when it was written. They are never written anew; a file of a payload version that is
 * given up stays until its provider refuses it as too old.
 *
 * <p>To add the files of a new provider, or of a new payload version:
 *
 * <pre>
 * ./mvnw test -Pnatives -pl watermgmt-tf -am -Dtest=io.github.watermgmt.tf.FrozenModelTest \
 *     -Dwatermgmt.frozen=FOLDER -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 *
 * which writes those that are not there yet into {@code FOLDER}; then move them beside the others.
 */
public class FrozenModelTest {
  private static final RunContext RUN = RunContext.standard().withSeed(1);
  private static final int PER_DAY = 8;
  private static final int LEARNT = 13 * 7 * PER_DAY + 3;
  private static final int WATCHED = 21 * PER_DAY;
  private static final int BURST = LEARNT + 7 * PER_DAY;

  /** Networks count in floats, and TensorFlow adds up in an order of the machine's own. */
  private static final double CLOSE = 1e-4;

  /** A last digit may move a row by a rank among those of the history, and all after it. */
  private static final double RANKS_CLOSE = 0.05;

  /** Relative, for the options in the file name it. */
  private static final Path NETS = Path.of("target", "frozen-nets");

  private static final Map<String, String> OPTIONS =
      Map.of(
          "forecaster-tf-dense", "epochs=3;calibration-days=7",
          "forecaster-tf-conv", "epochs=3;calibration-days=7;filters=4",
          "forecaster-tf-savedmodel", "model=target/frozen-nets/week;calibration-days=7",
          "detector-tf-autoencoder", "epochs=3;step-minutes=180",
          "detector-tf-savedmodel", "model=target/frozen-nets/row;step-minutes=180");

  @BeforeAll
  static void natives() {
    Natives.assume();
  }

  /** Returns the folder of the frozen files. */
  public static Path folder() {
    try {
      return Path.of(
          Objects.requireNonNull(FrozenModelTest.class.getResource("frozen"), "frozen").toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> name.endsWith(".wmm"))
          .sorted()
          .toList();
    }
  }

  /** This module's providers, each after its kind. */
  static List<String> providers() {
    Providers all = Providers.discover();
    Stream<String> forecasters = own(all.forecasters().stream()).map(name -> "forecaster-" + name);
    Stream<String> detectors = own(all.detectors().stream()).map(name -> "detector-" + name);
    return Stream.concat(forecasters, detectors).toList();
  }

  private static Stream<String> own(Stream<? extends Provider<?>> providers) {
    String home = FrozenModelTest.class.getPackageName();
    return providers
        .filter(provider -> provider.getClass().getPackageName().equals(home))
        .map(Provider::name);
  }

  @ParameterizedTest
  @MethodSource("files")
  void saysWhatItSaidWhenItWasWritten(String name) throws IOException {
    ModelFile file = ModelFile.read(folder().resolve(name));
    assertThat(name).isEqualTo(name(file));
    List<String> expected =
        Files.readAllLines(folder().resolve(name.replace(".wmm", ".csv")), StandardCharsets.UTF_8);

    List<String> lines = lines(file);

    double close = file.kind() == ModelKind.DETECTOR ? RANKS_CLOSE : CLOSE;
    assertThat(lines).hasSameSizeAs(expected);
    assertThat(lines.get(0)).isEqualTo(expected.get(0));
    for (int i = 1; i < lines.size(); i++) {
      String[] was = expected.get(i).split(",", -1);
      String[] is = lines.get(i).split(",", -1);
      assertThat(is[0] + " " + is[1]).isEqualTo(was[0] + " " + was[1]);
      double value = Double.parseDouble(was[2]);
      assertThat(Double.parseDouble(is[2]))
          .as(expected.get(i))
          .isCloseTo(value, within(close * Math.max(1, Math.abs(value))));
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void everyProviderHasAFileOfItsPayloadVersion(String provider) throws IOException {
    assertThat(files())
        .as("frozen model files. To add one, see FrozenModelTest's documentation")
        .contains(name(fit(provider)));
  }

  @Test
  void writesThoseThatAreNotThere() throws IOException {
    String target = System.getProperty("watermgmt.frozen", "");
    assumeTrue(
        !target.isEmpty(), "writes model files only where -Dwatermgmt.frozen names a folder");
    Path folder = Files.createDirectories(Path.of(target));
    for (String provider : providers()) {
      ModelFile file = fit(provider);
      if (!files().contains(name(file))) {
        file.write(folder.resolve(name(file)));
        Files.write(folder.resolve(name(file).replace(".wmm", ".csv")), lines(file));
      }
    }
    assertThat(folder).isDirectory();
  }

  private static String name(ModelFile file) {
    return file.kind().label() + "-" + file.provider() + "-" + file.payloadVersion() + ".wmm";
  }

  // ---------------------------------------------------------------- what a model says

  private static List<String> lines(ModelFile file) {
    if (file.kind() == ModelKind.FORECASTER) {
      try (FittedForecaster restored = Providers.discover().restoreForecaster(file)) {
        return lines(restored.forecast(ForecastRequest.steps(7 * PER_DAY), RUN));
      }
    }
    try (FittedDetector restored = Providers.discover().restoreDetector(file)) {
      return lines(restored.open());
    }
  }

  private static List<String> lines(Forecast forecast) {
    List<String> lines = new ArrayList<>(List.of("series,start,mean"));
    for (int s = 0; s < forecast.size(); s++) {
      for (int t = 0; t < forecast.horizon(); t++) {
        lines.add(
            forecast.ids().get(s) + "," + forecast.axis().instant(t) + "," + forecast.mean(s, t));
      }
    }
    return lines;
  }

  /** A week without a fault, then a burst. */
  private static List<String> lines(Session session) {
    List<String> lines = new ArrayList<>(List.of("time,phase,score"));
    Panel panel = panel(LEARNT + WATCHED);
    double[] frame = new double[panel.size()];
    for (int t = LEARNT; t < LEARNT + WATCHED; t++) {
      panel.frame(t, frame);
      frame[0] += t < BURST ? 0 : 15;
      session.observe(panel.axis().epochSecond(t), frame);
      lines.add(panel.axis().instant(t) + "," + session.phase() + "," + session.score());
    }
    return lines;
  }

  // ---------------------------------------------------------------- how models were made

  private static ModelFile fit(String provider) {
    String name = provider.substring(provider.indexOf('-') + 1);
    String options = OPTIONS.getOrDefault(provider, "");
    writeNets();
    Calendar rome =
        Calendar.of(
            ZoneId.of("Europe/Rome"), List.of(LocalDate.of(2025, 2, 19), LocalDate.of(2025, 4, 9)));
    Providers providers = Providers.discover();
    if (provider.startsWith("forecaster")) {
      try (FittedForecaster fitted =
          providers.forecaster(name, options).fit(History.of(panel(LEARNT), rome), RUN)) {
        return fitted.toModelFile();
      }
    }
    try (FittedDetector fitted =
        providers
            .detector(name, options)
            .fit(new DetectorTraining(panel(LEARNT), rome, Site.empty(), List.of()), RUN)) {
      return fitted.toModelFile();
    }
  }

  /** Thirteen weeks and more, with gaps, an outlier, a holiday and a change of clocks. */
  private static Panel panel(int length) {
    TimeAxis axis = TimeAxis.of(Instant.parse("2025-01-05T23:00:00Z"), Duration.ofHours(3), length);
    SplittableRandom random = new SplittableRandom(11);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      double size = i / PER_DAY % 7 > 4 ? 3 : 6;
      double value = 20 + size * StrictMath.sin(i % PER_DAY * 2 * Math.PI / PER_DAY) + i / 200.0;
      boolean isMissing = random.nextInt(100) < 3;
      double noise = 2 * random.nextDouble();
      values[i] = isMissing ? Double.NaN : Math.rint(100 * (value + noise)) / 100;
    }
    values[300] = 400;
    return Panel.of(Series.of("A", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));
  }

  /** The mean of two weeks, and a row as a little of its own mean. */
  private static void writeNets() {
    try {
      Path week = NETS.resolve("week");
      Path row = NETS.resolve("row");
      if (!Files.exists(row)) {
        Files.createDirectories(NETS);
        float[][] half = {{0.5f}, {0.5f}};
        LinearNets.write(half, new float[1], week);
        Files.createDirectories(week.resolve("assets.extra"));
        Files.writeString(
            week.resolve("assets.extra").resolve("mapping.json"),
            """
            {"leads": "each-step", "scaling": "robust",
             "inputs": {"inputs": {"columns": ["lag:7d", "lag:14d"]}},
             "outputs": {"outputs": "mean"}}
            """);
        LinearNets.write(LinearNets.mean(10, 0.3f), new float[10], row);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
