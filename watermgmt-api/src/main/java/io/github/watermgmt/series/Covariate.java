// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
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
    for (Vintage vintage : vintages) {
      if (!vintage.series().quantity().equals(series.quantity())) {
        throw new DataException(
            ErrorCode.UNIT,
            Validation.message(
                "vintage of covariate '" + series.id() + "' issued " + vintage.issued(),
                vintage.series().quantity(),
                "must measure " + series.quantity(),
                "convert it first"));
      }
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
   * Returns what was known at a cutoff. An interval counts as observed once it has ended; a vintage
   * counts once it is issued. The kind stays, so that an earlier cutoff can follow a later one:
   * {@code asOf(b).asOf(a)} equals {@code asOf(a)} for {@code a <= b}.
   */
  public Covariate asOf(Instant cutoff) {
    return kind == Kind.KNOWN
        ? this
        : new Covariate(
            kind,
            series.before(cutoff),
            vintages.stream().filter(v -> !v.issued().isAfter(cutoff)).toList());
  }

  /**
   * Returns the value for the interval or instant that covers a time, NaN where there is none:
   * observed (or known) where the series reaches, and after its end by the newest vintage. Call
   * {@link #asOf} first if the future must stay unknown. Allocates nothing.
   */
  public double at(long epochSecond) {
    TimeAxis axis = series.axis();
    if (epochSecond < axis.epochSecond(axis.length())) {
      int index = axis.indexCovering(epochSecond);
      return index < 0 ? Double.NaN : series.value(index);
    }
    if (vintages.isEmpty()) {
      return Double.NaN;
    }
    Series newest = vintages.get(vintages.size() - 1).series();
    int index = newest.axis().indexCovering(epochSecond);
    return index < 0 ? Double.NaN : newest.value(index);
  }
}
