// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.bench.Compare;
import io.github.watermgmt.bench.run.Page;
import io.github.watermgmt.bench.run.ProviderChoice;
import io.github.watermgmt.bench.run.RunRecord;
import io.github.watermgmt.bench.run.RunSettings;
import io.github.watermgmt.bench.run.Stop;
import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.SignedMeter;
import io.github.watermgmt.spi.ProviderKind;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Compares detectors on one stretch of readings. */
@Command(
    name = "detect",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets detectors watch the same readings, frame after frame, and scores their alarms.",
      "Writes PROVIDER.csv, one row per alarm; with --truth scores.csv; costs.csv, run.json and"
          + " report.html."
    })
public final class DetectCommand implements Callable<Integer> {
  private static final Set<String> RESERVED = Set.of("scores", "costs");
  private static final int LARGEST_OVERHANG = 10;

  private final Stop stop;

  @Mixin DetectSettings settings = new DetectSettings();
  @Mixin RunSettings common = new RunSettings();
  @Spec CommandSpec spec;

  /** Creates the command. */
  public DetectCommand(Stop stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() {
    try {
      return compare();
    } catch (CancelledException e) {
      err().println("Interrupted before anything was done; nothing was written.");
      return Compare.INTERRUPTED;
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private int compare() {
    Providers providers = common.discover();
    Map<String, AnomalyDetector> detectors =
        common.contestants(ProviderKind.DETECTOR, providers, providers::detector);
    requireNames(detectors.keySet());
    RunRecord record = new RunRecord("detect", common);
    settings.asMap().forEach(record::put);
    DetectSettings.Setting setting = settings.read(common.seed());
    settings.inputs().forEach(record::input);
    RunContext run = common.context(stop);

    Map<String, ChannelRule.Choice> choices = new LinkedHashMap<>();
    detectors.forEach(
        (label, detector) -> choices.put(label, setting.rule().of(detector.capabilities())));
    PanelReader reader = new PanelReader(setting.files(), setting.noise(), run);
    Map<String, Series> read = reader.read(wanted(choices, setting));
    ChannelData data =
        new ChannelData(
            read, setting.files(), setting.rule().meters(), settings.tanks(), settings.step());
    List<String> notes = new ArrayList<>();
    Map<String, List<Watch>> streams = new LinkedHashMap<>();
    Map<List<String>, Panel> panels = new LinkedHashMap<>();
    detectors.forEach(
        (label, detector) -> {
          ChannelRule.Choice choice = choices.getOrDefault(label, setting.rule().of(Set.of()));
          Panel panel = panels.computeIfAbsent(choice.channels(), data::panel);
          requireWithin(panel.axis(), setting, notes);
          streams.put(label, streams(detector, choice, panel, setting, data));
          record.provider(label, what(providers, detector, panel, choice));
        });
    read.clear();
    panels.clear();
    notes.addAll(0, data.notes());
    notes.addAll(settings.unused());

    List<Contest.Entry> entries = Contest.run(streams, run, common.rounds());
    boolean interrupted = stop.isRequested() && entries.stream().anyMatch(one -> !one.complete());
    if (interrupted && entries.stream().noneMatch(Contest.Entry::complete)) {
      throw new CancelledException("detect");
    }
    if (interrupted) {
      record.partial("interrupted; only the providers with scores were done");
    }
    DetectTables tables = new DetectTables(entries, setting.truth(), setting.test());
    tables.write(common.out());
    record.write(common.out());
    Path report =
        Page.write(
            common.out(),
            DetectReport.page(entries, tables, setting, reader.report(), notes, record));
    tell(tables, setting, notes, interrupted);
    out().println("Report: " + report);
    out().flush();
    if (interrupted) {
      return Compare.INTERRUPTED;
    }
    return entries.stream().allMatch(Contest.Entry::complete) ? Compare.DONE : Compare.FAILURES;
  }

  private void tell(
      DetectTables tables,
      DetectSettings.Setting setting,
      List<String> notes,
      boolean interrupted) {
    PrintWriter out = out();
    notes.forEach(out::println);
    out.print(tables.summary());
    if (setting.truth().isEmpty()) {
      out.println("Nothing is scored: --truth names no leaks.");
    } else if (setting.truth().get().detectable().isEmpty()) {
      out.println("Which leaks can be found in time is not known: --leakages names no flows.");
    }
    if (interrupted) {
      out.println("Partial: the run was interrupted.");
    }
    out.flush();
  }

  private static void requireNames(Set<String> labels) {
    Validation problems = new Validation();
    Set<String> files = new HashSet<>();
    for (String label : labels) {
      String stem = ProviderChoice.fileStem(label).toLowerCase(Locale.ROOT);
      problems.check(
          files.add(stem) && !RESERVED.contains(stem),
          "provider",
          label,
          "would write to the file of another, " + stem + ".csv",
          "compare it in a run of its own");
    }
    problems.throwIfAny(ErrorCode.OUTPUT_FILE, "detect");
  }

  private Set<String> wanted(
      Map<String, ChannelRule.Choice> choices, DetectSettings.Setting setting) {
    Set<String> wanted = new HashSet<>();
    choices.values().forEach(choice -> wanted.addAll(choice.channels()));
    if (wanted.contains(ChannelRule.INFLOW)) {
      setting.rule().meters().stream().map(SignedMeter::sensor).forEach(wanted::add);
      wanted.addAll(settings.tanks().keySet());
    }
    return wanted;
  }

  private static List<Watch> streams(
      AnomalyDetector detector,
      ChannelRule.Choice choice,
      Panel panel,
      DetectSettings.Setting setting,
      ChannelData data) {
    List<Watch> streams = new ArrayList<>();
    List<List<String>> channels =
        choice.together() ? List.of(panel.ids()) : panel.ids().stream().map(List::of).toList();
    for (List<String> own : channels) {
      streams.add(
          new Watch(
              detector,
              panel.select(own),
              setting.train(),
              setting.test(),
              setting.calendar(),
              data.site(),
              setting.repairs()));
    }
    return streams;
  }

  private static String what(
      Providers providers, AnomalyDetector detector, Panel panel, ChannelRule.Choice choice) {
    return RunRecord.what(providers.detectorProvider(detector.name()), detector.options())
        + ", "
        + panel.size()
        + (panel.size() == 1 ? " channel" : " channels")
        + (choice.together() ? " together" : "")
        + " by "
        + panel.axis().step();
  }

  /** The test may end a little after the data: a round date is easier to write. */
  private static void requireWithin(
      TimeAxis axis, DetectSettings.Setting setting, List<String> notes) {
    Window train = setting.train();
    Window test = setting.test();
    Validation problems = new Validation();
    String data = axis.start() + " to " + axis.end();
    problems.check(
        !train.from().isBefore(axis.start()) && !train.to().isAfter(axis.end()),
        "--train",
        train,
        "must lie within the readings, " + data,
        "");
    problems.check(
        test.from().isBefore(axis.end()),
        "--test",
        test,
        "must begin within the readings, " + data,
        "");
    Instant latest = axis.end().plus(test.length().dividedBy(LARGEST_OVERHANG));
    problems.check(
        !test.to().isAfter(latest),
        "--test",
        test,
        "must not end much later than the readings, " + data,
        "the last tenth may be missing at most");
    problems.throwIfAny(ErrorCode.NOT_COVERED, "detect");
    String note = "readings end at " + axis.end() + ", before the test does";
    if (test.to().isAfter(axis.end()) && !notes.contains(note)) {
      notes.add(note);
    }
  }
}
