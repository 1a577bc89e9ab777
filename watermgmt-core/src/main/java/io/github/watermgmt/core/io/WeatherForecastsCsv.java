// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariate.Vintage;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.SensorSpec;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.SeriesIngest;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads forecasts of the weather as they were issued: the columns {@code issued}, {@code time} and
 * columns whose names end in their unit, as {@link WeatherCsv} has them:
 *
 * <pre>
 * issued,time,temp_c,rain_mm
 * 2022-07-24T18:00:00Z,2022-07-24T22:00:00Z,24.1,0
 * 2022-07-24T18:00:00Z,2022-07-24T23:00:00Z,23.5,0
 * </pre>
 *
 * <p>{@code issued} is when the forecast became known, not the hour of the model run that it came
 * from: a run of midnight that is published at six is issued at six. Rows may stand in any order,
 * and lie within 92 days of their issue. The axis of each forecast is hourly; an hour without a row
 * is missing.
 *
 * <p>Thread-safety: stateless.
 */
public final class WeatherForecastsCsv {
  private static final String ISSUED = "issued";
  private static final String TIME = "time";

  /** Further ahead nobody forecasts hours, and a slip in a stamp would make a forecast of years. */
  private static final Duration LONGEST = Duration.ofDays(92);

  private WeatherForecastsCsv() {}

  /**
   * Forecasts of the weather by the name of the column.
   *
   * <p>Thread-safety: an immutable value.
   *
   * @param vintages of each column in the order of their issue
   * @param notes what was done to the rows on their way in, and what a reader should know
   */
  public record Issued(Map<String, List<Vintage>> vintages, List<String> notes) {

    /** Copies the collections. */
    public Issued {
      Map<String, List<Vintage>> copy = new LinkedHashMap<>();
      vintages.forEach((name, list) -> copy.put(name, List.copyOf(list)));
      vintages = Collections.unmodifiableMap(copy);
      notes = List.copyOf(notes);
    }

    /** Returns when the forecasts were issued, ascending. */
    public List<Instant> issues() {
      return vintages.values().stream()
          .flatMap(List::stream)
          .map(Vintage::issued)
          .distinct()
          .sorted()
          .toList();
    }

    /**
     * Returns the observed weather as covariates that are known up to a cutoff, and after it by the
     * newest of these forecasts that was issued by then. An observed series of which there is no
     * forecast stays unknown after the cutoff.
     *
     * @throws DataException WM-106 if a forecast has no observed series of its name, WM-102 if it
     *     measures something else
     */
    public Covariates covariates(Panel observed) {
      Validation problems = new Validation();
      for (String name : vintages.keySet()) {
        problems.check(
            observed.contains(name),
            "forecast of '" + name + "'",
            observed.ids(),
            "must have an observed series of its name",
            "name both columns alike");
      }
      problems.throwIfAny(ErrorCode.UNKNOWN_ID, "forecasts of the weather");
      List<Covariate> covariates = new ArrayList<>();
      for (Series series : observed.series()) {
        List<Vintage> own = vintages.getOrDefault(series.id(), List.of());
        covariates.add(
            own.isEmpty() ? Covariate.observed(series) : Covariate.forecast(series, own));
      }
      return new Covariates(covariates);
    }
  }

  /**
   * Reads a file, or all files of a folder whose names end in {@code .csv} or {@code .csv.gz}, in
   * the order of their names.
   *
   * @throws InputFileException WM-701 with all problems of the file that has any; a folder without
   *     files is one
   */
  public static Issued read(Path fileOrFolder) {
    Map<Instant, PanelBuilder> issues = new TreeMap<>();
    List<String> notes = new ArrayList<>();
    for (Path file : files(fileOrFolder)) {
      FileProblems problems = new FileProblems(file);
      CsvTable table = new CsvTable(file, problems);
      table.read(new Rows(issues, problems));
      problems.throwIfAny();
      notes.addAll(table.notes());
    }
    FileProblems problems = new FileProblems(fileOrFolder);
    Map<String, List<Vintage>> vintages = new LinkedHashMap<>();
    long duplicates = 0;
    for (Map.Entry<Instant, PanelBuilder> issue : issues.entrySet()) {
      try {
        PanelBuilder.Built built = issue.getValue().build();
        duplicates += built.report().total(SeriesIngest::duplicates);
        for (Series series : built.panel().series()) {
          vintages
              .computeIfAbsent(series.id(), id -> new ArrayList<>())
              .add(new Vintage(issue.getKey(), series));
        }
      } catch (WaterManagementException e) {
        e.problems().forEach(problem -> problems.add("issued " + issue.getKey() + ": " + problem));
      }
    }
    problems.throwIfAny();
    if (duplicates > 0) {
      notes.add(duplicates + " hours were forecast twice in one issue; the last row was kept");
    }
    return new Issued(vintages, notes);
  }

