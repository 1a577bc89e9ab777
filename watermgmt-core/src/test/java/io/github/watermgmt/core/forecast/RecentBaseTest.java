// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.ModelCorruptException;
import io.github.watermgmt.series.Calendar;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RecentBaseTest {
  private static final int SLOTS = 24;
  private static final int FIRST = (int) LocalDate.of(2024, 1, 1).toEpochDay(); // a Monday
  private static final int HOLIDAY = FIRST + 93; // a Wednesday

  private static final DayGrid GRID =
      new DayGrid(
          Calendar.of(ZoneOffset.UTC, List.of(LocalDate.ofEpochDay(HOLIDAY))), 86_400 / SLOTS);

  private static final double NOISE = 4; // so wide that a new habit is not taken for an outlier
  private static final double SHIFT = 2;

  private static double usual(int day) {
    return 20 + DayGrid.dayOfWeek(day) / 4.0;
  }

  /** Returns the mean of what is usual on a day, in the unit of the data. */
  private static double mean(Deviations of, int day) {
    double sum = 0;
    for (int k = 0; k < SLOTS; k++) {
      sum += of.scale().from(of.base(day, k));
    }
    return sum / SLOTS;
  }

  private static final double OF_DAY = 11.5 / 6 + NOISE / 2; // mean of what slots and noise add

  private static double[] table(int days, boolean shifted) {
    SplittableRandom random = new SplittableRandom(3);
    double[] table = new double[days * SLOTS];
    for (int d = 0; d < days; d++) {
      double ofDay = usual(FIRST + d) + (shifted && d >= days - 20 ? SHIFT : 0);
      for (int k = 0; k < SLOTS; k++) {
        table[d * SLOTS + k] =
            random.nextInt(50) == 0 ? Double.NaN : ofDay + k / 6.0 + NOISE * random.nextDouble();
      }
    }
    return table;
  }

  private static Deviations learn(double[] table) {
    return Deviations.of(GRID, DemandScale.of(table), table, FIRST);
  }

  @Test
  void knowsEachDayOfTheWeekAWeekAhead() {
    Deviations state = learn(table(140, false));
    Deviations own = RecentBase.of(state).deviations();

    assertThat(own.end()).isEqualTo(state.end());
    for (int day = state.end(); day < state.end() + 7; day++) {
      assertThat(mean(own, day)).isCloseTo(usual(day) + OF_DAY, within(0.4));
    }
  }

  @Test
  void isTheFadedMeanOfWorkingDaysOrOfRestAndWhatSetsAWeekdayApart() {
    Deviations state = learn(table(140, true));
    Deviations own = RecentBase.of(state).deviations();
    for (int k = 0; k < SLOTS; k++) {
      double[] mean = {Double.NaN, Double.NaN};
      double[] weekday = new double[8];
      int[] seen = new int[2];
      for (int day = FIRST; day < state.end(); day++) {
        int of = DayGrid.dayOfWeek(day);
        int rest = of < 6 ? 0 : 1;
        double level = state.level(day, k);
        seen[rest] += day == HOLIDAY ? 0 : 1;
        if (day != HOLIDAY && !Double.isNaN(level)) {
          double share = Math.max(1 - Math.pow(0.5, 0.25), 1.0 / seen[rest]);
          double before = Double.isNaN(mean[rest]) ? level : mean[rest];
          mean[rest] = (1 - share) * before + share * (level - weekday[of]);
          double fading = Math.pow(0.5, 1 / 30.0);
          weekday[of] = fading * weekday[of] + (1 - fading) * (level - mean[rest]);
        }
        if (seen[0] + seen[1] > 28) {
          assertThat(own.base(day + 7, k)).isCloseTo(mean[rest] + weekday[of], within(1e-12));
        }
      }
    }
  }

  @Test
  void followsNewHabitsSoonerThanLikeDaysDo() {
    Deviations state = learn(table(140, true));
    int monday = state.end() + Math.floorMod(-(state.end() - FIRST), 7);
    double truth = usual(monday) + OF_DAY + SHIFT;

    double slow = Math.abs(mean(state, monday) - truth);
    double quick = Math.abs(mean(RecentBase.of(state).deviations(), monday) - truth);

    assertThat(quick).isLessThan(slow / 2);
  }

  @Test
  void aHolidayTeachesNothing() {
    double[] with = table(100, false);
    double[] without = with.clone();
    int at = (HOLIDAY - FIRST) * SLOTS;
    Arrays.fill(with, at, at + SLOTS, 21);
    Arrays.fill(without, at, at + SLOTS, 22);
    Deviations other = Deviations.of(GRID, DemandScale.of(with), without, FIRST);

    assertThat(RecentBase.of(learn(with)).deviations().base(HOLIDAY + 8, 12))
        .isEqualTo(RecentBase.of(other).deviations().base(HOLIDAY + 8, 12));
  }

  @Test
  void goesOnAsItWouldHaveBegun() {
    double[] whole = table(160, false);
    double[] known = Arrays.copyOf(whole, 120 * SLOTS);
    DemandScale scale = DemandScale.of(known);
    Deviations state = learn(known).trimmed();
    RecentBase moving = RecentBase.of(learn(known)).trimmed();
    for (int d = 120; d < 160; d++) {
      state = state.advanced(GRID, Arrays.copyOfRange(whole, d * SLOTS, (d + 1) * SLOTS));
      moving = moving.advanced(state);
    }
    Deviations moved = moving.deviations();
    Deviations anew = RecentBase.of(Deviations.of(GRID, scale, whole, FIRST)).deviations();

    assertThat(moved.end()).isEqualTo(anew.end());
    for (int day = moved.end() - 10; day < moved.end() + 7; day++) {
      for (int k = 0; k < SLOTS; k++) {
        assertThat(moved.base(day, k)).isCloseTo(anew.base(day, k), within(1e-3));
      }
    }
    int last = moved.end() - 1;
    assertThat(moved.recent().daySlow(last)).isCloseTo(anew.recent().daySlow(last), within(1e-3));
    double[] movedMeans = new double[2 * SLOTS];
    double[] anewMeans = new double[2 * SLOTS];
    moved.recent().means(last, movedMeans, 0);
    anew.recent().means(last, anewMeans, 0);
    assertThat(movedMeans).containsExactly(anewMeans, within(1e-3));
  }

  @Test
  void isReadAsItWasWritten() {
    Deviations state = learn(table(120, false));
    RecentBase base = RecentBase.of(state).trimmed();
    EntryWriter to = new EntryWriter();
    base.write(to);

    RecentBase read = RecentBase.read(new EntryReader("test", to.toByteArray()), state.trimmed());
    EntryWriter again = new EntryWriter();
    read.write(again);

    assertThat(again.toByteArray()).isEqualTo(to.toByteArray());
    Deviations next = state.trimmed().advanced(GRID, Arrays.copyOf(table(1, false), SLOTS));
    assertThat(read.advanced(next).deviations().base(next.end() + 6, 5))
        .isEqualTo(base.advanced(next).deviations().base(next.end() + 6, 5));
  }

  @Test
  void refusesAFileOfOtherDays() {
    RecentBase base = RecentBase.of(learn(table(120, false))).trimmed();
    EntryWriter to = new EntryWriter();
    base.write(to);
    Deviations other = learn(table(40, false));
    EntryReader from = new EntryReader("test", to.toByteArray());

    assertThatThrownBy(() -> RecentBase.read(from, other))
        .isInstanceOf(ModelCorruptException.class);
  }
}
