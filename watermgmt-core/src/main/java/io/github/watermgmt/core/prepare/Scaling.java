// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import java.util.Arrays;

/**
 * A robust linear scaling, learnt by a model from its history and saved with it: the median becomes
 * 0 and a robust standard deviation (1.4826 times the median absolute deviation) becomes 1.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param centre what becomes 0, finite
 * @param spread what becomes 1, finite and positive
 */
public record Scaling(double centre, double spread) {
  private static final double MAD_TO_SD = 1.4826;

  /** Refuses what cannot be inverted. */
  public Scaling {
    if (!Double.isFinite(centre) || !(spread > 0) || Double.isInfinite(spread)) {
      throw new IllegalArgumentException(
          "centre, spread (" + centre + ", " + spread + "), must be finite, the spread positive");
    }
  }

  /**
   * Learns from values; NaN is left out. Where more than half of the values are equal, the standard
   * deviation takes the place of the robust one, and 1 where all are equal or there is none.
   */
  public static Scaling learn(double[] values) {
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (known.length == 0) {
      return new Scaling(0, 1);
    }
    double centre = middle(known);
    double square = 0;
    for (int i = 0; i < known.length; i++) {
      known[i] = Math.abs(known[i] - centre);
      square += known[i] * known[i];
    }
    Arrays.sort(known);
    double spread = MAD_TO_SD * middle(known);
    if (!(spread > 0)) {
      spread = Math.sqrt(square / known.length);
    }
    return new Scaling(centre, spread > 0 ? spread : 1);
  }

  private static double middle(double[] sorted) {
    int n = sorted.length;
    return sorted[(n - 1) / 2] + (sorted[n / 2] - sorted[(n - 1) / 2]) / 2;
  }

  /** Returns the scaled value, NaN for NaN. */
  public double apply(double value) {
    return (value - centre) / spread;
  }

  /** Returns the value of a scaled one, NaN for NaN. */
  public double invert(double scaled) {
    return centre + scaled * spread;
  }

  /** Writes this scaling as part of a model. */
  public void write(EntryWriter out) {
    out.writeDouble(centre).writeDouble(spread);
  }

  /**
   * Reads a scaling.
   *
   * @throws io.github.watermgmt.model.ModelCorruptException if it is none
   */
  public static Scaling read(EntryReader in) {
    double centre = in.readFinite("centre");
    double spread = in.readFinite("spread");
    if (spread <= 0) {
      throw in.corrupt("spread (" + spread + "), must be positive");
    }
    return new Scaling(centre, spread);
  }
}
