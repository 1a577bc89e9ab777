// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one place where rows become series: units are converted, duplicates and disorder resolved,
 * irregular rows brought onto the grid, all by a stated policy and with a report.
 *
 * <ul>
 *   <li><b>Step</b>: as set, or the most common positive difference between neighbouring stamps.
 *   <li><b>Grid</b>: stamps are multiples of the step from the epoch, shifted to where more than
 *       half of the rows are.
 *   <li><b>Resampling</b>: several rows in one step become their mean ({@code INTERVAL_MEAN}) or
 *       sum ({@code INTERVAL_TOTAL}; missing if one of them is); for {@code INSTANT} the last
 *       reading at or before the stamp, less than a step old, counts. Coarser rows leave gaps;
 *       nothing is interpolated.
 *   <li><b>Order</b>: any permutation of rows with distinct stamps gives the same panel. Among rows
 *       of one stamp, "last" means added last.
 * </ul>
 *
 * <p>16 bytes per row while building, and as much again to sort a sensor whose rows were out of
 * order. O(rows) when in order, O(rows log rows) otherwise.
 *
 * <p>Thread-safety: confined to one thread; may be built from once.
 */
public final class PanelBuilder {
  private static final long MAX_CELLS = 50_000_000;
  private static final int MAX_DISTINCT = 100_000;

  private final Map<String, SensorRows> sensors = new LinkedHashMap<>();
  private @Nullable Duration step;
  private Stamp stamp = Stamp.START;
  private DuplicatePolicy duplicates = DuplicatePolicy.KEEP_LAST;
  private NonFinitePolicy nonFinite = NonFinitePolicy.MISSING_NAN;
  private final List<String> notes = new ArrayList<>();

  private PanelBuilder() {}

  /**
   * What {@link #build} returns.
   *
   * @param panel the series
   * @param report what was done to the rows
   */
  public record Built(Panel panel, IngestReport report) {}

  /** Starts with: step inferred, stamps at the start, the last duplicate kept, NaN is missing. */
  public static PanelBuilder create() {
    return new PanelBuilder();
  }

