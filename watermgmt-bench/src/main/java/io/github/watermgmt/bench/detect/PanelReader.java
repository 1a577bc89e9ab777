// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.IngestReport;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.SeriesIngest;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads the series of the sensors that are wanted, file after file, so that never more than one
 * group of files lies in memory twice. Files of one group follow each other; noise is added here,
 * to single readings.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class PanelReader {
  private static final String STAGE = "Reading the panel";

  private final PanelFiles files;
  private final Noise noise;
  private final RunContext run;
  private final Map<String, SeriesIngest> ingests = new LinkedHashMap<>();
  private final List<String> notes = new ArrayList<>();

  PanelReader(PanelFiles files, Noise noise, RunContext run) {
    this.files = files;
    this.noise = noise;
    this.run = run;
  }

  /**
   * Reads sensors.
   *
   * @return the series of each sensor wanted, by its id, in the order of the sensors; one without
   *     any value is left out and reported
   * @throws io.github.watermgmt.error.InputFileException WM-701 with all problems of a file
   * @throws DataException WM-105 if files of one group have different steps or overlap, WM-106 if a
   *     file in the long form holds sensors that are not declared
   */
  Map<String, Series> read(Set<String> wanted) {
    Map<String, Series> all = new LinkedHashMap<>();
    List<PanelFiles.Group> groups =
        files.groups().stream()
            .filter(group -> group.ids().values().stream().anyMatch(wanted::contains))
            .toList();
    long total = groups.stream().mapToLong(group -> group.files().size()).sum();
    long done = 0;
    for (PanelFiles.Group group : groups) {
      List<Panel> panels = new ArrayList<>();
      for (Path file : group.files()) {
        run.checkpoint(STAGE);
        run.progress(STAGE, done++, total);
        panels.add(read(file, group));
      }
      TimeAxis axis = common(group, panels);
      group
          .ids()
          .forEach(
              (column, id) -> {
                if (wanted.contains(id)) {
                  Series joined = joined(column, panels, axis);
                  if (joined != null) {
                    all.put(id, noise.on(joined.withId(id)));
                  }
                }
              });
    }
    run.progress(STAGE, total, total);
    return all;
  }

  private Panel read(Path file, PanelFiles.Group group) {
    PanelBuilder.Built built =
        ReadingsCsv.builder()
            .sensors(List.copyOf(group.sensors().values()))
            .plainStampsIn(ZoneOffset.UTC)
            .build()
            .read(file);
    Set<String> strangers = new TreeSet<>(built.panel().ids());
    strangers.removeAll(group.sensors().keySet());
    if (!strangers.isEmpty()) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message(
              "sensors of " + file.getFileName(),
              String.join(", ", strangers),
              "have no line in the sensors",
              "add them there"));
    }
    for (SeriesIngest one : built.report().series()) {
      String id = group.ids().getOrDefault(one.id(), one.id());
      ingests.merge(id, named(one, id), PanelReader::sum);
    }
    built.report().notes().forEach(note -> notes.add(file.getFileName() + ": " + note));
    return built.panel();
  }

  private static TimeAxis common(PanelFiles.Group group, List<Panel> panels) {
    TimeAxis first = panels.get(0).axis();
    long from = Long.MAX_VALUE;
    long to = Long.MIN_VALUE;
    Validation problems = new Validation();
    for (int i = 0; i < panels.size(); i++) {
      TimeAxis axis = panels.get(i).axis();
      from = Math.min(from, axis.epochSecond(0));
      to = Math.max(to, axis.epochSecond(axis.length()));
      problems.check(
          axis.sameGrid(first),
          "steps of " + group.files().get(i).getFileName(),
          axis,
          "must be on the grid of " + group.files().get(0).getFileName() + ", " + first,
          "");
      for (int j = 0; j < i; j++) {
        TimeAxis other = panels.get(j).axis();
        problems.check(
            !axis.start().isBefore(other.end()) || !other.start().isBefore(axis.end()),
            "time of " + group.files().get(i).getFileName(),
            axis,
            "must not overlap that of " + group.files().get(j).getFileName() + ", " + other,
            "give each reading once");
      }
    }
    problems.throwIfAny(ErrorCode.AXIS_MISMATCH, "panel");
    return TimeAxis.of(
        from, first.stepSeconds(), Math.toIntExact((to - from) / first.stepSeconds()));
  }

  /** Returns one sensor over all files, or null if none has a value of it. */
  private static @Nullable Series joined(String column, List<Panel> panels, TimeAxis axis) {
    List<Series> parts =
        panels.stream()
            .filter(panel -> panel.contains(column))
            .map(panel -> panel.series(column))
            .toList();
    if (parts.isEmpty()) {
      return null;
    }
    if (parts.size() == 1 && parts.get(0).axis().equals(axis)) {
      return parts.get(0);
    }
    double[] values = new double[axis.length()];
    Arrays.fill(values, Double.NaN);
    for (Series part : parts) {
      part.copyTo(0, values, axis.indexOf(part.axis().start()), part.length());
    }
    Series first = parts.get(0);
    return Series.of(column, first.quantity(), first.support(), axis, values);
  }

  private static SeriesIngest named(SeriesIngest one, String id) {
    return new SeriesIngest(
        id,
        one.rows(),
        one.duplicates(),
        one.outOfOrder(),
        one.resampled(),
        one.missingRows(),
        one.negativeRefused(),
        one.gaps(),
        one.longestGapSteps(),
        one.skipped());
  }

  /** Two files of one sensor; a gap between them is not counted. */
  private static SeriesIngest sum(SeriesIngest one, SeriesIngest other) {
    return new SeriesIngest(
        one.id(),
        one.rows() + other.rows(),
        one.duplicates() + other.duplicates(),
        one.outOfOrder() + other.outOfOrder(),
        one.resampled() + other.resampled(),
        one.missingRows() + other.missingRows(),
        one.negativeRefused() + other.negativeRefused(),
        one.gaps() + other.gaps(),
        Math.max(one.longestGapSteps(), other.longestGapSteps()),
        one.skipped() && other.skipped());
  }

  /** Returns what was done to the rows so far. */
  IngestReport report() {
    return new IngestReport(List.copyOf(ingests.values()), notes);
  }
}
