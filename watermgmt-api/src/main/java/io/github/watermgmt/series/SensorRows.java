// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one sensor as they come in, in the canonical unit: 16 bytes a row, 17 once a row has
 * a quality of its own.
 */
final class SensorRows {
  /** Stamps of the years 0 to 9999; milliseconds taken for seconds fall outside. */
  private static final long FIRST_STAMP = -62_167_219_200L;

  private static final long LAST_STAMP = 253_402_300_799L;

  final SensorSpec spec;
  long[] times = new long[16];
  double[] values = new double[16];
  byte @Nullable [] qualities;
  int n;
  long outOfOrder;
  long missing;
  long negative;
  private long latest = Long.MIN_VALUE;

  SensorRows(SensorSpec spec) {
    this.spec = spec;
  }

  void add(long time, double canonical, Quality quality) {
    if (time < FIRST_STAMP || time > LAST_STAMP) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              "stamp of row " + n + " of sensor '" + spec.id() + "'",
              time,
              "must be in seconds since 1970, within the years 0 to 9999",
              "it is in milliseconds"));
    }
    if (n == times.length) {
      int larger = Math.addExact(n, n >> 1);
      times = Arrays.copyOf(times, larger);
      values = Arrays.copyOf(values, larger);
      qualities = qualities == null ? null : Arrays.copyOf(qualities, larger);
    }
    if (quality == Quality.ESTIMATED || quality == Quality.SUSPECT) {
      if (qualities == null) {
        qualities = new byte[times.length];
      }
      qualities[n] = Series.code(quality);
    }
    double value = canonical;
    if (Double.isNaN(value)) {
      missing++;
    } else if (spec.oneWay() && value < 0) {
      negative++;
      value = Double.NaN;
    }
    if (time < latest) {
      outOfOrder++;
    } else {
      latest = time;
    }
    times[n] = time;
    values[n++] = value;
  }

  /** Sorts by time, stable, so that the order of arrival decides between duplicates. */
  void sort() {
    if (outOfOrder == 0) {
      return;
    }
    long[] fromTimes = times;
    double[] fromValues = values;
    long[] toTimes = new long[times.length];
    double[] toValues = new double[values.length];
    byte[] fromQualities = qualities;
    byte[] toQualities = qualities == null ? null : new byte[qualities.length];
    for (int width = 1; width < n && width > 0; width *= 2) {
      for (int low = 0; low < n; low += 2 * width) {
        int middle = Math.min(low + width, n);
        int high = Math.min(middle + width, n);
        int i = low;
        int j = middle;
        for (int k = low; k < high; k++) {
          boolean left = i < middle && (j >= high || fromTimes[i] <= fromTimes[j]);
          int source = left ? i++ : j++;
          toTimes[k] = fromTimes[source];
          toValues[k] = fromValues[source];
          if (fromQualities != null && toQualities != null) {
            toQualities[k] = fromQualities[source];
          }
        }
      }
      long[] swapTimes = fromTimes;
      fromTimes = toTimes;
      toTimes = swapTimes;
      double[] swapValues = fromValues;
      fromValues = toValues;
      toValues = swapValues;
      byte[] swapQualities = fromQualities;
      fromQualities = toQualities;
      toQualities = swapQualities;
    }
    times = fromTimes;
    values = fromValues;
    qualities = fromQualities;
  }

  /** Counts the differences between neighbours of sorted, distinct stamps. */
  Frequencies differences() {
    Frequencies differences = new Frequencies();
    for (int i = 1; i < n; i++) {
      differences.add(times[i] - times[i - 1]);
    }
    return differences;
  }

  /** Returns the worst quality of the values that are there; {@code MISSING} is no value. */
  byte worstQuality(int from, int to) {
    byte worst = 0;
    if (qualities != null) {
      for (int i = from; i < to; i++) {
        if (!Double.isNaN(values[i]) && qualities[i] > worst) {
          worst = qualities[i];
        }
      }
    }
    return worst;
  }

  /**
   * Makes one row per stamp of sorted rows; returns how many did not count, or null with {@code
   * REFUSE} if there were any: the caller then names the first.
   */
  @Nullable Long resolveDuplicates(DuplicatePolicy policy) {
    int kept = 0;
    for (int i = 0; i < n; ) {
      int end = i + 1;
      while (end < n && times[end] == times[i]) {
        end++;
      }
      if (end - i > 1 && policy == DuplicatePolicy.REFUSE) {
        n = i + 1;
        return null;
      }
      if (qualities != null) {
        qualities[kept] =
            switch (policy) {
              case KEEP_FIRST -> qualities[i];
              case MEAN -> worstQuality(i, end);
              default -> qualities[end - 1];
            };
      }
      times[kept] = times[i];
      values[kept++] = resolve(i, end, policy);
      i = end;
    }
    int dropped = n - kept;
    n = kept;
    return (long) dropped;
  }

  private double resolve(int from, int to, DuplicatePolicy policy) {
    if (policy == DuplicatePolicy.KEEP_FIRST) {
      return values[from];
    }
    return policy == DuplicatePolicy.MEAN && to - from > 1
        ? mean(values, from, to)
        : values[to - 1];
  }

  /** Mean without missing values, in ascending order of value so that arrival does not matter. */
  static double mean(double[] values, int from, int to) {
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    double sum = 0;
    int count = 0;
    for (double value : sorted) {
      if (!Double.isNaN(value)) {
        sum += value;
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }
}
