// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MetricsTest {
  private static final Instant ORIGIN = Instant.parse("2022-07-24T22:00:00Z");
  private static final double NAN = Double.NaN;
  private static final WallClock ROME = WallClock.of(ZoneId.of("Europe/Rome"));
  private static final QuantileLevel LOW = QuantileLevel.of(0.1);
  private static final QuantileLevel HIGH = QuantileLevel.of(0.9);

  private static BacktestRow row(
      Duration step,
      double[] truth,
      double[] mean,
      List<QuantileLevel> levels,
      double[][] quantiles) {
    TimeAxis axis = TimeAxis.of(ORIGIN, step, truth.length);
    return new BacktestRow(
        "toy", "A", ORIGIN, axis, truth, mean, levels, quantiles, Optional.empty());
  }

  private static Scored scored(double[] truth, double[] mean) {
    return Scored.of(row(Duration.ofHours(1), truth, mean, List.of(), new double[0][]));
  }

  private static Scored scored(double[] truth, List<QuantileLevel> levels, double[]... quantiles) {
    return Scored.of(row(Duration.ofHours(1), truth, truth.clone(), levels, quantiles));
  }

  /** Errors +1, 0, missing, −3. */
  private static final Scored FOUR = scored(new double[] {1, 2, NAN, 4}, new double[] {2, 2, 3, 1});

  private static List<Metric> all() {
    return List.of(
        Metrics.mae(),
        Metrics.rmse(),
        Metrics.bias(),
        Metrics.mape(),
        Metrics.pi1(),
        Metrics.pi2(),
        Metrics.pi3(),
        Metrics.pinball(QuantileLevel.MEDIAN),
        Metrics.crps(List.of(QuantileLevel.MEDIAN)),
        Metrics.coverage(0.8),
        Metrics.wape(),
        Metrics.winkler(0.8),
        Metrics.peak(ROME),
        Metrics.peakHour(ROME),
        Metrics.daily(ROME));
  }

  @Test
  void errorsByHand() {
    assertThat(Metrics.mae().score(FOUR)).isCloseTo(4 / 3.0, within(1e-15));
    assertThat(Metrics.rmse().score(FOUR)).isCloseTo(Math.sqrt(10 / 3.0), within(1e-15));
    assertThat(Metrics.bias().score(FOUR)).isCloseTo(-2 / 3.0, within(1e-15));
    assertThat(Metrics.mape().score(FOUR)).isCloseTo(100 * (1 + 0.75) / 3, within(1e-12));
    assertThat(FOUR.count()).isEqualTo(3);
    assertThat(FOUR.error(0)).isEqualTo(1);
  }

  @Test
  void percentagesOfNothingAreNotDefined() {
    Scored zero = scored(new double[] {1, 0}, new double[] {1, 1});
    assertThat(Metrics.mape().score(zero)).isNaN();
    assertThat(Metrics.wape().score(zero)).isEqualTo(100);
    // A hundredth of the mean of 1 and the value itself is the border.
    Scored near = scored(new double[] {1, 0.004}, new double[] {1, 1});
    Scored clear = scored(new double[] {1, 0.006}, new double[] {1, 0.012});
    assertThat(Metrics.mape().score(near)).isNaN();
    assertThat(Metrics.mape().score(clear)).isCloseTo(50, within(1e-12));
    Scored nothing = scored(new double[] {0, 0}, new double[] {0, 0});
    assertThat(Metrics.mape().score(nothing)).isNaN();
    assertThat(Metrics.wape().score(nothing)).isNaN();
    // Demand may flow back: the percentage is of its size.
    Scored back = scored(new double[] {-2, 4}, new double[] {-1, 4});
    assertThat(Metrics.mape().score(back)).isCloseTo(25, within(1e-12));
    assertThat(Metrics.wape().score(back)).isCloseTo(100 / 6.0, within(1e-12));
    assertThat(Metrics.mae().score(zero)).isEqualTo(0.5);
  }

  @Test
  void masePutsTheErrorAgainstTheNaiveOneOfThePast() {
    // The past ends at the origin; what follows must not count. Lag 2: |3−1|, |2−4| missing, |8−3|.
    TimeAxis axis = TimeAxis.of(ORIGIN.minus(Duration.ofHours(5)), Duration.ofHours(1), 8);
    double[] values = {1, NAN, 3, 2, 8, 1000, -1000, 1000};
    Series history = Series.of("A", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values);
    Scored scored = Scored.of(FOUR.row(), history);
    assertThat(scored.naiveError(2)).isEqualTo((2 + 5) / 2.0);
    assertThat(Metrics.mase(2).score(scored)).isCloseTo(4 / 3.0 / 3.5, within(1e-15));
    // Lag 1: |2−3|, |8−2|.
    assertThat(Metrics.mase(1).score(scored)).isCloseTo(4 / 3.0 / 3.5, within(1e-15));
    assertThat(Metrics.mase(4).score(scored)).isCloseTo(4 / 3.0 / 7, within(1e-15));
    assertThat(Metrics.mase(5).score(scored)).as("no pair").isNaN();
    Series constant = history.withValues(new double[] {3, 3, 3, 3, 3, 1, 2, 3});
    assertThat(Metrics.mase(1).score(Scored.of(FOUR.row(), constant))).as("constant").isNaN();
    assertThatThrownBy(() -> Metrics.mase(1).score(FOUR))
        .isInstanceOf(UnsupportedRequestException.class)
        .hasMessageContaining("history of A");
    assertThatThrownBy(() -> Metrics.mase(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void battleIndicatorsTakeTheirHours() {
    // Error of hour h (from 1) is h, but for missing truth in hours 24 and 168.
    double[] truth = new double[200];
    double[] mean = new double[200];
    for (int t = 0; t < 200; t++) {
      mean[t] = -(t + 1);
    }
    truth[23] = NAN;
    truth[167] = NAN;
    Scored week = scored(truth, mean);
    assertThat(Metrics.pi1().score(week)).isCloseTo(12, within(1e-12)); // mean of 1 to 23
    assertThat(Metrics.pi2().score(week)).isEqualTo(23);
    assertThat(Metrics.pi3().score(week)).isCloseTo(96, within(1e-12)); // mean of 25 to 167
  }

  @Test
  void battleIndicatorsCountTimeNotSteps() {
    double[] truth = new double[4 * 30];
    double[] mean = new double[truth.length];
    for (int t = 0; t < mean.length; t++) {
      mean[t] = t < 96 ? 1 : 5;
    }
    mean[95] = 2;
    Duration quarter = Duration.ofMinutes(15);
    Scored scored = Scored.of(row(quarter, truth, mean, List.of(), new double[0][]));
    assertThat(Metrics.pi1().score(scored)).isCloseTo(97 / 96.0, within(1e-12));
    assertThat(Metrics.pi2().score(scored)).isEqualTo(2);
    assertThat(Metrics.pi3().score(scored)).isEqualTo(5);
    // Steps of 36 hours: none lies within the first 24, only the second within hours 25 to 168.
    Duration wide = Duration.ofHours(36);
    double[] coarse = {7, 3};
    Scored few = Scored.of(row(wide, new double[2], coarse, List.of(), new double[0][]));
    assertThat(Metrics.pi1().score(few)).isNaN();
    assertThat(Metrics.pi2().score(few)).isNaN();
    assertThat(Metrics.pi3().score(few)).isEqualTo(3);
  }

  @Test
  void pinballByHand() {
    // Truth above the quantile by 2, below it by 3, missing.
    Scored scored =
        scored(
            new double[] {5, 1, NAN},
            List.of(LOW, HIGH),
            new double[] {3, 4, 0},
            new double[] {9, 9, 9});
    assertThat(Metrics.pinball(LOW).score(scored))
        .isCloseTo((0.1 * 2 + 0.9 * 3) / 2, within(1e-15));
    assertThat(Metrics.pinball(HIGH).score(scored))
        .isCloseTo((0.1 * 4 + 0.1 * 8) / 2, within(1e-15));
    assertThat(Metrics.crps(List.of(HIGH, LOW)).score(scored))
        .isCloseTo((1.45 + 0.6) / 2 * 2, within(1e-15));
    assertThat(Metrics.pinball(LOW).name()).isEqualTo("pinball0.10");
  }

  @Property
  void forAPointForecastCrpsIsTheAbsoluteError(
      @ForAll @Size(5) List<@DoubleRange(min = -100, max = 100) Double> points) {
    double[] truth = {1, -2, 0, 50, NAN};
    double[] mean = points.stream().mapToDouble(Double::doubleValue).toArray();
    double[][] quantiles = new double[19][];
    Arrays.fill(quantiles, mean);
    Scored scored =
        Scored.of(row(Duration.ofHours(1), truth, mean, QuantileLevel.STANDARD, quantiles));
    assertThat(Metrics.crps(QuantileLevel.STANDARD).score(scored))
        .isCloseTo(Metrics.mae().score(scored), within(1e-12));
  }

  @Test
  void coverageIncludesTheEnds() {
    Scored scored =
        scored(
            new double[] {1, 2, 0.99, 2.01, NAN, 1.5},
            List.of(LOW, HIGH),
            new double[] {1, 1, 1, 1, 1, 1},
            new double[] {2, 2, 2, 2, 2, 2});
    assertThat(Metrics.coverage(LOW, HIGH).score(scored)).isEqualTo(0.6);
    assertThat(Metrics.coverage(0.8).score(scored)).isEqualTo(0.6);
    assertThat(Metrics.coverage(0.8).name()).isEqualTo("cov80");
    assertThat(Metrics.coverage(0.9).name()).isEqualTo("cov90");
    assertThat(Metrics.coverage(LOW, QuantileLevel.MEDIAN).name()).isEqualTo("cov0.10-0.50");
    assertThatThrownBy(() -> Metrics.coverage(HIGH, LOW)).hasMessageContaining("below");
  }

  @Test
  void theIntervalScoreByHand() {
    // Inside; below by 1; above by 2; missing; on the edge. Width 4, twice the distance by 0.2.
    Scored scored =
        scored(
            new double[] {3, 0, 7, NAN, 5},
            List.of(LOW, HIGH),
            new double[] {1, 1, 1, 1, 1},
            new double[] {5, 5, 5, 5, 5});
    assertThat(Metrics.winkler(0.8).score(scored))
        .isCloseTo((4 + (4 + 10 * 1) + (4 + 10 * 2) + 4) / 4.0, within(1e-12));
    assertThat(Metrics.winkler(0.9).score(scored)).as("lacks the levels").isNaN();
    Scored one = scored(new double[] {3}, List.of(LOW, HIGH), new double[] {1}, new double[] {5});
    assertThat(Metrics.winkler(0.8).score(one)).isEqualTo(4);
  }

  @Property
  void theIntervalScoreIsTwoPinballLosses(
      @ForAll @Size(4) List<@DoubleRange(min = -9, max = 9) Double> truths,
      @ForAll @DoubleRange(min = -9, max = 0) double low,
      @ForAll @DoubleRange(min = 0, max = 9) double high) {
    double[] truth = truths.stream().mapToDouble(v -> v).toArray();
    double[] lower = new double[4];
    double[] upper = new double[4];
    Arrays.fill(lower, low);
    Arrays.fill(upper, high);
    Scored scored = scored(truth, List.of(LOW, HIGH), lower, upper);
    double pinballs = Metrics.pinball(LOW).score(scored) + Metrics.pinball(HIGH).score(scored);
    assertThat(Metrics.winkler(0.8).score(scored)).isCloseTo(pinballs / 0.1, within(1e-9));
  }

  @Test
  void daysByHand() {
    // Three local days of four steps of six hours; the origin is a midnight in Rome.
    double[] truth = {1, 5, 2, 2, 1, NAN, 9, 1, 3, 3, 2, 1};
    double[] mean = {1, 2, 8, 2, 0, 0, 0, 0, 2, 3, 2, 2};
    Scored scored = Scored.of(row(Duration.ofHours(6), truth, mean, List.of(), new double[0][]));
    // Day 2 is left out. Peaks: 8 against 5 two slots apart... then 3 against 3, the first of
    // equals.
    assertThat(Metrics.peak(ROME).score(scored)).isEqualTo((3 + 0) / 2.0);
    assertThat(Metrics.peakHour(ROME).score(scored)).isEqualTo((6 + 6) / 2.0);
    assertThat(Metrics.daily(ROME).score(scored))
        .isCloseTo((Math.abs(13 - 10) / 4.0 + 0) / 2, within(1e-15));
    // In London these steps begin at 23:00 and no day is whole but those from 23:00 on: none.
    WallClock london = WallClock.of(ZoneId.of("Europe/London"));
    assertThat(Metrics.peak(london).score(scored)).isNaN();
  }

  /**
   * Days of 23 and 25 hours, partial days at both ends, missing truth: against a reckoning by date.
   */
  @Property(tries = 200)
  void daysAgreeWithAReckoningByDate(@ForAll long seed, @ForAll boolean autumn) {
    Random random = new Random(seed);
    Instant origin =
        Instant.parse(autumn ? "2022-10-27T22:00:00Z" : "2022-03-24T23:00:00Z")
            .plusSeconds(3600L * random.nextInt(24));
    int n = 1 + random.nextInt(150);
    double[] truth = new double[n];
    double[] mean = new double[n];
    for (int t = 0; t < n; t++) {
      truth[t] = random.nextInt(60) == 0 ? NAN : random.nextInt(20);
      mean[t] = random.nextInt(20);
    }
    TimeAxis axis = TimeAxis.of(origin, Duration.ofHours(1), n);
    Scored scored =
        Scored.of(
            new BacktestRow(
                "toy",
                "A",
                origin,
                axis,
                truth,
                mean,
                List.of(),
                new double[0][],
                Optional.empty()));
    Map<LocalDate, List<Integer>> days = new TreeMap<>();
    ZoneId zone = ROME.zone();
    for (int t = 0; t < n; t++) {
      days.computeIfAbsent(axis.instant(t).atZone(zone).toLocalDate(), d -> new ArrayList<>())
          .add(t);
    }
    double peak = 0;
    double hour = 0;
    double daily = 0;
    int count = 0;
    for (Map.Entry<LocalDate, List<Integer>> day : days.entrySet()) {
      List<Integer> steps = day.getValue();
      LocalDate date = day.getKey();
      long hours =
          Duration.between(date.atStartOfDay(zone), date.plusDays(1).atStartOfDay(zone)).toHours();
      if (steps.size() == hours && steps.stream().noneMatch(t -> Double.isNaN(truth[t]))) {
        double most = steps.stream().mapToDouble(t -> truth[t]).max().orElseThrow();
        double said = steps.stream().mapToDouble(t -> mean[t]).max().orElseThrow();
        int at = steps.stream().filter(t -> truth[t] == most).findFirst().orElseThrow();
        int saidAt = steps.stream().filter(t -> mean[t] == said).findFirst().orElseThrow();
        peak += Math.abs(most - said);
        hour += Math.abs(at - saidAt);
        daily += Math.abs(steps.stream().mapToDouble(t -> truth[t] - mean[t]).sum()) / hours;
        count++;
      }
    }
    if (count == 0) {
      assertThat(Metrics.peak(ROME).score(scored)).isNaN();
      assertThat(Metrics.peakHour(ROME).score(scored)).isNaN();
      assertThat(Metrics.daily(ROME).score(scored)).isNaN();
    } else {
      assertThat(Metrics.peak(ROME).score(scored)).isCloseTo(peak / count, within(1e-9));
      assertThat(Metrics.peakHour(ROME).score(scored)).isCloseTo(hour / count, within(1e-9));
      assertThat(Metrics.daily(ROME).score(scored)).isCloseTo(daily / count, within(1e-9));
    }
  }

  /** Every metric over steps, reckoned once more from lists of those whose truth is known. */
  @Property(tries = 200)
  void metricsAgreeWithABruteForceReckoning(@ForAll long seed) {
    Random random = new Random(seed);
    int n = 1 + random.nextInt(12);
    double[] truth = new double[n];
    double[] mean = new double[n];
    double[][] quantiles = new double[2][n];
    List<double[]> known = new ArrayList<>();
    for (int t = 0; t < n; t++) {
      truth[t] = random.nextInt(4) == 0 ? NAN : random.nextInt(5) == 0 ? 0 : random.nextGaussian();
      mean[t] = random.nextGaussian();
      quantiles[0][t] = -random.nextDouble();
      quantiles[1][t] = random.nextDouble();
      if (!Double.isNaN(truth[t])) {
        known.add(new double[] {truth[t], mean[t], quantiles[0][t], quantiles[1][t]});
      }
    }
    Scored scored = Scored.of(row(Duration.ofHours(1), truth, mean, List.of(LOW, HIGH), quantiles));
    double sizes = known.stream().mapToDouble(k -> Math.abs(k[0])).sum();
    double errors = known.stream().mapToDouble(k -> Math.abs(k[0] - k[1])).sum();
    check(Metrics.mae(), scored, errors / known.size());
    check(Metrics.rmse(), scored, Math.sqrt(average(known, k -> (k[0] - k[1]) * (k[0] - k[1]))));
    check(Metrics.bias(), scored, average(known, k -> k[1] - k[0]));
    check(Metrics.wape(), scored, sizes > 0 ? 100 * errors / sizes : NAN);
    boolean clear =
        known.stream().allMatch(k -> k[0] != 0 && Math.abs(k[0]) >= sizes / known.size() / 100);
    check(
        Metrics.mape(),
        scored,
        clear ? average(known, k -> 100 * Math.abs((k[0] - k[1]) / k[0])) : NAN);
    check(Metrics.coverage(0.8), scored, average(known, k -> k[2] <= k[0] && k[0] <= k[3] ? 1 : 0));
    check(
        Metrics.winkler(0.8),
        scored,
        average(
            known,
            k ->
                k[0] < k[2]
                    ? k[3] - k[2] + 2 / 0.2 * (k[2] - k[0])
                    : k[0] > k[3] ? k[3] - k[2] + 2 / 0.2 * (k[0] - k[3]) : k[3] - k[2]));
    check(
        Metrics.pi2(),
        scored,
        known.stream().mapToDouble(k -> Math.abs(k[0] - k[1])).max().orElse(NAN));
  }

  private static double average(List<double[]> known, ToDoubleFunction<double[]> score) {
    return known.stream().mapToDouble(score).average().orElse(NAN);
  }

  private static void check(Metric metric, Scored scored, double expected) {
    double score = metric.score(scored);
    if (Double.isNaN(expected)) {
      assertThat(score).as(metric.name()).isNaN();
    } else {
      assertThat(score)
          .as(metric.name())
          .isCloseTo(expected, within(1e-9 * (1 + Math.abs(expected))));
    }
  }

  @Test
  void aLevelThatTheForecastLacksGivesNoScore() {
    Scored scored = scored(new double[] {1}, List.of(LOW), new double[] {1});
    assertThat(Metrics.pinball(LOW).score(scored)).isZero();
    assertThat(Metrics.pinball(HIGH).score(scored)).isNaN();
    assertThat(Metrics.crps(List.of(LOW, HIGH)).score(scored)).isNaN();
    assertThat(Metrics.coverage(LOW, HIGH).score(scored)).isNaN();
    assertThat(scored.levelIndex(LOW)).isZero();
    assertThat(scored.levelIndex(QuantileLevel.of(0.05))).isEqualTo(-1);
  }

  @Test
  void withoutAnyTruthThereIsNoScore() {
    double[] missing = {NAN, NAN};
    double[] flat = {1, 1};
    List<QuantileLevel> levels = List.of(LOW, QuantileLevel.MEDIAN, HIGH);
    double[][] quantiles = {flat, flat, flat};
    Scored scored = Scored.of(row(Duration.ofHours(1), missing, flat, levels, quantiles));
    for (Metric metric : all()) {
      assertThat(metric.score(scored)).as(metric.name()).isNaN();
    }
  }

  @Test
  void namesAreThoseOfTheTables() {
    assertThat(all().stream().map(Metric::name))
        .containsExactly(
            "MAE",
            "RMSE",
            "bias",
            "MAPE",
            "PI1",
            "PI2",
            "PI3",
            "pinball0.50",
            "CRPS",
            "cov80",
            "WAPE",
            "Winkler80",
            "peak",
            "peak_hour",
            "daily");
    assertThat(Metrics.winkler(0.995).name()).isEqualTo("Winkler99.5");
    assertThatThrownBy(() -> Metrics.winkler(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Metrics.winkler(1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Metrics.winkler(-0.5)).isInstanceOf(IllegalArgumentException.class);
    assertThat(Metrics.mase(168).name()).isEqualTo("MASE");
  }

  @Test
  void aFailedRowCannotBeScored() {
    TimeAxis axis = TimeAxis.of(ORIGIN, Duration.ofHours(1), 1);
    BacktestRow failed = BacktestRow.failed("toy", "A", ORIGIN, axis, new double[1], "broken");
    assertThatThrownBy(() -> Scored.of(failed)).hasMessageContaining("broken");
  }
}
