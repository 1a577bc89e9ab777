// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.core.prepare.SensorFault.Kind;
import io.github.watermgmt.series.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One series on its way through a {@link SensorCheck}, day by day; at the end of a day nothing is
 * looked at that comes later. Confined to one thread.
 */
final class SensorWalk {
  private static final int HOURS = DayTable.HOURS;
  private static final double MAD_TO_SD = 1.4826;

  private static final int LEAST_PEERS = 2;

  // Level shifts.
  private static final int AFTER = 14;
  private static final int LEAST_AFTER = 11;
  private static final int BEFORE = 28;
  private static final int LEAST_BEFORE = 14;
  private static final int ONSET_BACK = 20;
  private static final int ONSET_LEAST = 7;
  private static final double AGREE = 0.85;
  private static final double STEADY = 0.6;
  private static final double SD_FLOOR = 0.01;

  // Drifts.
  private static final int WEEKS = 8;
  private static final double ORDERED = 0.85;
  private static final double STEP_SHARE = 0.5;

  // Clocks.
  private static final int FARTHEST_HOURS = 6;
  private static final int LAGS = 2 * FARTHEST_HOURS + 1;
  private static final int CLOCK_DAYS = 14;
  private static final int LEAST_CLOCK_DAYS = 5;
  private static final int LAST_CLOCK_DAYS = 3;
  private static final int LEAST_DAY_HOURS = 20;
  private static final double LEAST_FIT = 0.7;
  private static final double BETTER = 0.5;
  private static final double DAYS_AGREE = 0.75;

  private final SensorCheck check;
  private final Series series;
  private final DayTable table;
  private final DayTypes types;
  private final List<PeerLevels> others;
  private final boolean relative;
  private final double alone;
  private final double[] levels;
  private final double[] hours;
  private final double[] usual; // by hour, for every day and the one after the last
  private final double[] deviations;
  private final double[] sample = new double[WEEKS * WEEKS];
  private final double[] peers;
  private final double[] weekSample = new double[7];
  private final double[] fits;
  private final List<SensorFault> faults = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private int driftFrom;
  private int clockFrom;
  private int shiftFrom;
  private int unjudged;

  SensorWalk(
      SensorCheck check, Series series, DayTable table, DayTypes types, List<PeerLevels> others) {
    this.check = check;
    this.series = series;
    this.table = table;
    this.types = types;
    this.others = others;
    this.peers = new double[others.size()];
    this.relative = SensorCheck.isRelative(series);
    this.alone = others.isEmpty() ? SensorCheck.ALONE : 1;
    this.levels = table.levels.clone();
    this.hours = table.hours.clone();
    this.usual = new double[(table.days + 2) * HOURS];
    this.deviations = new double[table.days];
    this.fits = new double[table.days * LAGS];
    boolean clocks = check.kinds.contains(Kind.CLOCK_SHIFT) && series.axis().stepSeconds() <= 3600;
    Arrays.fill(usual, Double.NaN);
    for (int day = 0; day < table.days; day++) {
      deviations[day] = deviation(day);
      unjudged += Double.isNaN(deviations[day]) ? 1 : 0;
      if (check.kinds.contains(Kind.LEVEL_SHIFT)) {
        levelShift(day);
      }
      if (check.kinds.contains(Kind.DRIFT)) {
        drift(day);
      }
      if (clocks) {
        // The usual hours of the day after tell where an early clock's last hours belong.
        learn(day == 0 ? 0 : day + 1, day + 1);
        clock(day);
      }
    }
    if (unjudged > 0) {
      notes.add(
          series.id() + ": the level of " + unjudged + " of " + table.days + " days not judged");
    }
    if (others.isEmpty()) {
      notes.add(series.id() + ": too few others to compare with");
    }
  }

  List<SensorFault> faults() {
    return faults;
  }

  List<String> notes() {
    return notes;
  }

  private void found(Kind kind, long since, int day, double size, double share, double confidence) {
    faults.add(
        new SensorFault(
            series.id(),
            kind,
            Instant.ofEpochSecond(since),
            Instant.ofEpochSecond(table.end(day)),
            size,
            share,
            confidence));
  }

