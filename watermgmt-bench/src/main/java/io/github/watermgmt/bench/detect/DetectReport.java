// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.bench.run.RunRecord;
import io.github.watermgmt.core.io.LeaksCsv.Leak;
import io.github.watermgmt.core.report.HtmlReport;
import io.github.watermgmt.core.report.LanesChart;
import io.github.watermgmt.core.report.LanesChart.Mark;
import io.github.watermgmt.core.report.ReportTable;
import io.github.watermgmt.series.IngestReport;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The comparison on a page. Thread-safety: stateless. */
final class DetectReport {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int MOST_ROWS = 200;
  private static final String LEAKS = "leaks";

  private DetectReport() {}

  static HtmlReport page(
      List<Contest.Entry> entries,
      DetectTables tables,
      DetectSettings.Setting setting,
      IngestReport ingest,
      List<String> notes,
      RunRecord record) {
    Window test = setting.test();
    HtmlReport report = new HtmlReport("Detectors compared");
    report.subtitle(
        "Trained from "
            + DAY.format(setting.train().from())
            + " to "
            + DAY.format(setting.train().to())
            + ", tested from "
            + DAY.format(test.from())
            + " to "
            + DAY.format(test.to())
            + ", UTC");
    record.partial().ifPresent(report::partial);
    setting.truth().ifPresent(truth -> tiles(report, truth, test));
    report.heading("Alarms");
    report.chart(lanes(entries, tables, setting));
    scores(report, entries, tables, setting.truth());
    alarms(report, entries, tables);
    costs(report, entries);
    report.heading("What the detectors saw");
    notes.forEach(report::paragraph);
    report.data(ingest);
    record.describe(report);
    return report;
  }

  private static void tiles(HtmlReport report, Truth truth, Window test) {
    List<Leak> fresh = truth.leaks().stream().filter(leak -> test.contains(leak.start())).toList();
    report.tile("New leaks", Integer.toString(fresh.size()), "that began within the test");
    truth
        .detectable()
        .ifPresent(
            some ->
                report.tile(
                    "Detectable",
                    Long.toString(fresh.stream().filter(some::contains).count()),
                    "reach 1 m³/h within seven days"));
  }

  private static LanesChart lanes(
      List<Contest.Entry> entries, DetectTables tables, DetectSettings.Setting setting) {
    Window test = setting.test();
    LanesChart.Builder chart =
        LanesChart.of("Leaks and alarms", ZoneOffset.UTC, test.from(), test.to())
            .spans("leak, from its begin to its repair")
            .marks(Mark.HIT, "hit")
            .marks(Mark.FALSE, "false alarm")
            .marks(Mark.REPEAT, "repeat")
            .marks(Mark.NEUTRAL, "not scored in time");
    if (setting.truth().isPresent()) {
      chart.lane(LEAKS);
      setting.truth().get().leaks().stream()
          .filter(leak -> leak.end().isAfter(test.from()) && leak.start().isBefore(test.to()))
          .forEach(leak -> chart.span(LEAKS, leak.start(), leak.end(), leak.pipe()));
    }
    for (Contest.Entry entry : entries) {
      if (!entry.complete()) {
        continue;
      }
      chart.lane(entry.label());
      Optional<LeakScore> score = tables.score(entry.label());
      for (Alarm alarm : entry.alarms()) {
        if (score.isEmpty() || alarm.kind() != Alarm.Kind.FAST) {
          chart.mark(entry.label(), alarm.time(), Mark.NEUTRAL, alarm.kind().label());
        }
      }
      score.ifPresent(
          one ->
              one.verdicts()
                  .forEach(
                      verdict ->
                          chart.mark(
                              entry.label(),
                              verdict.time(),
                              mark(verdict.outcome()),
                              verdict.leak().map(Leak::pipe).orElse(""))));
    }
    return chart.build();
  }

  private static Mark mark(LeakScore.Outcome outcome) {
    return switch (outcome) {
      case HIT -> Mark.HIT;
      case FALSE -> Mark.FALSE;
      case REPEAT -> Mark.REPEAT;
    };
  }

