// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.series.HolidayKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a regression, in four groups: those of a day that depend on the target alone, those
 * of a slot that do, and those of a day and of a slot that depend on the last known day as well.
 * The groups save work: what depends on the target alone is the same for every lead.
 *
 * <p>The inputs look at the days up to {@code last} only, at what the calendar knows of the target,
 * and at its weather.
 *
 * <p>Thread-safety: immutable.
 */
final class RidgeInputs {

  /** What an input is about; the parts of an explanation. */
  enum Theme {
    SEASON("weekday and season", 0),
    CALENDAR("holidays", 1),
    LEVEL("level of the last days", 2),
    SHAPE("shape of the last days", 3),
    WEATHER("weather", 4);

    static final int COUNT = 5;

    final String label;
    final int position;

    Theme(String label, int position) {
      this.label = label;
      this.position = position;
    }
  }

  /** Inputs of a slot that depend on the target alone; the last of them is 0 but on holidays. */
  static final int SLOT_TARGET = 3;

  /** Inputs of a slot that depend on the last known day too. */
  static final int SLOT_LAST = 6;

  /** Position among these of how the last day differs from the target's base. */
  static final int SINCE_DAY = 0;

  /** Position of how the last day deviated from its own base. */
  static final int DEVIATION = 1;

  /** Position of how the last four weeks differ from the target's base. */
  static final int SINCE_MONTH = 2;

  /** Position of the first of two means of deviations, which fade fast and slowly. */
  static final int MEANS = 3;

  /** Position of how the last like day deviated. */
  static final int LIKE = 5;

  /** Inputs of a day that depend on the last known day alone. */
  static final int DAY_OF_LAST = 7;

  private static final int WEEK = 7;
  private static final int CLASS_DAYS = 6;
  private static final int CALENDAR_INPUTS = 3;
  private static final int YEAR_INPUTS = 4;
  private static final double YEAR = 365.25;

  private final DayGrid grid;
  private final @Nullable DayWeather weather;
  private final boolean bridges;
  private final boolean schools;
  private final List<Theme> themes;
  private final boolean[] rare;
  private final boolean[] light;

  /** Creates the inputs for which there are a calendar and weather. */
  RidgeInputs(DayGrid grid, @Nullable DayWeather weather) {
    this(
        grid,
        weather,
        !grid.calendar().holidays(HolidayKind.BRIDGE).isEmpty(),
        !grid.calendar().holidays(HolidayKind.SCHOOL).isEmpty());
  }

  private RidgeInputs(
      DayGrid grid, @Nullable DayWeather weather, boolean bridges, boolean schools) {
    this.grid = grid;
    this.weather = weather;
    this.bridges = bridges;
    this.schools = schools;
    List<Theme> list = new ArrayList<>();
    add(list, Theme.SEASON, WEEK + YEAR_INPUTS);
    add(list, Theme.CALENDAR, CALENDAR_INPUTS + (bridges ? 1 : 0) + (schools ? 1 : 0));
    add(list, Theme.WEATHER, weather == null ? 0 : DayWeather.OF_TARGET);
    int dayTarget = list.size();
    add(list, Theme.SHAPE, SLOT_TARGET - 1);
    add(list, Theme.CALENDAR, 1);
    add(list, Theme.LEVEL, DAY_OF_LAST - 1);
    add(list, Theme.CALENDAR, 1);
    add(list, Theme.WEATHER, weather == null ? 0 : DayWeather.SINCE_LAST);
    add(list, Theme.SHAPE, SLOT_LAST);
    this.themes = List.copyOf(list);
    int size = list.size();
    this.rare = new boolean[size];
    this.light = new boolean[size];
    for (int i = 0; i < size; i++) {
      rare[i] = themes.get(i) == Theme.CALENDAR || i < WEEK + YEAR_INPUTS;
    }
    light[WEEK + YEAR_INPUTS] = true;
    light[dayTarget + SLOT_TARGET - 1] = true;
  }

  private static void add(List<Theme> list, Theme theme, int n) {
    for (int i = 0; i < n; i++) {
      list.add(theme);
    }
  }

  /** Returns the same inputs of what is known by now of calendar and weather. */
  RidgeInputs with(DayGrid newGrid, @Nullable DayWeather newWeather) {
    return new RidgeInputs(newGrid, weather == null ? null : newWeather, bridges, schools);
  }

  /** Returns which inputs there are, for {@link #of}. */
  int layout() {
    return (bridges ? 1 : 0) + (schools ? 2 : 0) + (weather == null ? 0 : 4);
  }

  /** Returns inputs of a {@link #layout()}. */
  static RidgeInputs of(int layout, DayGrid grid, @Nullable DayWeather weather) {
    return new RidgeInputs(
        grid, (layout & 4) == 0 ? null : weather, (layout & 1) != 0, (layout & 2) != 0);
  }

  DayGrid grid() {
    return grid;
  }

  @Nullable DayWeather weather() {
    return weather;
  }

  /** Returns the number of inputs. */
  int size() {
    return themes.size();
  }

  /** Returns the inputs of a day that depend on the target alone; they come first. */
  int dayTarget() {
    return WEEK
        + YEAR_INPUTS
        + CALENDAR_INPUTS
        + (bridges ? 1 : 0)
        + (schools ? 1 : 0)
        + (weather == null ? 0 : DayWeather.OF_TARGET);
  }

  /** Returns the inputs of a day that depend on the last known day too; they come third. */
  int dayLast() {
    return DAY_OF_LAST + (weather == null ? 0 : DayWeather.SINCE_LAST);
  }

