// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import io.github.watermgmt.core.prepare.Conformal;
import java.util.Arrays;

/**
 * Errors of each quantile level on the latest days, truth minus level, at leads of one to seven
 * days, made by a network that had not seen these days; on the scale of deviations. Thread-safety:
 * immutable.
 *
 * @param slots slots of a day
 * @param levels number of levels
 * @param values by day, lead, slot and level; NaN where the truth is unknown
 */
record LevelErrors(int slots, int levels, float[] values) {

  /** Returns the number of days. */
  int days() {
    return values.length / (DayInputs.LEADS * slots * levels);
  }

  /** Returns the error of the middle level; the lead counts from 0. */
  double middle(int day, int lead, int slot) {
    return values[((day * DayInputs.LEADS + lead) * slots + slot) * levels + levels / 2];
  }

  /** Returns these and newer ones, of the latest days. */
  LevelErrors and(LevelErrors newer, int mostDays) {
    int day = DayInputs.LEADS * slots * levels;
    int days = (values.length + newer.values.length) / day;
    float[] both = Arrays.copyOf(values, values.length + newer.values.length);
    System.arraycopy(newer.values, 0, both, values.length, newer.values.length);
    int cut = Math.max(0, days - mostDays) * day;
    return new LevelErrors(slots, levels, Arrays.copyOfRange(both, cut, both.length));
  }

  /** Returns the quantiles of the errors of each level. */
  Conformal[] quantiles() {
    Conformal[] quantiles = new Conformal[levels];
    for (int level = 0; level < levels; level++) {
      Conformal.Builder builder = Conformal.builder(DayInputs.LEADS, slots);
      for (int i = 0; i < values.length / levels; i++) {
        builder.add(i / slots % DayInputs.LEADS, i % slots, values[i * levels + level]);
      }
      quantiles[level] = builder.build();
    }
    return quantiles;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof LevelErrors other
        && slots == other.slots
        && levels == other.levels
        && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return values.length + " errors";
  }
}
