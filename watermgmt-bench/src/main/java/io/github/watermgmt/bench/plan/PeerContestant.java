// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.bench.run.Peer;
import io.github.watermgmt.core.io.PlanJson;
import io.github.watermgmt.core.io.ProblemJson;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A solver outside the JVM. Each answer starts the script once; the script measures its own times,
 * and its plans are checked as everybody's.
 *
 * @param peer the script
 * @param libraries what it stands for, with versions
 */
record PeerContestant(Peer peer, String libraries) implements Contestant {

  @Override
  public String label() {
    return peer.name();
  }

  @Override
  public String description() {
    return "peer " + peer.script().getFileName() + ", " + libraries;
  }

  @Override
  public Answer answer(Instance instance, Duration limit, SolveMeter meter, RunContext run) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("compare-plan");
      return answer(instance, limit, run, folder);
    } catch (IOException | UncheckedIOException | WaterManagementException e) {
      if (run.isCancelled()) {
        run.checkpoint("peer " + peer.name());
      }
      return new Answer(
          Solve.failed(String.valueOf(e.getMessage()), SolveTime.UNKNOWN), Optional.empty());
    } finally {
      if (folder != null) {
        delete(folder);
      }
    }
  }

  private Answer answer(Instance instance, Duration limit, RunContext run, Path folder)
      throws IOException {
    Path given = folder.resolve("given.plan.json");
    Path results = folder.resolve("results.json");
    List<PeerFiles.Task> tasks = new ArrayList<>();
    Path warm = folder.resolve("warm.plan.json");
    Path cold = folder.resolve("cold.plan.json");
    Path changedFile = folder.resolve("changed.json");
    if (instance.changed().isPresent()) {
      ProblemJson.write(changedFile, instance.changed().get());
      tasks.add(
          new PeerFiles.Task(
              instance.file().toAbsolutePath(),
              given,
              Optional.of(new PeerFiles.Task(changedFile, warm, Optional.empty()))));
      tasks.add(new PeerFiles.Task(changedFile, cold, Optional.empty()));
    } else {
      tasks.add(new PeerFiles.Task(instance.file().toAbsolutePath(), given, Optional.empty()));
    }
    Path request = folder.resolve("request.json");
    PeerFiles.writeRequest(request, tasks, limit, results);
    peer.run(request, line -> {}, run.cancellation().orElseGet(Cancellation::new));
    List<PeerFiles.Result> found = PeerFiles.readResults(results);
    Solve first = solve(instance.problem(), given, found, 0);
    if (instance.changed().isEmpty() || first.status() != Status.SOLVED) {
      return new Answer(first, Optional.empty());
    }
    Problem changed = instance.changed().get();
    return new Answer(
        first,
        Optional.of(
            new Answer.Again(solve(changed, warm, found, 1), solve(changed, cold, found, 2))));
  }

  private static Solve solve(Problem problem, Path file, List<PeerFiles.Result> found, int index) {
    if (index >= found.size()) {
      return Solve.failed("it gave " + found.size() + " results", SolveTime.UNKNOWN);
    }
    PeerFiles.Result result = found.get(index);
    return checked(problem, file, result).by(result.engine());
  }

  private static Solve checked(Problem problem, Path file, PeerFiles.Result result) {
    if (!Files.exists(file)) {
      return result.status() == Status.SOLVED
          ? Solve.failed("it says solved, and gives no plan", result.time())
          : Solve.without(result.status(), result.reason(), result.time());
    }
    try {
      Plan plan = PlanJson.read(file, problem).plan();
      return Solve.with(
          result.status(),
          result.reason(),
          problem,
          plan,
          result.objective(),
          result.bound(),
          result.time());
    } catch (WaterManagementException e) {
      return Solve.failed(String.valueOf(e.getMessage()), result.time());
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // It lies in the folder of temporary files, whose owner clears it.
    }
  }
}
