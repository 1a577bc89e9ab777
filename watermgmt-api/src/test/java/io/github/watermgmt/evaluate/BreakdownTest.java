// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.TimeAxis;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class BreakdownTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  /** Summer time ends in its first week. */
  private static final Instant ORIGIN = Instant.parse("2022-10-26T22:00:00Z");

  private static final List<QuantileLevel> LEVELS =
      List.of(QuantileLevel.of(0.05), QuantileLevel.MEDIAN, QuantileLevel.of(0.95));

  /** A Tuesday and a Sunday. */
  private static final Calendar CALENDAR =
      Calendar.of(ROME, List.of(LocalDate.of(2022, 11, 1), LocalDate.of(2022, 11, 6)));

  private static BacktestRow row(String provider, String series, int hours, Random random) {
    TimeAxis axis = TimeAxis.of(ORIGIN, Duration.ofHours(1), hours);
    double[] truth = new double[hours];
    double[] mean = new double[hours];
    double[][] quantiles = new double[3][hours];
    for (int t = 0; t < hours; t++) {
      truth[t] = random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian();
      mean[t] = random.nextGaussian();
      for (int k = 0; k < 3; k++) {
        quantiles[k][t] = k - 1 + 0.1 * random.nextDouble();
      }
    }
    return new BacktestRow(
        provider, series, ORIGIN, axis, truth, mean, LEVELS, quantiles, Optional.empty());
  }

  private static String dayType(ZonedDateTime at) {
    if (CALENDAR.isHoliday(at.toLocalDate().toEpochDay())) {
      return "public holiday";
    }
    return at.getDayOfWeek() == DayOfWeek.SATURDAY
        ? "Saturday"
        : at.getDayOfWeek() == DayOfWeek.SUNDAY ? "Sunday" : "workday";
  }

  @Property(tries = 40)
  void eachGroupHoldsTheStepsThatABruteForceFinds(@ForAll long seed) {
    Random random = new Random(seed);
    List<BacktestRow> rows =
        List.of(
            row("x", "A", 300, random),
            row("y", "A", 300, random),
            row("x", "B", 300, random),
            BacktestRow.failed(
                "y",
                "B",
                ORIGIN,
                TimeAxis.of(ORIGIN, Duration.ofHours(1), 300),
                new double[300],
                "broken"));
    List<Slice> slices =
        List.of(
            Slice.lead(Duration.ofDays(1)),
            Slice.hour(CALENDAR.clock()),
            Slice.dayType(CALENDAR),
            Slice.series());
    for (int s = 0; s < slices.size(); s++) {
      Breakdown breakdown = Breakdown.of(rows, slices.get(s));
      Breakdown parts = Breakdown.of(List.of(), slices.get(s));
      for (BacktestRow row : rows) {
        parts = parts.plus(Breakdown.of(List.of(row), slices.get(s)));
      }
      assertThat(breakdown.providers()).containsExactly("x", "y");
      assertThat(parts.groups()).isEqualTo(breakdown.groups());
      long all = 0;
      for (String provider : breakdown.providers()) {
        for (String group : breakdown.groups()) {
          double absolute = 0;
          double sum = 0;
          double squares = 0;
          double truths = 0;
          int inside = 0;
          int count = 0;
          for (BacktestRow row : rows) {
            for (int t = 0; t < row.mean().length; t++) {
              ZonedDateTime at = row.targets().instant(t).atZone(ROME);
              String own =
                  switch (s) {
                    case 0 -> "" + (1 + t / 24);
                    case 1 -> at.toLocalTime().toString().substring(0, 2);
                    case 2 -> dayType(at);
                    default -> row.series();
                  };
              if (row.provider().equals(provider)
                  && own.equals(group)
                  && !Double.isNaN(row.truth(t))) {
                double error = row.mean(t) - row.truth(t);
                absolute += Math.abs(error);
                sum += error;
                squares += error * error;
                truths += row.truth(t);
                boolean in =
                    row.quantile(0, t) <= row.truth(t) && row.truth(t) <= row.quantile(2, t);
                inside += in ? 1 : 0;
                count++;
              }
            }
          }
          all += count;
          assertThat(breakdown.count(provider, group)).isEqualTo(count);
          if (count > 0) {
            for (Breakdown one : List.of(breakdown, parts)) {
              assertThat(one.mae(provider, group)).isCloseTo(absolute / count, within(1e-12));
              assertThat(one.bias(provider, group)).isCloseTo(sum / count, within(1e-12));
              assertThat(one.truth(provider, group)).isCloseTo(truths / count, within(1e-12));
              assertThat(one.rmse(provider, group))
                  .isCloseTo(Math.sqrt(squares / count), within(1e-12));
              assertThat(one.coverage(provider, group, 0.9))
                  .isCloseTo(inside / (double) count, within(1e-12));
            }
          }
        }
      }
      assertThat(all)
          .as("every known step is in one group")
          .isEqualTo(
              rows.stream()
                  .filter(row -> row.failure().isEmpty())
                  .mapToInt(row -> Scored.of(row).count())
                  .sum());
    }
  }

  @Test
  void groupsStandInTheirOrder() {
    List<BacktestRow> rows = List.of(row("x", "A", 300, new Random(1)));
    assertThat(Breakdown.of(rows, Slice.lead(Duration.ofDays(1))).groups())
        .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13");
    assertThat(Breakdown.of(rows, Slice.hour(CALENDAR.clock())).groups())
        .hasSize(24)
        .startsWith("00", "01")
        .endsWith("23");
    assertThat(Breakdown.of(rows, Slice.dayType(CALENDAR)).groups())
        .containsExactlyInAnyOrderElementsOf(Slice.DAY_TYPES);
  }

  @Test
  void holidaysAgainstOrdinaryDays() {
    // Errors of 2 on the two holidays, of 1 on all other days.
    int hours = 14 * 24;
    TimeAxis axis = TimeAxis.of(ORIGIN, Duration.ofHours(1), hours);
    double[] mean = new double[hours];
    for (int t = 0; t < hours; t++) {
      boolean holiday = dayType(axis.instant(t).atZone(ROME)).equals("public holiday");
      mean[t] = holiday ? 2 : -1;
    }
    BacktestRow row =
        new BacktestRow(
            "x",
            "A",
            ORIGIN,
            axis,
            new double[hours],
            mean,
            List.of(),
            new double[0][],
            Optional.empty());
    Breakdown breakdown = Breakdown.of(List.of(row), Slice.dayType(CALENDAR));
    assertThat(breakdown.count("x", Slice.HOLIDAY)).isEqualTo(48);
    assertThat(breakdown.mae("x", Slice.HOLIDAY)).isEqualTo(2);
    assertThat(breakdown.bias("x", Slice.WORKDAY)).isEqualTo(-1);
    assertThat(breakdown.maeWithout("x", Set.of(Slice.HOLIDAY))).isEqualTo(1);
    assertThat(breakdown.coverage("x", Slice.HOLIDAY, 0.9)).as("no quantiles").isNaN();
    assertThat(breakdown.maeWithout("x", Set.copyOf(Slice.DAY_TYPES))).isNaN();
    assertThat(breakdown.mae("nobody", Slice.HOLIDAY)).isNaN();
    assertThat(breakdown.count("nobody", Slice.HOLIDAY)).isZero();
  }

  @Test
  void coverageNeedsItsLevelsAndRowsThatAgree() {
    Random random = new Random(1);
    List<BacktestRow> rows = new ArrayList<>(List.of(row("x", "A", 30, random)));
    Breakdown breakdown = Breakdown.of(rows, Slice.series());
    assertThat(breakdown.coverage("x", "A", 0.9)).isBetween(0.0, 1.0);
    assertThat(breakdown.coverage("x", "A", 0.8)).isNaN();
    assertThat(breakdown.coverage("x", "B", 0.9)).isNaN();
    BacktestRow other = rows.get(0);
    rows.add(
        new BacktestRow(
            "x",
            "A",
            ORIGIN,
            other.targets(),
            other.truth(),
            other.mean(),
            List.of(QuantileLevel.MEDIAN),
            new double[][] {other.mean()},
            Optional.empty()));
    assertThatThrownBy(() -> Breakdown.of(rows, Slice.series()))
        .hasMessageContaining("levels ([0.50]), must be those of the other rows");
    assertThatThrownBy(() -> Slice.lead(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
