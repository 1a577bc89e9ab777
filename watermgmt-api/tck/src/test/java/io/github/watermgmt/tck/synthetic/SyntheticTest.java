// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the generator says of itself. */
class SyntheticTest {
  private static final Calendar ROME =
      Calendar.of(ZoneId.of("Europe/Rome"), List.of(LocalDate.of(2025, 12, 25)));
  private static final Instant START = Instant.parse("2025-01-05T23:00:00Z");
  private static final int HOURS = 364 * 24;

  private static TimeAxis axis(int hours) {
    return TimeAxis.of(START, Duration.ofHours(1), hours);
  }

  // ---------------------------------------------------------------- the same bits

  @Test
  void sameSeedSameBitsAndALongerHistoryBeginsWithTheShorterOne() {
    TimeAxis shorter = axis(500);
    TimeAxis longer = axis(700);
    Panel homes = Households.use(3, 2, longer, ROME);
    assertThat(homes).isEqualTo(Households.use(3, 2, longer, ROME));
    assertThat(homes.slice(0, 500)).isEqualTo(Households.use(3, 2, shorter, ROME));
    assertThat(homes).isNotEqualTo(Households.use(4, 2, longer, ROME));

    Districts city = Districts.of(3, 2, 2, longer, ROME);
    assertThat(city.inflow()).isEqualTo(Districts.of(3, 2, 2, longer, ROME).inflow());
    assertThat(city.inflow().slice(0, 500))
        .isEqualTo(Districts.of(3, 2, 2, shorter, ROME).inflow());
    assertThat(city.inflow()).isNotEqualTo(Districts.of(4, 2, 2, longer, ROME).inflow());

    double[] months = Months.tenYears(3).demand();
    assertThat(months).isEqualTo(Months.tenYears(3).demand());
    assertThat(Arrays.copyOfRange(months, 12, 60))
        .isEqualTo(Months.of(3, YearMonth.of(2015, 1), 48).demand());
    assertThat(months).isNotEqualTo(Months.tenYears(4).demand());
  }

  /** The bits of this seed, so that a change is seen; not what is right. */
  @Test
  void theBitsStayWhatTheyAre() {
    int homes = Households.use(1, 3, axis(500), ROME).hashCode();
    int city = Districts.of(1, 2, 2, axis(100), ROME).inflow().hashCode();
    int months = Arrays.hashCode(Months.tenYears(1).demand());
    assertThat(List.of(homes, city, months))
        .isEqualTo(List.of(-1657594811, -1076464122, 686902623));
  }

  // ---------------------------------------------------------------- households

  @Test
  void householdsAreSilentHalfTheTimeAndUseWhatHouseholdsUse() {
    Panel homes = Households.use(1, 60, axis(HOURS), ROME);
    double zeros = 0;
    double litres = 0;
    double most = 0;
    for (Series home : homes.series()) {
      for (double use : home.toArray()) {
        zeros += use == 0 ? 1 : 0;
        litres += 1000 * use;
        most = Math.max(most, 1000 * use);
        assertThat(1000 * use).isCloseTo(Math.rint(1000 * use), within(1e-9));
      }
    }
    double hours = 60.0 * HOURS;
    assertThat(zeros / hours).as("share of hours without use").isBetween(0.45, 0.60);
    assertThat(litres / hours * 24).as("litres a home and day").isBetween(200.0, 400.0);
    assertThat(most).as("greatest hour, L").isGreaterThan(250);
  }

  @Test
  void householdsSleepWorkAndGoAway() {
    Panel homes = Households.use(2, 60, axis(HOURS), ROME);
    double[] byHour = new double[24];
    double[] byDay = new double[365];
    double[] counts = new double[24];
    int emptyDays = 0;
    for (Series home : homes.series()) {
      double[] day = new double[365];
      for (int t = 0; t < HOURS; t++) {
        long at = home.axis().epochSecond(t);
        int hour = ROME.clock().hourOfDay(at);
        byHour[hour] += home.value(t);
        counts[hour]++;
        day[(int) (ROME.clock().epochDay(at) - ROME.clock().epochDay(START.getEpochSecond()))] +=
            home.value(t);
      }
      for (int d = 0; d < 365; d++) {
        byDay[d] += day[d];
        emptyDays += day[d] == 0 ? 1 : 0;
      }
    }
    for (int h = 0; h < 24; h++) {
      byHour[h] /= counts[h];
    }
    assertThat(byHour[3]).as("3 h against 7 h").isLessThan(0.15 * byHour[7]);
    assertThat(byHour[13]).as("13 h against 19 h").isLessThan(0.8 * byHour[19]);
    assertThat(emptyDays / 60.0).as("days away a home").isBetween(14.0, 45.0);
  }

  // ---------------------------------------------------------------- districts

