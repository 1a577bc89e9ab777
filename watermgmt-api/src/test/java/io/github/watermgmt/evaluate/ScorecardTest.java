// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScorecardTest {
  private static final Instant ORIGIN = Instant.parse("2022-07-24T22:00:00Z");
  private static final TimeAxis AXIS = TimeAxis.of(ORIGIN, Duration.ofHours(1), 2);
  private static final double NAN = Double.NaN;

  private static BacktestRow row(String provider, String series, double[] truth, double... mean) {
    return new BacktestRow(
        provider, series, ORIGIN, AXIS, truth, mean, List.of(), new double[0][], Optional.empty());
  }

  private static final List<BacktestRow> ROWS =
      List.of(
          row("x", "A", new double[] {10, 10}, 11, 13), // MAE 2
          row("x", "A", new double[] {30, NAN}, 25, 0), // MAE 5
          row("x", "B", new double[] {1, 1}, 1.5, 1.5), // MAE 0.5
          row("x", "B", new double[] {NAN, NAN}, 1, 1), // none
          BacktestRow.failed("y", "A", ORIGIN, AXIS, new double[] {10, 10}, "broken"),
          row("y", "B", new double[] {1, 1}, 1, 2)); // MAE 0.5

  private static final Scorecard CARD = Scorecard.of(ROWS, List.of(Metrics.mae(), Metrics.bias()));

  @Test
  void eachRowHasItsScores() {
    assertThat(CARD.metrics()).containsExactly("MAE", "bias");
    assertThat(CARD.providers()).containsExactly("x", "y");
    assertThat(CARD.rows()).isEqualTo(ROWS);
    assertThat(CARD.score(0, 0)).isEqualTo(2);
    assertThat(CARD.score(1, 0)).isEqualTo(5);
    assertThat(CARD.score(1, 1)).isEqualTo(-5);
    assertThat(CARD.score(3, 0)).isNaN();
    assertThat(CARD.score(4, 0)).isNaN();
  }

  @Test
  void meansLeaveOutWhatHasNoScoreAndFailuresAreCounted() {
    assertThat(CARD.mean("x", "MAE")).isCloseTo((2 + 5 + 0.5) / 3, within(1e-15));
    assertThat(CARD.mean("y", "MAE")).isEqualTo(0.5);
    assertThat(CARD.failures("x")).isZero();
    assertThat(CARD.failures("y")).isEqualTo(1);
    assertThatThrownBy(() -> CARD.mean("z", "MAE")).hasMessageContaining("[x, y]");
    assertThatThrownBy(() -> CARD.mean("x", "PI1")).hasMessageContaining("[MAE, bias]");
    assertThatThrownBy(() -> CARD.failures("z")).hasMessageContaining("WM-106");
  }

  @Test
  void percentOfTruthWeighsSeriesAlikeAndTargetsWithinThem() {
    // A: errors 1, 3, 5 of truths 10, 10, 30. B: 0.5, 0.5 of 1, 1.
    double a = (1 + 3 + 5) / (10.0 + 10 + 30);
    double b = (0.5 + 0.5) / 2;
    assertThat(CARD.percentOfTruth("x", "MAE")).isCloseTo(100 * (a + b) / 2, within(1e-12));
    assertThat(CARD.percentOfTruth("y", "MAE")).isCloseTo(50, within(1e-12));
    Scorecard none = Scorecard.of(ROWS.subList(4, 5), List.of(Metrics.mae()));
    assertThat(none.percentOfTruth("y", "MAE")).isNaN();
    assertThat(none.mean("y", "MAE")).isNaN();
  }

  @Test
  void skillIsReckonedWhereBothHaveAScore() {
    Instant later = ORIGIN.plusSeconds(7 * 86_400);
    TimeAxis other = TimeAxis.of(later, Duration.ofHours(1), 2);
    List<BacktestRow> rows =
        List.of(
            row("x", "A", new double[] {10, 10}, 11, 13), // MAE 2
            row("x", "B", new double[] {1, 1}, 1.5, 1.5), // MAE 0.5
            new BacktestRow(
                "x",
                "A",
                later,
                other,
                new double[] {10, 10},
                new double[] {20, 20},
                List.of(),
                new double[0][],
                Optional.empty()), // without a partner
            row("y", "B", new double[] {1, 1}, 2, 2), // MAE 1
            row("y", "A", new double[] {10, 10}, 14, 14), // MAE 4
            BacktestRow.failed("y", "A", later, other, new double[] {10, 10}, "broken"),
            row("z", "A", new double[] {10, 10}, 10, 10));
    Scorecard card = Scorecard.of(rows, List.of(Metrics.mae()));
    assertThat(card.skill("x", "y", "MAE")).isCloseTo(1 - 2.5 / 5, within(1e-15));
    assertThat(card.skill("y", "x", "MAE")).isCloseTo(1 - 5 / 2.5, within(1e-15));
    assertThat(card.skill("x", "x", "MAE")).isZero();
    assertThat(card.skill("z", "x", "MAE")).isEqualTo(1);
    assertThat(card.skill("x", "z", "MAE")).as("a perfect reference").isNaN();
    assertThatThrownBy(() -> card.skill("x", "w", "MAE")).hasMessageContaining("[x, y, z]");
  }

  @Test
  void scaledErrorsNeedThePast() {
    TimeAxis past = TimeAxis.of(ORIGIN.minus(Duration.ofHours(3)), Duration.ofHours(1), 5);
    double[] a = {1, 3, 1, 100, 100}; // before the origin two steps of 2
    double[] b = {1, 2, 3, 100, 100};
    Panel panel =
        Panel.of(
            Series.of("A", Quantity.FLOW, Support.INTERVAL_MEAN, past, a),
            Series.of("B", Quantity.FLOW, Support.INTERVAL_MEAN, past, b));
    Scorecard card = Scorecard.of(ROWS, List.of(Metrics.mase(1)), panel);
    assertThat(card.score(0, 0)).isEqualTo(1);
    assertThat(card.score(2, 0)).isEqualTo(0.5);
    assertThatThrownBy(() -> Scorecard.of(ROWS, List.of(Metrics.mase(1))))
        .isInstanceOf(UnsupportedRequestException.class);
    assertThatThrownBy(
            () ->
                Scorecard.of(
                    ROWS, List.of(Metrics.mase(1)), panel.slice(0, 5).select(List.of("A"))))
        .hasMessageContaining("WM-106");
  }

  @Test
  void theTableIsTheSameInEveryLocale() {
    String expected =
        """
        provider    rows  failed         MAE        bias
        x              4       0      2.5000     -0.8333
        y              2       1      0.5000      0.5000
        """;
    Locale before = Locale.getDefault();
    try {
      for (String tag : new String[] {"en", "de", "tr", "ar-EG-u-nu-arab"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(CARD.toText()).as(tag).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(before);
    }
    assertThat(Scorecard.of(ROWS.subList(3, 4), List.of(Metrics.mae())).toText()).contains(" -\n");
  }

  @Test
  void metricsNeedDistinctNames() {
    assertThatThrownBy(() -> Scorecard.of(ROWS, List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Scorecard.of(ROWS, List.of(Metrics.mae(), Metrics.mae())))
        .hasMessageContaining("[MAE, MAE]");
  }
}
