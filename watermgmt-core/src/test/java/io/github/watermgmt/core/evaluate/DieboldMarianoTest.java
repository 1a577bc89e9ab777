// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.watermgmt.evaluate.BacktestRow;
import io.github.watermgmt.evaluate.Metrics;
import io.github.watermgmt.evaluate.Scorecard;
import io.github.watermgmt.series.TimeAxis;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DieboldMarianoTest {
  private static final Instant MONDAY = Instant.parse("2022-04-03T22:00:00Z");

  @Test
  void agreesWithScipy() throws IOException {
    int cases = 0;
    try (InputStream in = DieboldMarianoTest.class.getResourceAsStream("diebold-mariano.csv");
        CsvReader<NamedCsvRecord> csv =
            CsvReader.builder()
                .ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      for (NamedCsvRecord row : csv) {
        double[] differences =
            Stream.of(row.getField("differences").split(" ", -1))
                .mapToDouble(Double::parseDouble)
                .toArray();
        int overlap = Integer.parseInt(row.getField("overlap"));
        DieboldMariano test = DieboldMariano.of(differences, overlap);
        assertThat(test.bartlett()).isFalse();
        assertThat(test.origins()).isEqualTo(differences.length);
        near(test.difference(), row, "mean");
        near(test.standardError(), row, "error");
        near(test.statistic(), row, "statistic");
        near(test.twoSided(), row, "two_sided");
        near(test.better(), row, "better");
        near(test.worse(), row, "worse");
        cases++;
      }
    }
    assertThat(cases).isGreaterThan(30);
  }

  private static void near(double value, NamedCsvRecord row, String column) {
    double expected = Double.parseDouble(row.getField(column));
    assertThat(value)
        .as("case %s, %s", row.getField("case"), column)
        .isCloseTo(expected, within(1e-10 + 1e-9 * Math.abs(expected)));
  }

  @Test
  void byHand() {
    // Mean 1, variance (1+0+1)/3, correction (3+1-2)/3: error sqrt(2/3/3/(2/3)).
    DieboldMariano test = DieboldMariano.of(new double[] {0, 1, 2}, 1);
    assertThat(test.difference()).isEqualTo(1);
    assertThat(test.standardError()).isCloseTo(Math.sqrt(1 / 3.0), within(1e-15));
    // Without overlap it is Student's test of a mean: t = 1.732 with two degrees of freedom.
    assertThat(test.statistic()).isCloseTo(Math.sqrt(3), within(1e-15));
    assertThat(test.twoSided()).isCloseTo(1 - Math.sqrt(3 / 5.0), within(1e-9));
    assertThat(test.worse()).isCloseTo(test.twoSided() / 2, within(1e-12));
    assertThat(test.better()).isCloseTo(1 - test.worse(), within(1e-12));
    assertThat(test).hasToString("1.000 ± 0.5774 over 3 origins, p 0.225");
  }

  @Test
  void whatCannotBeTestedSaysSo() {
    for (double[] few : new double[][] {{}, {1}}) {
      DieboldMariano none = DieboldMariano.of(few, 1);
      assertThat(none.standardError()).isNaN();
      assertThat(none.twoSided()).isNaN();
      assertThat(none.origins()).isEqualTo(few.length);
    }
    assertThat(DieboldMariano.of(new double[] {1, 2, 3}, 3).twoSided()).isNaN();
    assertThat(DieboldMariano.of(new double[] {1, 2, 3}, 3).difference()).isEqualTo(2);
    DieboldMariano same = DieboldMariano.of(new double[4], 1);
    assertThat(same.statistic()).isZero();
    assertThat(same.twoSided()).isEqualTo(1);
    DieboldMariano sure = DieboldMariano.of(new double[] {-1, -1, -1, -1}, 1);
    assertThat(sure.statistic()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(sure.twoSided()).isZero();
    assertThat(sure.better()).isZero();
    assertThat(sure.worse()).isEqualTo(1);
    assertThatThrownBy(() -> DieboldMariano.of(new double[] {1, Double.NaN}, 1))
        .hasMessageContaining("difference 1 (NaN)");
    assertThatThrownBy(() -> DieboldMariano.of(new double[] {1, 2}, 0))
        .hasMessageContaining("overlap (0)");
  }

  @Test
  void aVarianceThatIsNotPositiveTakesBartlettsWeights() {
    // To and fro: the covariance at lag 1 is below minus half the variance.
    double[] differences = {3, -1, 3, -1, 3, -1, 3, -1};
    DieboldMariano test = DieboldMariano.of(differences, 2);
    assertThat(test.bartlett()).isTrue();
    // Variance 4, at lag 1 −4·7/8, weight one half; correction (8+1−4+2/8)/8.
    double variance = 4 - 3.5;
    double correction = (8 + 1 - 4 + 2 / 8.0) / 8;
    assertThat(test.standardError()).isCloseTo(Math.sqrt(variance / 8 / correction), within(1e-12));
  }

  @Property(tries = 200)
  void toExchangeTheTwoExchangesTheirProbabilities(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 3) int overlap) {
    Random random = new Random(seed);
    double[] differences = random.doubles(4 + random.nextInt(30), -1, 2).toArray();
    DieboldMariano test = DieboldMariano.of(differences, overlap);
    double[] scaled = Arrays.stream(differences).map(d -> -8 * d).toArray();
    DieboldMariano other = DieboldMariano.of(scaled, overlap);
    assertThat(other.difference()).isCloseTo(-8 * test.difference(), within(1e-12));
    assertThat(other.standardError()).isCloseTo(8 * test.standardError(), within(1e-9));
    assertThat(other.twoSided()).isCloseTo(test.twoSided(), within(1e-9));
    assertThat(other.better()).isCloseTo(test.worse(), within(1e-9));
    assertThat(test.better() + test.worse()).isCloseTo(1, within(1e-9));
    assertThat(test.twoSided()).isBetween(0.0, 1.0);
  }

  @Test
  void overlapCountsTheOriginsWithinAHorizon() {
    Duration week = Duration.ofDays(7);
    assertThat(DieboldMariano.overlap(every(Duration.ofDays(7)), week)).isEqualTo(1);
    assertThat(DieboldMariano.overlap(every(Duration.ofDays(1)), week)).isEqualTo(7);
    assertThat(DieboldMariano.overlap(every(Duration.ofHours(1)), Duration.ofDays(1)))
        .isEqualTo(24);
    assertThat(DieboldMariano.overlap(every(Duration.ofDays(2)), week)).isEqualTo(4);
    // A week of 167 hours: summer time begins.
    assertThat(
            DieboldMariano.overlap(
                List.of(MONDAY, MONDAY.plus(Duration.ofHours(167))), Duration.ofHours(168)))
        .isEqualTo(2);
    assertThat(DieboldMariano.overlap(List.of(), week)).isEqualTo(1);
  }

  private static List<Instant> every(Duration step) {
    List<Instant> origins = new ArrayList<>();
    for (int i = 39; i >= 0; i--) {
      origins.add(MONDAY.plus(step.multipliedBy(i)));
    }
    return origins;
  }

  private static BacktestRow row(String provider, String series, int week, double error) {
    Instant origin = MONDAY.plus(Duration.ofDays(7L * week));
    TimeAxis axis = TimeAxis.of(origin, Duration.ofHours(1), 2);
    return new BacktestRow(
        provider,
        series,
        origin,
        axis,
        new double[] {5, Double.NaN},
        new double[] {5 + error, 0},
        List.of(),
        new double[0][],
        Optional.empty());
  }

  @Test
  void aScorecardIsTestedByOriginsAllSeriesTogetherOrEachByItself() {
    List<BacktestRow> rows = new ArrayList<>();
    double[][] errors = {{1, 4, 2}, {3, 3, 6}}; // by series, by week, of x
    for (int week = 0; week < 3; week++) {
      for (int s = 0; s < 2; s++) {
        rows.add(row("x", "AB".substring(s, s + 1), week, errors[s][week]));
        rows.add(row("y", "AB".substring(s, s + 1), week, -1));
      }
    }
    rows.add(row("x", "A", 9, 100)); // has no partner
    Collections.shuffle(rows, new Random(5));
    Scorecard card = Scorecard.of(rows, List.of(Metrics.mae()));
    DieboldMariano pooled = DieboldMariano.of(card, "x", "y", "MAE");
    assertThat(pooled).isEqualTo(DieboldMariano.of(new double[] {1, 2.5, 3}, 1));
    Map<String, DieboldMariano> each = DieboldMariano.bySeries(card, "x", "y", "MAE");
    assertThat(each)
        .containsOnlyKeys("A", "B")
        .containsEntry("A", DieboldMariano.of(new double[] {0, 3, 1}, 1))
        .containsEntry("B", DieboldMariano.of(new double[] {2, 2, 5}, 1));
    assertThat(DieboldMariano.of(card, "x", "x", "MAE").statistic()).isZero();
    assertThatThrownBy(() -> DieboldMariano.of(card, "x", "z", "MAE"))
        .hasMessageContaining("WM-106");
  }

  /**
   * How often equals are told apart at 5 %: with weekly origins, and with daily ones of a week
   * ahead, whose differences depend on one another over seven days.
   */
  @Test
  @Tag("slow")
  void equalsAreRarelyToldApart() {
    int tries = 20_000;
    StringBuilder table = new StringBuilder("origins overlap size at 5 %, without overlap\n");
    for (int[] setting : new int[][] {{12, 1}, {31, 1}, {60, 2}, {60, 4}, {100, 7}, {400, 7}}) {
      int n = setting[0];
      int overlap = setting[1];
      Random random = new Random(7L * n + overlap);
      int told = 0;
      int naive = 0;
      for (int i = 0; i < tries; i++) {
        double[] noise =
            IntStream.range(0, n + overlap).mapToDouble(k -> random.nextGaussian()).toArray();
        double[] differences = new double[n];
        for (int t = 0; t < n; t++) {
          for (int k = 0; k < overlap; k++) {
            differences[t] += noise[t + k];
          }
        }
        told += DieboldMariano.of(differences, overlap).twoSided() < 0.05 ? 1 : 0;
        naive += DieboldMariano.of(differences, 1).twoSided() < 0.05 ? 1 : 0;
      }
      double size = told / (double) tries;
      table.append(n).append(' ').append(overlap).append(' ').append(size);
      table.append(' ').append(naive / (double) tries).append('\n');
      assertThat(size).as(table.toString()).isBetween(0.035, overlap == 1 ? 0.055 : 0.13);
      assertThat(overlap == 1 || naive > 2.0 * told).as(table.toString()).isTrue();
    }
    System.getLogger(DieboldMarianoTest.class.getName()).log(System.Logger.Level.INFO, table);
  }
}
