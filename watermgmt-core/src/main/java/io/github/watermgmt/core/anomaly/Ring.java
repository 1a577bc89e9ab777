// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;

/** The last values of a sequence, NaN where missing, with their median. Allocates nothing. */
final class Ring {
  private final double[] values;
  private final double[] scratch;
  private int size;
  private int next;

  Ring(int capacity) {
    this.values = new double[capacity];
    this.scratch = new double[capacity];
  }

  int size() {
    return size;
  }

  void add(double value) {
    values[next] = value;
    next = (next + 1) % values.length;
    size = Math.min(size + 1, values.length);
  }

  void clear() {
    size = 0;
    next = 0;
  }

  void shift(double by) {
    for (int i = 0; i < size; i++) {
      values[i] += by;
    }
  }

  void scale(double factor) {
    for (int i = 0; i < size; i++) {
      values[i] *= factor;
    }
  }

  /** Returns the median of all but the newest {@code skip} values, NaN if there is none. */
  double median(int skip) {
    return median(skip, false);
  }

  /** Returns the median of the absolute values of all values, NaN if there is none. */
  double medianMagnitude() {
    return median(0, true);
  }

  private double median(int skip, boolean magnitude) {
    int n = 0;
    for (int age = skip; age < size; age++) {
      double value = values[Math.floorMod(next - 1 - age, values.length)];
      if (!Double.isNaN(value)) {
        scratch[n++] = magnitude ? Math.abs(value) : value;
      }
    }
    return medianOfFirst(scratch, n);
  }

  /** Returns the median of the values that are there, NaN if there is none. */
  static double median(double[] values) {
    double[] known = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    return medianOfFirst(known, known.length);
  }

  private static double medianOfFirst(double[] values, int n) {
    if (n == 0) {
      return Double.NaN;
    }
    Arrays.sort(values, 0, n);
    return (values[(n - 1) / 2] + values[n / 2]) / 2;
  }

  void write(EntryWriter writer) {
    writer.writeInt(size).writeInt(next).writeDoubles(values);
  }

  void read(EntryReader reader) {
    size = reader.readInt("size of a ring", 0, values.length);
    next = reader.readInt("position in a ring", 0, values.length - 1);
    double[] read = reader.readDoubles("values of a ring", values.length);
    System.arraycopy(read, 0, values, 0, values.length);
  }
}
