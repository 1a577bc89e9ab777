// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class MonthlySeriesTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  private static Series flow(Instant start, int hours, double value) {
    double[] values = new double[hours];
    Arrays.fill(values, value);
    return Series.of(
        "f",
        Quantity.FLOW,
        Support.INTERVAL_MEAN,
        TimeAxis.of(start, Duration.ofHours(1), hours),
        values);
  }

  @Property(tries = 200)
  void stampsAreCloseToTheirMonthsAndNameThem(
      @ForAll @IntRange(min = 1970, max = 2200) int year,
      @ForAll @IntRange(min = 1, max = 12) int month) {
    YearMonth first = YearMonth.of(year, month);
    TimeAxis axis = MonthAxis.of(first, 300);
    assertThat(MonthAxis.month(axis, 0)).isEqualTo(first);
    assertThat(MonthAxis.month(axis, 299)).isEqualTo(first.plusMonths(299));
    assertThat(MonthAxis.month(axis.slice(7, 9), 0)).isEqualTo(first.plusMonths(7));
    Instant truth = first.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    assertThat(Duration.between(truth, axis.start()).abs()).isLessThan(Duration.ofDays(3));
  }

  @Test
  void monthsHaveTheHoursThatTheirClocksCount() {
    // March 2024 has 743 hours in Rome, October 745.
    MonthlySeries year =
        MonthlySeries.of(flow(Instant.parse("2023-12-31T23:00:00Z"), 8784, 2), ROME);
    assertThat(year.series().quantity()).isEqualTo(Quantity.VOLUME);
    assertThat(year.series().length()).isEqualTo(12);
    assertThat(year.series().value(1)).isCloseTo(29 * 24 * 2, within(1e-6));
    assertThat(year.series().value(2)).isCloseTo(743 * 2, within(1e-6));
    assertThat(year.series().value(9)).isCloseTo(745 * 2, within(1e-6));
    assertThat(year.notes()).isEmpty();
    assertThat(year.peakDay().orElseThrow().value(9)).isCloseTo(25 / 24.0, within(1e-6));
  }

  @Test
  void partialMonthsAreLeftOutAndReported() {
    Series half = flow(Instant.parse("2024-01-10T00:00:00Z"), 24 * 60, 1);
    double[] values = half.toArray();
    values[24 * 30] = Double.NaN;
    MonthlySeries strict = MonthlySeries.of(half.withValues(values).slice(0, 1300), ROME, 0.9);
    assertThat(strict.series().isMissing(0)).isTrue();
    assertThat(strict.series().value(1)).isCloseTo(29 * 24, within(1e-6));
    assertThat(strict.notes()).anyMatch(note -> note.contains("2024-01 (70.8 %)"));
    assertThat(strict.notes()).anyMatch(note -> note.startsWith("2024-02: 99.9 % known"));
    assertThatThrownBy(() -> MonthlySeries.of(half.withValues(values).slice(0, 1300), ROME))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must hold a month that is known");
  }

  @Property(tries = 50)
  void itAgreesWithSummingHourByHour(@ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int k) {
    SplittableRandom random = new SplittableRandom(seed);
    Instant start = Instant.parse("2023-09-30T22:00:00Z");
    int hours = 24 * 100 / k * k;
    double[] fine = new double[hours / k];
    for (int t = 0; t < fine.length; t++) {
      fine[t] = random.nextDouble();
    }
    TimeAxis axis = TimeAxis.of(start, Duration.ofHours(k), fine.length);
    Series totals = Series.of("v", Quantity.VOLUME, Support.INTERVAL_TOTAL, axis, fine);
    Map<YearMonth, Double> sums = new HashMap<>();
    for (int h = 0; h < hours; h++) {
      YearMonth month = YearMonth.from(start.plusSeconds(3600L * h).atZone(ROME));
      sums.merge(month, fine[h / k] / k, Double::sum);
    }
    MonthlySeries months = MonthlySeries.of(totals, ROME);
    for (int i = 0; i < 3; i++) {
      YearMonth month = MonthAxis.month(months.series().axis(), i);
      assertThat(months.series().value(i)).isCloseTo(sums.get(month), within(1e-9));
    }
  }

  @Test
  void instantsOfFlowsHaveNoSum() {
    Series instants =
        Series.of(
            "i",
            Quantity.FLOW,
            Support.INSTANT,
            TimeAxis.of(Instant.EPOCH, Duration.ofHours(1), 1),
            new double[] {1});
    assertThatThrownBy(() -> MonthlySeries.of(instants, ROME))
        .isInstanceOf(UnsupportedRequestException.class);
    assertThatThrownBy(() -> MonthlySeries.of(instants, ROME, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
