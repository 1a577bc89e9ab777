// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reconciliation against an implementation by others. Forecasts, past errors, results and the
 * script that made them stand in {@code reconcile/}.
 */
class ReconciliationReferenceTest {
  private static final List<String> IDS =
      List.of("city", "Z1", "Z2", "Z1a", "Z1b", "Z1c", "Z2a", "Z2b");
  private static final int STEPS = 5;

  private final Properties reference = properties();
  private final Hierarchy hierarchy =
      Hierarchy.builder()
          .aggregate("city")
          .aggregate("Z1", "city")
          .aggregate("Z2", "city")
          .leaf("Z1a", "Z1")
          .leaf("Z1b", "Z1")
          .leaf("Z1c", "Z1")
          .leaf("Z2a", "Z2")
          .leaf("Z2b", "Z2")
          .build();

  private static Properties properties() {
    Properties properties = new Properties();
    try (InputStream in =
        Objects.requireNonNull(
            ReconciliationReferenceTest.class.getResourceAsStream(
                "reconcile/reconcile.properties"))) {
      properties.load(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return properties;
  }

  private double[] numbers(String name) {
    return Arrays.stream(reference.getProperty(name).split(" "))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private Forecast base() {
    TimeAxis axis = TimeAxis.of(0, 3600, STEPS);
    Forecast.Builder builder = Forecast.builder(axis, List.of());
    for (int i = 0; i < IDS.size(); i++) {
      double[] mean = new double[STEPS];
      for (int k = 0; k < STEPS; k++) {
        mean[k] = numbers("base." + k)[i];
      }
      builder.series(IDS.get(i), Quantity.FLOW, Support.INTERVAL_MEAN, mean, new double[0][]);
    }
    return builder.build();
  }

  private Reconciliation reconciliation(String method) {
    return switch (method) {
      case "ols" -> Reconciliation.ols(hierarchy);
      case "wls_struct" -> Reconciliation.structural(hierarchy);
      default -> {
        Map<String, double[]> errors = new LinkedHashMap<>();
        IDS.forEach(id -> errors.put(id, numbers("errors." + id)));
        yield Reconciliation.mint(hierarchy, ForecastErrors.of(errors), RunContext.standard());
      }
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"ols", "wls_struct", "mint_shrink"})
  void theSameForecasts(String method) {
    Reconciliation free = reconciliation(method).allowingNegative(hierarchy.leaves());
    assertSame(free, method, 1e-6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ols", "wls_struct", "mint_shrink"})
  void theSameForecastsThatAreNotNegative(String method) {
    assertSame(reconciliation(method), method + ".bounded", 1e-4);
  }

  private void assertSame(Reconciliation ours, String theirs, double close) {
    Forecast forecast = ours.reconcile(base(), RunContext.standard()).forecast();
    assertThat(forecast.ids()).isEqualTo(IDS);
    for (int k = 0; k < STEPS; k++) {
      double[] expected = numbers(theirs + "." + k);
      for (int i = 0; i < expected.length; i++) {
        assertThat(forecast.mean(i, k))
            .as("%s, step %d, %s", theirs, k, IDS.get(i))
            .isCloseTo(expected[i], within(close * (1 + Math.abs(expected[i]))));
      }
    }
  }
}