  Theme theme(int input) {
    return themes.get(input);
  }

  /** Returns whether an input is a flag that is held within no limits, being rare by nature. */
  boolean isFree(int input) {
    return rare[input];
  }

  /** Returns whether an input is penalized lightly: few holidays must teach much. */
  boolean isLight(int input) {
    return light[input];
  }

  /** Writes {@link #dayTarget()} inputs. */
  void dayTarget(int target, double[] to) {
    for (int c = 1; c <= WEEK; c++) {
      to[c - 1] = DayGrid.dayOfWeek(target) == c ? 1 : 0;
    }
    int i = WEEK;
    double angle = 2 * Math.PI * (target % YEAR) / YEAR;
    to[i++] = StrictMath.sin(angle);
    to[i++] = StrictMath.cos(angle);
    to[i++] = StrictMath.sin(2 * angle);
    to[i++] = StrictMath.cos(2 * angle);
    to[i++] = flag(grid.isHoliday(target));
    to[i++] = flag(grid.isHoliday(target - 1));
    to[i++] = flag(grid.isHoliday(target + 1));
    if (bridges) {
      to[i++] = flag(grid.calendar().is(HolidayKind.BRIDGE, target));
    }
    if (schools) {
      to[i++] = flag(grid.calendar().is(HolidayKind.SCHOOL, target));
    }
    if (weather != null) {
      weather.ofTarget(target, to, i);
    }
  }

  private static double flag(boolean is) {
    return is ? 1 : 0;
  }

  /**
   * Writes {@link #SLOT_TARGET} inputs for each slot, {@code [input * slots + slot]}.
   *
   * @param last the last known day; says which like days are known
   */
  void slotTarget(Deviations of, int target, int last, double[] to) {
    int slots = grid.slots();
    int week = knownWeek(target, last);
    int based = knownBase(target, of);
    boolean holiday = grid.isHoliday(target);
    int sunday = holiday ? sundayBefore(last) : 0;
    for (int k = 0; k < slots; k++) {
      double base = of.base(based, k);
      to[k] = difference(of.level(week, k), base);
      to[slots + k] = base;
      to[2 * slots + k] = holiday ? of.base(sunday, k) - base : 0;
    }
  }

  /** Returns the newest day of a target's day of the week that is known. */
  private static int knownWeek(int target, int last) {
    int day = target - WEEK;
    return day <= last ? day : day - WEEK * ((day - last + WEEK - 1) / WEEK);
  }

  /** Returns the day whose base a target has: beyond a week ahead, that of its day of the week. */
  static int knownBase(int target, Deviations of) {
    int beyond = target - (of.end() + WEEK - 1);
    return beyond <= 0 ? target : target - WEEK * ((beyond + WEEK - 1) / WEEK);
  }

  private static int sundayBefore(int last) {
    return last - DayGrid.dayOfWeek(last) % WEEK;
  }

  private static double difference(double level, double base) {
    return Double.isNaN(level) ? 0 : level - base;
  }

  /** Writes {@link #dayLast()} inputs. */
  void dayLast(Deviations of, int target, int last, double[] to) {
    dayOfLast(of, last, to);
    weatherSince(target, last, to, DAY_OF_LAST);
  }

  /** Writes those {@link #DAY_OF_LAST} of the {@link #dayLast()} inputs that know no target. */
  void dayOfLast(Deviations of, int last, double[] to) {
    RecentDeviations recent = of.recent();
    to[0] = recent.ofDay(last);
    to[1] = recent.ofWeek(last);
    to[2] = recent.ofNight(last);
    to[3] = recent.ofEvening(last);
    to[4] = recent.dayFast(last);
    to[5] = recent.daySlow(last);
    to[6] = flag(grid.isHoliday(last));
  }

  /** Writes the others of the {@link #dayLast()} inputs, if there are any. */
  void weatherSince(int target, int last, double[] to, int at) {
    if (weather != null) {
      weather.sinceLast(target, last, to, at);
    }
  }

  /** Writes {@link #SLOT_LAST} inputs for each slot, {@code [input * slots + slot]}. */
  void slotLast(Deviations of, int target, int last, double[] to) {
    int slots = grid.slots();
    int like = likeDay(target, last, of.first());
    of.sinceBase(target, last, to, SINCE_DAY * slots, SINCE_MONTH * slots);
    deviations(of, last, to, DEVIATION * slots);
    of.recent().means(last, to, MEANS * slots);
    Arrays.fill(to, LIKE * slots, (LIKE + 1) * slots, 0);
    if (like >= of.first()) {
      deviations(of, like, to, LIKE * slots);
    }
  }

  /** Writes the deviations of the slots of a day. */
  void deviations(Deviations of, int day, double[] to, int at) {
    for (int k = 0; k < grid.slots(); k++) {
      to[at + k] = of.deviation(day, k);
    }
  }

  /**
   * Returns the newest of the last days that is a day of rest if the target is one; a day before
   * the first if there is none.
   */
  private int likeDay(int target, int last, int first) {
    return likeDay(this::isRest, target, last, first);
  }

  /** Returns the same where it is known of each day whether it is a day of rest. */
  static int likeDay(IntPredicate isRest, int target, int last, int first) {
    boolean rest = isRest.test(target);
    for (int day = last; day > last - CLASS_DAYS && day >= first; day--) {
      if (isRest.test(day) == rest) {
        return day;
      }
    }
    return first - 1;
  }

  /** Returns whether a day is a holiday or of a weekend. */
  boolean isRest(int day) {
    return DayGrid.dayOfWeek(day) >= 6 || grid.isHoliday(day);
  }
}
