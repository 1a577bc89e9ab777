// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Quality;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Fills missing values with the median of the same wall-clock hour of the same day of the week over
 * the last weeks, else of the same hour over the last days. Causal: only measured values before the
 * gap's own are used, never filled ones nor those after. What nothing is known for stays missing.
 *
 * <p>Filled values have the quality {@link Quality#ESTIMATED}. For models that cannot live with
 * gaps; those of core can.
 *
 * <p>Thread-safety: an immutable value. Time: linear in the missing values.
 *
 * @param zone where the consumers live
 * @param weeks weeks to look back, at least 1
 */
public record GapFill(ZoneId zone, int weeks) {

  /** Refuses to look back on nothing. */
  public GapFill {
    if (weeks < 1) {
      throw new IllegalArgumentException("weeks (" + weeks + "), must be at least 1");
    }
  }

  /** Looks back eight weeks. */
  public static GapFill of(ZoneId zone) {
    return new GapFill(zone, 8);
  }

  /**
   * The filled panel and what was done to it.
   *
   * @param panel with the same series and axis
   * @param gaps the gaps by series, then by time
   */
  public record Filled(Panel panel, List<Gap> gaps) {

    /** Copies the list. */
    public Filled {
      gaps = List.copyOf(gaps);
    }

    /** Returns the number of values that were filled. */
    public int count() {
      return gaps.stream().mapToInt(Gap::filled).sum();
    }
  }

  /**
   * Consecutive missing values.
   *
   * @param series id of the series
   * @param start stamp of the first
   * @param steps how many were missing
   * @param filled how many of them were filled
   */
  public record Gap(String series, Instant start, int steps, int filled) {}

  /** Fills a panel. */
  public Filled fill(Panel panel) {
    WallClock clock = WallClock.of(zone);
    List<Gap> gaps = new ArrayList<>();
    List<Series> series = new ArrayList<>();
    for (Series one : panel.series()) {
      series.add(fill(one, clock, gaps));
    }
    return new Filled(Panel.of(series), gaps);
  }

  private Series fill(Series series, WallClock clock, List<Gap> gaps) {
    double[] values = series.toArray();
    Quality[] qualities = Qualities.of(series);
    int filledBefore = gaps.size();
    int i = 0;
    while (i < values.length) {
      if (!series.isMissing(i)) {
        i++;
        continue;
      }
      int from = i;
      int filled = 0;
      for (; i < values.length && series.isMissing(i); i++) {
        values[i] = usual(series, clock, i);
        if (!Double.isNaN(values[i])) {
          qualities[i] = Quality.ESTIMATED;
          filled++;
        }
      }
      gaps.add(new Gap(series.id(), series.axis().instant(from), i - from, filled));
    }
    return gaps.size() == filledBefore
        ? series
        : Qualities.apply(series.withValues(values), qualities);
  }

  private double usual(Series series, WallClock clock, int at) {
    TimeAxis axis = series.axis();
    double[] sample = new double[7 * weeks];
    int n = 0;
    for (int w = 1; w <= weeks; w++) {
      n = take(series, clock.lagDays(axis, at, 7 * w), at, sample, n);
    }
    for (int d = 1; n == 0 && d <= sample.length; d++) {
      n = take(series, clock.lagDays(axis, at, d), at, sample, n);
    }
    Arrays.sort(sample, 0, n);
    return n == 0 ? Double.NaN : (sample[(n - 1) / 2] + sample[n / 2]) / 2;
  }

  private static int take(Series series, int index, int before, double[] sample, int n) {
    if (index < 0 || index >= before || series.isMissing(index)) {
      return n;
    }
    sample[n] = series.value(index);
    return n + 1;
  }
}
