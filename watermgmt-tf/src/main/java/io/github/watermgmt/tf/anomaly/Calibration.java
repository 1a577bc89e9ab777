// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;

/**
 * Errors of fault-free history that the network has not learnt from.
 *
 * <p>Thread-safety: immutable.
 */
final class Calibration {
  private final double[] sorted;

  Calibration(double[] errors) {
    this.sorted = errors.clone();
    Arrays.sort(sorted);
  }

  /**
   * Returns the conformal p-value of an error: the share of errors that are as large, itself
   * counted; in (0, 1]. If it is exchangeable with them, the p-value is at most p with a chance of
   * at most p.
   */
  double pValue(double error) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < error) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return (1.0 + sorted.length - low) / (1.0 + sorted.length);
  }

  int size() {
    return sorted.length;
  }

  void write(EntryWriter out) {
    out.writeDoubles(sorted);
  }

  static Calibration read(EntryReader in) {
    double[] errors = in.readDoubles();
    for (int i = 0; i < errors.length; i++) {
      if (!(errors[i] >= 0 && (i == 0 || errors[i] >= errors[i - 1]))) {
        throw in.corrupt("error " + i + " (" + errors[i] + "), must be in order");
      }
    }
    if (errors.length == 0) {
      throw in.corrupt("held-out errors (none), must be at least one");
    }
    return new Calibration(errors);
  }
}