  private static Collection<Path> files(Path fileOrFolder) {
    if (!Files.isDirectory(fileOrFolder)) {
      return List.of(fileOrFolder);
    }
    FileProblems problems = new FileProblems(fileOrFolder);
    List<Path> found = List.of();
    try (Stream<Path> all = Files.list(fileOrFolder)) {
      found = all.filter(WeatherForecastsCsv::isTable).sorted().toList();
    } catch (IOException e) {
      problems.add(Validation.message("folder", fileOrFolder, "cannot be read: " + e, ""));
    }
    if (found.isEmpty() && problems.isEmpty()) {
      problems.add(
          Validation.message(
              "folder", fileOrFolder, "has no file that ends in .csv or .csv.gz", ""));
    }
    problems.throwIfAny();
    return found;
  }

  private static boolean isTable(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".csv") || name.endsWith(".csv.gz");
  }

  private static final class Rows implements CsvTable.Rows {
    private final Map<Instant, PanelBuilder> issues;
    private final FileProblems problems;
    private final Stamps issuedStamps = new Stamps(null, null);
    private final Stamps timeStamps = new Stamps(null, null);
    private final List<SensorSpec> sensors = new ArrayList<>();
    private List<String> columns = List.of();
    private long lastIssue = Long.MIN_VALUE;
    private @Nullable PanelBuilder last;

    Rows(Map<Instant, PanelBuilder> issues, FileProblems problems) {
      this.issues = issues;
      this.problems = problems;
    }

    @Override
    public void header(List<String> names) {
      columns = names;
      for (String needed : List.of(ISSUED, TIME)) {
        if (!names.contains(needed)) {
          problems.add(
              Validation.message(
                  "header",
                  String.join(",", names),
                  "must have a column '" + needed + "'",
                  needed.equals(ISSUED)
                      ? "this is observed weather, which is no forecast"
                      : "rename the column of the time stamps to 'time'"));
        }
      }
      for (String name : names) {
        if (!name.equals(ISSUED) && !name.equals(TIME)) {
          Unit unit = WeatherCsv.unit(name, problems);
          if (unit != null) {
            sensors.add(new SensorSpec(name, unit, WeatherCsv.support(unit), false));
          }
        }
      }
      if (names.size() < 3) {
        problems.add(
            Validation.message(
                "header",
                String.join(",", names),
                "must have a column with the weather besides 'issued' and 'time'",
                ""));
      }
    }

    @Override
    public void row(long line, CsvRecord fields) {
      boolean good = true;
      for (int i = 0; i < columns.size(); i++) {
        String name = columns.get(i);
        Stamps stamps = name.equals(ISSUED) ? issuedStamps : timeStamps;
        if ((name.equals(ISSUED) || name.equals(TIME)) && !stamps.parse(fields.getField(i))) {
          problems.cell(line, name, fields.getField(i), stamps.error(), stamps.remedy());
          good = false;
        }
      }
      long lead = timeStamps.epochSecond() - issuedStamps.epochSecond();
      if (good && Math.abs(lead) > LONGEST.toSeconds()) {
        problems.cell(
            line,
            TIME,
            fields.getField(columns.indexOf(TIME)),
            "must lie within " + LONGEST.toDays() + " days of its issue",
            "correct one of both stamps");
        good = false;
      }
      for (int i = 0; i < columns.size(); i++) {
        String name = columns.get(i);
        if (!name.equals(ISSUED) && !name.equals(TIME)) {
          double value = value(line, name, fields.getField(i));
          if (good && problems.isEmpty()) {
            add(line, name, value);
          }
        }
      }
    }

    private void add(long line, String name, double value) {
      long second = issuedStamps.epochSecond();
      PanelBuilder panel = last;
      if (panel == null || second != lastIssue) {
        panel = issues.computeIfAbsent(Instant.ofEpochSecond(second), issue -> builder());
        // Another file may bring other columns.
        sensors.forEach(panel::sensor);
        last = panel;
        lastIssue = second;
      }
      try {
        panel.add(name, timeStamps.epochSecond(), value);
      } catch (WaterManagementException e) {
        e.problems().forEach(problem -> problems.add("line " + line + ": " + problem));
      }
    }

    private static PanelBuilder builder() {
      return PanelBuilder.create().step(Duration.ofHours(1));
    }

    private double value(long line, String column, String raw) {
      String text = raw.strip();
      if (text.isEmpty() || List.of("NaN", "nan", "NAN", "NA", "null", "-").contains(text)) {
        return Double.NaN;
      }
      double value = Decimals.parse(text);
      if (Double.isNaN(value)) {
        problems.cell(
            line,
            column,
            raw,
            "must be a decimal number with a point, or empty",
            "correct the value or leave the cell empty");
      }
      return value;
    }
  }
}
