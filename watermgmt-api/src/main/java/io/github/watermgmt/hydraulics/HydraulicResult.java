// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.hydraulics;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.TimeAxis;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Heads and flows of many steps: one row of numbers per element, so that a week of a city fits.
 *
 * <p>Thread-safety: immutable.
 */
public final class HydraulicResult {

  /** What a row describes. */
  public enum Kind {
    /** Head of a node at the start of a step, m above datum. */
    HEAD,
    /** Head above the ground of a junction, above the bottom of a tank, m. */
    PRESSURE_HEAD,
    /** Flow of a link, m³/h, negative against its direction. */
    FLOW,
    /** What a junction draws, emitters included, m³/h. */
    DELIVERED
  }

  private final TimeAxis axis;
  private final Map<Kind, Map<String, double[]>> rows;
  private final List<List<String>> warnings;

  private HydraulicResult(Builder builder) {
    this.axis = builder.axis;
    this.rows = new EnumMap<>(Kind.class);
    builder.rows.forEach((kind, byId) -> rows.put(kind, new LinkedHashMap<>(byId)));
    this.warnings = builder.warnings.stream().map(List::copyOf).toList();
  }

  /** Starts a result over the steps of an axis. */
  public static Builder builder(TimeAxis axis) {
    return new Builder(axis);
  }

  /** Returns the steps. */
  public TimeAxis axis() {
    return axis;
  }

  /** Returns the ids of a kind, in order. */
  public Set<String> ids(Kind kind) {
    return Collections.unmodifiableSet(of(kind).keySet());
  }

  /**
   * Returns a row, one value per step; a copy.
   *
   * @throws DataException WM-106 if there is no such row
   */
  public double[] values(Kind kind, String id) {
    return row(kind, id).clone();
  }

  /**
   * Returns a value.
   *
   * @throws DataException WM-106 if there is no such row
   */
  public double value(Kind kind, String id, int step) {
    return row(kind, id)[step];
  }

  /** Returns what a reader should know about a step. */
  public List<String> warnings(int step) {
    return warnings.get(step);
  }

  /** Returns a single step. O(elements). */
  public HydraulicState state(int step) {
    return new HydraulicState(
        column(Kind.HEAD, step),
        column(Kind.PRESSURE_HEAD, step),
        column(Kind.FLOW, step),
        column(Kind.DELIVERED, step),
        warnings(step));
  }

  private Map<String, Double> column(Kind kind, int step) {
    Map<String, Double> column = new LinkedHashMap<>();
    of(kind).forEach((id, row) -> column.put(id, row[step]));
    return column;
  }

  private Map<String, double[]> of(Kind kind) {
    return rows.getOrDefault(kind, Map.of());
  }

  private double[] row(Kind kind, String id) {
    double[] row = of(kind).get(id);
    if (row == null) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message(
              kind.toString(), id, "is not one of " + of(kind).size() + " rows", "check the id"));
    }
    return row;
  }

  @Override
  public String toString() {
    return "heads of " + of(Kind.HEAD).size() + " nodes, " + axis;
  }

  /** Collects a result; may be built from repeatedly. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final TimeAxis axis;
    private final Map<Kind, Map<String, double[]>> rows = new EnumMap<>(Kind.class);
    private final List<List<String>> warnings = new ArrayList<>();

    private Builder(TimeAxis axis) {
      this.axis = axis;
      for (int t = 0; t < axis.length(); t++) {
        warnings.add(new ArrayList<>());
      }
    }

    /** Sets a row, one value per step; the array is copied. */
    public Builder put(Kind kind, String id, double[] values) {
      rows.computeIfAbsent(kind, k -> new LinkedHashMap<>()).put(id, values.clone());
      return this;
    }

    /** Adds what a reader should know about a step. */
    public Builder warn(int step, String warning) {
      warnings.get(step).add(warning);
      return this;
    }

    /**
     * Returns the result.
     *
     * @throws DataException WM-105 with every row that has not one value per step
     */
    public HydraulicResult build() {
      Validation validation = new Validation();
      rows.forEach(
          (kind, byId) ->
              byId.forEach(
                  (id, row) ->
                      validation.check(
                          row.length == axis.length(),
                          kind + " of '" + id + "'",
                          row.length + " values",
                          "must be one per step, " + axis.length(),
                          "")));
      validation.throwIfAny(ErrorCode.AXIS_MISMATCH, "hydraulic result");
      return new HydraulicResult(this);
    }
  }
}