  // ---------------------------------------------------------------- levels

  /** Level of a day less that of such days before, and less what the others did meanwhile. */
  private double deviation(int day) {
    double deviation = SameDays.deviation(levels, day, types, table.firstDay, sample);
    if (others.isEmpty() || Double.isNaN(deviation)) {
      return deviation;
    }
    int n = 0;
    for (PeerLevels other : others) {
      if (!Double.isNaN(other.deviation(day))) {
        peers[n++] = other.deviation(day);
      }
    }
    return n < LEAST_PEERS
        ? deviation
        : deviation - DayTable.median(peers, n) * typical(day - BEFORE, day);
  }

  /** Median of the deviations from one day to another, NaN if fewer than {@code least}. */
  private double middle(int from, int to, int least) {
    int n = 0;
    for (int d = Math.max(0, from); d < to; d++) {
      if (!Double.isNaN(deviations[d])) {
        sample[n++] = deviations[d];
      }
    }
    return n < least ? Double.NaN : DayTable.median(sample, n);
  }

  private double typical(int from, int to) {
    int n = 0;
    for (int d = Math.max(0, from); d < to; d++) {
      if (!Double.isNaN(levels[d])) {
        sample[n++] = Math.abs(levels[d]);
      }
    }
    return DayTable.median(sample, n);
  }

  private void levelShift(int day) {
    int split = day - AFTER + 1;
    if (split - BEFORE < 0 || day < shiftFrom || Double.isNaN(deviations[day])) {
      return;
    }
    double before = middle(split - BEFORE, split, LEAST_BEFORE);
    double after = middle(split, day + 1, LEAST_AFTER);
    double size = after - before;
    double scale = typical(split - BEFORE, split);
    double least = relative ? check.leastShift * scale : 0;
    if (!(Math.abs(size) >= least)
        || !(Math.abs(size) > check.deviations * alone * spread(split, before))) {
      return;
    }
    double confidence = agreeing(split, day + 1, before, size);
    double firstWeek = middle(split, split + AFTER / 2, 1) - before;
    double secondWeek = middle(split + AFTER / 2, day + 1, 1) - before;
    double weekBefore = middle(split - AFTER / 2, split, 1) - before;
    boolean steady =
        firstWeek / size >= STEADY && secondWeek / size >= STEADY && weekBefore / size < 1 - STEADY;
    if (confidence < AGREE || !steady) {
      return;
    }
    int onset = onset(day, before, after);
    long since = onsetHour(onset, size);
    found(Kind.LEVEL_SHIFT, since, day, size, scale > 0 ? size / scale : Double.NaN, confidence);
    for (int d = 0; d < onset; d++) {
      levels[d] += size;
    }
    for (int d = 0; d <= day; d++) {
      deviations[d] = d >= day - BEFORE - AFTER ? deviation(d) : deviations[d];
    }
    shiftFrom = day + AFTER / 2;
    driftFrom = Math.max(driftFrom, onset);
  }

  private double spread(int split, double before) {
    int n = 0;
    double level = typical(split - BEFORE, split);
    for (int d = split - BEFORE; d < split; d++) {
      if (!Double.isNaN(deviations[d])) {
        sample[n++] = Math.abs(deviations[d] - before);
      }
    }
    return Math.max(MAD_TO_SD * DayTable.median(sample, n), relative ? SD_FLOOR * level : 0);
  }

  private double agreeing(int from, int to, double before, double size) {
    int n = 0;
    int agree = 0;
    for (int d = from; d < to; d++) {
      if (!Double.isNaN(deviations[d])) {
        n++;
        agree += (deviations[d] - before) / size > 0.5 ? 1 : 0;
      }
    }
    return (double) agree / n;
  }

  /** The day on which two levels part the last weeks best. */
  private int onset(int day, double before, double after) {
    double cost = 0;
    double least = Double.POSITIVE_INFINITY;
    int best = day - AFTER + 1;
    // Moving the split by a day moves that day's cost from after to before.
    for (int split = day - ONSET_BACK; split <= day - ONSET_LEAST + 1; split++) {
      if (cost < least) {
        least = cost;
        best = split;
      }
      if (!Double.isNaN(deviations[split])) {
        cost += Math.abs(deviations[split] - before) - Math.abs(deviations[split] - after);
      }
    }
    return best;
  }

