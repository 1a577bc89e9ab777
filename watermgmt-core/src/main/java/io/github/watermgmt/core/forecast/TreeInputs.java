// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.core.forecast.RidgeInputs.Theme;
import java.util.ArrayList;
import java.util.List;

/**
 * The inputs of boosted trees: those of the regressions, with the day of the week as one number
 * instead of seven flags, and what makes one set of trees fit every slot, lead and series: the time
 * of day, the lead, how many days the base is made of, and the traits of the series.
 *
 * <p>Thread-safety: confined to one thread; the inputs it reads are not changed.
 */
final class TreeInputs {
  private static final int WEEK = 7;
  private static final int HOLIDAY = 8; // class of a day, beside 1 = Monday to 7 = Sunday
  private static final int BASE_WEEKS = 11; // that a base looks back
  private static final int EXTRA = 6;
  private static final int NOISE_DAYS = 13 * WEEK;

  private final RidgeInputs inputs;
  private final int slots;
  private final int p;
  private final double[] day;
  private final double[] bySlot;

  TreeInputs(RidgeInputs inputs) {
    this.inputs = inputs;
    this.slots = inputs.grid().slots();
    this.p = size(inputs);
    this.day = new double[Math.max(inputs.dayTarget(), inputs.dayLast())];
    this.bySlot = new double[Math.max(RidgeInputs.SLOT_TARGET, RidgeInputs.SLOT_LAST) * slots];
  }

  /** What tells a series from others, as it was when it was learnt. */
  record Traits(double size, double noise) {

    /**
     * Returns the traits of a series: the logarithm of its unit, and its mean deviation in the last
     * weeks, as far as it had a base by then.
     */
    static Traits of(Deviations of) {
      double sum = 0;
      int n = 0;
      for (int day = Math.max(of.first(), of.end() - NOISE_DAYS); day < of.end(); day++) {
        for (int k = 0; k < of.grid().slots(); k++) {
          double deviation = of.deviation(day, k);
          if (deviation != 0) { // 0 is what missing values and first days have
            sum += Math.abs(deviation);
            n++;
          }
        }
      }
      return new Traits(StrictMath.log(of.scale().unit()), n == 0 ? 0 : sum / n);
    }
  }

  /** Returns the number of inputs. */
  static int size(RidgeInputs inputs) {
    return inputs.size() - WEEK + EXTRA;
  }

  /** Returns what each input is about. */
  static Theme[] themes(RidgeInputs inputs) {
    List<Theme> themes = new ArrayList<>();
    for (int i = WEEK; i < inputs.size(); i++) {
      themes.add(inputs.theme(i));
    }
    themes.add(Theme.SEASON); // time of day
    themes.add(Theme.SEASON); // class of the day
    themes.add(Theme.LEVEL); // lead
    themes.add(Theme.SHAPE); // days of the base
    themes.add(Theme.SEASON); // size
    themes.add(Theme.SEASON); // noise
    return themes.toArray(new Theme[0]);
  }

  /** Returns on how many like days, known by then, the base of a target's noon stands. */
  int daysOfBase(Deviations of, int target) {
    int base = RidgeInputs.knownBase(target, of);
    int n = 0;
    for (int w = 1; w <= BASE_WEEKS; w++) {
      n += Double.isNaN(of.level(base - WEEK * w, slots / 2)) ? 0 : 1;
    }
    return n;
  }

  /**
   * Writes the inputs of each slot of a target day, {@code [slot * size + input]}.
   *
   * @param last the last known day
   * @param lead days ahead, from 1 on
   */
  void read(Deviations of, Traits traits, int target, int last, int lead, float[] to) {
    int at = 0;
    inputs.dayTarget(target, day);
    for (int i = WEEK; i < inputs.dayTarget(); i++) {
      fill(to, at++, day[i]);
    }
    inputs.slotTarget(of, target, last, bySlot);
    at = scatter(RidgeInputs.SLOT_TARGET, to, at);
    inputs.dayLast(of, target, last, day);
    for (int i = 0; i < inputs.dayLast(); i++) {
      fill(to, at++, day[i]);
    }
    inputs.slotLast(of, target, last, bySlot);
    at = scatter(RidgeInputs.SLOT_LAST, to, at);
    boolean holiday = inputs.grid().isHoliday(target);
    for (int k = 0; k < slots; k++) {
      to[k * p + at] = k;
    }
    fill(to, at + 1, holiday ? HOLIDAY : DayGrid.dayOfWeek(target));
    fill(to, at + 2, lead);
    fill(to, at + 3, daysOfBase(of, target));
    fill(to, at + 4, traits.size());
    fill(to, at + 5, traits.noise());
  }

  /**
   * Returns by how much the base of the Sunday before is above that of the target, by what {@link
   * #read} wrote; 0 unless the target is a holiday.
   */
  double sunday(float[] from, int slot) {
    return from[slot * p + inputs.dayTarget() - WEEK + RidgeInputs.SLOT_TARGET - 1];
  }

  private void fill(float[] to, int input, double value) {
    float narrow = (float) value;
    for (int k = 0; k < slots; k++) {
      to[k * p + input] = narrow;
    }
  }

  private int scatter(int count, float[] to, int at) {
    for (int i = 0; i < count; i++) {
      for (int k = 0; k < slots; k++) {
        to[k * p + at + i] = (float) bySlot[i * slots + k];
      }
    }
    return at + count;
  }
}
