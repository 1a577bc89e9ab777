// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SimilarDaysTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final WallClock CLOCK = WallClock.of(ROME);

  /** Sixty days to the end of 19 April, over the beginning of summer time. */
  private static final LocalDate FIRST = LocalDate.of(2022, 2, 19);

  private static final LocalDate TARGET = FIRST.plusDays(60);

  private static TimeAxis axis(LocalDate from, LocalDate to) {
    Instant start = from.atStartOfDay(ROME).toInstant();
    long hours = Duration.between(start, to.atStartOfDay(ROME).toInstant()).toHours();
    return TimeAxis.of(start, Duration.ofHours(1), (int) hours);
  }

  private static Series past(double[] values) {
    return Series.of("A", Quantity.FLOW, Support.INTERVAL_MEAN, axis(FIRST, TARGET), values);
  }

  /** Each day has a level of its own on a shape of the wall clock; the forecast has the shape. */
  @Test
  void theNearestComesFirstByTheWallClock() {
    TimeAxis whole = axis(FIRST, TARGET);
    double[] values = new double[whole.length()];
    for (int t = 0; t < values.length; t++) {
      var at = whole.instant(t).atZone(ROME);
      double level =
          Math.abs(at.toLocalDate().toEpochDay() - LocalDate.of(2022, 3, 20).toEpochDay());
      values[t] = 10 * at.getHour() + level;
    }
    TimeAxis day = axis(TARGET, TARGET.plusDays(1));
    double[] shape = new double[24];
    Arrays.setAll(shape, hour -> 10 * hour);
    assertThat(SimilarDays.of(past(values), CLOCK, day, shape, 4))
        .containsExactly(
            new SimilarDays.Day(LocalDate.of(2022, 3, 20), 0),
            // Of equals the latest; winter time as well as summer time.
            new SimilarDays.Day(LocalDate.of(2022, 3, 21), 1),
            new SimilarDays.Day(LocalDate.of(2022, 3, 19), 1),
            new SimilarDays.Day(LocalDate.of(2022, 3, 22), 2));
  }

  @Property(tries = 30)
  void agreesWithAReckoningByDates(@ForAll long seed) {
    Random random = new Random(seed);
    double[] values = random.doubles(axis(FIRST, TARGET).length(), 0, 9).toArray();
    for (int i = 0; i < 100; i++) {
      values[random.nextInt(values.length)] = Double.NaN;
    }
    Series past = past(values);
    TimeAxis day = axis(TARGET, TARGET.plusDays(1));
    double[] forecast = random.doubles(24, 0, 9).toArray();
    List<SimilarDays.Day> days = SimilarDays.of(past, CLOCK, day, forecast, 99);
    double last = 0;
    for (SimilarDays.Day one : days) {
      double sum = 0;
      int count = 0;
      for (int hour = 0; hour < 24; hour++) {
        Instant then = one.date().atTime(hour, 0).atZone(ROME).toInstant();
        double value = past.value(past.axis().indexOf(then));
        sum += Double.isNaN(value) ? 0 : Math.abs(value - forecast[hour]);
        count += Double.isNaN(value) ? 0 : 1;
      }
      assertThat(count).isGreaterThanOrEqualTo(22);
      assertThat(one.distance()).isCloseTo(sum / count, within(1e-12)).isGreaterThanOrEqualTo(last);
      last = one.distance();
    }
    // Every day of the past that is known well enough, up to the day before.
    List<LocalDate> known =
        FIRST
            .datesUntil(TARGET)
            .filter(
                date ->
                    IntStream.range(0, 24)
                            .mapToObj(hour -> date.atTime(hour, 0).atZone(ROME).toInstant())
                            .filter(then -> !past.isMissing(past.axis().indexOf(then)))
                            .count()
                        >= 22)
            .toList();
    assertThat(days.stream().map(SimilarDays.Day::date)).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void withoutAPastThereIsNone() {
    TimeAxis day = axis(TARGET, TARGET.plusDays(1));
    double[] missing = new double[axis(FIRST, TARGET).length()];
    Arrays.fill(missing, Double.NaN);
    assertThat(SimilarDays.of(past(missing), CLOCK, day, new double[24], 3)).isEmpty();
    assertThatThrownBy(() -> SimilarDays.of(past(missing), CLOCK, day, new double[23], 3))
        .hasMessageContaining("(23, 24, 3)");
    TimeAxis two = axis(TARGET, TARGET.plusDays(2));
    assertThatThrownBy(() -> SimilarDays.of(past(missing), CLOCK, two, new double[48], 3))
        .hasMessageContaining("of one day in Europe/Rome");
  }
}
