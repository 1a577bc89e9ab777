// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the teams of a forecasting battle scored: a CSV with the columns {@code
 * pos,week,dma,PI1,PI2,PI3}, one row per team, week and series. An empty score is none; that team
 * is left out of the ranks of that cell.
 *
 * <p>A cell is one indicator of one week and series. A forecaster's rank in it is that among the
 * teams when it alone joins them: one more than the teams that were better, and half a place for
 * each that was equal.
 *
 * <p>Thread-safety: immutable.
 */
final class Teams {
  /** The indicators, in the order of the columns. */
  static final List<String> INDICATORS = List.of("PI1", "PI2", "PI3");

  private static final List<String> HEADER = List.of("pos", "week", "dma", "PI1", "PI2", "PI3");

  /** One team's scores by cell. */
  private record Team(String position, Map<Cell, double[]> scores) {}

  /** One week and series. */
  record Cell(String week, String series) {}

  /**
   * How somebody fared.
   *
   * @param means of the indicators, over the cells that have a score
   * @param ranks mean rank per indicator
   * @param rank mean rank over all cells of all indicators
   * @param cells number of ranked cells
   */
  record Standing(String name, double[] means, double[] ranks, double rank, int cells) {}

  /** The scores of a newcomer in a cell, one per indicator; NaN where there is none. */
  @FunctionalInterface
  interface Newcomer {
    /** Returns the indicators of a week's number and a series. */
    double[] scores(int week, String series);
  }

  private final List<Team> teams;
  private final List<String> weeks;
  private final List<String> series;

  private Teams(List<Team> teams, List<String> weeks, List<String> series) {
    this.teams = List.copyOf(teams);
    this.weeks = List.copyOf(weeks);
    this.series = List.copyOf(series);
  }

  /**
   * Reads a file.
   *
   * @throws InputFileException WM-701 with all problems of the file
   */
  static Teams read(Path file) {
    List<String> problems = new ArrayList<>();
    Map<String, Team> teams = new LinkedHashMap<>();
    Set<String> weeks = new LinkedHashSet<>();
    Set<String> series = new LinkedHashSet<>();
    if (!Files.isReadable(file)) {
      problems.add(Validation.message("file", file, "cannot be read", "check the path"));
      throw new InputFileException(file.toString(), problems);
    }
    try (CsvReader<CsvRecord> csv =
        CsvReader.builder()
            .skipEmptyLines(true)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .ofCsvRecord(file)) {
      boolean header = true;
      for (CsvRecord row : csv) {
        if (header) {
          header = false;
          if (!row.getFields().equals(HEADER)) {
            problems.add(
                Validation.message(
                    "header",
                    String.join(",", row.getFields()),
                    "must be " + String.join(",", HEADER),
                    ""));
            break;
          }
        } else if (row.getFieldCount() != HEADER.size()) {
          problems.add(
              Validation.message(
                  "line " + row.getStartingLineNumber(),
                  row.getFieldCount() + " fields",
                  "the header has " + HEADER.size(),
                  ""));
        } else {
          Cell cell = new Cell(row.getField(1).strip(), row.getField(2).strip());
          weeks.add(cell.week());
          series.add(cell.series());
          Team team =
              teams.computeIfAbsent(
                  row.getField(0).strip(), position -> new Team(position, new HashMap<>()));
          if (team.scores().put(cell, scores(row, problems)) != null) {
            problems.add(
                Validation.message(
                    "line " + row.getStartingLineNumber(),
                    team.position() + "," + cell.week() + "," + cell.series(),
                    "is there twice",
                    "drop one"));
          }
        }
      }
      if (problems.isEmpty() && teams.isEmpty()) {
        problems.add(Validation.message("file", file, "has no team", ""));
      }
    } catch (CsvParseException | UncheckedIOException | IOException e) {
      problems.add(Validation.message("file", file, "cannot be read as CSV: " + e, ""));
    }
    if (!problems.isEmpty()) {
      throw new InputFileException(file.toString(), problems);
    }
    return new Teams(List.copyOf(teams.values()), List.copyOf(weeks), List.copyOf(series));
  }

