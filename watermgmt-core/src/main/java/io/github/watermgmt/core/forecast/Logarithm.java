// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * The natural logarithm, the same bits on every machine as {@link StrictMath#log} has, and several
 * times as fast; exact to two units in the last place.
 *
 * <p>Thread-safety: stateless.
 */
final class Logarithm {
  private static final double LN2_HIGH = 0x1.62e42feep-1;
  private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
  private static final long FRACTION = 0x000fffffffffffffL;
  private static final long ONE = 0x3ff0000000000000L;
  private static final double ROOT_OF_TWO = 1.4142135623730951;

  private Logarithm() {}

  /** Returns the logarithm of a positive, finite, normal number; else as StrictMath. */
  static double of(double x) {
    if (!(x >= Double.MIN_NORMAL && x <= Double.MAX_VALUE)) {
      return StrictMath.log(x);
    }
    long bits = Double.doubleToRawLongBits(x);
    int exponent = (int) (bits >> 52) - 1023;
    double m = Double.longBitsToDouble((bits & FRACTION) | ONE);
    if (m > ROOT_OF_TWO) {
      m *= 0.5;
      exponent++;
    }
    // log m = 2 artanh(s), |s| < 0.1716: the series ends below one part in 10^17.
    double f = m - 1;
    double s = f / (2 + f);
    double z = s * s;
    double series =
        z
            * (1.0 / 3
                + z
                    * (1.0 / 5
                        + z
                            * (1.0 / 7
                                + z
                                    * (1.0 / 9
                                        + z
                                            * (1.0 / 11
                                                + z
                                                    * (1.0 / 13
                                                        + z
                                                            * (1.0 / 15
                                                                + z
                                                                    * (1.0 / 17
                                                                        + z
                                                                            * (1.0 / 19
                                                                                + z / 21)))))))));
    return exponent * LN2_HIGH + (2 * s + (2 * s * series + exponent * LN2_LOW));
  }
}
