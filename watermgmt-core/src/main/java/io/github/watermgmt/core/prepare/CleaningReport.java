// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Quality;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a {@link Cleaner} took out, and how to put it back.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param removals by series in the order of the panel, then by check, then by time
 * @param notes what a reader should know besides, such as values that could not be judged
 */
public record CleaningReport(List<Removal> removals, List<String> notes) {

  /** Copies the lists. */
  public CleaningReport {
    removals = List.copyOf(removals);
    notes = List.copyOf(notes);
  }

  /**
   * What one check took out of one series.
   *
   * @param series id of the series
   * @param check the check
   * @param count number of values
   * @param first stamp of the first
   * @param last stamp of the last
   */
  public record Summary(String series, Check check, int count, Instant first, Instant last) {

    private Summary plus(Removal more) {
      Instant until = more.last().isAfter(last) ? more.last() : last;
      return new Summary(series, check, count + more.count(), first, until);
    }
  }

  /** Returns one summary for each series and check that took something out. */
  public List<Summary> summaries() {
    Map<List<Object>, Summary> sums = new LinkedHashMap<>();
    for (Removal one : removals) {
      sums.merge(
          List.of(one.series(), one.check()),
          new Summary(one.series(), one.check(), one.count(), one.start(), one.last()),
          (sum, first) -> sum.plus(one));
    }
    return List.copyOf(sums.values());
  }

  /** Returns the number of values taken out. */
  public int count() {
    return removals.stream().mapToInt(Removal::count).sum();
  }

  /** Returns the part of this report that concerns a check. */
  public CleaningReport only(Check check) {
    return only(removal -> removal.check() == check);
  }

  /** Returns the part of this report that concerns a series. */
  public CleaningReport only(String series) {
    return only(removal -> removal.series().equals(series));
  }

  private CleaningReport only(Predicate<Removal> wanted) {
    return new CleaningReport(removals.stream().filter(wanted).toList(), notes);
  }

  /**
   * Puts back what was taken out, bit for bit, whatever stands there now.
   *
   * @param panel a panel with these series and stamps, such as the cleaned one
   * @throws DataException WM-106 if a series is not there, WM-105 if a stamp is not
   */
  public Panel undo(Panel panel) {
    Map<String, List<Removal>> bySeries = new LinkedHashMap<>();
    for (Removal one : removals) {
      bySeries.computeIfAbsent(one.series(), id -> new ArrayList<>()).add(one);
    }
    Panel restored = panel;
    for (Map.Entry<String, List<Removal>> entry : bySeries.entrySet()) {
      restored = restored.with(undo(panel.series(entry.getKey()), entry.getValue()));
    }
    return restored;
  }

  private static Series undo(Series series, List<Removal> removals) {
    TimeAxis axis = series.axis();
    double[] values = series.toArray();
    Quality[] qualities = Qualities.of(series);
    for (Removal one : removals) {
      int at = axis.indexOf(one.start());
      if (at < 0 || axis.indexOf(one.last()) != at + one.count() - 1) {
        throw new DataException(
            ErrorCode.AXIS_MISMATCH,
            Validation.message(
                "panel",
                axis,
                "must hold the stamps from " + one.start() + " to " + one.last(),
                "give the panel that was cleaned"));
      }
      one.restore(values, qualities, at);
    }
    return Qualities.apply(series.withValues(values), qualities);
  }

  /** Returns the report in words, a line per series and check and a line per note. */
  public String toText() {
    StringBuilder text = new StringBuilder();
    text.append(count()).append(" values taken out");
    for (Summary one : summaries()) {
      text.append("\n  ")
          .append(one.series())
          .append(": ")
          .append(one.count())
          .append(' ')
          .append(one.check().label())
          .append(", ")
          .append(one.first());
      if (one.count() > 1) {
        text.append(" to ").append(one.last());
      }
    }
    for (String note : notes) {
      text.append("\n  ").append(note);
    }
    return text.toString();
  }
}
