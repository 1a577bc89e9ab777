// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.forecast.Explanation.Component;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastBuilderTest {
  private static final TimeAxis AXIS =
      TimeAxis.of(Instant.parse("2022-07-24T22:00:00Z"), Duration.ofHours(1), 3);
  private static final List<QuantileLevel> LEVELS = QuantileLevel.range(0.1, 0.9, 0.4);

  private static double[][] quantiles() {
    return new double[][] {{1, 2, 3}, {2, 2, 5}, {4, 2, 6}};
  }

  private static Forecast.Builder builder() {
    return Forecast.builder(AXIS, LEVELS);
  }

  private static Forecast.Builder add(
      Forecast.Builder builder, String id, double[] mean, double[][] quantiles) {
    return builder.series(id, Quantity.FLOW, Support.INTERVAL_MEAN, mean, quantiles);
  }

  private static Forecast.Builder good() {
    return add(builder(), "A", new double[] {2, 2, 4}, quantiles());
  }

  private static List<String> problems(Forecast.Builder builder) {
    WaterManagementException thrown =
        catchThrowableOfType(WaterManagementException.class, builder::build);
    assertThat(thrown).as("refused").isNotNull();
    assertThat(thrown.code()).isEqualTo(ErrorCode.INVALID_FORECAST);
    return thrown.problems();
  }

  @Test
  void whatWasPutInComesOut() {
    Forecast forecast =
        add(good(), "B", new double[] {7, 8, 9}, new double[][] {{6, 6, 6}, {7, 7, 7}, {9, 9, 9}})
            .paths(new double[][][] {{{1, 2, 3}, {4, 5, 6}}, {{7, 8, 9}, {10, 11, 12}}})
            .build();
    assertThat(forecast.axis()).isEqualTo(AXIS);
    assertThat(forecast.horizon()).isEqualTo(3);
    assertThat(forecast.ids()).containsExactly("A", "B");
    assertThat(forecast.size()).isEqualTo(2);
    assertThat(forecast.levels()).isEqualTo(LEVELS);
    assertThat(forecast.mean(1, 2)).isEqualTo(9);
    assertThat(forecast.quantileAt(0, 2, 1)).isEqualTo(5);
    assertThat(forecast.quantile(0, 2, QuantileLevel.MEDIAN)).isEqualTo(5);
    assertThat(forecast.pathCount()).isEqualTo(2);
    assertThat(forecast.path(1, 0, 2)).isEqualTo(9);
    assertThat(forecast.quantity(0)).isEqualTo(Quantity.FLOW);
    assertThat(forecast.support(1)).isEqualTo(Support.INTERVAL_MEAN);
    assertThat(forecast.mean("B"))
        .isEqualTo(
            Series.of("B", Quantity.FLOW, Support.INTERVAL_MEAN, AXIS, new double[] {7, 8, 9}));
    assertThat(forecast.quantile("A", QuantileLevel.of(0.9)).toArray()).containsExactly(4, 2, 6);
    assertThat(forecast.explanation("A")).isEmpty();
    assertThatThrownBy(() -> forecast.mean("C")).hasMessageContaining("WM-106");
  }

  @Test
  void betweenLevelsIsInterpolatedAndOutsideIsRefused() {
    Forecast forecast = good().build();
    // A quarter of the way from 0.1 to 0.5, and three quarters from 0.5 to 0.9.
    assertThat(forecast.quantile(0, 2, QuantileLevel.of(0.2))).isEqualTo(3.5);
    assertThat(forecast.quantile(0, 0, QuantileLevel.of(0.8))).isEqualTo(3.5);
    assertThat(forecast.quantile("A", QuantileLevel.of(0.2)).toArray())
        .containsExactly(1.25, 2, 3.5);
    for (double outside : new double[] {0.0999, 0.9001}) {
      assertThatThrownBy(() -> forecast.quantile(0, 0, QuantileLevel.of(outside)))
          .isInstanceOf(UnsupportedRequestException.class)
          .hasMessageContaining(Double.toString(outside));
    }
    Forecast meanOnly =
        add(Forecast.builder(AXIS, List.of()), "A", new double[] {2, 2, 4}, new double[0][])
            .build();
    assertThatThrownBy(() -> meanOnly.quantile(0, 0, QuantileLevel.MEDIAN))
        .isInstanceOf(UnsupportedRequestException.class);
  }

  @Test
  void crossingQuantilesAreRefusedWithTheirPlace() {
    double[][] crossing = quantiles();
    crossing[1][2] = Math.nextDown(3.0);
    assertThat(problems(add(builder(), "A", new double[] {2, 2, 4}, crossing)))
        .singleElement()
        .asString()
        .contains("0.50", "of A", "step 2", "0.10", "2.9999999999999996");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void valuesThatAreNotFiniteAreRefusedWithTheirPlace(double bad) {
    assertThat(problems(add(builder(), "A", new double[] {2, bad, 4}, quantiles())))
        .singleElement()
        .asString()
        .contains("mean of A in step 1", Double.toString(bad));
    double[][] quantiles = quantiles();
    quantiles[2][0] = bad;
    assertThat(problems(add(builder(), "A", new double[] {2, 2, 4}, quantiles)))
        .singleElement()
        .asString()
        .contains("quantile 0.90 of A in step 0", Double.toString(bad));
    assertThat(problems(good().paths(new double[][][] {{{1, 1, 1}}, {{1, 1, bad}}})))
        .singleElement()
        .asString()
        .contains("path 1 of A in step 2", Double.toString(bad));
  }

  @Test
  void wrongLengthsAreRefused() {
    double[] mean = {2, 2, 4};
    assertThat(problems(add(builder(), "A", new double[] {2, 2}, quantiles())))
        .singleElement()
        .asString()
        .contains("mean of A", "2 values", "3 steps");
    assertThat(problems(add(builder(), "A", mean, new double[][] {{1, 1, 1}})))
        .singleElement()
        .asString()
        .contains("quantiles of A", "3 levels");
    assertThat(problems(add(builder(), "A", mean, new double[][] {{1, 1, 1}, {2, 2}, {3, 3, 3}})))
        .singleElement()
        .asString()
        .contains("quantile 0.50 of A", "2 values");
    assertThat(problems(good().paths(new double[][][] {{{1, 1, 1}, {1, 1, 1}}})))
        .singleElement()
        .asString()
        .contains("path 0", "2 series");
    // A series that is added after the paths is missing from them.
    assertThat(problems(add(good().paths(new double[][][] {{{1, 1, 1}}}), "B", mean, quantiles())))
        .singleElement()
        .asString()
        .contains("path 0", "1 series");
  }

  @Test
  void allProblemsComeAtOnce() {
    double[][] crossing = quantiles();
    crossing[0][0] = 3;
    Forecast.Builder builder = add(builder(), "A", new double[] {2, Double.NaN, 4}, crossing);
    add(builder, "B", new double[] {2}, quantiles());
    add(builder, "A", new double[] {2, 2, 4}, quantiles());
    assertThat(problems(builder))
        .hasSize(4)
        .anyMatch(problem -> problem.contains("mean of A in step 1"))
        .anyMatch(problem -> problem.contains("quantile 0.50 of A in step 0"))
        .anyMatch(problem -> problem.contains("mean of B"))
        .anyMatch(problem -> problem.contains("series (A)"));
  }

  @Test
  void nothingToForecastIsRefused() {
    assertThat(problems(builder())).singleElement().asString().contains("series");
    TimeAxis empty = AXIS.slice(0, 0);
    assertThat(
            problems(add(Forecast.builder(empty, List.of()), "A", new double[0], new double[0][])))
        .singleElement()
        .asString()
        .contains("steps");
    assertThatThrownBy(
            () -> Forecast.builder(AXIS, List.of(QuantileLevel.MEDIAN, QuantileLevel.of(0.1))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void explanationsMustAddUpToTheMean() {
    Component profile = new Component("profile", new double[] {1, 1, 1});
    Component level = new Component("level", new double[] {1, 1, 3});
    Explanation right = new Explanation("A", List.of(profile, level), List.of("a holiday"));
    assertThat(good().explanation(right).build().explanation("A")).contains(right);
    assertThat(problems(good().explanation(new Explanation("A", List.of(profile), List.of()))))
        .singleElement()
        .asString()
        .contains("explanation of A in step 0", "2.0");
    Component shorter = new Component("level", new double[] {1, 1});
    assertThat(
            problems(
                good().explanation(new Explanation("A", List.of(profile, shorter), List.of()))))
        .singleElement()
        .asString()
        .contains("component level", "2 values");
    assertThat(problems(good().explanation(new Explanation("C", List.of(level), List.of()))))
        .singleElement()
        .asString()
        .contains("C");
  }

  @Test
  void nothingThatWasBuiltCanBeChanged() {
    double[] mean = {2, 2, 4};
    double[][] quantiles = quantiles();
    double[][][] paths = {{{1, 2, 3}}};
    Forecast.Builder builder = add(builder(), "A", mean, quantiles).paths(paths);
    Forecast forecast = builder.build();
    Forecast same = builder.build();
    mean[0] = 99;
    quantiles[0][0] = -99;
    paths[0][0][0] = 99;
    Component whole = new Component("all", new double[] {2, 2, 4});
    builder.explanation(new Explanation("A", List.of(whole), List.of()));
    assertThat(builder.build().explanation("A")).isPresent();
    assertThat(forecast).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(forecast.explanation("A")).isEmpty();
    assertThat(forecast.mean(0, 0)).isEqualTo(2);
    assertThat(forecast.quantileAt(0, 0, 0)).isEqualTo(1);
    assertThat(forecast.path(0, 0, 0)).isEqualTo(1);
  }

  @Test
  void equalityLooksAtEveryBit() {
    double[] mean = {2, 2, 4};
    Forecast forecast = good().build();
    assertThat(forecast).isEqualTo(good().build());
    assertThat(forecast)
        .isNotEqualTo(
            add(builder(), "A", new double[] {2, 2, Math.nextUp(4.0)}, quantiles()).build())
        .isNotEqualTo(add(builder(), "B", mean, quantiles()).build())
        .isNotEqualTo(good().paths(new double[][][] {{{1, 2, 3}}}).build());
    double[][] other = quantiles();
    other[2][2] = 6.5;
    assertThat(forecast).isNotEqualTo(add(builder(), "A", mean, other).build());
  }
}
