// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BacktestRowTest {
  private static final Instant ORIGIN = Instant.parse("2022-07-24T22:00:00Z");
  private static final TimeAxis AXIS = TimeAxis.of(ORIGIN, Duration.ofHours(1), 2);
  private static final List<QuantileLevel> MEDIAN = List.of(QuantileLevel.MEDIAN);

  private static BacktestRow row(
      double[] truth, double[] mean, double[][] quantiles, Optional<String> failure) {
    return new BacktestRow("x", "A", ORIGIN, AXIS, truth, mean, MEDIAN, quantiles, failure);
  }

  @Test
  void arraysAreCopiedInAndOut() {
    double[] truth = {1, Double.NaN};
    double[] mean = {3, 4};
    double[][] quantiles = {{5, 6}};
    BacktestRow row = row(truth, mean, quantiles, Optional.empty());
    BacktestRow same = row(truth, mean, quantiles, Optional.empty());
    truth[0] = 9;
    mean[0] = 9;
    quantiles[0][0] = 9;
    row.truth()[0] = 9;
    row.mean()[0] = 9;
    row.quantiles()[0][0] = 9;
    assertThat(row).isEqualTo(same).hasSameHashCodeAs(same);
    assertThat(row.truth(0)).isEqualTo(1);
    assertThat(row.mean(0)).isEqualTo(3);
    assertThat(row.quantile(0, 0)).isEqualTo(5);
    assertThat(row)
        .isNotEqualTo(row(new double[] {1, 1}, row.mean(), row.quantiles(), Optional.empty()))
        .isNotEqualTo(row(row.truth(), new double[] {3, 5}, row.quantiles(), Optional.empty()))
        .isNotEqualTo(row(row.truth(), row.mean(), new double[][] {{5, 7}}, Optional.empty()));
  }

  @Test
  void whatDoesNotFitIsRefused() {
    double[] two = {1, 2};
    double[] one = {1};
    double[][] quantiles = {two};
    Optional<String> failed = Optional.of("broken");
    assertThatThrownBy(() -> row(one, two, quantiles, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> row(two, one, quantiles, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> row(two, two, new double[][] {one}, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> row(two, two, new double[0][], Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> row(two, two, quantiles, failed))
        .isInstanceOf(IllegalArgumentException.class);
    BacktestRow row = BacktestRow.failed("x", "A", ORIGIN, AXIS, two, "broken");
    assertThat(row.failure()).isEqualTo(failed);
    assertThat(row.truth()).isEqualTo(two);
    assertThat(row.toString()).contains("broken", "x", "A");
  }
}
