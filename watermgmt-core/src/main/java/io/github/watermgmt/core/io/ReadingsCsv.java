// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.series.DuplicatePolicy;
import io.github.watermgmt.series.IngestReport;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.SensorSpec;
import io.github.watermgmt.series.Stamp;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.site.Sensor;
import io.github.watermgmt.unit.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads readings from CSV, in the two forms in which utilities export them:
 *
 * <ul>
 *   <li>wide: a column {@code time} and one column per sensor;
 *   <li>long: the columns {@code sensor}, {@code time} and {@code value}, and perhaps {@code unit}.
 * </ul>
 *
 * <p>Stamps are ISO 8601 with Z or offset; a file must keep to one of them, except that offsets may
 * change as the {@link Builder#zone zone} itself does. Values are decimals with a point: {@code
 * 1,5} is refused, never read as 15. An empty cell, {@code NaN}, {@code NA}, {@code null} and
 * {@code -} mean missing. Duplicated, disordered and irregular rows are resolved by {@link
 * PanelBuilder}, which reports them; every other fault is fatal, and all faults of a file are told
 * at once.
 *
 * <p>What a column is comes from its {@link Builder#sensors sensor}, else from {@link
 * Builder#unit}, {@link Builder#support} and {@link Builder#oneWay}. Negative values are legal,
 * except of a sensor that was declared one-way.
 *
 * <p>Flows and volumes that look as if L/s were taken for m³/h (a factor of 3.6) or litres for m³
 * (a factor of 1000) are flagged in the report and never corrected: where the level of a column
 * jumps by such a factor and stays there, and where its median differs by it from what {@link
 * Builder#typical} or {@link Builder#typicalOf} let expect.
 *
 * <p>Rows are streamed; memory is 16 bytes per value plus what the panel needs. 10⁷ rows are read
 * within 2 GB.
 *
 * <p>Thread-safety: immutable; may read several files at once.
 */
public final class ReadingsCsv {
  private static final String TIME = "time";
  private static final Set<String> LONG_COLUMNS = Set.of("sensor", TIME, "value");

  private final @Nullable Unit unit;
  private final Map<String, Unit> unitOf;
  private final Support support;
  private final Map<String, Support> supportOf;
  private final Stamp stamp;
  private final @Nullable Duration step;
  private final DuplicatePolicy duplicates;
  private final Set<String> oneWay;
  private final Map<String, Sensor> sensors;
  private final Map<String, Double> typical;
  private final @Nullable ZoneId zone;
  private final @Nullable ZoneId plainZone;

  private ReadingsCsv(Builder builder) {
    this.unit = builder.unit;
    this.unitOf = new LinkedHashMap<>(builder.unitOf);
    this.support = builder.support;
    this.supportOf = Map.copyOf(builder.supportOf);
    this.stamp = builder.stamp;
    this.step = builder.step;
    this.duplicates = builder.duplicates;
    // Insertion order matters for messages: Map.copyOf has none.
    this.oneWay = new LinkedHashSet<>(builder.oneWay);
    this.sensors = new LinkedHashMap<>(builder.sensors);
    this.typical = new LinkedHashMap<>(builder.typical);
    this.zone = builder.zone;
    this.plainZone = builder.plainZone;
  }

  /** Starts with: interval means, stamps at the start of the interval, the last duplicate kept. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the sensors that a file in the wide form has a column for, without reading its rows;
   * empty for the long form.
   *
   * @throws io.github.watermgmt.error.InputFileException WM-701 if there is no such file, or its
   *     header is damaged
   */
  public static List<String> columns(Path file) {
    FileProblems problems = new FileProblems(file);
    List<String> names = new CsvTable(file, problems).columns();
    problems.throwIfAny();
    return names.containsAll(LONG_COLUMNS)
        ? List.of()
        : names.stream().filter(name -> !name.equals(TIME)).toList();
  }

  /**
   * Reads a file; one whose name ends in {@code .gz} is unpacked on the way.
   *
   * @throws io.github.watermgmt.error.InputFileException WM-701 with all problems of the file; also
   *     if nothing usable is left, or the rows cannot be brought onto a regular axis
   */
  public PanelBuilder.Built read(Path file) {
    FileProblems problems = new FileProblems(file);
    PanelBuilder panel = PanelBuilder.create().stamp(stamp).duplicates(duplicates);
    if (step != null) {
      panel.step(step);
    }
    CsvTable table = new CsvTable(file, problems);
    Rows rows = new Rows(panel, problems);
    table.read(rows);
    rows.end();
    problems.throwIfAny();
    PanelBuilder.Built built;
    try {
      built = panel.build();
    } catch (WaterManagementException e) {
      // The builder does not know the file; the reader of the message must.
      e.problems().forEach(problems::add);
      throw problems.toException();
    }
    List<String> notes = new ArrayList<>(table.notes());
    notes.addAll(rows.notes());
    notes.addAll(built.report().notes());
    notes.addAll(UnitNotes.of(built.panel(), typical));
    return new PanelBuilder.Built(
        built.panel(), new IngestReport(built.report().series(), List.copyOf(notes)));
  }

  private final class Rows implements CsvTable.Rows {
    private final PanelBuilder panel;
    private final FileProblems problems;
    private final Stamps stamps = new Stamps(zone, plainZone);
    private final Map<String, String> unitSeen = new LinkedHashMap<>();
    private List<String> columns = List.of();
    private int timeColumn;
    private boolean isLong;
    private int sensorColumn;
    private int valueColumn;
    private int unitColumn;
    private final Set<String> declared = new LinkedHashSet<>();
    private long nanTexts;

    Rows(PanelBuilder panel, FileProblems problems) {
      this.panel = panel;
      this.problems = problems;
    }

    List<String> notes() {
      List<String> notes = new ArrayList<>();
      if (nanTexts > 0) {
        notes.add(nanTexts + " cells with a NaN text are missing");
      }
      Set<String> absent = new LinkedHashSet<>(sensors.keySet());
      absent.removeAll(declared);
      if (!absent.isEmpty()) {
        notes.add("declared sensors that are not in the file: " + String.join(", ", absent));
      }
      return notes;
    }

    /** Refuses settings for sensors that never came: a misspelt name would do nothing, silently. */
    void end() {
      Set<String> unknown = new LinkedHashSet<>(unitOf.keySet());
      unknown.addAll(supportOf.keySet());
      unknown.addAll(oneWay);
      unknown.removeAll(declared);
      for (String name : unknown) {
        problems.add(
            Validation.message(
                isLong ? "sensor" : "column",
                name,
                "is not in the file",
                "use one of " + String.join(", ", declared)));
      }
    }

    @Override
    public void header(List<String> names) {
      columns = names;
      timeColumn = names.indexOf(TIME);
      isLong = names.containsAll(LONG_COLUMNS);
      if (timeColumn < 0) {
        problems.add(
            Validation.message(
                "header",
                String.join(",", names),
                "must have a column 'time'",
                "rename the column of the time stamps to 'time'"));
        return;
      }
      if (isLong) {
        sensorColumn = names.indexOf("sensor");
        valueColumn = names.indexOf("value");
        unitColumn = names.indexOf("unit");
        for (String name : names) {
          if (!LONG_COLUMNS.contains(name) && !name.equals("unit")) {
            problems.cell(
                1,
                name,
                name,
                "is not a column of the long form",
                "remove it, or use the wide form");
          }
        }
        return;
      }
      if (names.size() == 1) {
        problems.add(
            Validation.message("header", TIME, "must have a column per sensor besides 'time'", ""));
      }
      for (String name : names) {
        if (!name.equals(TIME)) {
          declare(1, name, null);
        }
      }
    }

    private void declare(long line, String id, @Nullable String unitText) {
      declared.add(id);
      Sensor sensor = sensors.get(id);
      Unit chosen = unitOf.getOrDefault(id, sensor == null ? unit : sensor.unit());
      if (unitText != null) {
        try {
          chosen = sensor == null ? Unit.of(unitText) : Unit.of(unitText, sensor.quantity());
        } catch (WaterManagementException e) {
          problems.cell(line, "unit", unitText, "is not a unit of " + id, e.problems().get(0));
          return;
        }
      }
      if (chosen == null) {
        problems.cell(line, id, id, "has no unit", "say in which unit the file is");
        return;
      }
      if (sensor != null && !chosen.quantity().equals(sensor.quantity())) {
        problems.cell(
            line,
            id,
            chosen.symbol(),
            "is not a unit of " + sensor.quantity() + ", which the sensor measures",
            "correct the sensor's unit");
        return;
      }
      Support usual = sensor == null ? support : sensor.support();
      boolean forwardOnly = oneWay.contains(id) || (sensor != null && sensor.oneWay());
      panel.sensor(new SensorSpec(id, chosen, supportOf.getOrDefault(id, usual), forwardOnly));
    }

    private void add(long line, String id, double value) {
      try {
        panel.add(id, stamps.epochSecond(), value);
      } catch (WaterManagementException e) {
        e.problems().forEach(problem -> problems.add("line " + line + ": " + problem));
      }
    }

    @Override
    public void row(long line, CsvRecord fields) {
      String time = fields.getField(timeColumn);
      boolean timed = stamps.parse(time);
      if (!timed) {
        problems.cell(line, TIME, time, stamps.error(), stamps.remedy());
      }
      if (isLong) {
        longRow(line, fields, timed);
        return;
      }
      for (int i = 0; i < columns.size(); i++) {
        if (i != timeColumn) {
          double value = value(line, columns.get(i), fields.getField(i));
          if (timed && problems.isEmpty()) {
            add(line, columns.get(i), value);
          }
        }
      }
    }

    private void longRow(long line, CsvRecord fields, boolean timed) {
      String sensor = fields.getField(sensorColumn).strip();
      String unitText = unitColumn < 0 ? "" : fields.getField(unitColumn).strip();
      if (sensor.isEmpty()) {
        problems.cell(line, "sensor", sensor, "must name a sensor", "fill it in");
        return;
      }
      String before = unitSeen.putIfAbsent(sensor, unitText);
      if (before == null) {
        declare(line, sensor, unitColumn < 0 ? null : unitText);
      } else if (!before.equals(unitText)) {
        problems.cell(
            line, "unit", unitText, "differs from the unit before, " + before, "use one unit");
      }
      double value = value(line, "value", fields.getField(valueColumn));
      if (timed && problems.isEmpty()) {
        add(line, sensor, value);
      }
    }

    private double value(long line, String column, String raw) {
      double value = Decimals.parse(raw);
      if (!Double.isNaN(value)) {
        return value;
      }
      String text = raw.strip();
      switch (text) {
        case "", "NA", "null", "-" -> {
          return Double.NaN;
        }
        case "NaN", "nan", "NAN" -> {
          nanTexts++;
          return Double.NaN;
        }
        default -> {
          value = Decimals.parse(text);
          if (Double.isNaN(value)) {
            problems.cell(
                line,
                column,
                raw,
                "must be a decimal number with a point, or empty",
                text.indexOf(',') >= 0
                    ? "write " + text.replace(',', '.') + " if the comma is a decimal comma"
                    : "correct the value or leave the cell empty");
          }
          return value;
        }
      }
    }
  }

  /** Collects the settings. Thread-safety: confined to one thread. */
  public static final class Builder {
    private @Nullable Unit unit;
    private final Map<String, Unit> unitOf = new LinkedHashMap<>();
    private Support support = Support.INTERVAL_MEAN;
    private final Map<String, Support> supportOf = new LinkedHashMap<>();
    private Stamp stamp = Stamp.START;
    private @Nullable Duration step;
    private DuplicatePolicy duplicates = DuplicatePolicy.KEEP_LAST;
    private final Set<String> oneWay = new LinkedHashSet<>();
    private final Map<String, Sensor> sensors = new LinkedHashMap<>();
    private final Map<String, Double> typical = new LinkedHashMap<>();
    private @Nullable ZoneId zone;
    private @Nullable ZoneId plainZone;

    private Builder() {}

    /** Sets the unit of all columns that have none of their own. */
    public Builder unit(Unit unit) {
      this.unit = unit;
      return this;
    }

    /** Sets the unit of one sensor. */
    public Builder unit(String sensor, Unit unit) {
      unitOf.put(sensor, unit);
      return this;
    }

    /** Sets what a value stands for: the interval's mean or total, or the instant. */
    public Builder support(Support support) {
      this.support = support;
      return this;
    }

    /** Sets what a value stands for, by sensor; the others keep the common one. */
    public Builder supports(Map<String, Support> supports) {
      supportOf.putAll(supports);
      return this;
    }

    /** Sets whether stamps mark the start or the end of an interval. */
    public Builder stamp(Stamp stamp) {
      this.stamp = stamp;
      return this;
    }

    /** Sets the step of the axis; without it the most common difference is taken and reported. */
    public Builder step(Duration step) {
      this.step = step;
      return this;
    }

    /** Sets what happens to several readings of one sensor at one instant. */
    public Builder duplicates(DuplicatePolicy duplicates) {
      this.duplicates = duplicates;
      return this;
    }

    /** Declares a sensor that cannot measure backwards: its negative values are refused. */
    public Builder oneWay(String sensor) {
      oneWay.add(sensor);
      return this;
    }

    /**
     * Declares sensors: unit, support and direction of a column come from the sensor of its name,
     * unless they are set here for that column. Declared sensors without a column are reported.
     *
     * @throws DataException WM-108 if one sensor is declared in two ways
     */
    public Builder sensors(List<Sensor> sensors) {
      for (Sensor sensor : sensors) {
        Sensor before = this.sensors.putIfAbsent(sensor.id(), sensor);
        if (before != null && !before.equals(sensor)) {
          throw new DataException(
              ErrorCode.DUPLICATE,
              Validation.message(
                  "sensor", sensor, "is declared already as " + before, "use one declaration"));
        }
      }
      return this;
    }

    /**
     * Says which median to expect of a sensor, such as the one of last year; a file whose median
     * differs by a factor near 3.6 or 1000 is flagged in the report.
     *
     * @param median positive and finite, in {@code unit}
     */
    public Builder typical(String sensor, double median, Unit unit) {
      double canonical = unit.toCanonical(median);
      if (!(canonical > 0) || Double.isInfinite(canonical)) {
        throw new IllegalArgumentException(
            Validation.message(
                "typical median of '" + sensor + "'", median, "must be positive and finite", ""));
      }
      typical.put(sensor, canonical);
      return this;
    }

    /** Says that the medians of an earlier panel, such as last month's, are to be expected. */
    public Builder typicalOf(Panel earlier) {
      typical.putAll(UnitNotes.medians(earlier));
      return this;
    }

    /** Sets the zone in which the offsets of the stamps may change. */
    public Builder zone(ZoneId zone) {
      this.zone = zone;
      return this;
    }

    /** Allows stamps without offset and says in which zone they are meant. */
    public Builder plainStampsIn(ZoneId zone) {
      this.plainZone = zone;
      return this;
    }

    /** Returns the reader. */
    public ReadingsCsv build() {
      return new ReadingsCsv(this);
    }
  }
}
