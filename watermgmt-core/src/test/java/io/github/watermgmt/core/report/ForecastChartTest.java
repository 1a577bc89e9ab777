// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecastChartTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final Instant START = Instant.parse("2024-03-29T23:00:00Z");

  private static ForecastChart chart(String title, double... history) {
    TimeAxis past = TimeAxis.of(START, Duration.ofHours(1), history.length);
    return ForecastChart.builder(title, "L/s", ROME)
        .history(past, history)
        .forecast(past.next(2), new double[] {2, 2})
        .band("90 % band", new double[] {1, 1}, new double[] {3, 3})
        .build();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<script>&\"'", "a\uFFFEb", "a\uD800b", "a\u0001b", "\uD83D\uDCA7", "\u202Eevil"})
  void hostileNamesStayWellFormed(String title) {
    String svg = chart(title, 1, Double.NaN, 2).toSvg();

    assertThat(Drawn.of(svg).faults()).isEmpty();
    assertThat(svg).doesNotContain("NaN").doesNotContain("<script>").doesNotContain("\u202E");
  }

  @Test
  void negativeValuesHaveTheirPlaceBelowZero() {
    assertThat(chart("A", 1, 2).toSvg()).doesNotContain(">−");
    assertThat(chart("A", -3, 2).toSvg()).contains(">−").isNotEqualTo(chart("A", 0, 2).toSvg());
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -1, 1e-9, 1e12, -7.25e7, 0.1, 123.456, Double.NaN})
  void constantsAndLackOfValuesAreDrawn(double value) {
    for (int n : new int[] {0, 1, 2, 200}) {
      double[] values = new double[n];
      Arrays.fill(values, value);
      for (int width : new int[] {360, 920}) {
        String svg = chart("Constant", values).toSvg(width);
        assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
        assertThat(Drawn.of(svg).faults()).isEmpty();
      }
    }
  }

  @Test
  void saysThatEveryValueIsMissing() {
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), 3);
    double[] missing = {Double.NaN, Double.NaN, Double.NaN};

    assertThat(ForecastChart.builder("A", "L/s", ROME).history(axis, missing).build().toSvg())
        .contains("every value is missing");
  }

  @Test
  void aGapInterruptsLineAndBand() {
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), 5);
    double[] gap = {1, 2, Double.NaN, 2, 1};
    Drawn drawn =
        Drawn.of(
            ForecastChart.builder("A", "L/s", ROME)
                .forecast(axis, gap)
                .band("90 % band", gap, new double[] {3, 3, 3, 3, 3})
                .build()
                .toSvg());

    // The sample in the legend is a path of the class too.
    assertThat(drawn.path("mean").chars().filter(c -> c == 'M').count()).isEqualTo(3);
    assertThat(drawn.path("b90").chars().filter(c -> c == 'Z').count()).isEqualTo(2);
  }

  @Test
  void aValueBetweenGapsIsADot() {
    String svg = chart("A", Double.NaN, 1, Double.NaN).toSvg();

    assertThat(Drawn.of(svg).path("history")).endsWith("h0");
  }

  @Test
  void aMillionPointsMakeASmallFileThatKeepsItsSpikes() {
    int n = 1_000_000;
    double[] values = IntStream.range(0, n).mapToDouble(t -> 50 + t % 7).toArray();
    values[654_321] = 400;
    values[123_457] = -300;
    TimeAxis axis = TimeAxis.of(START, Duration.ofMinutes(15), n);
    long before = System.nanoTime();
    String svg = ForecastChart.builder("A", "L/s", ROME).history(axis, values).build().toSvg();

    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
    assertThat(svg.length()).isLessThan(40_000);
    Drawn drawn = Drawn.of(svg);
    assertThat(drawn.faults()).isEmpty();
    double[] y = heights(drawn.path("history"));
    assertThat(y.length).isLessThanOrEqualTo(Paths.POINTS + 2);
    double[] sorted = Arrays.stream(y).sorted().toArray();
    // The two spikes stand far from the rest: one above, one below.
    assertThat(sorted[1] - sorted[0]).isGreaterThan(15);
    assertThat(sorted[y.length - 1] - sorted[y.length - 2]).isGreaterThan(60);
  }

  private static double[] heights(String path) {
    return Arrays.stream(path.replace("h0", "").split("[ML]", -1))
        .filter(point -> point.contains(" "))
        .mapToDouble(point -> Double.parseDouble(point.split(" ", -1)[1]))
        .skip(2) // the sample in the legend
        .toArray();
  }

  @Test
  void daysBeginAtLocalMidnightAlsoWhenTheClocksChange() {
    for (String change : List.of("2024-03-30T23:00:00Z", "2024-10-26T22:00:00Z")) {
      long from = Instant.parse(change).getEpochSecond();
      List<TimeTicks.Tick> ticks = TimeTicks.of(from, from + 50 * 3600, ROME, 900);
      long[] midnights =
          ticks.stream().filter(TimeTicks.Tick::major).mapToLong(TimeTicks.Tick::second).toArray();
      long hours = change.contains("-03-") ? 23 : 25;

      assertThat(midnights[1] - midnights[0]).isEqualTo(hours * 3600);
      assertThat(ticks).extracting(TimeTicks.Tick::second).doesNotHaveDuplicates().isSorted();
    }
  }

  @Test
  void aSkippedMidnightStillBeginsADay() {
    // In Beirut the clocks went from 00:00 to 01:00 on 28 March 2021.
    long from = Instant.parse("2021-03-27T12:00:00Z").getEpochSecond();

    assertThat(TimeTicks.of(from, from + 86_400, ZoneId.of("Asia/Beirut"), 900))
        .anySatisfy(tick -> assertThat(tick.label()).isEqualTo("Sun 28 Mar"));
  }

  @ParameterizedTest
  @ValueSource(longs = {30, 3_600, 86_400, 604_800, 8_640_000, 94_608_000, 31_536_000_000L})
  void timeAxesOfAnyLengthAreLegible(long seconds) {
    TimeAxis axis = TimeAxis.of(START.getEpochSecond(), seconds, 1);
    ForecastChart chart =
        ForecastChart.builder("A", "L/s", ROME).history(axis, new double[] {1}).build();
    for (int width : new int[] {300, 360, 920, 2000}) {
      assertThat(Drawn.of(chart.toSvg(width)).faults()).isEmpty();
    }
  }

  @Test
  void manyFindingsAtOnceShareMarks() {
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), 100);
    ForecastChart.Builder builder =
        ForecastChart.builder("A", "L/s", ROME).history(axis, new double[100]);
    for (int i = 0; i < 60; i++) {
      Instant at = axis.instant(i);
      builder.finding(
          i + 1, new FindingMark("A", "LEAK", at, at, at, true, 1, OptionalDouble.empty(), ""));
    }
    String svg = builder.build().toSvg();

    assertThat(Drawn.of(svg).faults()).isEmpty();
    assertThat(svg).contains("1–");
  }

  @Test
  void refusesWhatItCannotDraw() {
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), 2);
    ForecastChart.Builder builder = ForecastChart.builder("A", "L/s", ROME);

    assertThatIllegalArgumentException().isThrownBy(builder::build);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.history(axis, new double[3]))
        .withMessageContaining("3 values");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.history(axis, new double[] {1, Double.POSITIVE_INFINITY}))
        .withMessageContaining("Infinity");
    assertThatIllegalArgumentException().isThrownBy(() -> chart("A", 1).toSvg(10));
  }
}
