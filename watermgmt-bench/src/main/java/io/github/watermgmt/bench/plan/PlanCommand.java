// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.bench.Compare;
import io.github.watermgmt.bench.run.Page;
import io.github.watermgmt.bench.run.Peer;
import io.github.watermgmt.bench.run.ProviderChoice;
import io.github.watermgmt.bench.run.ResultTable;
import io.github.watermgmt.bench.run.RunRecord;
import io.github.watermgmt.bench.run.RunSettings;
import io.github.watermgmt.bench.run.Stop;
import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.OptimizerProvider;
import io.github.watermgmt.spi.ProviderKind;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Compares optimizers on instances of distribution planning. Confined to one thread. */
@Command(
    name = "plan",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Compares optimizers on distribution-planning instances (format watermgmt-plan/1): status,"
            + " cost, distance to the optimum, violations by an independent checker, time and"
            + " memory.",
    footer = {
      "",
      "Writes PROVIDER/INSTANCE.plan.json, plans.csv, report.html and run.json.",
      "An optimum.csv beside the instances (columns file, objective, bound) gives the gaps.",
      "cpu_s and heap_mb are those of the whole process, and left out if --threads is above 1.",
      "",
      "Example: compare plan --instances town.json --providers auto --time-limit PT1M --out result"
    })
public final class PlanCommand implements Callable<Integer> {
  private static final int LONGEST_CELL = 90;

  @Option(
      names = "--instances",
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description = "the instances; the name of each file without .json names its rows")
  private List<Path> instances = new ArrayList<>();

  @Option(
      names = "--time-limit",
      paramLabel = "DURATION",
      defaultValue = "PT2M",
      description = "time for each solve, such as PT90S; default: ${DEFAULT-VALUE}")
  private Duration limit = Duration.ofMinutes(2);

  @Option(
      names = "--warm",
      description =
          "solve each instance again with every demand of every zone and step changed by up to 5"
              + " percent, from the first solution and from nothing")
  private boolean warm;

  @Mixin private RunSettings settings = new RunSettings();
  @Spec private CommandSpec spec;
  private final Stop stop;

  /** Creates the command. */
  public PlanCommand(Stop stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    RunContext run = settings.context(stop);
    RunRecord record = new RunRecord("plan", settings);
    List<String> notes = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    if (limit.isZero() || limit.isNegative()) {
      problems.add(
          Validation.message("--time-limit", limit, "must be greater than zero", "write PT2M"));
    }
    InstanceFiles files = new InstanceFiles(List.of(), List.of(), List.of());
    try {
      files = InstanceFiles.read(instances, warm, run);
    } catch (WaterManagementException e) {
      problems.addAll(e.problems());
    }
    List<Contestant> contestants = new ArrayList<>();
    try {
      contestants.addAll(contestants(record, notes));
    } catch (WaterManagementException e) {
      problems.addAll(e.problems());
    }
    if (!problems.isEmpty()) {
      throw new WaterManagementException(ErrorCode.INPUT_FILE, "comparison of plans", problems);
    }
    notes.addAll(files.notes());
    record.put("time limit", limit.toString());
    record.put("warm", Boolean.toString(warm));
    files.instances().forEach(instance -> record.input(instance.file()));
    files.optima().forEach(record::input);

    boolean alone = settings.threads() == 1;
    Grid grid = new Grid(contestants, files.instances(), settings.rounds(), limit);
    Grid.Done done = grid.run(run, new SolveMeter(alone));
    if (done.isPartial()) {
      record.partial("interrupted after " + done.answers() + " of " + done.wanted() + " answers");
    }
    Path folder = settings.out();
    new PlanResults(folder).write(done.entries(), warm);
    for (int i = 0; i < notes.size(); i++) {
      record.put("note " + (i + 1), notes.get(i));
    }
    record.write(folder);
    List<String> labels = contestants.stream().map(Contestant::label).toList();
    Path page = Page.write(folder, PlanReport.of(done.entries(), labels, warm, notes, record));

    print(out, PlanTable.results(done.entries(), labels.get(0)));
    print(out, PlanTable.again(done.entries()));
    print(out, PlanTable.reasons(done.entries()));
    notes.forEach(out::println);
    record.partial().ifPresent(why -> out.println("Partial: " + why));
    out.println("Report: " + page);
    out.flush();
    if (stop.isRequested()) {
      return Compare.INTERRUPTED;
    }
    return done.entries().stream().anyMatch(Entry::hasFailed) ? Compare.FAILURES : Compare.DONE;
  }

  private static void print(PrintWriter out, ResultTable table) {
    if (!table.isEmpty()) {
      out.println(table.caption());
      out.println(table.text(LONGEST_CELL));
    }
  }

  private List<Contestant> contestants(RunRecord record, List<String> notes) {
    Providers providers = settings.discover();
    Map<String, DistributionOptimizer> optimizers =
        settings.contestants(ProviderKind.OPTIMIZER, providers, providers::optimizer);
    List<Contestant> contestants = new ArrayList<>();
    optimizers.forEach(
        (label, optimizer) -> {
          OptimizerProvider provider = providers.optimizerProvider(optimizer.name());
          contestants.add(
              new ProviderContestant(
                  label, RunRecord.what(provider, optimizer.options()), optimizer));
        });
    for (Peer peer : settings.peers(ProviderKind.OPTIMIZER)) {
      Peer.Check check = peer.check();
      Availability availability = check.availability();
      if (availability.isAvailable()) {
        contestants.add(new PeerContestant(peer, check.libraries()));
      } else {
        String reason = peer.name() + " is skipped, " + availability;
        notes.add(reason);
        record.put("peer " + peer.name(), "skipped, " + availability);
      }
    }
    List<String> problems = new ArrayList<>();
    if (contestants.isEmpty()) {
      problems.add(
          "contestants (none), are left. Maybe add --providers auto. " + String.join(" ", notes));
    }
    Map<String, String> folders = new HashMap<>();
    folders.put("changed", "the folder of changed instances");
    for (Contestant contestant : contestants) {
      String before = folders.put(ProviderChoice.fileStem(contestant.label()), contestant.label());
      if (before != null) {
        problems.add(
            Validation.message(
                "provider", contestant.label(), "has the folder of " + before, "drop one"));
      }
      record.provider(contestant.label(), contestant.description());
    }
    if (!problems.isEmpty()) {
      throw new WaterManagementException(ErrorCode.PROVIDER_NOT_FOUND, "comparison", problems);
    }
    return contestants;
  }
}
