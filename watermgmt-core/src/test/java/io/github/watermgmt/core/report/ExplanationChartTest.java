// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.forecast.Explanation;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ExplanationChartTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  /** The clocks change on the third day. */
  private static final Instant START = Instant.parse("2024-03-28T23:00:00Z");

  private static final Unit LITRES = Unit.of("L/s");
  private static final double[] UNKNOWN = {};

  private static Forecast forecast(double[] mean, List<Explanation.Component> components) {
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), mean.length);
    return Forecast.builder(axis, List.of())
        .series("E", Quantity.FLOW, Support.INTERVAL_MEAN, mean, new double[0][])
        .explanation(new Explanation("E", components, List.of("like 4 March")))
        .build();
  }

  private static Explanation.Component component(String name, double... values) {
    return new Explanation.Component(name, values);
  }

  private static ExplanationChart chart(Forecast forecast, double[] truth) {
    return ExplanationChart.of("Zone E: why", "E", forecast, LITRES, ROME, truth);
  }

  private static void legible(Chart chart) {
    for (int width : new int[] {300, 560, 920}) {
      Drawn drawn = Drawn.of(chart.toSvg(width));
      assertThat(drawn.faults()).as("at %d", width).isEmpty();
      assertThat(drawn.outside()).as("at %d", width).isEmpty();
      assertThat(chart.toSvg(width)).doesNotContain("NaN").doesNotContain("Infinity");
    }
  }

  @Test
  void theStripsStandByHowMuchTheyMoveTheForecast() {
    // In m³/h: 36 are 10 L/s.
    Forecast forecast =
        forecast(
            new double[] {72, 108, 90, 36},
            List.of(
                component("level", 36, 36, 36, 36),
                component("weather", 0, 0, 0, 0),
                component("profile", 36, 72, 72, 0),
                component("calendar", 0, 0, -18, 0)));
    ExplanationChart chart = chart(forecast, new double[] {20, Double.NaN, 26, 11});
    assertThat(chart.description())
        .isEqualTo(
            "Forecast from 10 to 30 L/s. profile from 0 to 20; calendar from −5 to 0; level from 10"
                + " to 10; without effect: weather.");
    assertThat(Drawn.of(chart.toSvg()).labels())
        .extracting(Drawn.Label::text)
        .contains("truth", "profile", "0 to 20 L/s", "without effect here: weather")
        .containsSubsequence("profile", "calendar", "level");
    legible(chart);
    assertThat(Drawn.of(chart(forecast, UNKNOWN).toSvg()).labels())
        .extracting(Drawn.Label::text)
        .doesNotContain("truth");
  }

  @Provide
  Arbitrary<Double> values() {
    return Arbitraries.oneOf(
        Arbitraries.doubles().between(-1e6, 1e6), Arbitraries.of(0.0, 1e-9, -1e-9, 1e9, 5.0));
  }

  @Property(tries = 25)
  void anyExplanationIsLegible(
      @ForAll @Size(min = 1, max = 200) List<@From("values") Double> values,
      @ForAll @IntRange(min = 0, max = 12) int parts) {
    double[] mean = values.stream().mapToDouble(v -> v).toArray();
    List<Explanation.Component> components = new ArrayList<>();
    double[] rest = mean.clone();
    for (int i = 0; i < parts; i++) {
      double share = i * 0.3 - 1;
      String name = i % 3 == 0 ? "weather of the days before and ".repeat(i + 1) : "level " + i;
      double[] part = Arrays.stream(mean).map(v -> v * share).toArray();
      components.add(component(name, part));
      Arrays.setAll(rest, t -> rest[t] - part[t]);
    }
    components.add(component("rest", rest));
    legible(chart(forecast(mean, components), UNKNOWN));
  }

  @Test
  void whatIsWrongIsRefused() {
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), 2);
    Forecast silent =
        Forecast.builder(axis, List.of())
            .series("E", Quantity.FLOW, Support.INTERVAL_MEAN, new double[2], new double[0][])
            .build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> chart(silent, new double[3]))
        .withMessageContaining("ForecastRequest.explained()")
        .withMessageContaining("truth (3 values)");
    assertThatThrownBy(() -> ExplanationChart.of("?", "F", silent, LITRES, ROME, UNKNOWN))
        .hasMessageContaining("WM-106");
  }
}
