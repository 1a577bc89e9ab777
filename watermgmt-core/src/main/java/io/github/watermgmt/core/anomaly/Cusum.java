// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;

/**
 * A one-sided cumulative sum (E. S. Page, Continuous Inspection Schemes, Biometrika 41, 1954): S ←
 * max(0, S + weight · (z − drift)), where z is clipped, so that one wild value cannot alarm alone.
 */
final class Cusum {
  private final double drift;
  private final double clip;
  private double sum;
  private long onset;

  Cusum(double drift, double clip) {
    this.drift = drift;
    this.clip = clip;
  }

  void add(long epochSecond, double z, double weight) {
    if (sum == 0) {
      onset = epochSecond;
    }
    sum = Math.max(0, sum + weight * (Math.max(-clip, Math.min(clip, z)) - drift));
  }

  double sum() {
    return sum;
  }

  /** Returns the stamp of the first value that the sum still holds. */
  long onset() {
    return onset;
  }

  void clear() {
    sum = 0;
  }

  void copy(Cusum other) {
    sum = other.sum;
    onset = other.onset;
  }

  void write(EntryWriter writer) {
    writer.writeDouble(sum).writeLong(onset);
  }

  void read(EntryReader reader) {
    sum = reader.readFinite("cumulative sum");
    onset = reader.readLong();
  }
}
