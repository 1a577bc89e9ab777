// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelLimits;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Provider;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise R6: a model file that was written once is restored for ever, and forecasts as it did. In
 * {@code frozen/} stand model files, {@code PROVIDER-PAYLOAD.wmm}, each with the means that it
 * forecast when it was written. They are never written anew; a file of a payload version that is
 * given up stays until its provider refuses it as too old.
 *
 * <p>To add the files of a new provider, or of a new payload version:
 *
 * <pre>
 * ./mvnw test -pl watermgmt-core -am -Dtest=FrozenModelTest -Dwatermgmt.frozen=FOLDER \
 *     -Dsurefire.failIfNoSpecifiedTests=false
 * </pre>
 *
 * which writes those that are not there yet into {@code FOLDER}; then move them beside the others.
 */
class FrozenModelTest {
  private static final RunContext RUN = RunContext.standard().withSeed(1);
  private static final ForecastRequest WEEK = ForecastRequest.steps(168).explained();
  private static final double CLOSE = 1e-9;

  static Path folder() {
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

  static List<String> providers() {
    return Providers.discover().forecasters().stream()
        .filter(provider -> provider.availability().isAvailable())
        .filter(provider -> provider.capabilities().contains(Capability.PERSISTENCE))
        .map(Provider::name)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("files")
  void forecastsAsWhenItWasWritten(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(folder().resolve(name));
    ModelFile file = ModelFile.read(new ByteArrayInputStream(bytes), ModelLimits.standard());
    assertThat(name).isEqualTo(file.provenance().provider() + "-" + file.payloadVersion() + ".wmm");
    List<String> expected =
        Files.readAllLines(folder().resolve(name.replace(".wmm", ".csv")), StandardCharsets.UTF_8);

    try (FittedForecaster restored = Providers.discover().restoreForecaster(file)) {
      List<String> lines = lines(restored.forecast(WEEK, RUN));
      assertThat(lines).hasSameSizeAs(expected);
      for (int i = 1; i < lines.size(); i++) {
        String[] was = expected.get(i).split(",", -1);
        String[] is = lines.get(i).split(",", -1);
        assertThat(is[0] + " " + is[1]).isEqualTo(was[0] + " " + was[1]);
        double mean = Double.parseDouble(was[2]);
        assertThat(Double.parseDouble(is[2])).as(expected.get(i)).isCloseTo(mean, within(CLOSE));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("providers")
  void everyProviderHasAFileOfItsPayloadVersion(String provider) throws IOException {
    String name = name(fit(provider).toModelFile());

    assertThat(files())
        .as("frozen model files. To add one, see FrozenModelTest's documentation")
        .contains(name);
  }

  @Test
  void writesThoseThatAreNotThere() throws IOException {
    String target = System.getProperty("watermgmt.frozen", "");
    assumeTrue(
        !target.isEmpty(), "writes model files only where -Dwatermgmt.frozen names a folder");
    Path folder = Files.createDirectories(Path.of(target));
    for (String provider : providers()) {
      FittedForecaster fitted = fit(provider);
      ModelFile file = fitted.toModelFile();
      if (!files().contains(name(file))) {
        file.write(folder.resolve(name(file)));
        Files.write(
            folder.resolve(name(file).replace(".wmm", ".csv")), lines(fitted.forecast(WEEK, RUN)));
      }
    }
    assertThat(folder).isDirectory();
  }

  private static String name(ModelFile file) {
    return file.provenance().provider() + "-" + file.payloadVersion() + ".wmm";
  }

  private static List<String> lines(Forecast forecast) {
    Stream.Builder<String> lines = Stream.builder();
    lines.add("series,start,mean");
    for (int s = 0; s < forecast.size(); s++) {
      for (int t = 0; t < forecast.horizon(); t++) {
        lines.add(
            forecast.ids().get(s) + "," + forecast.axis().instant(t) + "," + forecast.mean(s, t));
      }
    }
    return lines.build().toList();
  }

  /** Thirteen weeks up to a morning, with gaps, an outlier, a holiday and a change of clocks. */
  private static FittedForecaster fit(String provider) {
    ZoneId rome = ZoneId.of("Europe/Rome");
    TimeAxis axis =
        TimeAxis.of(Instant.parse("2025-01-05T23:00:00Z"), Duration.ofHours(1), 13 * 168 + 9);
    SplittableRandom random = new SplittableRandom(11);
    double[][] values = new double[2][axis.length()];
    for (int i = 0; i < axis.length(); i++) {
      for (int s = 0; s < 2; s++) {
        double size = i / 24 % 7 > 4 ? 3 : 6;
        double value = 20 + 10 * s + size * StrictMath.sin(i % 24 * Math.PI / 12) + i / 600.0;
        values[s][i] =
            random.nextInt(100) < 3 || (s == 1 && i / 24 == 40)
                ? Double.NaN
                : Math.rint(100 * (value + 2 * random.nextDouble())) / 100;
      }
    }
    values[0][1000] = 400;
    Calendar calendar =
        Calendar.of(rome, List.of(LocalDate.of(2025, 2, 19), LocalDate.of(2025, 4, 9)));
    Panel panel =
        Panel.of(
            Series.of("A", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values[0]),
            Series.of("B", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values[1]));
    return Providers.discover().forecaster(provider).fit(History.of(panel, calendar), RUN);
  }
}
