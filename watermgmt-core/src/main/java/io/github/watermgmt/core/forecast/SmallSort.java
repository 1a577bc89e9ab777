// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * Medians of few numbers, which insertion sorts fastest, and quantiles of many, which need not be
 * sorted for that. Thread-safety: stateless.
 */
final class SmallSort {
  private SmallSort() {}

  /**
   * Sorts the first {@code n} values, at most eight and none of them NaN, in place and returns
   * their median. It compares the same pairs whatever the values, so that no branch is guessed
   * wrong: the network of nineteen comparisons of Knuth, The Art of Computer Programming 3, 5.3.4.
   */
  static double sortedMedian(double[] values, int n) {
    long a = n > 0 ? rank(values[0]) : Long.MAX_VALUE;
    long b = n > 1 ? rank(values[1]) : Long.MAX_VALUE;
    long c = n > 2 ? rank(values[2]) : Long.MAX_VALUE;
    long d = n > 3 ? rank(values[3]) : Long.MAX_VALUE;
    long e = n > 4 ? rank(values[4]) : Long.MAX_VALUE;
    long f = n > 5 ? rank(values[5]) : Long.MAX_VALUE;
    long g = n > 6 ? rank(values[6]) : Long.MAX_VALUE;
    long h = n > 7 ? rank(values[7]) : Long.MAX_VALUE;
    long less;
    less = Math.min(a, c);
    c = Math.max(a, c);
    a = less;
    less = Math.min(b, d);
    d = Math.max(b, d);
    b = less;
    less = Math.min(e, g);
    g = Math.max(e, g);
    e = less;
    less = Math.min(f, h);
    h = Math.max(f, h);
    f = less;
    less = Math.min(a, e);
    e = Math.max(a, e);
    a = less;
    less = Math.min(b, f);
    f = Math.max(b, f);
    b = less;
    less = Math.min(c, g);
    g = Math.max(c, g);
    c = less;
    less = Math.min(d, h);
    h = Math.max(d, h);
    d = less;
    less = Math.min(a, b);
    b = Math.max(a, b);
    a = less;
    less = Math.min(c, d);
    d = Math.max(c, d);
    c = less;
    less = Math.min(e, f);
    f = Math.max(e, f);
    e = less;
    less = Math.min(g, h);
    h = Math.max(g, h);
    g = less;
    less = Math.min(c, e);
    e = Math.max(c, e);
    c = less;
    less = Math.min(d, f);
    f = Math.max(d, f);
    d = less;
    less = Math.min(b, e);
    e = Math.max(b, e);
    b = less;
    less = Math.min(d, g);
    g = Math.max(d, g);
    d = less;
    less = Math.min(b, c);
    c = Math.max(b, c);
    b = less;
    less = Math.min(d, e);
    e = Math.max(d, e);
    d = less;
    less = Math.min(f, g);
    g = Math.max(f, g);
    f = less;
    long[] sorted = {a, b, c, d, e, f, g, h};
    for (int i = 0; i < n; i++) {
      values[i] = value(sorted[i]);
    }
    return (values[(n - 1) / 2] + values[n / 2]) / 2;
  }

  /** Returns a whole number that is ordered as the value is. */
  private static long rank(double value) {
    long bits = Double.doubleToRawLongBits(value);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  private static double value(long rank) {
    return Double.longBitsToDouble(rank ^ ((rank >> 63) & Long.MAX_VALUE));
  }

  /**
   * Returns the median of the first {@code n} values, at least one, and leaves them in another
   * order. Complexity: O(n).
   */
  static double median(double[] values, int n) {
    double upper = select(values, n, n / 2);
    if (n % 2 == 1) {
      return upper;
    }
    double lower = values[0];
    for (int i = 1; i < n / 2; i++) {
      lower = Math.max(lower, values[i]);
    }
    return (lower + upper) / 2;
  }

  /**
   * Returns the value that a share of the first {@code n} values, at least one, lies below: the one
   * next to its place in order. The values are left in another order. Complexity: O(n).
   */
  static double quantile(double[] values, int n, double share) {
    return select(values, n, (int) Math.rint(share * (n - 1)));
  }

  /** Puts in place the value that has {@code wanted} others before it, smaller ones before it. */
  private static double select(double[] values, int n, int wanted) {
    int low = 0;
    int high = n - 1;
    while (low < high) {
      double a = values[low];
      double b = values[(low + high) >>> 1];
      double c = values[high];
      double pivot = Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
      int i = low;
      int j = high;
      while (i <= j) {
        while (values[i] < pivot) {
          i++;
        }
        while (values[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double value = values[i];
          values[i++] = values[j];
          values[j--] = value;
        }
      }
      if (wanted <= j) {
        high = j;
      } else if (wanted >= i) {
        low = i;
      } else {
        break;
      }
    }
    return values[wanted];
  }

  /** Returns the median distance of the first {@code n} values, sorted, from their median. */
  static double medianDistance(double[] sorted, int n, double median) {
    // Distances fall towards the middle from either end: merge them from the largest down.
    int low = 0;
    int high = n - 1;
    double last = 0;
    double before = 0;
    int wanted = n - (n - 1) / 2; // distances from the largest to the lower middle one
    for (int i = 0; i < wanted; i++) {
      before = last;
      double below = median - sorted[low];
      double above = sorted[high] - median;
      if (below > above) {
        last = below;
        low++;
      } else {
        last = above;
        high--;
      }
    }
    return n % 2 == 1 ? last : (last + before) / 2;
  }
}
