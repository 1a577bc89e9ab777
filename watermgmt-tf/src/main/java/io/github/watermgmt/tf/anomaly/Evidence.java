// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.time.Instant;

/**
 * Evidence against one direction of deviation: the logarithm of a power martingale of conformal
 * p-values, which never falls below 0. Each row adds log(ε p^(ε − 1)), with ε = 1/2, over the
 * number of blocks that it shares with its neighbours; so the sum is at most the logarithm of the
 * mean of as many martingales of rows that share none.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class Evidence {
  private static final double EPSILON = 0.5;

  private final int window;
  private double sum;
  private long onset;

  Evidence(int window) {
    this.window = window;
  }

  /**
   * Adds a row.
   *
   * @param epochSecond begin of its last block
   * @param pValue in (0, 1]; 1 for a row that deviates the other way
   */
  void add(long epochSecond, double pValue) {
    if (sum == 0) {
      onset = epochSecond;
    }
    double gain = StrictMath.log(EPSILON) + (EPSILON - 1) * StrictMath.log(pValue);
    sum = Math.max(0, sum + gain / window);
  }

  double sum() {
    return sum;
  }

  /** Returns the begin of the first block that the sum still holds. */
  long onset() {
    return onset;
  }

  void clear() {
    sum = 0;
  }

  void write(EntryWriter out) {
    out.writeDouble(sum).writeLong(onset);
  }

  void read(EntryReader in) {
    sum = in.readFinite("sum of evidence");
    onset = in.readLong();
    if (sum < 0) {
      throw in.corrupt("sum of evidence (" + sum + "), must be at least 0");
    }
    if (onset < Instant.MIN.getEpochSecond() || onset > Instant.MAX.getEpochSecond()) {
      throw in.corrupt("onset (" + onset + " s since 1970), must be an instant");
    }
  }
}
