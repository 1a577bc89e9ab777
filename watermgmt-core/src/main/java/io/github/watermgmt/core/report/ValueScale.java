// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

/** An axis from {@code low} to {@code high}, with ticks at multiples of a round {@code step}. */
record ValueScale(double low, double high, double step) implements Scale {
  /** Below it there are no round steps: too few bits are left. */
  private static final double NOTHING = 1e-290;

  /**
   * The axis of values from {@code least} to {@code most}. It begins at zero unless the values vary
   * little compared with their distance from it, as heads do.
   *
   * @param ticks wanted number of ticks
   */
  static ValueScale of(double least, double most, int ticks) {
    if (!(least <= most)) {
      return new ValueScale(0, 1, 0.5);
    }
    if (Math.abs(least) < NOTHING && Math.abs(most) < NOTHING && (least != 0 || most != 0)) {
      return of(0, 0, ticks);
    }
    double low = least > 0 && most - least > 0.3 * most ? 0 : least;
    double high = most < 0 && most - least > -0.3 * least ? 0 : most;
    if (low == high) {
      // A constant: from zero to a little beyond it.
      low = Math.max(-Double.MAX_VALUE, Math.min(0, low * 1.25));
      high = high == 0 ? 1 : Math.min(Double.MAX_VALUE, Math.max(0, high * 1.25));
    }
    double step = round((high / 2 - low / 2) / Math.max(1, ticks) * 2);
    double first = Math.floor(low / step + 1e-9) * step;
    double last = Math.ceil(high / step - 1e-9) * step;
    return new ValueScale(
        Math.max(first, -Double.MAX_VALUE), Math.min(last, Double.MAX_VALUE), step);
  }

  /** The least of 1, 2, 2.5, 5 times a power of ten that is not below a value. */
  static double round(double raw) {
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(Math.max(raw, 1e-300))));
    for (double nice : new double[] {1, 2, 2.5, 5}) {
      if (nice * power >= raw * (1 - 1e-9)) {
        return nice * power;
      }
    }
    return 10 * power;
  }

  /** Number of ticks, both ends included. */
  @Override
  public int count() {
    return (int) Math.round(high / step - low / step) + 1;
  }

  @Override
  public double tick(int i) {
    return Math.max(low, Math.min(high, Math.round(low / step + i) * step));
  }

  @Override
  public String label(int i) {
    return Numbers.tick(tick(i), step);
  }

  @Override
  public double share(double value) {
    return (value / 2 - low / 2) / (high / 2 - low / 2);
  }

  @Override
  public double at(double share) {
    return low * (1 - share) + high * share;
  }
}
