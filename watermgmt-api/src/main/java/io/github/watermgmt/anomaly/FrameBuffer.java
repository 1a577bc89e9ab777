// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import io.github.watermgmt.series.DuplicatePolicy;
import io.github.watermgmt.series.Support;
import java.util.Arrays;

/**
 * Readings that wait for their frame, in primitive arrays that are reused: a list of slots, oldest
 * first, and for each slot and channel a list of readings in order of time. Slots without a reading
 * take no room.
 */
final class FrameBuffer {
  private static final int NONE = -1;

  private final Support[] supports;
  private final DuplicatePolicy policy;

  private long[] slots = new long[0];
  private int[] older = new int[0];
  private int[] newer = new int[0];
  private int oldest = NONE;
  private int newest = NONE;
  private int freeRow = NONE;

  /** First and last reading by row and channel. */
  private int[] first = new int[0];

  private int[] last = new int[0];

  private long[] times = new long[0];
  private double[] values = new double[0];
  private int[] next = new int[0];
  private int freeReading = NONE;

  private double[] scratch = new double[16];

  FrameBuffer(Support[] supports, DuplicatePolicy policy) {
    this.supports = supports;
    this.policy = policy;
  }

  boolean isEmpty() {
    return oldest == NONE;
  }

  long oldestSlot() {
    return slots[oldest];
  }

  long newestSlot() {
    return slots[newest];
  }

  /** Puts a reading in its place; returns whether the channel has one at this time already. */
  boolean put(long slot, int channel, long time, double value) {
    int cell = row(slot) * supports.length + channel;
    int before = NONE;
    if (last[cell] != NONE && times[last[cell]] < time) {
      before = last[cell];
    } else {
      for (int i = first[cell]; i != NONE && times[i] <= time; i = next[i]) {
        before = i;
      }
    }
    boolean duplicate = before != NONE && times[before] == time;
    if (duplicate && policy != DuplicatePolicy.MEAN) {
      if (policy == DuplicatePolicy.KEEP_LAST) {
        values[before] = value;
      }
      return true;
    }
    int reading = newReading();
    times[reading] = time;
    values[reading] = value;
    if (before == NONE) {
      next[reading] = first[cell];
      first[cell] = reading;
    } else {
      next[reading] = next[before];
      next[before] = reading;
    }
    if (next[reading] == NONE) {
      last[cell] = reading;
    }
    return duplicate;
  }

  /** Fills a frame with the values of the oldest slot. */
  void combine(double[] frame) {
    for (int c = 0; c < supports.length; c++) {
      frame[c] = combine(supports[c], first[oldest * supports.length + c]);
    }
  }

  void removeOldest() {
    int row = oldest;
    for (int c = 0; c < supports.length; c++) {
      int cell = row * supports.length + c;
      if (first[cell] != NONE) {
        next[last[cell]] = freeReading;
        freeReading = first[cell];
        first[cell] = NONE;
        last[cell] = NONE;
      }
    }
    oldest = newer[row];
    if (oldest == NONE) {
      newest = NONE;
    } else {
      older[oldest] = NONE;
    }
    newer[row] = freeRow;
    freeRow = row;
  }

  private double combine(Support support, int head) {
    int n = 0;
    for (int i = head; i != NONE; ) {
      int from = n;
      long time = times[i];
      for (; i != NONE && times[i] == time; i = next[i]) {
        if (n == scratch.length) {
          scratch = Arrays.copyOf(scratch, 2 * n);
        }
        scratch[n++] = values[i];
      }
      if (n - from > 1) {
        scratch[from] = mean(from, n);
        n = from + 1;
      }
    }
    if (n <= 1) {
      return n == 0 ? Double.NaN : scratch[0];
    }
    return switch (support) {
      case INTERVAL_MEAN -> mean(0, n);
      case INTERVAL_TOTAL -> sum(n);
      case INSTANT -> newest(n);
    };
  }

  /** Mean of what is not missing, in ascending order so that arrival does not matter. */
  private double mean(int from, int to) {
    Arrays.sort(scratch, from, to);
    double sum = 0;
    int count = 0;
    for (int i = from; i < to; i++) {
      if (!Double.isNaN(scratch[i])) {
        sum += scratch[i];
        count++;
      }
    }
    return count == 0 ? Double.NaN : sum / count;
  }

  private double sum(int n) {
    double sum = 0;
    for (int i = 0; i < n; i++) {
      sum += scratch[i];
    }
    return sum;
  }

  private double newest(int n) {
    for (int i = n - 1; i >= 0; i--) {
      if (!Double.isNaN(scratch[i])) {
        return scratch[i];
      }
    }
    return Double.NaN;
  }

  /** Finds the row of a slot, from the newest back, or makes one. */
  private int row(long slot) {
    int after = newest;
    while (after != NONE && slots[after] > slot) {
      after = older[after];
    }
    if (after != NONE && slots[after] == slot) {
      return after;
    }
    int row = newRow();
    slots[row] = slot;
    older[row] = after;
    newer[row] = after == NONE ? oldest : newer[after];
    if (newer[row] == NONE) {
      newest = row;
    } else {
      older[newer[row]] = row;
    }
    if (after == NONE) {
      oldest = row;
    } else {
      newer[after] = row;
    }
    return row;
  }

  private int newRow() {
    if (freeRow == NONE) {
      int size = slots.length;
      int larger = size == 0 ? 4 : Math.multiplyExact(size, 2);
      slots = Arrays.copyOf(slots, larger);
      older = Arrays.copyOf(older, larger);
      newer = Arrays.copyOf(newer, larger);
      int cells = Math.multiplyExact(larger, supports.length);
      first = filled(first, cells);
      last = filled(last, cells);
      for (int row = larger - 1; row >= size; row--) {
        newer[row] = freeRow;
        freeRow = row;
      }
    }
    int row = freeRow;
    freeRow = newer[row];
    return row;
  }

  private int newReading() {
    if (freeReading == NONE) {
      int size = times.length;
      int larger = size == 0 ? 16 : Math.multiplyExact(size, 2);
      times = Arrays.copyOf(times, larger);
      values = Arrays.copyOf(values, larger);
      next = Arrays.copyOf(next, larger);
      for (int i = larger - 1; i >= size; i--) {
        next[i] = freeReading;
        freeReading = i;
      }
    }
    int reading = freeReading;
    freeReading = next[reading];
    return reading;
  }

  private static int[] filled(int[] values, int length) {
    int[] longer = Arrays.copyOf(values, length);
    Arrays.fill(longer, values.length, length, NONE);
    return longer;
  }
}