  /** Sets the step, in whole seconds. */
  public PanelBuilder step(Duration step) {
    if (step.isNegative() || step.isZero() || step.toNanosPart() != 0) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message("step", step, "must be a positive number of whole seconds", ""));
    }
    this.step = step;
    return this;
  }

  /** Sets whether stamps of intervals mark their start or their end. */
  public PanelBuilder stamp(Stamp stamp) {
    this.stamp = stamp;
    return this;
  }

  /** Sets what happens to several rows of one sensor and stamp. */
  public PanelBuilder duplicates(DuplicatePolicy duplicates) {
    this.duplicates = duplicates;
    return this;
  }

  /** Sets what happens to values that are not finite. */
  public PanelBuilder nonFinite(NonFinitePolicy nonFinite) {
    this.nonFinite = nonFinite;
    return this;
  }

  /**
   * Declares a sensor; the panel keeps the order of declaration.
   *
   * @throws DataException WM-108 if it is declared already, and differently
   */
  public PanelBuilder sensor(SensorSpec spec) {
    SensorRows before = sensors.get(spec.id());
    if (before == null) {
      sensors.put(spec.id(), new SensorRows(spec));
    } else if (!before.spec.equals(spec)) {
      throw new DataException(
          ErrorCode.DUPLICATE,
          Validation.message(
              "sensor", spec, "is declared already as " + before.spec, "use one declaration"));
    }
    return this;
  }

  /**
   * Adds a row.
   *
   * @param id a declared sensor
   * @param epochSecond its stamp
   * @param value in the sensor's unit
   * @throws DataException WM-106 if the sensor is not declared, WM-101 if the value is refused
   */
  public PanelBuilder add(String id, long epochSecond, double value) {
    SensorRows rows = rows(id);
    rows.add(epochSecond, rows.spec.unit().toCanonical(checked(rows, value)));
    return this;
  }

  /**
   * Adds the first {@code n} rows of two arrays, without an object per row.
   *
   * @throws DataException as {@link #add(String, long, double)}
   */
  public PanelBuilder addColumn(String id, long[] epochSeconds, double[] values, int n) {
    SensorRows rows = rows(id);
    for (int i = 0; i < n; i++) {
      rows.add(epochSeconds[i], rows.spec.unit().toCanonical(checked(rows, values[i])));
    }
    return this;
  }

  /** Adds a reading; a sensor that is not declared becomes one of interval means in its unit. */
  public PanelBuilder add(Reading reading) {
    if (!sensors.containsKey(reading.sensor())) {
      sensor(SensorSpec.mean(reading.sensor(), reading.unit()));
    }
    SensorRows rows = rows(reading.sensor());
    if (!reading.unit().quantity().equals(rows.spec.unit().quantity())
        || !reading.time().equals(reading.time().truncatedTo(ChronoUnit.SECONDS))) {
      throw new DataException(
          ErrorCode.UNIT,
          Validation.message(
              "reading of " + reading.sensor(),
              reading.unit() + " at " + reading.time(),
              "must measure " + rows.spec.unit().quantity() + " at a whole second",
              ""));
    }
    rows.add(
        reading.time().getEpochSecond(),
        reading.unit().toCanonical(checked(rows, reading.value())));
    return this;
  }

  /**
   * Returns the panel and the report.
   *
   * @throws DataException WM-104 if no value is left, WM-103 if the rows span more steps than
   *     memory can hold (naming the extreme stamps), WM-108 for a refused duplicate
   */
  public Built build() {
    Map<SensorRows, Long> dropped = new LinkedHashMap<>();
    for (SensorRows rows : sensors.values()) {
      rows.sort();
      Long count = rows.resolveDuplicates(duplicates);
      if (count == null) {
        throw new DataException(
            ErrorCode.DUPLICATE,
            Validation.message(
                "sensor '" + rows.spec.id() + "'",
                Instant.ofEpochSecond(rows.times[rows.n - 1]),
                "has several readings at this instant",
                "choose a policy that keeps one"));
      }
      dropped.put(rows, count);
    }
    long stepSeconds = step == null ? inferStep() : step.toSeconds();
    TimeAxis axis = axis(stepSeconds);
    List<Series> series = new ArrayList<>();
    List<SeriesIngest> ingests = new ArrayList<>();
    dropped.forEach(
        (rows, duplicateCount) -> {
          Resampler resampler = new Resampler(axis, shift(rows, stepSeconds));
          double[] values = resampler.resample(rows);
          boolean skipped = resampler.last < 0;
          if (!skipped) {
            series.add(
                Series.adopt(
                    rows.spec.id(),
                    rows.spec.unit().quantity(),
                    rows.spec.support(),
                    axis,
                    values));
          }
          ingests.add(
              new SeriesIngest(
                  rows.spec.id(),
                  rows.n + duplicateCount,
                  duplicateCount,
                  rows.outOfOrder,
                  resampler.resampled,
                  rows.missing,
                  rows.negative,
                  resampler.gaps,
                  resampler.longestGap,
                  skipped));
        });
    if (series.isEmpty()) {
      throw noData();
    }
    return new Built(Panel.of(series), new IngestReport(ingests, notes));
  }

  private SensorRows rows(String id) {
    SensorRows rows = sensors.get(id);
    if (rows == null) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message(
              "sensor", id, "is not declared", "declare it with its unit before adding rows"));
    }
    return rows;
  }

  private double checked(SensorRows rows, double value) {
    if (Double.isFinite(value) || nonFinite == NonFinitePolicy.MISSING_ALL) {
      return Double.isFinite(value) ? value : Double.NaN;
    }
    if (Double.isNaN(value) && nonFinite == NonFinitePolicy.MISSING_NAN) {
      return value;
    }
    throw new DataException(
        ErrorCode.NON_FINITE_VALUE,
        Validation.message(
            "row " + rows.n + " of sensor '" + rows.spec.id() + "'",
            value,
            "must be a finite number",
            "choose a policy that makes such values missing"));
  }

  private long shift(SensorRows rows, long stepSeconds) {
    return stamp == Stamp.END && rows.spec.support() != Support.INSTANT ? -stepSeconds : 0;
  }

  private long inferStep() {
    Map<Long, Integer> counts = new LinkedHashMap<>();
    for (SensorRows rows : sensors.values()) {
      for (int i = 1; i < rows.n && counts.size() < MAX_DISTINCT; i++) {
        counts.merge(rows.times[i] - rows.times[i - 1], 1, Integer::sum);
      }
    }
    long best = 0;
    int most = 0;
    for (Map.Entry<Long, Integer> entry : counts.entrySet()) {
      int count = entry.getValue();
      if (count > most || (count == most && entry.getKey() < best)) {
        best = entry.getKey();
        most = count;
      }
    }
    if (best == 0) {
      best = 3600;
      notes.add("one stamp only: a step of one hour is assumed");
    } else {
      notes.add("step inferred: " + Duration.ofSeconds(best));
    }
    return best;
  }

  private TimeAxis axis(long stepSeconds) {
    long phase = phase(stepSeconds);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    for (SensorRows rows : sensors.values()) {
      if (rows.n > 0) {
        long shift = shift(rows, stepSeconds);
        boolean up = rows.spec.support() == Support.INSTANT;
        first = Math.min(first, slot(rows.times[0] + shift, stepSeconds, phase, up));
        last = Math.max(last, slot(rows.times[rows.n - 1] + shift, stepSeconds, phase, up));
      }
    }
    if (first > last) {
      throw noData();
    }
    long length = last - first + 1;
    if (length > MAX_CELLS / Math.max(1, sensors.size())) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              "rows from "
                  + Instant.ofEpochSecond(first * stepSeconds + phase)
                  + " to "
                  + Instant.ofEpochSecond(last * stepSeconds + phase),
              length + " steps of " + stepSeconds + " s",
              "are more than memory can hold for " + sensors.size() + " sensors",
              "correct a stray stamp, or set a longer step"));
    }
    return TimeAxis.of(first * stepSeconds + phase, stepSeconds, (int) length);
  }

  private long phase(long stepSeconds) {
    Map<Long, Long> counts = new LinkedHashMap<>();
    long total = 0;
    for (SensorRows rows : sensors.values()) {
      total += rows.n;
      for (int i = 0; i < rows.n && counts.size() < MAX_DISTINCT; i++) {
        counts.merge(Math.floorMod(rows.times[i], stepSeconds), 1L, Long::sum);
      }
    }
    for (Map.Entry<Long, Long> entry : counts.entrySet()) {
      if (entry.getValue() * 2 > total) {
        if (entry.getKey() != 0) {
          notes.add("the grid is shifted by " + Duration.ofSeconds(entry.getKey()));
        }
        return entry.getKey();
      }
    }
    return 0;
  }

  private static long slot(long time, long stepSeconds, long phase, boolean up) {
    long offset = time - phase + (up ? stepSeconds - 1 : 0);
    return Math.floorDiv(offset, stepSeconds);
  }

  private DataException noData() {
    return new DataException(
        ErrorCode.NO_DATA,
        Validation.message(
            "sensors",
            String.join(", ", sensors.keySet()),
            "have no value at all",
            "check that the right columns were exported"));
  }
}
