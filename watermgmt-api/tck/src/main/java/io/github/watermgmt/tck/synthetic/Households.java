// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck.synthetic;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.unit.Quantity;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Hourly use of single households, as a meter that counts whole litres would show it: about half
 * the hours zero, and bursts when an appliance runs. Volumes in m³ (a litre is 0.001), each the
 * total of its hour.
 *
 * <p>A household has 1 to 5 people, of whom it is drawn how many work, and perhaps a garden and a
 * dishwasher. In an hour in which the people at home are awake, the number of uses of each kind is
 * Poisson, and each use draws a volume, rounded to litres:
 *
 * <table>
 * <caption>Uses</caption>
 * <tr><th>use</th><th>rate in an hour</th><th>litres each</th></tr>
 * <tr><td>toilet</td><td>0.25 a person at home</td><td>6</td></tr>
 * <tr><td>tap</td><td>0.60 a person at home</td><td>1 to 6</td></tr>
 * <tr><td>shower</td><td>0.30 a person at home in the two hours from waking, 0.10 at 19 to 21 h
 * </td><td>30 to 80</td></tr>
 * <tr><td>washing machine</td><td>0.04 a household, 8 to 20 h, double at weekends</td><td>45 to 65
 * </td></tr>
 * <tr><td>dishwasher</td><td>0.14 a household that has one, 19 to 22 h</td><td>11 to 15</td></tr>
 * <tr><td>garden</td><td>0.25 a household that has one, June to August, 19 to 21 h</td><td>80 to
 * 300</td></tr>
 * </table>
 *
 * <p>People wake at 6, 7 or 8 h, at 9 h on weekends and holidays, and sleep from 23 h; in their
 * sleep toilet and tap have a tenth of their rate. On working days those who work leave two hours
 * after waking and return at 17 h. For one to three weeks from a day in July or August, and on one
 * weekend in eight, nobody is there at all. In one household in ten a cistern leaks a litre in
 * three hours of four, until it is mended on some day between 2021 and the middle of 2026: there
 * hours are seldom zero.
 *
 * <p>Thread-safety: the method may be called by several threads.
 */
public final class Households {
  private static final int SATURDAY = 6;
  private static final double LITRE = 0.001;
  private static final long REPAIRS_FROM = LocalDate.of(2021, 1, 1).toEpochDay();

  private Households() {}

  /**
   * Returns the hourly use of so many households, named {@code home 1}, {@code home 2}, …
   *
   * @param seed of all chance
   * @param count number of households, at least 1
   * @param axis steps of an hour
   * @param calendar zone and holidays
   * @throws IllegalArgumentException if a bound is broken
   */
  public static Panel use(long seed, int count, TimeAxis axis, Calendar calendar) {
    if (count < 1 || axis.stepSeconds() != 3600) {
      throw new IllegalArgumentException(
          "count, step (" + count + ", " + axis.step() + "), must be at least 1 and an hour");
    }
    Chance chance = Chance.of(seed);
    List<Series> series = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      Home home = Home.of(chance, "home " + i);
      double[] use = new double[axis.length()];
      for (int t = 0; t < use.length; t++) {
        use[t] = LITRE * home.litres(chance, axis.epochSecond(t), calendar);
      }
      series.add(Series.of(home.id, Quantity.VOLUME, Support.INTERVAL_TOTAL, axis, use));
    }
    return Panel.of(series);
  }

  /** What stays the same about a household. */
  private record Home(
      String id,
      int people,
      int workers,
      int wakes,
      boolean garden,
      boolean dishes,
      boolean drips) {

    static Home of(Chance chance, String id) {
      RandomGenerator random = chance.at(id, 0);
      double size = random.nextDouble();
      int people = size < 0.3 ? 1 : size < 0.65 ? 2 : size < 0.82 ? 3 : size < 0.95 ? 4 : 5;
      int workers = random.nextInt(Math.min(people, 2) + 1);
      int wakes = 6 + random.nextInt(3);
      boolean garden = random.nextDouble() < 0.3;
      boolean dishes = random.nextDouble() < 0.6;
      return new Home(id, people, workers, wakes, garden, dishes, random.nextDouble() < 0.1);
    }

    int litres(Chance chance, long at, Calendar calendar) {
      long day = calendar.clock().epochDay(at);
      RandomGenerator random = chance.at(id + " uses", at);
      int leak = drips && isBeforeRepair(chance, day) && random.nextDouble() < 0.75 ? 1 : 0;
      if (isAway(chance, day)) {
        return leak;
      }
      boolean free = WallClock.dayOfWeekOf(day) >= SATURDAY || calendar.isHoliday(day);
      int hour = calendar.clock().hourOfDay(at);
      int up = free ? 9 : wakes;
      int home = !free && hour >= up + 2 && hour < 17 ? people - workers : people;
      double awake = hour >= up && hour < 23 ? 1 : 0.1;
      int sum = leak;
      sum += volume(random, 0.25 * home * awake, 6, 6);
      sum += volume(random, 0.60 * home * awake, 1, 6);
      double showers = hour >= up && hour < up + 2 ? 0.30 : hour >= 19 && hour < 21 ? 0.10 : 0;
      sum += volume(random, showers * home, 30, 80);
      if (home > 0) {
        sum += volume(random, hour >= 8 && hour < 20 ? (free ? 0.08 : 0.04) : 0, 45, 65);
        sum += volume(random, dishes && hour >= 19 && hour < 22 ? 0.14 : 0, 11, 15);
        int month = calendar.clock().date(at).getMonthValue();
        boolean watering = garden && month >= 6 && month <= 8 && hour >= 19 && hour < 21;
        sum += volume(random, watering ? 0.25 : 0, 80, 300);
      }
      return sum;
    }

    private static int volume(RandomGenerator random, double rate, int least, int most) {
      int sum = 0;
      for (int left = Chance.poisson(random, rate); left > 0; left--) {
        sum += least + random.nextInt(most - least + 1);
      }
      return sum;
    }

    private boolean isBeforeRepair(Chance chance, long day) {
      return day < REPAIRS_FROM + chance.at(id + " repair", 0).nextInt(2000);
    }

    private boolean isAway(Chance chance, long day) {
      int dayOfWeek = WallClock.dayOfWeekOf(day);
      if (dayOfWeek >= SATURDAY
          && chance.at(id + " weekend", day - dayOfWeek).nextDouble() < 0.125) {
        return true;
      }
      int year = LocalDate.ofEpochDay(day).getYear();
      RandomGenerator random = chance.at(id + " summer", year);
      long first = LocalDate.of(year, 7, 1).toEpochDay() + random.nextInt(42);
      return day >= first && day < first + 7L * (1 + random.nextInt(3));
    }
  }
}
