// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
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
 *       three quarters of the rows are.
 *   <li><b>Stamps</b>: {@link Stamp#END} moves interval values back by the sensor's own most common
 *       difference, at most by the step, once.
 *   <li><b>Resampling</b>: several rows in one step become their mean ({@code INTERVAL_MEAN}) or
 *       sum ({@code INTERVAL_TOTAL}; missing if one of them is, or is not there); for {@code
 *       INSTANT} the last reading at or before the stamp, less than a step old, counts. Coarser
 *       rows leave gaps; nothing is interpolated.
 *   <li><b>Size</b>: the panel has a cell for each sensor and step from the first row to the last.
 *       So that a stray stamp does not fill the memory, there may be 4 million cells, or 100 per
 *       row up to 50 million, or 4 per row, whichever is most.
 *   <li><b>Order</b>: any permutation of rows with distinct stamps gives the same panel. Among rows
 *       of one stamp, "last" means added last.
 * </ul>
 *
 * <p>16 to 24 bytes per row while building (and 40 for a moment, while a sensor's arrays grow), and
 * as much again to sort a sensor whose rows were out of order. O(rows) when in order, O(rows log
 * rows) otherwise.
 *
 * <p>Thread-safety: confined to one thread; may be built from once.
 */
public final class PanelBuilder {
  /** Cells that any rows may make: 32 MB. */
  private static final long FREE_CELLS = 4_000_000;

  /** Cells that a row may make in a panel of moderate size: one step in a hundred has a row. */
  private static final long SPARSE_CELLS_PER_ROW = 100;

  private static final long MAX_SPARSE_CELLS = 50_000_000;

  /** Cells that a row may make however many there are: dense data may be as large as they are. */
  private static final long DENSE_CELLS_PER_ROW = 4;

  private final Map<String, SensorRows> sensors = new LinkedHashMap<>();
  private @Nullable Duration step;
  private Stamp stamp = Stamp.START;
  private DuplicatePolicy duplicates = DuplicatePolicy.KEEP_LAST;
  private NonFinitePolicy nonFinite = NonFinitePolicy.MISSING_NAN;
  private final List<String> notes = new ArrayList<>();
  private boolean built;

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
   * @throws DataException WM-106 if the sensor is not declared, WM-101 if the value is refused,
   *     WM-103 if the stamp is not within the years 0 to 9999
   */
  public PanelBuilder add(String id, long epochSecond, double value) {
    SensorRows rows = rows(id);
    rows.add(epochSecond, checked(rows, rows.spec.unit(), value), Quality.GOOD);
    return this;
  }

  /**
   * Adds the first {@code n} rows of two arrays, without an object per row.
   *
   * @throws DataException as {@link #add(String, long, double)}
   */
  public PanelBuilder addColumn(String id, long[] epochSeconds, double[] values, int n) {
    SensorRows rows = rows(id);
    Unit unit = rows.spec.unit();
    for (int i = 0; i < n; i++) {
      rows.add(epochSeconds[i], checked(rows, unit, values[i]), Quality.GOOD);
    }
    return this;
  }

  /**
   * Adds a reading with its quality; a sensor that is not declared becomes one of interval means in
   * its unit. Where several readings make one value, the worst quality counts.
   */
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
        checked(rows, reading.unit(), reading.value()),
        reading.quality());
    return this;
  }

  /**
   * Returns the panel and the report.
   *
   * @throws DataException WM-104 if no value is left, WM-103 if the rows span more steps than their
   *     number allows (naming the extreme stamps), WM-108 naming every sensor with refused
   *     duplicates
   * @throws IllegalStateException if it was built from before
   */
  public Built build() {
    if (built) {
      throw new IllegalStateException("a panel was built from these rows already");
    }
    built = true;
    Validation validation = new Validation();
    Map<SensorRows, Long> dropped = new LinkedHashMap<>();
    for (SensorRows rows : sensors.values()) {
      rows.sort();
      Long count = rows.resolveDuplicates(duplicates);
      if (count == null) {
        validation.add(
            Validation.message(
                "sensor '" + rows.spec.id() + "'",
                Instant.ofEpochSecond(rows.times[rows.n - 1]),
                "has several readings at this instant",
                "choose a policy that keeps one"));
      } else {
        dropped.put(rows, count);
      }
    }
    validation.throwIfAny(ErrorCode.DUPLICATE, "rows");
    Map<SensorRows, Frequencies> differences = new LinkedHashMap<>();
    dropped.keySet().forEach(rows -> differences.put(rows, rows.differences()));
    long stepSeconds = step == null ? inferStep(differences.values()) : step.toSeconds();
    Map<SensorRows, Long> shifts = new LinkedHashMap<>();
    differences.forEach((rows, d) -> shifts.put(rows, shift(rows, d, stepSeconds)));
    TimeAxis axis = axis(stepSeconds, shifts);
    List<Series> series = new ArrayList<>();
    List<SeriesIngest> ingests = new ArrayList<>();
    dropped.forEach(
        (rows, duplicateCount) -> {
          Resampler resampler =
              new Resampler(
                  axis,
                  shifts.getOrDefault(rows, 0L),
                  rowsPerTotal(differences.getOrDefault(rows, new Frequencies()), stepSeconds));
          double[] values = new double[axis.length()];
          byte[] codes = rows.qualities == null ? null : new byte[axis.length()];
          resampler.resample(rows, values, codes);
          boolean skipped = resampler.last < 0;
          if (!skipped) {
            Series one =
                Series.adopt(
                    rows.spec.id(), rows.spec.unit().quantity(), rows.spec.support(), axis, values);
            series.add(codes == null ? one : one.adoptQualities(codes));
          }
          if (resampler.incomplete > 0) {
            notes.add(
                rows.spec.id() + ": " + resampler.incomplete + " totals lack rows and are missing");
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

  /** Returns the value in the canonical unit, NaN if it is missing by the policy. */
  private double checked(SensorRows rows, Unit unit, double value) {
    double canonical = unit.toCanonical(value); // finite values may overflow
    if (Double.isFinite(canonical)) {
      return canonical;
    }
    if (nonFinite == NonFinitePolicy.MISSING_ALL
        || (Double.isNaN(value) && nonFinite == NonFinitePolicy.MISSING_NAN)) {
      return Double.NaN;
    }
    throw new DataException(
        ErrorCode.NON_FINITE_VALUE,
        Validation.message(
            "row " + rows.n + " of sensor '" + rows.spec.id() + "'",
            value,
            "must be a finite number",
            "choose a policy that makes such values missing"));
  }

  /**
   * The end of a five-minute interval lies five minutes after its start, whatever the step of the
   * panel is.
   */
  private long shift(SensorRows rows, Frequencies differences, long stepSeconds) {
    boolean ends = stamp == Stamp.END && rows.spec.support() != Support.INSTANT;
    return ends ? -Math.min(differences.mostCommon(stepSeconds), stepSeconds) : 0;
  }

  /** Rows that make a whole step, if they come regularly; otherwise nobody can tell. */
  private static int rowsPerTotal(Frequencies differences, long stepSeconds) {
    long spacing = differences.mostCommon(stepSeconds);
    boolean regular = differences.isDominant(spacing) && stepSeconds % spacing == 0;
    return regular ? Math.toIntExact(stepSeconds / spacing) : 0;
  }

  private long inferStep(Collection<Frequencies> differences) {
    Frequencies all = new Frequencies();
    differences.forEach(all::addAll);
    long best = all.mostCommon(0);
    if (best == 0) {
      best = 3600;
      notes.add("one stamp only: a step of one hour is assumed");
    } else {
      notes.add("step inferred: " + Duration.ofSeconds(best));
    }
    return best;
  }

  private TimeAxis axis(long stepSeconds, Map<SensorRows, Long> shifts) {
    long phase = phase(stepSeconds);
    long first = Long.MAX_VALUE;
    long last = Long.MIN_VALUE;
    long earliest = Long.MAX_VALUE;
    long latest = Long.MIN_VALUE;
    long total = 0;
    for (Map.Entry<SensorRows, Long> entry : shifts.entrySet()) {
      SensorRows rows = entry.getKey();
      total += rows.n;
      if (rows.n > 0) {
        long shift = entry.getValue();
        boolean up = rows.spec.support() == Support.INSTANT;
        earliest = Math.min(earliest, rows.times[0]);
        latest = Math.max(latest, rows.times[rows.n - 1]);
        first = Math.min(first, slot(rows.times[0] + shift, stepSeconds, phase, up));
        last = Math.max(last, slot(rows.times[rows.n - 1] + shift, stepSeconds, phase, up));
      }
    }
    if (first > last) {
      throw noData();
    }
    long length = last - first + 1;
    long sparse = Math.min(MAX_SPARSE_CELLS, SPARSE_CELLS_PER_ROW * total);
    long most = Math.max(FREE_CELLS, Math.max(sparse, DENSE_CELLS_PER_ROW * total));
    if (length > Math.min(Integer.MAX_VALUE, most) / Math.max(1, sensors.size())) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              "rows from "
                  + Instant.ofEpochSecond(earliest)
                  + " to "
                  + Instant.ofEpochSecond(latest),
              length + " steps of " + stepSeconds + " s for " + sensors.size() + " sensors",
              "are too many for " + total + " rows: " + most + " cells at most",
              "correct a stray stamp, or set a longer step"));
    }
    return TimeAxis.of(first * stepSeconds + phase, stepSeconds, (int) length);
  }

  /** Finds where most rows are: a vote that only a majority can win, then a count. */
  private long phase(long stepSeconds) {
    long candidate = 0;
    long votes = 0;
    long total = 0;
    for (SensorRows rows : sensors.values()) {
      total += rows.n;
      for (int i = 0; i < rows.n; i++) {
        long phase = Math.floorMod(rows.times[i], stepSeconds);
        if (votes == 0) {
          candidate = phase;
        }
        votes += phase == candidate ? 1 : -1;
      }
    }
    long there = 0;
    for (SensorRows rows : sensors.values()) {
      for (int i = 0; i < rows.n; i++) {
        there += Math.floorMod(rows.times[i], stepSeconds) == candidate ? 1 : 0;
      }
    }
    if (candidate == 0 || there * 4 <= total * 3) {
      return 0;
    }
    notes.add("the grid is shifted by " + Duration.ofSeconds(candidate));
    return candidate;
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
