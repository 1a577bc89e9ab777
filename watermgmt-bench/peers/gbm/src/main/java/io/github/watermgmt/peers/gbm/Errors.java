// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.gbm;

import io.github.watermgmt.core.prepare.Conformal;
import io.github.watermgmt.core.prepare.UsualDays;
import io.github.watermgmt.core.prepare.WeatherDays;
import java.util.Arrays;

/**
 * Errors of the latest days, truth minus forecast, at leads of one to seven days, made by trees
 * that had not seen these days. Thread-safety: immutable.
 *
 * @param slots slots of a day
 * @param values by day, lead and slot; NaN where the truth is missing
 */
record Errors(int slots, double[] values) {
  static final int LEADS = 7;

  /** Computes the errors of some days. */
  static Errors of(
      Learnt learnt, UsualDays days, double[] truth, WeatherDays weather, int from, int to) {
    double[] values = new double[Math.max(0, to - from) * LEADS * days.slots()];
    Arrays.fill(values, Double.NaN);
    float[] row = new float[Features.COUNT];
    for (int day = Math.max(from, 0); day < to; day++) {
      double[] usual = days.usual(day);
      for (int lead = 0; lead < LEADS; lead++) {
        for (int k = 0; k < days.slots(); k++) {
          double known = truth[day * days.slots() + k];
          if (!Double.isNaN(known) && !Double.isNaN(usual[k])) {
            values[((day - from) * LEADS + lead) * days.slots() + k] =
                known - learnt.predict(days, weather, day, day - lead, k, usual, row);
          }
        }
      }
    }
    return new Errors(days.slots(), values);
  }

  /** Returns these and newer ones, of all the latest days. */
  Errors and(Errors newer, int mostDays) {
    double[] both = Arrays.copyOf(values, values.length + newer.values.length);
    System.arraycopy(newer.values, 0, both, values.length, newer.values.length);
    int most = mostDays * LEADS * slots;
    int cut = Math.max(0, both.length - most);
    return new Errors(slots, Arrays.copyOfRange(both, cut, both.length));
  }

  Conformal quantiles() {
    Conformal.Builder builder = Conformal.builder(LEADS, slots);
    for (int i = 0; i < values.length; i++) {
      builder.add(i / slots % LEADS, i % slots, values[i]);
    }
    return builder.build();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Errors other && slots == other.slots && Arrays.equals(values, other.values);
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
