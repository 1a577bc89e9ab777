// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.series.TimeAxis;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who does what when: per step the flow of each link (m³/h, negative against its direction), the
 * supply of each source (m³/h), the volume of each tank at the end of the step (m³), the shortfall
 * of each zone (m³/h), and, for links with pump units, how many run.
 *
 * <p>A plan by itself may be good or bad: {@link PlanCheck} tells.
 *
 * <p>Thread-safety: an immutable value.
 */
public final class Plan {

  /** What a row of a plan describes. */
  public enum Kind {
    /** Flow of a link, m³/h. */
    FLOW,
    /** Supply of a source, m³/h. */
    SUPPLY,
    /** Volume of a tank at the end of a step, m³. */
    VOLUME,
    /** Shortfall of a zone, m³/h. */
    SHORTFALL,
    /** Running pump units of a link. */
    UNITS_ON
  }

  private final TimeAxis axis;
  private final Map<Kind, Map<String, double[]>> rows;

  private Plan(TimeAxis axis, Map<Kind, Map<String, double[]>> rows) {
    this.axis = axis;
    this.rows = rows;
  }

  /** Starts a plan over the steps of an axis. */
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

  /** Returns whether the plan has a row. */
  public boolean has(Kind kind, String id) {
    return of(kind).containsKey(id);
  }

  /**
   * Returns a row, one value per step; a copy.
   *
   * @throws WaterManagementException WM-403 if the plan has no such row
   */
  public double[] values(Kind kind, String id) {
    return row(kind, id).clone();
  }

  /**
   * Returns a value.
   *
   * @throws WaterManagementException WM-403 if the plan has no such row
   */
  public double value(Kind kind, String id, int step) {
    return row(kind, id)[step];
  }

  /** Returns the flow of a link, m³/h; see {@link #value}. */
  public double flow(String link, int step) {
    return value(Kind.FLOW, link, step);
  }

  /** Returns the flow of a link per step, m³/h; see {@link #values}. */
  public double[] flow(String link) {
    return values(Kind.FLOW, link);
  }

  /** Returns the supply of a source, m³/h; see {@link #value}. */
  public double supply(String source, int step) {
    return value(Kind.SUPPLY, source, step);
  }

  /** Returns the supply of a source per step, m³/h; see {@link #values}. */
  public double[] supply(String source) {
    return values(Kind.SUPPLY, source);
  }

  /** Returns the volume of a tank at the end of a step, m³; see {@link #value}. */
  public double volume(String tank, int step) {
    return value(Kind.VOLUME, tank, step);
  }

  /** Returns the volume of a tank at the end of each step, m³; see {@link #values}. */
  public double[] volume(String tank) {
    return values(Kind.VOLUME, tank);
  }

  /** Returns the shortfall of a zone, m³/h; see {@link #value}. */
  public double shortfall(String zone, int step) {
    return value(Kind.SHORTFALL, zone, step);
  }

  /** Returns the shortfall of a zone per step, m³/h; see {@link #values}. */
  public double[] shortfall(String zone) {
    return values(Kind.SHORTFALL, zone);
  }

  /** Returns how many pump units of a link run per step, empty for a link without units. */
  public Optional<double[]> unitsOn(String link) {
    return has(Kind.UNITS_ON, link) ? Optional.of(values(Kind.UNITS_ON, link)) : Optional.empty();
  }

  private Map<String, double[]> of(Kind kind) {
    return rows.getOrDefault(kind, Map.of());
  }

  private double[] row(Kind kind, String id) {
    double[] row = of(kind).get(id);
    if (row == null) {
      throw new WaterManagementException(
          ErrorCode.INVALID_PLAN,
          Validation.message(
              kind.toString(), id, "is not in the plan, which has " + of(kind).keySet(), ""));
    }
    return row;
  }

  @Override
  public boolean equals(Object o) {
    if (!(o instanceof Plan other) || !axis.equals(other.axis)) {
      return false;
    }
    for (Kind kind : Kind.values()) {
      if (!Rows.equal(of(kind), other.of(kind))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int hashCode() {
    return Objects.hash(axis, ids(Kind.FLOW), ids(Kind.SUPPLY));
  }

  @Override
  public String toString() {
    return "plan for " + ids(Kind.FLOW).size() + " links, " + axis;
  }

  /** Collects a plan; may be built from repeatedly. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final TimeAxis axis;
    private final Map<Kind, Map<String, double[]>> rows = new EnumMap<>(Kind.class);

    private Builder(TimeAxis axis) {
      this.axis = axis;
    }

    /** Sets a row, one value per step; the array is copied. */
    public Builder put(Kind kind, String id, double[] values) {
      rows.computeIfAbsent(kind, k -> new LinkedHashMap<>()).put(id, values.clone());
      return this;
    }

    /**
     * Returns the plan.
     *
     * @throws WaterManagementException WM-403 with every row that has not one finite value per step
     */
    public Plan build() {
      Validation validation = new Validation();
      Map<Kind, Map<String, double[]>> copy = new EnumMap<>(Kind.class);
      rows.forEach(
          (kind, byId) -> {
            copy.put(kind, new LinkedHashMap<>(byId));
            byId.forEach(
                (id, row) -> Rows.check(validation, kind + " of '" + id + "'", row, axis.length()));
          });
      validation.throwIfAny(ErrorCode.INVALID_PLAN, "plan");
      return new Plan(axis, copy);
    }
  }
}
