// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Several series on one axis, in a fixed order. A single series is a panel of one.
 *
 * <p>Thread-safety: immutable.
 */
public final class Panel {
  private final TimeAxis axis;
  private final List<Series> series;
  private final List<String> ids;
  private final Map<String, Integer> index;

  private Panel(List<Series> series) {
    this.series = List.copyOf(series);
    this.axis = this.series.get(0).axis();
    this.ids = this.series.stream().map(Series::id).toList();
    Map<String, Integer> positions = new LinkedHashMap<>();
    for (int i = 0; i < ids.size(); i++) {
      positions.put(ids.get(i), i);
    }
    this.index = Map.copyOf(positions);
  }

  /** Returns a panel of these series; see {@link #of(List)}. */
  public static Panel of(Series... series) {
    return of(List.of(series));
  }

  /**
   * Returns a panel.
   *
   * @throws DataException if there is no series, two have one id, or their axes differ
   */
  public static Panel of(List<Series> series) {
    if (series.isEmpty()) {
      throw new DataException(
          ErrorCode.NO_DATA, Validation.message("series", 0, "a panel needs at least one", ""));
    }
    Validation validation = new Validation();
    Map<String, Series> seen = new LinkedHashMap<>();
    TimeAxis axis = series.get(0).axis();
    for (Series one : series) {
      validation.check(
          seen.put(one.id(), one) == null, "series", one.id(), "must be unique in a panel", "");
      validation.check(
          one.axis().equals(axis),
          "axis of series '" + one.id() + "'",
          one.axis(),
          "must be that of the first series, " + axis,
          "build the panel with PanelBuilder, or slice the series");
    }
    validation.throwIfAny(ErrorCode.AXIS_MISMATCH, "panel");
    return new Panel(series);
  }

  /** Returns the common axis. */
  public TimeAxis axis() {
    return axis;
  }

  /** Returns the ids in order. */
  public List<String> ids() {
    return ids;
  }

  /** Returns the series in order. */
  public List<Series> series() {
    return series;
  }

  /** Returns the number of series. */
  public int size() {
    return series.size();
  }

  /** Returns a series by position. */
  public Series series(int position) {
    return series.get(position);
  }

  /**
   * Returns a series by id.
   *
   * @throws DataException WM-106 listing the ids
   */
  public Series series(String id) {
    return series.get(indexOf(id));
  }

  /** Returns whether there is such a series. */
  public boolean contains(String id) {
    return index.containsKey(id);
  }

  /**
   * Returns the position of a series.
   *
   * @throws DataException WM-106 listing the ids
   */
  public int indexOf(String id) {
    Integer position = index.get(id);
    if (position == null) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message(
              "series", id, "is not in the panel", "use one of " + String.join(", ", ids)));
    }
    return position;
  }

  /**
   * Writes the values of one step, by position, into {@code out}, and returns it.
   *
   * @param out as long as the panel has series
   */
  public double[] frame(int step, double[] out) {
    if (out.length != series.size()) {
      throw new IllegalArgumentException(
          "out (" + out.length + "), must be as long as the panel has series, " + series.size());
    }
    for (int i = 0; i < out.length; i++) {
      out[i] = series.get(i).value(step);
    }
    return out;
  }

  /** Returns steps {@code from} to {@code to − 1}. */
  public Panel slice(int from, int to) {
    return new Panel(series.stream().map(s -> s.slice(from, to)).toList());
  }

  /** Returns the steps that end at or before a cutoff. */
  public Panel before(Instant cutoff) {
    return new Panel(series.stream().map(s -> s.before(cutoff)).toList());
  }

  /** Returns the panel of these series, in the order given. */
  public Panel select(Collection<String> wanted) {
    return of(wanted.stream().map(this::series).toList());
  }

  /** Returns this panel with one series more, or with the one of this id replaced. */
  public Panel with(Series other) {
    List<Series> all = new ArrayList<>(series);
    Integer position = index.get(other.id());
    if (position == null) {
      all.add(other);
    } else {
      all.set(position, other);
    }
    return of(all);
  }

  /**
   * Returns this panel followed by another with the same ids, which must start where this one ends.
   *
   * @throws DataException if ids differ or it does not follow
   */
  public Panel concat(Panel next) {
    if (next.size() != size() || !index.keySet().equals(next.index.keySet())) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message(
              "series of the continuation",
              String.join(", ", next.ids),
              "must be those of the panel, " + String.join(", ", ids),
              "select them first"));
    }
    List<Series> all = new ArrayList<>();
    for (Series one : series) {
      all.add(one.concat(next.series(one.id())));
    }
    return of(all);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Panel other && series.equals(other.series);
  }

  @Override
  public int hashCode() {
    return series.hashCode();
  }

  @Override
  public String toString() {
    return "panel of " + ids + ", " + axis;
  }
}
