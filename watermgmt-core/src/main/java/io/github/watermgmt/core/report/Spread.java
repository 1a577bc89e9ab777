// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.series.TimeAxis;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A history with more values than pixels: the range from least to greatest as an area, and the mean
 * as a line. Both are taken over local days where a day is a few pixels wide, else over pixels. No
 * value is left out of the area, so that no spike is lost; it has a hole wherever values are
 * missing for a pixel or more. A mean needs most of its values: that of a few hours is not that of
 * a day.
 */
final class Spread {
  /** Where there are more values per pixel, a line would be a black mass. */
  private static final double MOST_PER_PIXEL = 3;

  private static final double WIDEST_DAY = 12;
  private static final long DAY = 86_400;

  private final StringBuilder area = new StringBuilder(1 << 12);
  private final List<String> floor = new ArrayList<>();
  private final Paths.Pen mean = new Paths.Pen();
  private String level = "";

  private Spread() {}

  /** Whether so many values need this on so many pixels. */
  static boolean isNeeded(int values, double pixels) {
    return values > MOST_PER_PIXEL * pixels;
  }

  /** Whether the range is that of days. */
  static boolean isDaily(TimeAxis axis, double pixels) {
    double day = pixels * (double) DAY / ((double) axis.stepSeconds() * axis.length());
    return day >= 1 && day <= WIDEST_DAY;
  }

  /** Draws the values between the places of their axis. */
  static void draw(Svg svg, TimeAxis axis, double[] values, ZoneId zone, Plot plot) {
    Spread spread = new Spread();
    int n = values.length;
    double pixels = plot.x(axis.epochSecond(n)) - plot.x(axis.epochSecond(0));
    boolean daily = isDaily(axis, pixels);
    int[] ends = daily ? days(axis, zone) : pixels(n, pixels);
    spread.area(axis, values, ends, n / Math.max(1, pixels), plot);
    spread.means(axis, values, ends, daily ? 0.75 : 0.5, plot);
    svg.path("range", spread.area);
    svg.path("history", spread.mean.finish());
  }

  /** The first step after each local day. */
  private static int[] days(TimeAxis axis, ZoneId zone) {
    int[] ends = new int[axis.length()];
    int count = 0;
    long midnight = midnight(axis.epochSecond(0), zone);
    for (int t = 1; t < axis.length(); t++) {
      if (axis.epochSecond(t) >= midnight) {
        ends[count++] = t;
        midnight = midnight(axis.epochSecond(t), zone);
      }
    }
    ends[count++] = axis.length();
    return Arrays.copyOf(ends, count);
  }

  private static long midnight(long second, ZoneId zone) {
    var day = Instant.ofEpochSecond(second).atZone(zone).toLocalDate();
    return day.plusDays(1).atStartOfDay(zone).toEpochSecond();
  }

  private static int[] pixels(int n, double pixels) {
    int[] ends = new int[(int) Math.max(1, Math.floor(pixels))];
    for (int b = 0; b < ends.length; b++) {
      ends[b] = Paths.first(b + 1, ends.length, n);
    }
    return ends;
  }

  private void area(TimeAxis axis, double[] values, int[] ends, double perPixel, Plot plot) {
    int bucket = 0;
    int own = 0;
    int first = -1;
    int last = -1;
    double least = Double.NaN;
    double most = Double.NaN;
    for (int t = 0; t < values.length; t++) {
      bucket += t == ends[bucket] ? 1 : 0;
      if (Double.isNaN(values[t])) {
        continue;
      }
      boolean hole = last >= 0 && t - last - 1 >= perPixel;
      if (first >= 0 && (hole || own != bucket)) {
        piece(axis, first, hole ? last + 1 : t, least, most, plot);
        if (hole) {
          close();
        }
        first = -1;
      }
      if (first < 0) {
        first = t;
        own = bucket;
        least = values[t];
        most = values[t];
      }
      least = Math.min(least, values[t]);
      most = Math.max(most, values[t]);
      last = t;
    }
    if (first >= 0) {
      piece(axis, first, last + 1, least, most, plot);
    }
    close();
  }

  /** Draws the upper edge of a piece, and keeps the lower one for the way back. */
  private void piece(TimeAxis axis, int from, int to, double least, double most, Plot plot) {
    double left = plot.x(axis.epochSecond(from));
    String high = Markup.coordinate(plot.y(most));
    if (floor.isEmpty()) {
      Svg.point(area, 'M', left, plot.y(most));
    } else if (!high.equals(level)) {
      area.append('V').append(high);
    }
    level = high;
    area.append('H').append(Markup.coordinate(plot.x(axis.epochSecond(to))));
    floor.add(Markup.coordinate(plot.y(least)));
    floor.add(Markup.coordinate(left));
  }

  private void close() {
    level = "";
    for (int i = floor.size() - 2; i >= 0; i -= 2) {
      if (!floor.get(i).equals(level)) {
        area.append('V').append(floor.get(i));
      }
      level = floor.get(i);
      area.append('H').append(floor.get(i + 1));
    }
    area.append(floor.isEmpty() ? "" : "Z");
    floor.clear();
  }

  private void means(TimeAxis axis, double[] values, int[] ends, double share, Plot plot) {
    double[] sums = new double[ends.length];
    int[] counts = new int[ends.length];
    int fullest = 0;
    for (int b = 0; b < ends.length; b++) {
      for (int t = b == 0 ? 0 : ends[b - 1]; t < ends[b]; t++) {
        if (!Double.isNaN(values[t])) {
          sums[b] += values[t];
          counts[b]++;
        }
      }
      fullest = Math.max(fullest, counts[b]);
    }
    for (int b = 0; b < ends.length; b++) {
      if (counts[b] == 0 || counts[b] < share * fullest) {
        mean.lift();
      } else {
        double from = plot.x(axis.epochSecond(b == 0 ? 0 : ends[b - 1]));
        double to = plot.x(axis.epochSecond(ends[b]));
        mean.to((from + to) / 2, plot.y(sums[b] / counts[b]));
      }
    }
  }
}