  @Test
  void aParentIsTheSumOfItsParts() {
    Districts city = Districts.of(5, 3, 4, axis(24 * 21), ROME);
    assertThat(city.parents()).hasSize(15).doesNotContainKey(Districts.CITY);
    for (Panel panel : List.of(city.inflow(), city.expected())) {
      for (String parent : List.of(Districts.CITY, "Z1", "Z2", "Z3")) {
        for (int t = 0; t < panel.axis().length(); t++) {
          double sum = 0;
          for (Map.Entry<String, String> child : city.parents().entrySet()) {
            if (child.getValue().equals(parent)) {
              sum += panel.series(child.getKey()).value(t);
            }
          }
          assertThat(panel.series(parent).value(t)).isEqualTo(sum).isNotNegative();
        }
      }
    }
  }

  @Test
  void districtsShareMoodsAndFollowTheirExpectation() {
    Districts city = Districts.of(5, 2, 3, axis(HOURS), ROME);
    double alone = deviation(city, "Z1 D1");
    double whole = deviation(city, Districts.CITY);
    assertThat(alone).as("relative deviation of an area").isBetween(0.06, 0.09);
    // Six independent areas would have alone / √6.
    assertThat(whole).as("relative deviation of the city").isBetween(alone / 2.2, alone);
    Series air = city.temperature();
    assertThat(mean(air.slice(24 * 180, 24 * 210))).isGreaterThan(mean(air.slice(0, 720)) + 12);
    assertThat(mean(city.expected().series(Districts.CITY).slice(24 * 180, 24 * 210)))
        .as("summer")
        .isGreaterThan(1.1 * mean(city.expected().series(Districts.CITY).slice(0, 720)));
  }

  private static double deviation(Districts city, String id) {
    Series drawn = city.inflow().series(id);
    Series expected = city.expected().series(id);
    double squares = 0;
    for (int t = 0; t < drawn.length(); t++) {
      double relative = drawn.value(t) / expected.value(t) - 1;
      squares += relative * relative;
    }
    return Math.sqrt(squares / drawn.length());
  }

  private static double mean(Series series) {
    return Arrays.stream(series.toArray()).average().orElseThrow();
  }

  // ---------------------------------------------------------------- months

  @Test
  void monthsAreTheirDriversTogether() {
    Months months = Months.tenYears(1);
    assertThat(months.length()).isEqualTo(120);
    assertThat(months.first()).isEqualTo(YearMonth.of(2014, 1));
    double[] demand = months.demand();
    double bias = 0;
    for (int i = 0; i < 120; i++) {
      double expected = months.population()[i] * months.perCapita()[i] / 1000 + months.losses()[i];
      assertThat(demand[i]).as("month %d", i).isCloseTo(expected, within(0.05 * expected));
      assertThat(months.perCapita()[i])
          .isCloseTo(
              165 * months.efficiency()[i] * months.priceEffect()[i] * months.climate()[i],
              within(1e-9));
      bias += (demand[i] / expected - 1) / 120;
    }
    assertThat(bias).isCloseTo(0, within(0.005));
  }

  @Test
  void monthsHaveASummerAGrowthAPriceStepAndRepairs() {
    Months months = Months.tenYears(1);
    double[] demand = months.demand();
    double july = 0;
    double january = 0;
    for (int year = 0; year < 10; year++) {
      january += demand[12 * year];
      july += demand[12 * year + 6];
    }
    assertThat(july).isGreaterThan(1.03 * january);
    assertThat(months.population()[119]).isGreaterThan(1.05 * months.population()[0]);
    assertThat(months.price()[60]).isGreaterThan(1.2 * months.price()[59]);
    assertThat(months.priceEffect()[71]).isLessThan(0.98 * months.priceEffect()[59]);
    assertThat(months.losses()[24]).isLessThan(0.75 * months.losses()[23]);
    assertThat(months.efficiency()[119]).isLessThan(0.95 * months.efficiency()[0]);
  }

  // ---------------------------------------------------------------- bad input

  @Test
  void refusesWhatItCannotMake() {
    TimeAxis days = TimeAxis.of(START, Duration.ofDays(1), 10);
    assertThatThrownBy(() -> Households.use(1, 1, days, ROME))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("an hour");
    assertThatThrownBy(() -> Households.use(1, 0, axis(1), ROME)).hasMessageContaining("count");
    assertThatThrownBy(() -> Districts.of(1, 0, 1, axis(1), ROME)).hasMessageContaining("zones");
    assertThatThrownBy(() -> Districts.of(1, 1, 1, days, ROME)).hasMessageContaining("step");
    assertThatThrownBy(() -> Months.of(1, YearMonth.of(2020, 1), 0))
        .hasMessageContaining("count (0)");
  }
}
