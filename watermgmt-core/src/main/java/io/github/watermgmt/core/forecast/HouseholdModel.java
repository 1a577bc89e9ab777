// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.forecast.QuantileLevel;
import java.util.Arrays;
import java.util.List;

/**
 * What a household may use, as the days before a cutoff show it. The use of an hour is a mixture:
 * if nobody is there, what was used on days of absence (nothing, or a leak); if somebody is, what
 * was used at that time of day on days of presence. Each such day counts by how recent it is and
 * how alike its class, and the slots around count a little too. Zeros are values like any other:
 * how likely any use is, and how much is used then, both follow, the mean has no bias of volume,
 * and quantiles are those of the mixture.
 *
 * <p>Complexity: O(classes · slots · distinct values) to learn. Thread-safety: immutable.
 */
final class HouseholdModel {

  /**
   * How days count.
   *
   * @param weeks how many are kept
   * @param halfLife days in which the weight of a day halves
   * @param around weight of the hours before and after, of the weight of the hour itself
   */
  record Settings(int weeks, double halfLife, double around) {}

  private static final int CLASSES = 8;
  private static final int SATURDAY = 6;
  private static final double SAME_KIND = 0.6; // a day of work or of rest, but another one
  private static final double OTHER_KIND = 0.03;
  private static final double RARE = 0.02; // least probability that evidence may rest on
  private static final double MOST_EVIDENCE = 1e4;

  private final LocalDays days;
  private final int end;
  private final Occupancy occupancy;
  private final double[][] cumulative; // weights of days of presence by class, added up
  private final double[] cumulativeAbsent;
  private final Mixture[][] present; // [class][slot]
  private final Mixture absent;
  private final double evidence;

  /**
   * Values and their weights.
   *
   * @param values ascending
   * @param upTo weights of all values up to each; the last is 1
   */
  private record Mixture(double[] values, double[] upTo, double mean) {
    static final Mixture ZERO = new Mixture(new double[1], new double[] {1}, 0);

    /** Returns the values that have a weight; null if none has. */
    static Mixture of(double[] distinct, double[] weight) {
      double sum = 0;
      double mean = 0;
      int n = 0;
      for (int i = 0; i < distinct.length; i++) {
        sum += weight[i];
        mean += weight[i] * distinct[i];
        n += weight[i] > 0 ? 1 : 0;
      }
      if (!(sum > 0)) {
        return ZERO;
      }
      double[] values = new double[n];
      double[] upTo = new double[n];
      double running = 0;
      int at = 0;
      for (int i = 0; i < distinct.length; i++) {
        if (weight[i] > 0) {
          running += weight[i];
          values[at] = distinct[i];
          upTo[at++] = running / sum;
        }
      }
      upTo[n - 1] = 1;
      return new Mixture(values, upTo, mean / sum);
    }

    double quantile(double probability) {
      int at = Arrays.binarySearch(upTo, probability);
      return values[Math.min(values.length - 1, at < 0 ? -at - 1 : at)];
    }

    /** Returns how likely more than a value is used. */
    double above(double value) {
      int at = Arrays.binarySearch(values, value);
      int below = at < 0 ? -at - 2 : at;
      return below < 0 ? 1 : 1 - upTo[below];
    }

    @Override
    public String toString() {
      return values.length + " values, mean " + mean;
    }
  }

  /**
   * Learns from the whole days before one.
   *
   * @param end the first day that is not wholly known
   */
  HouseholdModel(Settings settings, LocalDays days, int end) {
    this.days = days;
    this.end = end;
    this.occupancy = Occupancy.of(days, end);
    double[] distinct = distinct(days, end);
    int[][] rank = ranks(days, end, distinct);
    double[] recency = new double[end];
    boolean anyPresent = false;
    for (int d = 0; d < end; d++) {
      recency[d] = StrictMath.pow(0.5, (end - 1 - d) / settings.halfLife());
      anyPresent |= occupancy.state(d) == Occupancy.State.PRESENT;
    }
    this.cumulative = new double[CLASSES][];
    this.present = new Mixture[CLASSES][];
    for (int c = 1; c < CLASSES; c++) {
      double[] weight = new double[end];
      for (int d = 0; d < end; d++) {
        boolean counts = !anyPresent || occupancy.state(d) == Occupancy.State.PRESENT;
        weight[d] = counts ? recency[d] * likeness(c, days.dayClass(d)) : 0;
      }
      cumulative[c] = addedUp(weight);
      present[c] = mixtures(settings, rank, distinct, weight);
    }
    double[] weight = new double[end];
    for (int d = 0; d < end; d++) {
      weight[d] = occupancy.state(d) == Occupancy.State.ABSENT ? recency[d] : 0;
    }
    this.cumulativeAbsent = addedUp(weight);
    this.absent = pooled(rank, distinct, weight);
    this.evidence = evidence();
  }

  private static double likeness(int wanted, int other) {
    if (wanted == other) {
      return 1;
    }
    return wanted >= SATURDAY == other >= SATURDAY ? SAME_KIND : OTHER_KIND;
  }

  private static double[] addedUp(double[] weight) {
    double[] sums = new double[weight.length];
    double sum = 0;
    for (int d = 0; d < sums.length; d++) {
      sum += weight[d];
      sums[d] = sum;
    }
    return sums;
  }

