// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.Arrays;

/**
 * Whether somebody is at home, day by day: a chain of two states. A day on which less than a small
 * share of the usual is used is a day of absence; a leak that drips on does not hide it. How likely
 * people leave depends on the class of the day (weekends away), and how likely they come back on
 * how long they have been away: the longer, the less, so that a holiday home may stay empty for
 * months.
 *
 * <p>Shares are counted over the days kept, and lean on a prior worth a few days.
 *
 * <p>Thread-safety: immutable.
 */
final class Occupancy {
  /** What is known of a day. */
  enum State {
    PRESENT,
    ABSENT,
    UNKNOWN
  }

  private static final double LITTLE = 0.12; // of the usual use of a day
  private static final double KNOWN = 0.5; // share of a day's slots that must be known
  private static final int CLASSES = 8;
  private static final int SPELLS = 4;
  private static final int[] SPELL_FROM = {1, 2, 4, 15}; // days away
  private static final double PRIOR = 4; // days
  private static final double SURE = 0.999;

  private final State[] states;
  private final double[] leaves; // by class of the first day away
  private final double[] returns; // by length of the absence so far
  private final boolean everAbsent;

  private Occupancy(State[] states, double[] leaves, double[] returns, boolean everAbsent) {
    this.states = states;
    this.leaves = leaves;
    this.returns = returns;
    this.everAbsent = everAbsent;
  }

  /**
   * Learns from whole days.
   *
   * @param end the first day that is not looked at
   */
  static Occupancy of(LocalDays days, int end) {
    double[] totals = new double[end];
    double[] used = new double[end];
    int n = 0;
    for (int d = 0; d < end; d++) {
      totals[d] = total(days, d);
      if (totals[d] > 0) {
        used[n++] = totals[d];
      }
    }
    // Where people are away most of the time, most totals are tiny: the usual is that of a busy
    // day.
    double usual = 0;
    if (n > 0) {
      Arrays.sort(used, 0, n);
      usual = used[(int) (0.8 * (n - 1))];
    }
    State[] states = new State[end];
    for (int d = 0; d < end; d++) {
      states[d] =
          Double.isNaN(totals[d])
              ? State.UNKNOWN
              : totals[d] <= LITTLE * usual ? State.ABSENT : State.PRESENT;
    }
    return count(days, states);
  }

  /** Returns the use of a day, scaled up to all of its slots; NaN if too little is known. */
  private static double total(LocalDays days, int d) {
    double sum = 0;
    int known = 0;
    for (int k = 0; k < days.slots; k++) {
      double value = days.value(d, k);
      if (!Double.isNaN(value)) {
        sum += value;
        known++;
      }
    }
    return known < KNOWN * days.slots ? Double.NaN : sum * days.slots / known;
  }

  private static Occupancy count(LocalDays days, State[] states) {
    double[] left = new double[CLASSES];
    double[] stood = new double[CLASSES];
    double[] came = new double[SPELLS];
    double[] waited = new double[SPELLS];
    int away = 0;
    boolean ever = false;
    for (int d = 0; d < states.length; d++) {
      ever |= states[d] == State.ABSENT;
      if (d > 0 && states[d] != State.UNKNOWN && states[d - 1] != State.UNKNOWN) {
        boolean absent = states[d] == State.ABSENT;
        if (states[d - 1] == State.PRESENT) {
          stood[days.dayClass(d)]++;
          left[days.dayClass(d)] += absent ? 1 : 0;
        } else {
          waited[spell(away)]++;
          came[spell(away)] += absent ? 0 : 1;
        }
      }
      away = states[d] == State.ABSENT ? away + 1 : 0;
    }
    double allLeft = 0;
    double allStood = 0;
    for (int c = 0; c < CLASSES; c++) {
      allLeft += left[c];
      allStood += stood[c];
    }
    double usual = allStood == 0 ? 0 : allLeft / (allStood + PRIOR);
    double[] leaves = new double[CLASSES];
    for (int c = 0; c < CLASSES; c++) {
      leaves[c] = (left[c] + PRIOR * usual) / (stood[c] + PRIOR);
    }
    double[] returns = new double[SPELLS];
    for (int i = 0; i < SPELLS; i++) {
      // Unless it is known better: in half of the time again that they have been away already.
      returns[i] = (came[i] + PRIOR * 0.5 / SPELL_FROM[i]) / (waited[i] + PRIOR);
    }
    return new Occupancy(states, leaves, returns, ever);
  }

  private static int spell(int away) {
    int i = SPELLS - 1;
    while (i > 0 && SPELL_FROM[i] > away) {
      i--;
    }
    return i;
  }

  /** Returns what a day was like. */
  State state(int day) {
    return states[day];
  }

  /** Returns whether nobody was there on any of the days. */
  boolean everAbsent() {
    return everAbsent;
  }

  /** Returns for how many days up to the last one nobody has been there. */
  int daysAway() {
    int n = 0;
    for (int d = states.length - 1; d >= 0 && states[d] != State.PRESENT; d--) {
      n += states[d] == State.ABSENT || n > 0 ? 1 : 0;
    }
    return n;
  }

  /**
   * Returns how likely nobody is there on each of the days to come.
   *
   * @param count how many days, from the first that is not wholly known
   * @param evidence how much more likely what is known of the first day is if nobody is there; 1
   *     for nothing known
   */
  double[] absent(LocalDays days, int count, double evidence) {
    double[] absent = new double[count];
    if (!everAbsent) {
      return absent;
    }
    int away = daysAway();
    // Likelihood of each length of absence by now; index 0 is at home.
    double[] now = new double[away + count + 2];
    now[away] = 1;
    for (int d = 0; d < count; d++) {
      double leave = leaves[days.dayClass(states.length + d)];
      double[] next = new double[now.length];
      next[0] = now[0] * (1 - leave);
      next[1] = now[0] * leave;
      for (int a = 1; a + 1 < now.length; a++) {
        double back = returns[spell(a)];
        next[0] += now[a] * back;
        next[a + 1] += now[a] * (1 - back);
      }
      if (d == 0) {
        weigh(next, evidence);
      }
      now = next;
      absent[d] = Math.min(SURE, Math.max(0, 1 - now[0]));
    }
    return absent;
  }

  private static void weigh(double[] states, double evidence) {
    double sum = states[0];
    for (int a = 1; a < states.length; a++) {
      states[a] *= evidence;
      sum += states[a];
    }
    for (int a = 0; a < states.length; a++) {
      states[a] /= sum;
    }
  }

  /**
   * Draws whether nobody is there on each of the days to come, as likely as {@link #absent} says of
   * whole courses.
   *
   * @param first how likely nobody is there on the first of them
   * @param uniform a number in [0, 1) for each day
   */
  boolean[] draw(LocalDays days, double first, double[] uniform) {
    boolean[] absent = new boolean[uniform.length];
    int away = daysAway();
    for (int d = 0; d < uniform.length; d++) {
      double likely;
      if (d == 0) {
        likely = first;
      } else if (away == 0) {
        likely = leaves[days.dayClass(states.length + d)];
      } else {
        likely = 1 - returns[spell(away)];
      }
      absent[d] = everAbsent && uniform[d] < likely;
      away = absent[d] ? away + 1 : 0;
    }
    return absent;
  }
}
