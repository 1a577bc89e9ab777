// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.bench.run.Cost;
import io.github.watermgmt.bench.run.ProviderChoice;
import io.github.watermgmt.bench.run.ResultCsv;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The tables of a comparison of detectors, as files and as text. Thread-safety: immutable. */
final class DetectTables {
  private static final List<String> ALARMS =
      List.of("time", "pipe", "kind", "grade", "onset", "size_m3h");
  private static final List<String> SCORES =
      List.of(
          "provider",
          "new_leaks",
          "detectable",
          "detectable_found",
          "alarms",
          "hits",
          "chance",
          "abrupt_hits",
          "abrupt",
          "false",
          "repeats",
          "delay_mean_h",
          "delay_median_h",
          "slow",
          "known",
          "note");
  private static final List<String> COSTS =
      List.of(
          "provider",
          "streams",
          "frames",
          "points",
          "fit_ms",
          "fit_cpu_ms",
          "fit_bytes",
          "observe_ms",
          "observe_cpu_ms",
          "points_per_s",
          "bytes_per_observe",
          "bytes_per_stream",
          "note");
  private static final double NANOS_PER_MS = 1e6;

  private final List<Contest.Entry> entries;
  private final Map<String, LeakScore> scores;
  private final boolean scored;

  /**
   * Prepares the tables.
   *
   * @param truth the leaks there were; without it nothing is scored
   */
  DetectTables(List<Contest.Entry> entries, Optional<Truth> truth, Window test) {
    this.entries = List.copyOf(entries);
    this.scored = truth.isPresent();
    Map<String, LeakScore> byLabel = new LinkedHashMap<>();
    for (Contest.Entry entry : entries) {
      if (entry.complete() && truth.isPresent()) {
        byLabel.put(
            entry.label(),
            LeakScore.of(
                truth.get().leaks(), truth.get().detectable(), test, times(entry.alarms())));
      }
    }
    this.scores = byLabel;
  }

  private static List<Instant> times(List<Alarm> alarms) {
    return alarms.stream().filter(one -> one.kind() == Alarm.Kind.FAST).map(Alarm::time).toList();
  }

  static Path file(Path folder, String label) {
    return folder.resolve(ProviderChoice.fileStem(label) + ".csv");
  }

  /** Returns the score of a provider, empty without a truth or a result. */
  Optional<LeakScore> score(String label) {
    return Optional.ofNullable(scores.get(label));
  }

  static long count(Contest.Entry entry, Alarm.Kind kind) {
    return entry.alarms().stream().filter(one -> one.kind() == kind).count();
  }

  /** Writes all files, and removes those of an earlier run that have no successor. */
  void write(Path folder) {
    for (Contest.Entry entry : entries) {
      Path file = file(folder, entry.label());
      if (entry.complete()) {
        ResultCsv.write(
            file,
            ALARMS,
            sink -> {
              for (Alarm alarm : entry.alarms()) {
                sink.row(row(alarm));
              }
            });
      } else {
        remove(file);
      }
    }
    if (scored) {
      ResultCsv.write(
          folder.resolve("scores.csv"),
          SCORES,
          sink -> {
            for (Contest.Entry entry : entries) {
              sink.row(scoreRow(entry));
            }
          });
    } else {
      remove(folder.resolve("scores.csv"));
    }
    ResultCsv.write(
        folder.resolve("costs.csv"),
        COSTS,
        sink -> {
          for (Contest.Entry entry : entries) {
            sink.row(costRow(entry));
          }
        });
  }

