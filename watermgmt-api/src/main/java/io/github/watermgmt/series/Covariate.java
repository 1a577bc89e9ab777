// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/**
 * A series that helps to explain another, with a clear idea of when which part of it was known:
 *
 * <ul>
 *   <li>{@link Kind#OBSERVED}: known only up to the cutoff;
 *   <li>{@link Kind#KNOWN}: known in advance, such as a tariff, or the weather in hindsight;
 *   <li>{@link Kind#FORECAST}: observed up to the cutoff, and after it by the newest {@link
 *       Vintage} that was issued at or before the cutoff.
 * </ul>
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param kind when it is known
 * @param series the observed or known values
 * @param vintages forecasts of it in order of issue; only for FORECAST
 */
public record Covariate(Kind kind, Series series, List<Vintage> vintages) {

  /** When a covariate is known. */
  public enum Kind {
    /** Up to the cutoff. */
    OBSERVED,
    /** In advance. */
    KNOWN,
    /** Up to the cutoff, and by forecasts after it. */
    FORECAST
  }

  /**
   * A forecast of a covariate.
   *
   * @param issued when it became known
   * @param series its values
   */
  public record Vintage(Instant issued, Series series) {}

  /** Sorts the vintages by their issue. */
  public Covariate {
    vintages = vintages.stream().sorted(Comparator.comparing(Vintage::issued)).toList();
    if (kind != Kind.FORECAST && !vintages.isEmpty()) {
      throw new IllegalArgumentException("only a FORECAST covariate has vintages");
    }
  }

  /** Returns a covariate that is known up to the cutoff. */
  public static Covariate observed(Series series) {
    return new Covariate(Kind.OBSERVED, series, List.of());
  }

  /** Returns a covariate that is known in advance. */
  public static Covariate known(Series series) {
    return new Covariate(Kind.KNOWN, series, List.of());
  }

  /** Returns a covariate that is observed, and forecast beyond the cutoff. */
  public static Covariate forecast(Series observed, List<Vintage> vintages) {
    return new Covariate(Kind.FORECAST, observed, vintages);
  }

  /** Returns the id. */
  public String id() {
    return series.id();
  }

  /**
   * Returns what was known at a cutoff, as a covariate known in advance. An interval counts as
   * observed once it has ended.
   */
  public Covariate asOf(Instant cutoff) {
    return switch (kind) {
      case KNOWN -> this;
      case OBSERVED -> known(series.before(cutoff));
      case FORECAST -> known(spliced(cutoff));
    };
  }

  private Series spliced(Instant cutoff) {
    Series past = series.before(cutoff);
    Series newest = null;
    for (Vintage vintage : vintages) {
      if (!vintage.issued().isAfter(cutoff)) {
        newest = vintage.series();
      }
    }
    if (newest == null) {
      return past;
    }
    TimeAxis grid = past.axis();
    long reach = newest.axis().end().getEpochSecond() - grid.end().getEpochSecond();
    int steps = (int) Math.max(0, Math.floorDiv(reach, grid.stepSeconds()));
    double[] future = new double[steps];
    TimeAxis next = grid.next(steps);
    for (int i = 0; i < steps; i++) {
      int at = newest.axis().indexCovering(next.epochSecond(i));
      future[i] = at < 0 ? Double.NaN : newest.value(at);
    }
    return past.concat(Series.of(past.id(), past.quantity(), past.support(), next, future));
  }

  /**
   * Returns the value for the interval or instant that covers a time, NaN where there is none. Call
   * {@link #asOf} first if the future must stay unknown.
   */
  public double at(long epochSecond) {
    int index = series.axis().indexCovering(epochSecond);
    return index < 0 ? Double.NaN : series.value(index);
  }
}
