// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.util.function.IntToDoubleFunction;

/**
 * Paths of long series. Where there are more values than can be seen, each bucket of neighbours
 * keeps its least and its greatest value, in their order, so that no spike is lost. A missing value
 * interrupts the path.
 */
final class Paths {
  /** Most points of a line; a band has as many on either side. */
  static final int POINTS = 1500;

  private Paths() {}

  /** A line through values; those that stand alone are drawn as dots. */
  static StringBuilder line(double[] values, IntToDoubleFunction x, Plot plot) {
    Pen pen = new Pen();
    int buckets = values.length <= POINTS ? values.length : POINTS / 2;
    for (int b = 0; b < buckets; b++) {
      int from = first(b, buckets, values.length);
      int to = first(b + 1, buckets, values.length);
      int least = -1;
      int most = -1;
      for (int t = from; t < to; t++) {
        if (!Double.isNaN(values[t])) {
          least = least < 0 || values[t] < values[least] ? t : least;
          most = most < 0 || values[t] > values[most] ? t : most;
        }
      }
      if (least < 0) {
        pen.lift();
      } else {
        int one = Math.min(least, most);
        int two = Math.max(least, most);
        pen.to(x.applyAsDouble(one), plot.y(values[one]));
        if (two != one) {
          pen.to(x.applyAsDouble(two), plot.y(values[two]));
        }
      }
    }
    return pen.finish();
  }

  /** The area between two lines; split where either is missing. */
  static StringBuilder band(double[] lower, double[] upper, IntToDoubleFunction x, Plot plot) {
    int n = lower.length;
    int buckets = Math.min(n, POINTS);
    double[] low = new double[buckets];
    double[] high = new double[buckets];
    double[] at = new double[buckets];
    for (int b = 0; b < buckets; b++) {
      low[b] = Double.NaN;
      high[b] = Double.NaN;
      int from = first(b, buckets, n);
      int to = first(b + 1, buckets, n);
      at[b] = (x.applyAsDouble(from) + x.applyAsDouble(to - 1)) / 2;
      for (int t = from; t < to; t++) {
        if (!Double.isNaN(lower[t]) && !Double.isNaN(upper[t])) {
          low[b] = lower[t] >= low[b] ? low[b] : lower[t];
          high[b] = upper[t] <= high[b] ? high[b] : upper[t];
        }
      }
    }
    StringBuilder d = new StringBuilder(1 << 10);
    int from = 0;
    for (int b = 0; b <= buckets; b++) {
      if (b == buckets || Double.isNaN(low[b])) {
        polygon(d, low, high, at, from, b, plot);
        from = b + 1;
      }
    }
    return d;
  }

  private static void polygon(
      StringBuilder d, double[] low, double[] high, double[] at, int from, int to, Plot plot) {
    if (from >= to) {
      return;
    }
    // A single step has no width of its own: it becomes a bar.
    double half = to - from == 1 ? 1.5 : 0;
    for (int b = from; b < to; b++) {
      Svg.point(d, b == from ? 'M' : 'L', at[b] - half, plot.y(high[b]));
      if (half > 0) {
        Svg.point(d, 'L', at[b] + half, plot.y(high[b]));
      }
    }
    for (int b = to - 1; b >= from; b--) {
      Svg.point(d, 'L', at[b] + half, plot.y(low[b]));
      if (half > 0) {
        Svg.point(d, 'L', at[b] - half, plot.y(low[b]));
      }
    }
    d.append('Z');
  }

  /** A line of steps: each value holds from {@code edge(t)} to {@code edge(t + 1)}. */
  static StringBuilder steps(double[] values, IntToDoubleFunction edge, Plot plot) {
    if (values.length > POINTS / 2) {
      return line(values, edge, plot);
    }
    Pen pen = new Pen();
    for (int t = 0; t < values.length; t++) {
      if (Double.isNaN(values[t])) {
        pen.lift();
      } else {
        pen.to(edge.applyAsDouble(t), plot.y(values[t]));
        pen.to(edge.applyAsDouble(t + 1), plot.y(values[t]));
      }
    }
    return pen.finish();
  }

  /** The area between two lines of steps. */
  static StringBuilder stepArea(
      double[] lower, double[] upper, IntToDoubleFunction edge, Plot plot) {
    if (lower.length > POINTS / 2) {
      return band(lower, upper, edge, plot);
    }
    StringBuilder d = new StringBuilder(1 << 10);
    int n = upper.length;
    for (int t = 0; t < n; t++) {
      Svg.point(d, t == 0 ? 'M' : 'L', edge.applyAsDouble(t), plot.y(upper[t]));
      Svg.point(d, 'L', edge.applyAsDouble(t + 1), plot.y(upper[t]));
    }
    for (int t = n - 1; t >= 0; t--) {
      Svg.point(d, 'L', edge.applyAsDouble(t + 1), plot.y(lower[t]));
      Svg.point(d, 'L', edge.applyAsDouble(t), plot.y(lower[t]));
    }
    return n == 0 ? d : d.append('Z');
  }

  static int first(int bucket, int buckets, int n) {
    return (int) ((long) bucket * n / buckets);
  }

  /** Writes a path and makes a dot of a point without neighbours. */
  static final class Pen {
    private final StringBuilder d = new StringBuilder(1 << 12);
    private int drawn;

    void to(double x, double y) {
      Svg.point(d, drawn == 0 ? 'M' : 'L', x, y);
      drawn++;
    }

    void lift() {
      if (drawn == 1) {
        d.append("h0");
      }
      drawn = 0;
    }

    StringBuilder finish() {
      lift();
      return d;
    }
  }
}