  private static void remove(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> row(Alarm alarm) {
    return List.of(
        alarm.time().toString(),
        alarm.pipe(),
        alarm.kind().label(),
        ResultCsv.number(alarm.grade()),
        alarm.onset().toString(),
        ResultCsv.number(alarm.sizeM3h().orElse(Double.NaN)));
  }

  private List<String> scoreRow(Contest.Entry entry) {
    LeakScore score = scores.get(entry.label());
    List<String> cells = new ArrayList<>();
    cells.add(entry.label());
    if (score == null) {
      while (cells.size() < SCORES.size() - 1) {
        cells.add("");
      }
    } else {
      cells.add(Integer.toString(score.newLeaks()));
      cells.add(LeakScore.text(score.detectable()));
      cells.add(LeakScore.text(score.detectableFound()));
      cells.add(Integer.toString(score.alarms()));
      cells.add(Integer.toString(score.hits()));
      cells.add(ResultCsv.number(score.chance()));
      cells.add(LeakScore.text(score.abruptHits()));
      cells.add(LeakScore.text(score.abrupt()));
      cells.add(Integer.toString(score.falseAlarms()));
      cells.add(Integer.toString(score.repeats()));
      cells.add(ResultCsv.number(score.meanDelayH()));
      cells.add(ResultCsv.number(score.medianDelayH()));
      cells.add(Long.toString(count(entry, Alarm.Kind.SLOW)));
      cells.add(Long.toString(count(entry, Alarm.Kind.KNOWN)));
    }
    cells.add(entry.note());
    return cells;
  }

  static double pointsPerSecond(Contest.Entry entry) {
    return entry.observe().wallNanos() > 0
        ? entry.points() * 1e9 / entry.observe().wallNanos()
        : Double.NaN;
  }

  static double bytesPerObserve(Contest.Entry entry) {
    return entry.frames() > 0 && entry.observe().allocatedBytes() >= 0
        ? (double) entry.observe().allocatedBytes() / entry.frames()
        : Double.NaN;
  }

  private static List<String> costRow(Contest.Entry entry) {
    Cost fit = entry.fit();
    Cost observe = entry.observe();
    return List.of(
        entry.label(),
        Integer.toString(entry.streams()),
        Long.toString(entry.frames()),
        Long.toString(entry.points()),
        ms(fit.wallNanos()),
        ms(fit.cpuNanos()),
        fit.allocatedBytes() < 0 ? "" : Long.toString(fit.allocatedBytes()),
        ms(observe.wallNanos()),
        ms(observe.cpuNanos()),
        ResultCsv.number(pointsPerSecond(entry)),
        ResultCsv.number(bytesPerObserve(entry)),
        ResultCsv.number(entry.bytesPerStream()),
        entry.note());
  }

  private static String ms(long nanos) {
    return ResultCsv.number(nanos < 0 ? Double.NaN : nanos / NANOS_PER_MS);
  }

  /** Returns the summary for a terminal: a line for each provider. */
  String summary() {
    int width = Math.max(8, entries.stream().mapToInt(one -> one.label().length()).max().orElse(0));
    String name = "%-" + width + "s";
    StringBuilder text = new StringBuilder();
    if (scored) {
      line(
          text,
          name
              + "  alarms  hits  chance  false  repeats  detectable  abrupt  delay h"
              + "  slow  known  points/s  bytes/stream",
          "provider");
    } else {
      line(text, name + "  alarms  slow  known  points/s  bytes/stream", "provider");
    }
    for (Contest.Entry entry : entries) {
      if (!entry.complete()) {
        line(text, name + "  %s", entry.label(), entry.note());
        continue;
      }
      LeakScore score = scores.get(entry.label());
      if (score == null) {
        line(text, name + "  %6d", entry.label(), count(entry, Alarm.Kind.FAST));
      } else {
        line(
            text,
            name + "  %6d  %4d  %6.1f  %5d  %7d  %10s  %6s  %7s",
            entry.label(),
            score.alarms(),
            score.hits(),
            score.chance(),
            score.falseAlarms(),
            score.repeats(),
            of(LeakScore.text(score.detectableFound()), LeakScore.text(score.detectable())),
            of(LeakScore.text(score.abruptHits()), LeakScore.text(score.abrupt())),
            decimal(score.medianDelayH()));
      }
      text.setLength(text.length() - 1);
      line(
          text,
          "  %4d  %5d  %8.2e  %12s",
          count(entry, Alarm.Kind.SLOW),
          count(entry, Alarm.Kind.KNOWN),
          pointsPerSecond(entry),
          Double.isNaN(entry.bytesPerStream())
              ? "-"
              : String.format(Locale.ROOT, "%.0f", entry.bytesPerStream()));
    }
    return text.toString();
  }

  static String of(String part, String whole) {
    return whole.isEmpty() ? "-" : part + "/" + whole;
  }

  static String decimal(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static void line(StringBuilder text, String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
