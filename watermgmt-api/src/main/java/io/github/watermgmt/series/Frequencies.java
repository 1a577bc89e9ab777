// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Counts how often numbers occur. Runs of one number, which regular data consist of, cost neither a
 * look-up nor an object. Beyond {@link #MAX_DISTINCT} different numbers only known ones are
 * counted.
 */
final class Frequencies {
  private static final int MAX_DISTINCT = 100_000;

  private final Map<Long, Long> counts = new LinkedHashMap<>();
  private long key;
  private long run;
  private long total;

  void add(long number) {
    total++;
    if (run == 0 || number != key) {
      flush();
      key = number;
    }
    run++;
  }

  void addAll(Frequencies other) {
    other.flush();
    flush();
    total += other.total;
    other.counts.forEach(this::count);
  }

  /** Returns the most frequent number, the smallest of several, or {@code absent} if none. */
  long mostCommon(long absent) {
    flush();
    long best = absent;
    long most = 0;
    for (Map.Entry<Long, Long> entry : counts.entrySet()) {
      long count = entry.getValue();
      if (count > most || (count == most && entry.getKey() < best)) {
        best = entry.getKey();
        most = count;
      }
    }
    return best;
  }

  /** Returns whether more than three quarters of what was counted are this number. */
  boolean isDominant(long number) {
    flush();
    return counts.getOrDefault(number, 0L) * 4 > total * 3;
  }

  private void flush() {
    if (run > 0) {
      count(key, run);
      run = 0;
    }
  }

  private void count(long number, long times) {
    if (counts.size() < MAX_DISTINCT || counts.containsKey(number)) {
      counts.merge(number, times, Long::sum);
    }
  }
}