  private static double[] scores(CsvRecord row, List<String> problems) {
    double[] scores = new double[INDICATORS.size()];
    for (int i = 0; i < scores.length; i++) {
      String text = row.getField(HEADER.size() - scores.length + i).strip();
      scores[i] = Double.NaN;
      try {
        scores[i] = text.isEmpty() ? Double.NaN : Double.parseDouble(text);
      } catch (NumberFormatException e) {
        problems.add(
            Validation.message(
                "line " + row.getStartingLineNumber() + ", column " + INDICATORS.get(i),
                text,
                "must be a number with a point, or empty",
                ""));
      }
    }
    return scores;
  }

  /** Returns the weeks' names, in the order of the file. */
  List<String> weeks() {
    return weeks;
  }

  /** Returns the series that the teams forecast, in the order of the file. */
  List<String> series() {
    return series;
  }

  /** Returns the number of teams. */
  int size() {
    return teams.size();
  }

  /** Checks that weeks and origins can be matched, and notes how they are. */
  void check(List<Instant> origins, List<String> ids, List<String> notes, Problems problems) {
    if (origins.size() != weeks.size()) {
      problems.add(
          Validation.message(
              "--teams",
              weeks.size() + " weeks: " + String.join(", ", weeks),
              "must be as many as there are origins, "
                  + origins.size()
                  + ": the weeks of the file in order are the origins in order",
              "give --origins with one moment per week"));
      return;
    }
    List<String> common = series.stream().filter(ids::contains).toList();
    if (common.isEmpty()) {
      problems.add(
          Validation.message(
              "--teams",
              "series " + String.join(", ", series),
              "none is a series of the readings, " + String.join(", ", ids),
              "rename them in the file"));
      return;
    }
    for (int w = 0; w < weeks.size(); w++) {
      notes.add("teams: week " + weeks.get(w) + " is the origin " + origins.get(w));
    }
    series.stream()
        .filter(id -> !ids.contains(id))
        .forEach(id -> notes.add("teams: series '" + id + "' is not forecast and not ranked"));
  }

  /** Places somebody who alone joins the teams. */
  Standing place(String name, Newcomer newcomer) {
    Tally tally = new Tally();
    for (int w = 0; w < weeks.size(); w++) {
      for (String id : series) {
        double[] own = newcomer.scores(w, id);
        for (int i = 0; i < own.length; i++) {
          tally.add(i, own[i], rank(new Cell(weeks.get(w), id), i, own[i], Optional.empty()));
        }
      }
    }
    return tally.standing(name);
  }

  /** Returns how each team fared among the teams alone, best mean rank first. */
  List<Standing> standings() {
    List<Standing> standings = new ArrayList<>();
    for (Team team : teams) {
      Tally tally = new Tally();
      team.scores()
          .forEach(
              (cell, own) -> {
                for (int i = 0; i < own.length; i++) {
                  tally.add(i, own[i], rank(cell, i, own[i], Optional.of(team)));
                }
              });
      standings.add(tally.standing("team " + team.position()));
    }
    return standings.stream().sorted(Comparator.comparingDouble(Standing::rank)).toList();
  }

  private double rank(Cell cell, int indicator, double own, Optional<Team> self) {
    double rank = 1;
    for (Team team : teams) {
      double[] scores = team.scores().get(cell);
      if (scores == null || (self.isPresent() && self.get().position().equals(team.position()))) {
        continue;
      }
      double other = scores[indicator];
      // No comparison holds for NaN: who has no score takes no place.
      if (other < own) {
        rank++;
      } else if (other == own) {
        rank += 0.5;
      }
    }
    return rank;
  }

  /** Sums of one competitor. */
  private static final class Tally {
    private final double[] values = new double[INDICATORS.size()];
    private final double[] ranks = new double[INDICATORS.size()];
    private final int[] counts = new int[INDICATORS.size()];

    void add(int indicator, double value, double rank) {
      if (!Double.isNaN(value)) {
        values[indicator] += value;
        ranks[indicator] += rank;
        counts[indicator]++;
      }
    }

    Standing standing(String name) {
      double[] means = new double[values.length];
      double[] meanRanks = new double[values.length];
      double sum = 0;
      int cells = 0;
      for (int i = 0; i < values.length; i++) {
        means[i] = counts[i] == 0 ? Double.NaN : values[i] / counts[i];
        meanRanks[i] = counts[i] == 0 ? Double.NaN : ranks[i] / counts[i];
        sum += ranks[i];
        cells += counts[i];
      }
      return new Standing(name, means, meanRanks, cells == 0 ? Double.NaN : sum / cells, cells);
    }
  }
}
