// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
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
  void drawsAnotherForecastBesideAndNamesBoth() {
    TimeAxis past = TimeAxis.of(START, Duration.ofHours(1), 2);
    ForecastChart.Builder builder =
        ForecastChart.builder("A", "L/s", ROME)
            .history(past, new double[] {1, 2})
            .forecast(past.next(2), new double[] {2, 2});
    String alone = builder.build().toSvg();
    String both = builder.label("mine").beside("theirs", new double[] {2, 40}).build().toSvg();

    assertThat(alone).contains("forecast, mean").doesNotContain("theirs");
    assertThat(both).contains("mine, mean").contains("theirs").doesNotContain("forecast, mean");
    // The other one counts for the scale.
    assertThat(both).contains(">40<");
    assertThat(Drawn.of(both).faults()).isEmpty();
    assertThatThrownBy(
            () -> ForecastChart.builder("A", "L/s", ROME).beside("theirs", new double[] {1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs a forecast first");
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
    double[] sorted = heights(drawn.path("range"));
    // The two spikes stand far from the rest: one above, one below.
    assertThat(sorted[1] - sorted[0]).isGreaterThan(15);
    assertThat(sorted[sorted.length - 1] - sorted[sorted.length - 2]).isGreaterThan(60);
  }

  /** The heights of a path of level edges, ascending. */
  private static double[] heights(String path) {
    return Pattern.compile("(?:M[-0-9.]+ |V)([-0-9.]+)")
        .matcher(path)
        .results()
        .mapToDouble(match -> Double.parseDouble(match.group(1)))
        .sorted()
        .toArray();
  }

  /** Nine months of hours that swing between 10 and 30 each day. */
  private static double[] months() {
    return IntStream.range(0, 270 * 24).mapToDouble(t -> t % 24 < 12 ? 10 : 30).toArray();
  }

  private static Drawn drawn(double[] values) {
    Instant midnight = Instant.parse("2024-03-30T00:00:00Z");
    TimeAxis axis = TimeAxis.of(midnight, Duration.ofHours(1), values.length);
    return Drawn.of(
        ForecastChart.builder("A", "L/s", ZoneId.of("UTC")).history(axis, values).build().toSvg());
  }

  @Test
  void aLongHistoryIsItsDailyRangeAndMean() {
    Drawn drawn = drawn(months());
    List<double[]> line = points(drawn.path("history"));

    assertThat(drawn.labels())
        .extracting(Drawn.Label::text)
        .contains("observed, daily mean", "observed, daily range");
    // The days all have one range and one mean.
    assertThat(line).hasSize(270);
    assertThat(line.stream().mapToDouble(point -> point[1]).distinct().count()).isEqualTo(1);
    double[] y = heights(drawn.path("range"));
    assertThat(line.get(100)[1]).isCloseTo((y[0] + y[y.length - 1]) / 2, within(0.2));
  }

  private static List<double[]> points(String path) {
    return Pattern.compile("[ML]([-0-9.]+) ([-0-9.]+)")
        .matcher(path)
        .results()
        .map(
            match ->
                new double[] {
                  Double.parseDouble(match.group(1)), Double.parseDouble(match.group(2))
                })
        .skip(2) // the sample in the legend
        .toList();
  }

  @Test
  void aGapOfSomeHoursIsAHoleInTheRange() {
    double[] values = months();
    Arrays.fill(values, 3000, 3010, Double.NaN);
    values[5000] = Double.NaN;

    // An hour, unlike ten, is narrower than a pixel.
    assertThat(drawn(values).path("range").chars().filter(c -> c == 'Z').count()).isEqualTo(2);
    Arrays.fill(values, 3000, 3100, Double.NaN);
    String line = drawn(values).path("history");
    assertThat(line.chars().filter(c -> c == 'M').count()).isEqualTo(1 + 2);
  }

  @Test
  void aSpikeOfAnHourReachesItsHeight() {
    double[] values = months();
    values[2000] = 100;
    double[] y = heights(drawn(values).path("range"));

    assertThat(y[1] - y[0]).isGreaterThan(100);
  }

  @Test
  void aDayOfSecondsIsARangeOfPixels() {
    double[] values = IntStream.range(0, 86_400).mapToDouble(t -> t % 2).toArray();
    TimeAxis axis = TimeAxis.of(START, Duration.ofSeconds(1), values.length);
    ForecastChart chart = ForecastChart.builder("A", "L/s", ROME).history(axis, values).build();

    for (int width : new int[] {360, 920}) {
      Drawn drawn = Drawn.of(chart.toSvg(width));
      assertThat(drawn.faults()).isEmpty();
      assertThat(drawn.labels()).extracting(Drawn.Label::text).contains("observed, range");
      assertThat(points(drawn.path("history"))).hasSizeBetween(width - 60, width);
    }
  }

  @Test
  void theLegendNamesOnlyWhatIsDrawn() {
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), 2);
    double[] values = {1, 2};
    double[] missing = {Double.NaN, Double.NaN};
    Instant before = axis.start().minusSeconds(7200);
    ForecastChart.Builder builder =
        ForecastChart.builder("A", "L/s", ROME)
            .forecast(axis, values)
            .band("90 % band", values, values)
            .band("50 % band", missing, missing)
            .finding(1, mark(before, before.plusSeconds(60)));

    assertThat(builder.build().toSvg())
        .contains("90 % band")
        .doesNotContain("50 % band")
        .doesNotContain("finding")
        .doesNotContain("Findings marked");
    assertThat(builder.finding(2, mark(before, axis.instant(1))).build().toSvg())
        .contains("finding, numbered")
        .contains("Findings marked: 1");
  }

  private static FindingMark mark(Instant onset, Instant until) {
    return new FindingMark("A", "LEAK", onset, onset, until, false, 1, OptionalDouble.empty(), "");
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