  private static double[] distinct(LocalDays days, int end) {
    double[] all = new double[end * days.slots];
    int n = 0;
    for (int d = 0; d < end; d++) {
      for (int k = 0; k < days.slots; k++) {
        if (!Double.isNaN(days.value(d, k))) {
          all[n++] = days.value(d, k) + 0.0; // no negative zero
        }
      }
    }
    Arrays.sort(all, 0, n);
    int kept = 0;
    for (int i = 0; i < n; i++) {
      if (i == 0 || all[i] > all[kept - 1]) {
        all[kept++] = all[i];
      }
    }
    return Arrays.copyOf(all, kept);
  }

  private static int[][] ranks(LocalDays days, int end, double[] distinct) {
    int[][] rank = new int[end][days.slots];
    for (int d = 0; d < end; d++) {
      for (int k = 0; k < days.slots; k++) {
        double value = days.value(d, k) + 0.0;
        rank[d][k] = Double.isNaN(value) ? -1 : Arrays.binarySearch(distinct, value);
      }
    }
    return rank;
  }

  private static Mixture[] mixtures(
      Settings settings, int[][] rank, double[] distinct, double[] weight) {
    int slots = rank.length == 0 ? 0 : rank[0].length;
    int reach = Math.max(1, slots / 24); // an hour
    Mixture[] mixtures = new Mixture[slots];
    for (int k = 0; k < slots; k++) {
      double[] sums = new double[distinct.length];
      boolean any = false;
      for (int far = -1; far <= 1; far++) {
        double near = far == 0 ? 1 : settings.around();
        int slot = Math.floorMod(k + far * reach, slots);
        for (int d = 0; d < rank.length; d++) {
          if (rank[d][slot] >= 0 && weight[d] > 0) {
            sums[rank[d][slot]] += near * weight[d];
            any |= near > 0;
          }
        }
      }
      mixtures[k] = any ? Mixture.of(distinct, sums) : pooled(rank, distinct, weight);
    }
    return mixtures;
  }

  private static Mixture pooled(int[][] rank, double[] distinct, double[] weight) {
    double[] sums = new double[distinct.length];
    for (int d = 0; d < rank.length; d++) {
      for (int r : rank[d]) {
        if (r >= 0) {
          sums[r] += weight[d];
        }
      }
    }
    return Mixture.of(distinct, sums);
  }

  /** Returns how much more likely what is known of the day that has begun is if nobody is there. */
  private double evidence() {
    double ratio = 1;
    double leak = absent.quantile(0.95);
    int c = days.dayClass(end);
    for (int k = 0; k < days.slots; k++) {
      double value = days.value(end, k);
      if (!Double.isNaN(value)) {
        double there = held(present[c][k].above(leak));
        double away = held(absent.above(leak));
        ratio *= value > leak ? away / there : (1 - away) / (1 - there);
      }
    }
    return Math.max(1 / MOST_EVIDENCE, Math.min(MOST_EVIDENCE, ratio));
  }

  private static double held(double probability) {
    return Math.max(RARE, Math.min(1 - RARE, probability));
  }

  // ---------------------------------------------------------------- what is asked

  /** Returns how likely nobody is there on each of so many days to come. */
  double[] absent(int count) {
    return occupancy.absent(days, count, evidence);
  }

  /** Returns for how many days up to the last one nobody has been there. */
  int daysAway() {
    return occupancy.daysAway();
  }

  /** Returns what is used on average if somebody is there. */
  double presentMean(int day, int slot) {
    return present[days.dayClass(day)][slot].mean;
  }

  /** Returns what is used on average if nobody is. */
  double absentMean() {
    return absent.mean;
  }

  /** Writes quantiles, of ascending levels, of the use of a slot. */
  void quantiles(
      int day, int slot, double away, List<QuantileLevel> levels, double[][] to, int step) {
    Mixture there = present[days.dayClass(day)][slot];
    int i = 0;
    int j = 0;
    double value = 0;
    double reached = -1;
    for (int q = 0; q < levels.size(); q++) {
      double wanted = levels.get(q).tenThousandths() / 10_000.0 - 1e-12;
      while (reached < wanted && (i < there.values.length || j < absent.values.length)) {
        boolean first =
            j == absent.values.length
                || (i < there.values.length && there.values[i] <= absent.values[j]);
        if (first) {
          value = there.values[i++];
        } else {
          // What nobody uses has no say where somebody is surely there.
          value = away > 0 ? absent.values[j] : value;
          j++;
        }
        double below = i == 0 ? 0 : there.upTo[i - 1];
        double belowAway = j == 0 ? 0 : absent.upTo[j - 1];
        reached = (1 - away) * below + away * belowAway;
      }
      to[q][step] = value;
    }
  }

  /**
   * Draws a course of days: whole days of the past, one for each, of presence or absence.
   *
   * @param uniform numbers in [0, 1): three for each day, for presence, the day, and its gaps
   * @return {@code [day][slot]}
   */
  double[][] draw(double[][] uniform) {
    int count = uniform[0].length;
    boolean[] away = occupancy.draw(days, absent(1)[0], uniform[0]);
    double[][] course = new double[count][days.slots];
    for (int d = 0; d < count; d++) {
      int c = days.dayClass(end + d);
      int past = drawn(away[d] ? cumulativeAbsent : cumulative[c], uniform[1][d]);
      for (int k = 0; k < days.slots; k++) {
        double value = past < 0 ? Double.NaN : days.value(past, k);
        Mixture usual = away[d] ? absent : present[c][k];
        course[d][k] = Double.isNaN(value) ? usual.quantile(uniform[2][d]) : value;
      }
    }
    return course;
  }

  private static int drawn(double[] sums, double uniform) {
    double all = sums.length == 0 ? 0 : sums[sums.length - 1];
    if (all == 0) {
      return -1;
    }
    double wanted = uniform * all;
    int low = 0;
    int high = sums.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sums[middle] > wanted) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