  /**
   * The hour, from the day before the onset to its end, at which the shift parts the hours best.
   */
  private long onsetHour(int onset, double size) {
    double cost = 0;
    double least = Double.POSITIVE_INFINITY;
    int best = onset * HOURS;
    for (int at = (onset - 1) * HOURS; at <= (onset + 1) * HOURS; at++) {
      if (cost < least) {
        least = cost;
        best = at;
      }
      double usualHere = usualHour(at / HOURS, at % HOURS);
      double level = relative ? levels[Math.max(0, onset - 1)] : Double.NaN;
      double rise = relative && level > 0 ? size * usualHere / level : size;
      double value = hours[at];
      if (!Double.isNaN(value - usualHere)) {
        cost += Math.abs(value - usualHere) - Math.abs(value - usualHere - rise);
      }
    }
    return table.instant(best / HOURS, best % HOURS);
  }

  /** Median of this hour on the last such days of the week. */
  private double usualHour(int day, int hour) {
    return SameDays.usual(hours, HOURS, hour, day, types, table.firstDay, sample);
  }

  // ---------------------------------------------------------------- drifts

  private void drift(int day) {
    int first = day - 7 * (WEEKS - 1);
    if (first - 6 < driftFrom) {
      return;
    }
    double[] weeks = new double[WEEKS];
    double start = PeerLevels.week(levels, first, weekSample);
    if (!(Math.abs(start) > 0)) {
      return;
    }
    for (int w = 0; w < WEEKS; w++) {
      int at = first + 7 * w;
      weeks[w] = PeerLevels.week(levels, at, weekSample) / start - 1;
      if (!others.isEmpty()) {
        weeks[w] -= ofOthers(first, at);
      }
      if (Double.isNaN(weeks[w])) {
        return;
      }
    }
    int up = 0;
    int pairs = 0;
    int n = 0;
    double largest = 0;
    for (int a = 0; a < WEEKS; a++) {
      for (int b = a + 1; b < WEEKS; b++) {
        up += weeks[b] > weeks[a] ? 1 : 0;
        pairs++;
        sample[n++] = (weeks[b] - weeks[a]) / (b - a);
      }
      largest = a == 0 ? 0 : Math.max(largest, Math.abs(weeks[a] - weeks[a - 1]));
    }
    double rate = DayTable.median(sample, n); // Theil and Sen
    double ordered = (double) (rate > 0 ? up : pairs - up) / pairs;
    double total = Math.abs(rate) * (WEEKS - 1);
    double least = check.leastDrift * alone;
    if (ordered >= ORDERED && total >= least && largest <= STEP_SHARE * total) {
      found(Kind.DRIFT, table.end(first - 7), day, rate * Math.abs(start), rate, ordered);
      driftFrom = day + 1;
    }
  }

  /** How the others' weekly levels have changed, in the middle; NaN if that is known of too few. */
  private double ofOthers(int from, int to) {
    int n = 0;
    for (PeerLevels other : others) {
      double before = other.week(from);
      double change = other.week(to) / before - 1;
      if (Math.abs(before) > 0 && !Double.isNaN(change)) {
        peers[n++] = change;
      }
    }
    return n < LEAST_PEERS ? Double.NaN : DayTable.median(peers, n);
  }

  // ---------------------------------------------------------------- clocks

  /** Learns the usual hours of days that may lie one after the last that is known. */
  private void learn(int from, int to) {
    for (int day = from; day <= to; day++) {
      for (int h = 0; h < HOURS; h++) {
        usual[day * HOURS + h] = day < table.days ? usualHour(day, h) : Double.NaN;
      }
    }
  }

