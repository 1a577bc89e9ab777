// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;

/**
 * Brings inputs to mean 0 and deviation 1, as learnt on training rows, and holds them within ±4.
 * What is unknown becomes 0, and so does what never changed in training: a network cannot know what
 * it means. Thread-safety: immutable.
 */
final class Standardizer {
  private static final double REACH = 4;

  private final double[] means;
  private final double[] deviations;

  private Standardizer(double[] means, double[] deviations) {
    this.means = means;
    this.deviations = deviations;
  }

  /**
   * Learns from rows.
   *
   * @param rows row after row, NaN where unknown
   */
  static Standardizer of(float[] rows, int width) {
    double[] means = new double[width];
    double[] squares = new double[width];
    int[] counts = new int[width];
    for (int i = 0; i < rows.length; i++) {
      if (!Float.isNaN(rows[i])) {
        int column = i % width;
        counts[column]++;
        // Welford's update: no difference of large sums.
        double step = rows[i] - means[column];
        means[column] += step / counts[column];
        squares[column] += step * (rows[i] - means[column]);
      }
    }
    double[] deviations = new double[width];
    for (int column = 0; column < width; column++) {
      double deviation = counts[column] == 0 ? 0 : Math.sqrt(squares[column] / counts[column]);
      deviations[column] = deviation > 1e-6 ? deviation : 0;
    }
    return new Standardizer(means, deviations);
  }

  /** Returns how many numbers a row has. */
  int width() {
    return means.length;
  }

  /** Standardises rows where they are. */
  void apply(float[] rows) {
    for (int i = 0; i < rows.length; i++) {
      int column = i % means.length;
      double z = (rows[i] - means[column]) / deviations[column];
      boolean usable = deviations[column] > 0 && !Double.isNaN(z);
      rows[i] = usable ? (float) Math.max(-REACH, Math.min(REACH, z)) : 0;
    }
  }

  void write(EntryWriter out) {
    out.writeDoubles(means).writeDoubles(deviations);
  }

  static Standardizer read(EntryReader in, int width) {
    Standardizer read =
        new Standardizer(
            in.readDoubles("means of inputs", width), in.readDoubles("their deviations", width));
    for (int column = 0; column < width; column++) {
      if (!Double.isFinite(read.means[column])
          || !(read.deviations[column] >= 0)
          || Double.isInfinite(read.deviations[column])) {
        throw in.corrupt("mean or deviation of input " + column + " is none");
      }
    }
    return read;
  }
}
