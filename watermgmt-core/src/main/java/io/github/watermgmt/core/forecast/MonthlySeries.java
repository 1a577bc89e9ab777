// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.unit.Quantity;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A series of hours or days brought to local calendar months of 28 to 31 days, days of 23 and 25
 * hours included. Flows become the volume of the month, totals their sum, everything else its mean.
 * A month of which too little is known is left out, and reported.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param series one value per month on a {@link MonthAxis}, NaN where left out
 * @param peakDay of flows and volumes in steps of at most a day: the greatest volume of a local day
 *     over that of the mean day of its month, NaN where the month was left out
 * @param notes what was left out, filled up or split, in words
 */
public record MonthlySeries(Series series, Optional<Series> peakDay, List<String> notes) {
  private static final double HOUR = 3600;
  private static final long DAY = 86_400;

  /** Rounding of shares of a month. */
  private static final double NOISE = 1e-9;

  /** Copies the notes. */
  public MonthlySeries {
    notes = List.copyOf(notes);
  }

  /** Returns the months that are known whole; see {@link #of(Series, ZoneId, double)}. */
  public static MonthlySeries of(Series fine, ZoneId zone) {
    return of(fine, zone, 1);
  }

  /**
   * Returns the months. A step that reaches over midnight counts to both days by time. What is
   * missing of a month that is kept counts as its mean.
   *
   * <p>Time: linear in the length.
   *
   * @param fine its steps are no longer than a week
   * @param leastKnown the share of a month that must be known for it to be kept: in (0, 1], 1 for
   *     all of it
   * @throws DataException WM-104 if no month is known, WM-105 if the steps are longer than a week
   * @throws UnsupportedRequestException WM-202 for instants of a flow or volume, which have no sum
   * @throws IllegalArgumentException if the share lies outside (0, 1]
   */
  public static MonthlySeries of(Series fine, ZoneId zone, double leastKnown) {
    if (!(leastKnown > 0 && leastKnown <= 1)) {
      throw new IllegalArgumentException("leastKnown (" + leastKnown + "), must lie in (0, 1]");
    }
    TimeAxis axis = fine.axis();
    boolean flow = fine.quantity().equals(Quantity.FLOW);
    boolean total = fine.support() == Support.INTERVAL_TOTAL;
    if (fine.support() == Support.INSTANT && (flow || fine.quantity().equals(Quantity.VOLUME))) {
      throw new UnsupportedRequestException(
          Validation.message(
              "series '" + fine.id() + "'",
              fine.quantity() + ", " + fine.support(),
              "has no sum over time",
              "give interval means or totals"));
    }
    if (axis.stepSeconds() > 7 * DAY) {
      throw new DataException(
          ErrorCode.AXIS_MISMATCH,
          Validation.message(
              "step of '" + fine.id() + "'", axis.step(), "must be at most a week", ""));
    }
    if (fine.missing() == fine.length()) {
      throw nothing(fine);
    }
    LocalDate first = WallClock.of(zone).date(axis.epochSecond(0));
    LocalDate last = WallClock.of(zone).date(axis.epochSecond(axis.length()) - 1);
    Days days = new Days(fine, WallClock.of(zone), first.withDayOfMonth(1), last);
    YearMonth start = YearMonth.from(first);
    int n = (int) (MonthAxis.index(YearMonth.from(last)) - MonthAxis.index(start)) + 1;
    double[] values = new double[n];
    double[] peaks = new double[n];
    List<String> notes = new ArrayList<>();
    List<String> out = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      YearMonth month = start.plusMonths(i);
      int from = days.place(month.atDay(1));
      int to = from + month.lengthOfMonth();
      double known = 0;
      double length = 0;
      double sum = 0;
      for (int d = from; d < to; d++) {
        known += days.known[d];
        length += days.length[d];
        sum += days.sum[d];
      }
      double share = known / length;
      if (known == 0 || share < leastKnown - NOISE) {
        values[i] = Double.NaN;
        peaks[i] = Double.NaN;
        out.add(month + String.format(Locale.ROOT, " (%.1f %%)", Math.floor(1000 * share) / 10));
        continue;
      }
      if (share < 1 - NOISE) {
        String known100 = String.format(Locale.ROOT, "%.1f", 100 * share);
        notes.add(month + ": " + known100 + " % known, the rest counts as the mean of the month");
      }
      double mean = sum / known;
      values[i] = flow || total ? mean * length : mean;
      peaks[i] = days.peak(from, to) / (mean * DAY);
    }
    if (Arrays.stream(values).allMatch(Double::isNaN)) {
      throw nothing(fine);
    }
    if (!out.isEmpty()) {
      notes.add(0, "left out, too little known: " + String.join(", ", out));
    }
    if (days.split > 0) {
      notes.add(days.split + " steps reach over local midnight: shared out by time");
    }
    TimeAxis months = MonthAxis.of(start, n);
    boolean volume = total && fine.quantity().equals(Quantity.VOLUME);
    Quantity quantity = flow && !total ? Quantity.VOLUME : fine.quantity();
    Support support = flow || total ? Support.INTERVAL_TOTAL : Support.INTERVAL_MEAN;
    Series series = Series.of(fine.id(), quantity, support, months, values);
    boolean peaked = (flow || volume) && axis.stepSeconds() <= DAY;
    Optional<Series> peakDay =
        peaked
            ? Optional.of(
                Series.of(fine.id(), Quantity.DIMENSIONLESS, Support.INTERVAL_MEAN, months, peaks))
            : Optional.empty();
    return new MonthlySeries(series, peakDay, notes);
  }

  private static DataException nothing(Series fine) {
    return new DataException(
        ErrorCode.NO_DATA,
        Validation.message(
            "series '" + fine.id() + "'",
            fine.axis(),
            "must hold a month that is known",
            "accept months of which less is known"));
  }

  /** Local days: seconds known, length, and value times seconds (hours of a flow). */
  private static final class Days {
    private final long firstDay;
    final double[] known;
    final double[] length;
    final double[] sum;
    int split;

    Days(Series fine, WallClock clock, LocalDate first, LocalDate last) {
      firstDay = first.toEpochDay();
      int n = (int) (YearMonth.from(last).atEndOfMonth().toEpochDay() - firstDay) + 1;
      known = new double[n];
      length = new double[n];
      sum = new double[n];
      long[] starts = new long[n + 1];
      for (int d = 0; d <= n; d++) {
        starts[d] = clock.startOfDay(firstDay + d);
      }
      for (int d = 0; d < n; d++) {
        length[d] = (double) (starts[d + 1] - starts[d]);
      }
      TimeAxis axis = fine.axis();
      boolean total = fine.support() == Support.INTERVAL_TOTAL;
      boolean flow = fine.quantity().equals(Quantity.FLOW);
      double scale = total ? 1.0 / (double) axis.stepSeconds() : flow ? 1 / HOUR : 1;
      int d = 0;
      for (int t = 0; t < axis.length(); t++) {
        long at = axis.epochSecond(t);
        long end = axis.epochSecond(t + 1);
        boolean whole = true;
        while (at < end) {
          while (starts[d + 1] <= at) {
            d++;
          }
          long until = Math.min(end, starts[d + 1]);
          whole &= until == end;
          if (!fine.isMissing(t)) {
            known[d] += (double) (until - at);
            sum[d] += fine.value(t) * scale * (double) (until - at);
          }
          at = until;
        }
        split += whole || fine.isMissing(t) ? 0 : 1;
      }
    }

    int place(LocalDate date) {
      return (int) (date.toEpochDay() - firstDay);
    }

    /** The greatest volume of a whole day. */
    double peak(int from, int to) {
      double most = Double.NaN;
      for (int d = from; d < to; d++) {
        boolean whole = known[d] >= length[d];
        most = whole && !(sum[d] <= most) ? sum[d] : most;
      }
      return most;
    }
  }
}
