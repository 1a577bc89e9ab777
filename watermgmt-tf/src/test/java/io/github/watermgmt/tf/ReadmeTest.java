// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Provider;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.internal.TensorFlowRuntime;
import io.github.watermgmt.tf.savedmodel.FloatTensor;
import io.github.watermgmt.tf.savedmodel.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The page's Java stands in this file too, and so compiles; its platforms are those of the code.
 */
class ReadmeTest {
  private static final Path PAGE = Path.of("README.md");
  private static final Path SOURCE =
      Path.of("src/test/java/io/github/watermgmt/tf/ReadmeTest.java");

  // What the page shows; it is not run here: its folder is the reader's.
  static void callsANetwork(float[] values) {
    try (SavedModel model = SavedModel.load(Path.of("demand"))) {
      FloatTensor window = FloatTensor.of(values, 1, 168, 1);
      FloatTensor nextDay = model.call(window);
      System.out.println(nextDay.get(0));
    }
  }

  static Forecast forecasts(History history) {
    Providers providers = Providers.discover();
    Forecaster forecaster = providers.forecaster("tf-savedmodel", "model=demand");
    try (FittedForecaster model = forecaster.fit(history, RunContext.standard())) {
      Forecast week = model.forecast(ForecastRequest.steps(168), RunContext.standard());
      return week;
    }
  }

  @Test
  void everyLineOfJavaCompiles() throws IOException {
    List<String> source = Files.readAllLines(SOURCE).stream().map(String::strip).toList();
    List<String> shown = new ArrayList<>();
    boolean java = false;
    for (String line : Files.readAllLines(PAGE)) {
      if (line.startsWith("```")) {
        java = line.equals("```java");
      } else if (java && !line.isBlank()) {
        shown.add(line.strip());
      }
    }
    assertThat(shown).hasSizeGreaterThan(8);
    assertThat(source).containsAll(shown);
  }

  @Test
  void namesTheNativesOfThisPlatformAsTheErrorDoes() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page).contains("`" + TensorFlowRuntime.classifier() + "`");
    if (TensorFlowRuntime.availability() instanceof Availability.Unavailable missing) {
      assertThat(missing.remedy()).contains("'" + TensorFlowRuntime.classifier() + "'");
    }
  }

  @Test
  void namesEveryProvider() throws IOException {
    String page = Files.readString(PAGE);
    for (String file : List.of("ForecasterProvider", "DetectorProvider")) {
      Path services =
          Path.of("src/main/resources/META-INF/services/io.github.watermgmt.spi." + file);
      for (String provider : Files.readAllLines(services)) {
        assertThat(page).contains("`" + nameOf(provider) + "`");
      }
    }
  }

  private static String nameOf(String provider) {
    try {
      Object made = Class.forName(provider).getConstructor().newInstance();
      return ((Provider<?>) made).name();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