  private static void scores(
      HtmlReport report, List<Contest.Entry> entries, DetectTables tables, Optional<Truth> truth) {
    report.heading("Scores in time");
    if (truth.isEmpty()) {
      report.paragraph("Nothing is scored: the leaks there were are not known.");
      return;
    }
    ReportTable table =
        new ReportTable(
                "Hits and false alarms",
                "provider",
                "#alarms",
                "#hits",
                "#by chance",
                "#false",
                "#repeats",
                "#detectable found",
                "#abrupt found",
                "#mean delay, h",
                "#median delay, h",
                "#slow",
                "#known",
                "note")
            .cards();
    for (Contest.Entry entry : entries) {
      LeakScore score = tables.score(entry.label()).orElse(null);
      if (score == null) {
        table.row(entry.label(), "", "", "", "", "", "", "", "", "", "", "", entry.note());
      } else {
        table.row(
            entry.label(),
            Integer.toString(score.alarms()),
            Integer.toString(score.hits()),
            DetectTables.decimal(score.chance()),
            Integer.toString(score.falseAlarms()),
            Integer.toString(score.repeats()),
            DetectTables.of(
                LeakScore.text(score.detectableFound()), LeakScore.text(score.detectable())),
            DetectTables.of(LeakScore.text(score.abruptHits()), LeakScore.text(score.abrupt())),
            DetectTables.decimal(score.meanDelayH()),
            DetectTables.decimal(score.medianDelayH()),
            Long.toString(DetectTables.count(entry, Alarm.Kind.SLOW)),
            Long.toString(DetectTables.count(entry, Alarm.Kind.KNOWN)),
            "");
      }
    }
    report.table(table);
    report.paragraph(
        "An alarm hits the newest leak that is running, began at most seven days before and is not"
            + " hit yet; an alarm on a leak that is hit repeats; the rest are false. By chance: the"
            + " hits that as many alarms at random times have on average. Slow and known alarms are"
            + " not scored in time. A few leaks and one network say little: two hits more or less"
            + " are no difference.");
    if (truth.get().detectable().isEmpty()) {
      report.paragraph("Which leaks can be found in time is not known: no flows of leaks given.");
    }
  }

  private static void alarms(HtmlReport report, List<Contest.Entry> entries, DetectTables tables) {
    ReportTable table =
        new ReportTable(
                "Every alarm",
                "provider",
                "time",
                "kind",
                "what it was",
                "onset",
                "#size, m³/h",
                "#grade")
            .cards();
    int rows = 0;
    long all = entries.stream().mapToLong(one -> one.alarms().size()).sum();
    for (Contest.Entry entry : entries) {
      int fast = 0;
      for (Alarm alarm : entry.alarms()) {
        Optional<LeakScore> score = tables.score(entry.label());
        String what = "";
        if (alarm.kind() == Alarm.Kind.FAST && score.isPresent()) {
          what = what(score.get().verdicts().get(fast++));
        }
        if (rows++ < MOST_ROWS) {
          table.row(
              entry.label(),
              TIME.format(alarm.time()),
              alarm.kind().label(),
              what,
              TIME.format(alarm.onset()),
              alarm.sizeM3h().isPresent()
                  ? DetectTables.decimal(alarm.sizeM3h().getAsDouble())
                  : "",
              String.format(Locale.ROOT, "%.2f", alarm.grade()));
        }
      }
    }
    if (all == 0) {
      report.paragraph("There was no alarm.");
      return;
    }
    report.table(table);
    if (all > MOST_ROWS) {
      report.paragraph("The first " + MOST_ROWS + " of " + all + "; the files hold them all.");
    }
  }

  private static String what(LeakScore.Verdict verdict) {
    if (verdict.leak().isEmpty()) {
      return verdict.outcome().name().toLowerCase(Locale.ROOT);
    }
    Leak leak = verdict.leak().get();
    return "hit "
        + leak.pipe()
        + ", "
        + DetectTables.decimal(hours(leak.start(), verdict.time()))
        + " h after it began";
  }

  private static double hours(Instant from, Instant to) {
    return (to.getEpochSecond() - from.getEpochSecond()) / 3600.0;
  }

  private static void costs(HtmlReport report, List<Contest.Entry> entries) {
    report.heading("Costs");
    ReportTable table =
        new ReportTable(
                "One thread each",
                "provider",
                "#streams",
                "#frames",
                "#fit, CPU s",
                "#observe, CPU s",
                "#values per second",
                "#bytes allocated per frame",
                "#bytes of a snapshot")
            .cards();
    for (Contest.Entry entry : entries) {
      if (entry.complete()) {
        table.row(
            entry.label(),
            Integer.toString(entry.streams()),
            Long.toString(entry.frames()),
            seconds(entry.fit().cpuNanos()),
            seconds(entry.observe().cpuNanos()),
            whole(DetectTables.pointsPerSecond(entry)),
            whole(DetectTables.bytesPerObserve(entry)),
            whole(entry.bytesPerStream()));
      }
    }
    report.table(table);
    report.paragraph(
        "Ratios between rows say more than the numbers: machines differ, and so do days.");
  }

  private static String seconds(long nanos) {
    return nanos < 0 ? "-" : String.format(Locale.ROOT, "%.2f", nanos / 1e9);
  }

  private static String whole(double value) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.0f", value);
  }
}
