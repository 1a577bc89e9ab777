// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UsualDaysTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");

  /** A Monday, in winter, at midnight in Rome. */
  private static final Instant MONDAY = Instant.parse("2025-01-05T23:00:00Z");

  private static final int WEEK = 7;

  private static Series series(Duration step, double[] values) {
    TimeAxis axis = TimeAxis.of(MONDAY, step, values.length);
    return Series.of("inflow", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values);
  }

  private static Series noisy(int days, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[days * 24];
    for (int t = 0; t < values.length; t++) {
      double weekend = t / 24 % WEEK >= 5 ? 1.4 : 1;
      values[t] = weekend * (20 + 10 * Math.sin(t / 24.0 * 2 * Math.PI)) + random.nextDouble();
    }
    return series(Duration.ofHours(1), values);
  }

  private static Series daily(double... values) {
    return series(Duration.ofDays(1), values);
  }

  @Property(tries = 200)
  void theScaleLeadsBack(
      @ForAll @DoubleRange(min = -1e6, max = 1e6) double value,
      @ForAll @DoubleRange(min = 0.01, max = 1e4) double magnitude) {
    UsualDays days = UsualDays.of(daily(1), Calendar.of(ROME), magnitude);
    assertThat(days.toUnit(days.toScale(value)))
        .isCloseTo(value, within(1e-9 * (magnitude + Math.abs(value))));
    assertThat(days.toScale(-value)).isEqualTo(-days.toScale(value));
    assertThat(days.toScale(value * 1.01) >= days.toScale(value)).isEqualTo(value >= 0);
  }

  /** The oracle: nothing that belongs to an origin changes with what comes at or after it. */
  @Property(tries = 40)
  void isCausal(@ForAll @IntRange(min = 1, max = 99) int origin, @ForAll long seed) {
    Calendar calendar =
        Calendar.of(ROME, List.of(LocalDate.of(2025, 3, 5), LocalDate.of(2025, 3, 19)));
    Series whole = noisy(100, seed);
    double[] other = whole.toArray();
    for (int t = origin * 24; t < other.length; t++) {
      other[t] = t % 5 == 0 ? Double.NaN : 1e3 - other[t];
    }
    for (boolean asSundays : new boolean[] {false, true}) {
      UsualDays one = lay(whole, calendar, asSundays);
      UsualDays two = lay(whole.withValues(other), calendar, asSundays);
      for (int k = 0; k < 24; k++) {
        assertThat(seen(two, origin, k)).isEqualTo(seen(one, origin, k));
      }
      for (int day = origin; day < origin + 16; day++) {
        assertThat(two.usual(day, origin)).isEqualTo(one.usual(day, origin));
      }
      // What a day deviates from is what every origin of the week before it sees.
      for (int day = origin; day < Math.min(100, origin + WEEK); day++) {
        assertThat(one.usual(day)).isEqualTo(one.usual(day, origin));
      }
    }
  }

  private static List<Double> seen(UsualDays days, int origin, int slot) {
    return List.of(
        days.fast(origin, slot),
        days.slow(origin, slot),
        days.sunday(origin, slot),
        days.newest(slot, origin),
        days.deviation(origin - 1, slot));
  }

  private static UsualDays lay(Series series, Calendar calendar, boolean holidaysAsSundays) {
    return holidaysAsSundays
        ? UsualDays.withHolidaysAsSundays(series, calendar, 20)
        : UsualDays.of(series, calendar, 20);
  }

  @Test
  void aWeekThatRepeatsNeverDeviates() {
    double[] values = new double[10 * WEEK * 24];
    for (int t = 0; t < values.length; t++) {
      values[t] = 5 + t % (WEEK * 24);
    }
    UsualDays days = UsualDays.of(series(Duration.ofHours(1), values), Calendar.of(ROME), 50);
    assertThat(days.count()).isEqualTo(10 * WEEK);
    assertThat(days.slots()).isEqualTo(24);
    assertThat(days.deviation(6, 3)).as("nothing is usual in the first week").isNaN();
    for (int day = WEEK; day < 8 * WEEK; day++) {
      assertThat(days.meanDeviation(day)).isCloseTo(0, within(1e-12));
      assertThat(days.deviation(day, 13)).isCloseTo(0, within(1e-12));
      assertThat(days.toUnit(days.usual(day, day)[5]))
          .isCloseTo(days.toUnit(days.value(day, 5)), within(1e-9));
    }
  }

  /** One outlier among eight days moves what is usual by no more than it may reach. */
  @Test
  void oneOddWeekIsHeldBack() {
    double[] values = new double[9 * WEEK];
    for (int day = 0; day < values.length; day++) {
      values[day] = 100 + day / WEEK % 2;
    }
    double plain = UsualDays.of(daily(values), Calendar.of(ROME), 100).usual(63, 63)[0];
    values[7 * WEEK] = 10_000;
    UsualDays odd = UsualDays.of(daily(values), Calendar.of(ROME), 100);
    assertThat(odd.usual(63, 63)[0] - plain).isBetween(0.0, 0.03);
    assertThat(odd.deviation(7 * WEEK, 0)).isGreaterThan(4);
  }

  @Test
  void holidaysAreComparedWithTheirWeekdayOrWithSundays() {
    // Sundays draw 50, other days 100, and so does nobody on the holiday, a Wednesday.
    double[] values = new double[6 * WEEK];
    for (int day = 0; day < values.length; day++) {
      values[day] = day % WEEK == 6 ? 50 : 100;
    }
    int wednesday = 4 * WEEK + 2;
    values[wednesday] = 50;
    LocalDate holiday = LocalDate.ofInstant(MONDAY, ROME).plusDays(wednesday);
    Calendar calendar = Calendar.of(ROME, List.of(holiday));
    UsualDays weekday = UsualDays.of(daily(values), calendar, 100);
    UsualDays sunday = UsualDays.withHolidaysAsSundays(daily(values), calendar, 100);
    assertThat(weekday.isHoliday(wednesday)).isTrue();
    assertThat(weekday.isFree(wednesday)).isTrue();
    assertThat(weekday.dayOfWeek(wednesday)).isEqualTo(3);
    assertThat(weekday.deviation(wednesday, 0)).isCloseTo(-Math.log(2), within(0.01));
    assertThat(sunday.deviation(wednesday, 0)).isCloseTo(0, within(1e-12));
    // It is no example of a Wednesday afterwards.
    for (UsualDays days : List.of(weekday, sunday)) {
      assertThat(days.toUnit(days.usual(wednesday + WEEK)[0])).isCloseTo(100, within(1e-9));
      assertThat(days.toUnit(days.sunday(days.count(), 0))).isCloseTo(50, within(1e-9));
    }
  }

  @Test
  void fadedMeansAreWeightedMeans() {
    double[] values = new double[40];
    SplittableRandom random = new SplittableRandom(3);
    for (int day = 0; day < values.length; day++) {
      values[day] = 80 + 40 * random.nextDouble();
    }
    values[33] = Double.NaN;
    UsualDays days = UsualDays.of(daily(values), Calendar.of(ROME), 100);
    double sum = 0;
    double total = 0;
    for (int day = WEEK; day < 38; day++) {
      if (day != 33) {
        double weight = Math.pow(0.5, (37 - day) / 1.5);
        sum += weight * days.deviation(day, 0);
        total += weight;
      }
    }
    assertThat(days.fast(38, 0)).isCloseTo(sum / total, within(1e-12));
    assertThat(days.fast(2000, 0)).as("after the last day").isEqualTo(days.fast(40, 0));
    assertThat(days.deviation(33, 0)).isNaN();
    assertThat(days.deviation(-1, 0)).isNaN();
    assertThat(days.value(40, 0)).isNaN();
  }

  @Test
  void theHourThatComesTwiceIsAMean() {
    int days = 400;
    double[] values = new double[days * 24];
    for (int t = 0; t < values.length; t++) {
      values[t] = t;
    }
    UsualDays laid = UsualDays.of(series(Duration.ofHours(1), values), Calendar.of(ROME), 1000);
    int back = laid.day(Instant.parse("2025-10-26T00:00:00Z").getEpochSecond());
    int first = (int) Duration.between(MONDAY, Instant.parse("2025-10-26T00:00:00Z")).toHours();
    assertThat(laid.toUnit(laid.value(back, 2))).isCloseTo(first + 0.5, within(1e-8));
    int forward = laid.day(Instant.parse("2025-03-30T12:00:00Z").getEpochSecond());
    assertThat(laid.value(forward, 2)).isNaN();
    assertThat(laid.value(forward, 3)).isNotNaN();
  }

  @Test
  void magnitudeIsTheMedianOfTheNewest() {
    Series series = daily(1000, 1000, -3, Double.NaN, 1, 2);
    assertThat(UsualDays.magnitude(series, 4)).isEqualTo(2);
    assertThat(UsualDays.magnitude(daily(0, 0, 0), 3)).isEqualTo(1);
    assertThat(UsualDays.magnitude(daily(Double.NaN), 3)).isEqualTo(1);
  }

  @Test
  void refusesWhatIsNoDay() {
    Calendar calendar = Calendar.of(ROME);
    Series odd = series(Duration.ofHours(5), new double[10]);
    assertThatThrownBy(() -> UsualDays.of(odd, calendar, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must divide a day");
    for (double magnitude : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> UsualDays.of(daily(1), calendar, magnitude))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("magnitude");
    }
    assertThatThrownBy(() -> UsualDays.of(daily(), calendar, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void weatherIsHeatAboveWhatIsUsualAndRainOfWarmDays() {
    double[] air = new double[60 * 24];
    double[] rain = new double[air.length];
    for (int t = 0; t < air.length; t++) {
      air[t] = t / 24 < 50 ? 10 : 15 + t % 24;
      rain[t] = t % 24 == 5 ? (t / 24 == 55 ? 40 : 4) : 0;
      air[t] = t / 24 == 52 && t % 24 < 13 ? Double.NaN : air[t];
    }
    TimeAxis axis = TimeAxis.of(MONDAY, Duration.ofHours(1), air.length);
    Series warm = Series.of("air", Quantity.TEMPERATURE, Support.INTERVAL_MEAN, axis, air);
    Series wet = Series.of("rain", Quantity.RAIN, Support.INTERVAL_TOTAL, axis, rain);
    Calendar calendar = Calendar.of(ROME);
    WeatherDays days = WeatherDays.of(Covariates.known(Panel.of(warm, wet)), calendar);
    long first = LocalDate.ofInstant(MONDAY, ROME).toEpochDay();
    assertThat(days.heat(first + 49)).isZero();
    assertThat(days.heat(first + 50)).isEqualTo(15 + 23 - 24);
    assertThat(days.heat(first + 52)).as("eleven hours known").isNaN();
    assertThat(days.heat(first - 1)).isNaN();
    assertThat(days.warmRain(first + 49)).as("cold").isZero();
    assertThat(days.warmRain(first + 50)).isEqualTo(4);
    assertThat(days.warmRain(first + 55)).as("the most that counts").isEqualTo(15);
    assertThat(days.usualHeat(first + 57)).isCloseTo(14.0 / 28, within(1e-12));
    WeatherDays none = WeatherDays.of(Covariates.known(Panel.of(wet)), calendar);
    assertThat(none.isUnknown()).isTrue();
    assertThat(none.orElse(days)).isEqualTo(days);
    assertThat(days.from(first + 50).heat(first + 49)).isNaN();
    WeatherDays later = days.from(first + 50).orElse(days);
    assertThat(later.heat(first + 49)).isZero();
    assertThat(later).isEqualTo(days).hasSameHashCodeAs(days);
  }
}
