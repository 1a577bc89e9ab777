// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/**
 * Peaks and totals over time against brute force over the paths, day by day of {@code java.time}.
 */
class ForecastPeaksTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final List<ZoneId> ZONES =
      List.of(ROME, ZoneId.of("Australia/Lord_Howe"), ZoneId.of("America/Santiago"));

  private static Forecast random(
      long seed, TimeAxis axis, int paths, Quantity of, Support support) {
    Random random = new Random(seed);
    double[][][] values = new double[paths][2][];
    for (double[][] path : values) {
      for (int s = 0; s < path.length; s++) {
        path[s] = random.doubles(axis.length(), -5, 100).toArray();
      }
    }
    double[] mean = new double[axis.length()];
    return Forecast.builder(axis, List.of())
        .series("other", Quantity.LEVEL, Support.INSTANT, mean, new double[0][])
        .series("A", of, support, mean, new double[0][])
        .paths(values)
        .build();
  }

  private static double[] values(PathSample sample) {
    double[] values = new double[sample.size()];
    Arrays.setAll(values, sample::value);
    return values;
  }

  @Property(tries = 200)
  void daysAreThoseOfThePathsByBruteForce(
      @ForAll long seed,
      @ForAll @IntRange(max = 2) int zone,
      @ForAll @IntRange(max = 47) int firstHalfHour,
      @ForAll @IntRange(min = 48, max = 400) int steps,
      @ForAll boolean spring,
      @ForAll boolean totals) {
    // Half hours: Lord Howe changes its clocks by one. Both seasons change within these weeks.
    Instant start =
        Instant.parse(spring ? "2025-03-29T00:00:00Z" : "2025-10-24T00:00:00Z")
            .plusSeconds(1800L * firstHalfHour);
    TimeAxis axis = TimeAxis.of(start, Duration.ofMinutes(30), steps);
    Support support = totals ? Support.INTERVAL_TOTAL : Support.INTERVAL_MEAN;
    Forecast forecast = random(seed, axis, 7, totals ? Quantity.VOLUME : Quantity.FLOW, support);
    SortedMap<LocalDate, double[]> peaks = new TreeMap<>();
    SortedMap<LocalDate, double[]> sums = new TreeMap<>();
    for (int t = 0; t < steps; t++) {
      LocalDate day = axis.instant(t).atZone(ZONES.get(zone)).toLocalDate();
      boolean whole =
          !day.atStartOfDay(ZONES.get(zone)).toInstant().isBefore(axis.start())
              && !day.plusDays(1).atStartOfDay(ZONES.get(zone)).toInstant().isAfter(axis.end());
      if (whole) {
        double[] peak = peaks.computeIfAbsent(day, d -> filled(Double.NEGATIVE_INFINITY));
        double[] sum = sums.computeIfAbsent(day, d -> filled(0));
        for (int p = 0; p < 7; p++) {
          peak[p] = Math.max(peak[p], forecast.path(p, 1, t));
          sum[p] += forecast.path(p, 1, t) * (totals ? 1 : 0.5);
        }
      }
    }
    Calendar calendar = Calendar.of(ZONES.get(zone));
    if (peaks.isEmpty()) {
      assertThatThrownBy(() -> forecast.dailyPeaks("A", calendar))
          .isInstanceOf(UnsupportedRequestException.class)
          .hasMessageContaining("whole day");
      return;
    }
    SortedMap<LocalDate, PathSample> dailyPeaks = forecast.dailyPeaks("A", calendar);
    SortedMap<LocalDate, PathSample> dailyTotals = forecast.dailyTotals("A", calendar);
    assertThat(dailyPeaks.keySet()).isEqualTo(peaks.keySet()).isEqualTo(dailyTotals.keySet());
    for (LocalDate day : peaks.keySet()) {
      PathSample peak = dailyPeaks.get(day);
      PathSample total = dailyTotals.get(day);
      assertThat(values(peak)).isEqualTo(peaks.get(day));
      assertThat(values(total)).containsExactly(sums.get(day), within(1e-9));
      assertThat(total.quantity()).isEqualTo(Quantity.VOLUME);
      assertThat(peak.quantity()).isEqualTo(forecast.quantity(1));
    }
  }

  private static double[] filled(double value) {
    double[] filled = new double[7];
    Arrays.fill(filled, value);
    return filled;
  }

  @Property(tries = 100)
  void theHorizonHoldsTheGreatestPeakAndTheSumOfTheDays(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 60) int paths) {
    TimeAxis axis = TimeAxis.of(Instant.parse("2025-01-05T23:00:00Z"), Duration.ofHours(1), 168);
    Forecast forecast = random(seed, axis, paths, Quantity.FLOW, Support.INTERVAL_MEAN);
    PathSample peak = forecast.horizonPeak("A");
    PathSample total = forecast.horizonTotal("A");
    Map<LocalDate, PathSample> peaks = forecast.dailyPeaks("A", Calendar.of(ROME));
    Map<LocalDate, PathSample> totals = forecast.dailyTotals("A", Calendar.of(ROME));
    assertThat(peaks).hasSize(7);
    for (int p = 0; p < paths; p++) {
      double greatest = Double.NEGATIVE_INFINITY;
      double sum = 0;
      for (LocalDate day : peaks.keySet()) {
        greatest = Math.max(greatest, peaks.get(day).value(p));
        sum += totals.get(day).value(p);
      }
      assertThat(peak.value(p)).isEqualTo(greatest);
      assertThat(total.value(p)).isCloseTo(sum, within(1e-6));
    }
    double[] sorted = values(peak);
    Arrays.sort(sorted);
    double mean = Arrays.stream(sorted).average().orElseThrow();
    assertThat(peak.mean()).isCloseTo(mean, within(1e-9));
    for (QuantileLevel level : QuantileLevel.STANDARD) {
      double place = level.asDouble() * (paths - 1);
      int below = (int) Math.floor(place + 1e-9);
      double share = Math.max(0, place - below);
      double expected =
          (1 - share) * sorted[below] + share * sorted[Math.min(below + 1, paths - 1)];
      assertThat(peak.quantile(level)).isCloseTo(expected, within(1e-9));
      assertThat(peak.quantile(level, Unit.of("L/s"))).isCloseTo(expected / 3.6, within(1e-9));
      long above = Arrays.stream(sorted).filter(v -> v > expected).count();
      assertThat(peak.exceedance(expected)).isCloseTo((double) above / paths, within(1.0 / paths));
    }
  }

  @Test
  void theNightWhenClocksChangeCountsOnceAndTwice() {
    for (String day : List.of("2025-03-30", "2025-10-26")) {
      LocalDate date = LocalDate.parse(day);
      Instant start = date.atStartOfDay(ROME).toInstant();
      TimeAxis axis = TimeAxis.of(start, Duration.ofHours(1), 49);
      double[] ones = new double[49];
      Arrays.fill(ones, 1);
      Forecast forecast =
          Forecast.builder(axis, List.of())
              .series("A", Quantity.FLOW, Support.INTERVAL_MEAN, ones, new double[0][])
              .paths(new double[][][] {{ones}})
              .build();
      SortedMap<LocalDate, PathSample> totals = forecast.dailyTotals("A", Calendar.of(ROME));
      assertThat(totals.get(date).value(0)).isEqualTo(day.startsWith("2025-03") ? 23 : 25);
      assertThat(totals.get(date.plusDays(1)).value(0)).isEqualTo(24);
      assertThat(totals).hasSize(2);
    }
  }

  @Test
  void instantsHaveAPeakAndNoTotal() {
    TimeAxis axis = TimeAxis.of(Instant.parse("2025-01-05T23:00:00Z"), Duration.ofHours(1), 24);
    Forecast forecast = random(1, axis, 3, Quantity.LEVEL, Support.INSTANT);
    assertThat(forecast.dailyPeaks("A", Calendar.of(ROME))).hasSize(1);
    assertThatThrownBy(() -> forecast.dailyTotals("A", Calendar.of(ROME)))
        .isInstanceOf(UnsupportedRequestException.class)
        .hasMessageContaining("series 'A' (level, INSTANT)");
    Forecast warm = random(1, axis, 3, Quantity.TEMPERATURE, Support.INTERVAL_MEAN);
    assertThatThrownBy(() -> warm.horizonTotal("A")).hasMessageContaining("overSteps");
    Forecast power = random(1, axis, 3, Quantity.POWER, Support.INTERVAL_MEAN);
    assertThat(power.horizonTotal("A").quantity()).isEqualTo(Quantity.ENERGY);
  }

  @Test
  void whatCannotBeKnownIsRefused() {
    TimeAxis axis = TimeAxis.of(Instant.parse("2025-01-05T23:00:00Z"), Duration.ofHours(1), 24);
    Calendar rome = Calendar.of(ROME);
    Forecast none = random(1, axis, 0, Quantity.FLOW, Support.INTERVAL_MEAN);
    assertThatThrownBy(() -> none.horizonPeak("A"))
        .isInstanceOf(UnsupportedRequestException.class)
        .hasMessageContaining("horizonPeak")
        .hasMessageContaining("withSamplePaths");
    assertThatThrownBy(() -> none.dailyTotals("A", rome))
        .isInstanceOf(UnsupportedRequestException.class);
    Forecast forecast = random(1, axis, 3, Quantity.FLOW, Support.INTERVAL_MEAN);
    assertThatThrownBy(() -> forecast.horizonPeak("B"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("other, A");
    assertThatThrownBy(() -> forecast.horizonPeak("A").quantile(QuantileLevel.MEDIAN, Unit.of("L")))
        .isInstanceOf(DataException.class);
    // Midnight in Nepal lies a quarter of an hour into a whole hour of UTC.
    TimeAxis long3 = TimeAxis.of(axis.start(), Duration.ofHours(1), 72);
    Forecast longer = random(1, long3, 3, Quantity.FLOW, Support.INTERVAL_MEAN);
    assertThatThrownBy(() -> longer.dailyPeaks("A", Calendar.of(ZoneId.of("Asia/Kathmandu"))))
        .isInstanceOf(UnsupportedRequestException.class)
        .hasMessageContaining("shorter steps");
  }
}