  private void clock(int day) {
    fit(day);
    if (Double.isNaN(fits[day * LAGS])) {
      return;
    }
    // The lag and the day from which on it explains most.
    double most = 0;
    int best = FARTHEST_HOURS;
    int onset = day;
    for (int lag = 0; lag < LAGS; lag++) {
      double gain = 0;
      int known = 0;
      for (int d = day; d >= Math.max(clockFrom, day - CLOCK_DAYS + 1); d--) {
        if (!Double.isNaN(fits[d * LAGS])) {
          gain += fits[d * LAGS + lag] - fits[d * LAGS + FARTHEST_HOURS];
          known++;
        }
        if (known >= LEAST_CLOCK_DAYS && gain > most) {
          most = gain;
          best = lag;
          onset = d;
        }
      }
    }
    // A lag that is but a mean of the days before and after the change is none of the last days'.
    if (best == FARTHEST_HOURS || best != lately(day)) {
      return;
    }
    int known = 0;
    int agree = 0;
    double fit = 0;
    double right = 0;
    for (int d = onset; d <= day; d++) {
      if (!Double.isNaN(fits[d * LAGS])) {
        known++;
        fit += fits[d * LAGS + best];
        right += fits[d * LAGS + FARTHEST_HOURS];
        agree += fits[d * LAGS + best] > fits[d * LAGS + FARTHEST_HOURS] ? 1 : 0;
      }
    }
    double confidence = (double) agree / known;
    boolean better = fit >= LEAST_FIT * known && known - fit <= BETTER * (known - right);
    if (!better || confidence < DAYS_AGREE) {
      return;
    }
    int late = best - FARTHEST_HOURS;
    long since = onset == 0 ? table.instant(0, 0) : table.end(onset - 1);
    found(Kind.CLOCK_SHIFT, since, day, late, Double.NaN, confidence);
    move(onset, late);
    clockFrom = onset;
    learn(Math.max(0, day - CLOCK_DAYS), day + 1);
    for (int d = Math.max(0, day - CLOCK_DAYS); d <= day; d++) {
      fit(d);
    }
  }

  /** Returns the lag that fits the last days best. */
  private int lately(int day) {
    int best = FARTHEST_HOURS;
    double most = Double.NEGATIVE_INFINITY;
    for (int lag = 0; lag < LAGS; lag++) {
      double sum = 0;
      for (int d = Math.max(0, day - LAST_CLOCK_DAYS + 1); d <= day; d++) {
        sum += Double.isNaN(fits[d * LAGS]) ? 0 : fits[d * LAGS + lag];
      }
      if (sum > most) {
        most = sum;
        best = lag;
      }
    }
    return best;
  }

  /** Correlates the hours of a day with the usual ones, moved by each lag. */
  private void fit(int day) {
    for (int lag = -FARTHEST_HOURS; lag <= FARTHEST_HOURS; lag++) {
      double x = 0;
      double y = 0;
      double xx = 0;
      double yy = 0;
      double xy = 0;
      int n = 0;
      for (int h = 0; h < HOURS; h++) {
        int at = day * HOURS + h - lag;
        double value = hours[day * HOURS + h];
        double expected = at < 0 ? Double.NaN : usual[at];
        if (!Double.isNaN(value - expected)) {
          n++;
          x += value;
          y += expected;
          xx += value * value;
          yy += expected * expected;
          xy += value * expected;
        }
      }
      double spread = (xx - x * x / n) * (yy - y * y / n);
      fits[day * LAGS + lag + FARTHEST_HOURS] =
          n < LEAST_DAY_HOURS - Math.abs(lag) || !(spread > 0)
              ? Double.NaN
              : (xy - x * y / n) / Math.sqrt(spread);
    }
    for (int lag = 0; lag < LAGS; lag++) {
      if (Double.isNaN(fits[day * LAGS + lag])) {
        Arrays.fill(fits, day * LAGS, (day + 1) * LAGS, Double.NaN);
        return;
      }
    }
  }

  /** Moves the history before a day as the clock has moved since. */
  private void move(int onset, int late) {
    double[] before = Arrays.copyOf(hours, onset * HOURS);
    for (int i = 0; i < before.length; i++) {
      int from = i - late;
      hours[i] = from < 0 || from >= before.length ? Double.NaN : before[from];
    }
  }
}
