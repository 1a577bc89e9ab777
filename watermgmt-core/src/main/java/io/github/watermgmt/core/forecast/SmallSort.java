// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

/**
 * Medians of few numbers, which insertion sorts fastest, and quantiles of many, which need not be
 * sorted for that. Thread-safety: stateless.
 */
final class SmallSort {
  private SmallSort() {}

  /** Sorts the first {@code n} values, few of them, in place and returns their median. */
  static double sortedMedian(double[] values, int n) {
    for (int i = 1; i < n; i++) {
      double value = values[i];
      int j = i - 1;
      while (j >= 0 && values[j] > value) {
        values[j + 1] = values[j];
        j--;
      }
      values[j + 1] = value;
    }
    return (values[(n - 1) / 2] + values[n / 2]) / 2;
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
