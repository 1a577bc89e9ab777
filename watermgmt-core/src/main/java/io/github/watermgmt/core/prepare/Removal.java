// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.series.Quality;
import io.github.watermgmt.series.Series;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Consecutive values that a check took out of a series, with all that is needed to put them back.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param series id of the series
 * @param check why they were taken out
 * @param start stamp of the first value
 * @param last stamp of the last value
 * @param values what was there, canonical unit, none missing
 * @param qualities quality of each value
 */
public record Removal(
    String series,
    Check check,
    Instant start,
    Instant last,
    double[] values,
    List<Quality> qualities) {

  /**
   * Copies array and list.
   *
   * @throws IllegalArgumentException if there is no value, or not one quality per value
   */
  public Removal {
    values = values.clone();
    qualities = List.copyOf(qualities);
    if (values.length == 0 || values.length != qualities.size()) {
      throw new IllegalArgumentException(
          "values, qualities ("
              + values.length
              + ", "
              + qualities.size()
              + "), must be at least one and as many");
    }
  }

  /** Returns a copy. */
  @Override
  public double[] values() {
    return values.clone();
  }

  /** Returns the number of values. */
  public int count() {
    return values.length;
  }

  /** Puts the values back, beginning at {@code at}. */
  void restore(double[] target, Quality[] targetQualities, int at) {
    System.arraycopy(values, 0, target, at, values.length);
    for (int i = 0; i < values.length; i++) {
      targetQualities[at + i] = qualities.get(i);
    }
  }

  /** Collects the qualities of a stretch of a series. */
  static List<Quality> qualities(Series series, int from, int to) {
    List<Quality> qualities = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      qualities.add(series.quality(i));
    }
    return qualities;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Removal other
        && series.equals(other.series)
        && check == other.check
        && start.equals(other.start)
        && last.equals(other.last)
        && Arrays.equals(values, other.values)
        && qualities.equals(other.qualities);
  }

  @Override
  public int hashCode() {
    return Objects.hash(series, check, start, Arrays.hashCode(values));
  }

  @Override
  public String toString() {
    return series + ": " + check + ", " + values.length + " values from " + start + " to " + last;
  }
}
