// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.savedmodel;

import io.github.watermgmt.bench.Compare;
import io.github.watermgmt.bench.run.Page;
import io.github.watermgmt.bench.run.Peer;
import io.github.watermgmt.bench.run.Peers;
import io.github.watermgmt.bench.run.ProgressLine;
import io.github.watermgmt.bench.run.ResultTable;
import io.github.watermgmt.bench.run.RunRecord;
import io.github.watermgmt.bench.run.Stop;
import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.savedmodel.LoadSettings;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Calls SavedModels from Java and by peers. Confined to one thread. */
@Command(
    name = "savedmodel",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Calls SavedModels from Java, and by peers in Python: whether the answers agree, what is"
            + " refused, and how long loading and calls of 1 and of 1,024 rows take.",
    footer = {
      "",
      "Beside each folder DIR lies DIR.json with the inputs, and perhaps the outputs expected.",
      "Writes savedmodels.csv, report.html and run.json.",
      "Needs a runner with TensorFlow's natives: ./mvnw -Pnatives -pl watermgmt-bench -am package"
          + " -DskipTests",
      "",
      "Example: compare savedmodel --models models/* --peer tensorflow --rounds 3 --out result"
    })
public final class SavedModelCommand implements Callable<Integer> {
  private static final int LONGEST_CELL = 90;
  private static final String REBUILD =
      "build the runner with them: ./mvnw -Pnatives -pl watermgmt-bench -am package -DskipTests";

  @Option(
      names = "--models",
      paramLabel = "DIR",
      arity = "1..*",
      required = true,
      description = "folders of SavedModels; other files are passed over, for models/*")
  private List<Path> models = new ArrayList<>();

  @Option(
      names = "--signature",
      paramLabel = "KEY",
      description = "the signature to call; default: serving_default, or the only one")
  private String signature = "";

  @Mixin private Peers.Settings peers = new Peers.Settings();

  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "repeat everything so often, all in turn; default: ${DEFAULT-VALUE}")
  private int rounds = 1;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "folder of the results")
  private Path folder = Path.of("compare-out");

  @Spec private CommandSpec spec;
  private final Stop stop;

  /** Creates the command. */
  public SavedModelCommand(Stop stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    RunRecord record = new RunRecord("savedmodel", 0, 1, rounds);
    List<String> notes = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    if (rounds < 1) {
      problems.add(Validation.message("--rounds", rounds, "must be at least 1", ""));
    }
    List<ModelCase> cases = List.of();
    try {
      cases = ModelCase.read(models.stream().filter(Files::isDirectory).toList());
    } catch (WaterManagementException e) {
      problems.addAll(e.problems());
    }
    if (cases.isEmpty() && problems.isEmpty()) {
      problems.add(Validation.message("--models", models, "must name a folder at least", ""));
    }
    List<Caller> callers = List.of();
    try {
      callers = callers(record, notes);
    } catch (WaterManagementException e) {
      problems.addAll(e.problems());
    }
    if (!problems.isEmpty()) {
      throw new WaterManagementException(ErrorCode.INPUT_FILE, "comparison of models", problems);
    }
    record.put("signature", signature.isEmpty() ? "default" : signature);
    cases.forEach(one -> record.put("model " + one.name(), "SHA-256 " + one.digest()));

    List<ModelRow> rows = run(cases, callers, record);
    List<String> labels = callers.stream().map(Caller::label).toList();
    ModelRow.write(folder, rows);
    for (int i = 0; i < notes.size(); i++) {
      record.put("note " + (i + 1), notes.get(i));
    }
    record.write(folder);
    Path page = Page.write(folder, SavedModelReport.of(rows, labels, notes, record));

    print(out, ModelRow.results(rows));
    print(out, ModelRow.reasons(rows));
    notes.forEach(out::println);
    record.partial().ifPresent(why -> out.println("Partial: " + why));
    out.println("Report: " + page);
    out.flush();
    if (stop.isRequested()) {
      return Compare.INTERRUPTED;
    }
    return rows.stream().anyMatch(ModelRow::hasFailed) ? Compare.FAILURES : Compare.DONE;
  }

  private List<ModelRow> run(List<ModelCase> cases, List<Caller> callers, RunRecord record) {
    RunContext run =
        RunContext.standard()
            .withCancellation(stop.cancellation())
            .withProgress(new ProgressLine(System.err));
    List<ModelRow> rows = new ArrayList<>();
    int done = 0;
    try {
      for (ModelCase one : cases) {
        List<List<Answer>> answers = new ArrayList<>();
        callers.forEach(caller -> answers.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
          for (int c = 0; c < callers.size(); c++) {
            run.progress(
                callers.get(c).label() + " on " + one.name(),
                done++,
                (long) cases.size() * callers.size() * rounds);
            run.checkpoint("savedmodel");
            answers.get(c).add(answer(callers.get(c), one));
          }
        }
        Answer library = Answer.of(answers.get(0));
        for (int c = 0; c < callers.size(); c++) {
          Answer own = c == 0 ? library : Answer.of(answers.get(c));
          rows.add(new ModelRow(one, callers.get(c).label(), own, library));
        }
      }
    } catch (CancelledException e) {
      record.partial("interrupted after " + rows.size() / callers.size() + " models");
    }
    return rows;
  }

  private static Answer answer(Caller caller, ModelCase one) {
    try {
      return caller.call(one);
    } catch (UnsupportedRequestException e) {
      throw new WaterManagementException(
          ErrorCode.UNSUPPORTED_REQUEST,
          "comparison of models",
          List.of(e.getMessage() + " Maybe " + REBUILD + "."));
    }
  }

  private static void print(PrintWriter out, ResultTable table) {
    if (!table.isEmpty()) {
      out.println(table.caption());
      out.println(table.text(LONGEST_CELL));
    }
  }

  private List<Caller> callers(RunRecord record, List<String> notes) {
    List<Caller> callers = new ArrayList<>();
    callers.add(new LibraryCaller(LoadSettings.standard().withSignature(signature)));
    record.put("caller " + callers.get(0).label(), "this library, TensorFlow Java");
    for (Peer peer : peers.chosen(Peer.SAVED_MODEL)) {
      Peer.Check check = peer.check();
      Availability availability = check.availability();
      if (availability.isAvailable()) {
        callers.add(new PeerCaller(peer, signature, stop.cancellation()));
        record.put("caller " + peer.name(), check.libraries());
      } else {
        notes.add(peer.name() + " is skipped, " + availability);
        record.put("caller " + peer.name(), "skipped, " + availability);
      }
    }
    return callers;
  }
}
