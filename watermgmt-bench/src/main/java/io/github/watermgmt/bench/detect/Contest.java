// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.bench.run.Cost;
import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Runs everybody's streams, in turn where there are several rounds, and gathers what came of them.
 * A provider that throws loses its own result and nobody else's.
 *
 * <p>Thread-safety: stateless.
 */
final class Contest {
  private static final String STAGE = "Watching";

  private Contest() {}

  /**
   * What came of one provider.
   *
   * @param label the name of its rows
   * @param alarms in the order of time; empty unless {@code note} is
   * @param fit what fitting all its streams cost
   * @param observe what observing all their frames cost
   * @param streams how many
   * @param frames frames of all streams
   * @param points values of all frames
   * @param bytesPerStream mean size of a snapshot, NaN where there is none
   * @param note why there is no result; empty where there is one
   * @param failed whether it failed, rather than was interrupted
   */
  record Entry(
      String label,
      List<Alarm> alarms,
      Cost fit,
      Cost observe,
      int streams,
      long frames,
      long points,
      double bytesPerStream,
      String note,
      boolean failed) {

    boolean complete() {
      return note.isEmpty();
    }
  }

  /** One stream of one provider. */
  private record Task(int provider, Watch watch) {}

  /**
   * Runs everybody.
   *
   * @param streams the streams of each provider, by the label of its rows
   * @param run the tasks may be done by several threads, each task by one
   * @param rounds how often the timed work is done; costs are medians
   * @return what came of each, in the order given
   */
  static List<Entry> run(Map<String, List<Watch>> streams, RunContext run, int rounds) {
    List<String> labels = List.copyOf(streams.keySet());
    List<Task> tasks = new ArrayList<>();
    for (int p = 0; p < labels.size(); p++) {
      for (Watch watch : streams.getOrDefault(labels.get(p), List.of())) {
        tasks.add(new Task(p, watch));
      }
    }
    int n = tasks.size();
    List<AtomicReferenceArray<Watch.@Nullable Result>> results = new ArrayList<>();
    AtomicReferenceArray<@Nullable String> failures = new AtomicReferenceArray<>(n);
    try {
      for (int round = 0; round < rounds; round++) {
        AtomicReferenceArray<Watch.@Nullable Result> of = new AtomicReferenceArray<>(n);
        results.add(of);
        round(tasks, of, failures, run);
      }
    } catch (CancelledException e) {
      // What was done is kept.
    }
    List<Entry> entries = new ArrayList<>();
    for (int p = 0; p < labels.size(); p++) {
      entries.add(entry(p, labels.get(p), tasks, results, failures));
    }
    return entries;
  }

  private static void round(
      List<Task> tasks,
      AtomicReferenceArray<Watch.@Nullable Result> results,
      AtomicReferenceArray<@Nullable String> failures,
      RunContext run) {
    RunContext single = run.withParallelism(1).withProgress(progress -> {});
    AtomicInteger done = new AtomicInteger();
    run.progress(STAGE, 0, tasks.size());
    run.forEach(
        tasks.size(),
        i -> {
          if (failures.get(i) == null) {
            try {
              results.set(i, tasks.get(i).watch().run(single));
            } catch (CancelledException e) {
              if (run.isCancelled()) {
                throw e;
              }
              failures.set(i, reason(e));
            } catch (RuntimeException | LinkageError | StackOverflowError | OutOfMemoryError e) {
              // Whatever a foreign provider throws must not take the others' results.
              failures.set(i, reason(e));
            }
          }
          run.progress(STAGE, done.incrementAndGet(), tasks.size());
        });
  }

  private static String reason(Throwable e) {
    String text =
        e instanceof WaterManagementException domain
            ? String.join(" ", domain.problems())
            : e.getClass().getSimpleName() + ": " + e.getMessage();
    return text.strip().replaceAll("\\s*\\R\\s*", " ");
  }

  private static Entry entry(
      int provider,
      String label,
      List<Task> tasks,
      List<AtomicReferenceArray<Watch.@Nullable Result>> results,
      AtomicReferenceArray<@Nullable String> failures) {
    List<Watch.Result> first = new ArrayList<>();
    List<Cost> fits = new ArrayList<>();
    List<Cost> watches = new ArrayList<>();
    String note = "";
    boolean failed = false;
    for (int i = 0; i < tasks.size(); i++) {
      if (tasks.get(i).provider() != provider) {
        continue;
      }
      int task = i;
      List<Watch.Result> all =
          results.stream().map(round -> round.get(task)).filter(Objects::nonNull).toList();
      String failure = failures.get(i);
      if (failure != null) {
        note = failed ? note : "failed: " + failure;
        failed = true;
      } else if (all.isEmpty()) {
        note = note.isEmpty() ? "interrupted" : note;
      } else {
        first.add(all.get(0));
        fits.add(median(all.stream().map(Watch.Result::fit).toList()));
        watches.add(median(all.stream().map(Watch.Result::observe).toList()));
      }
    }
    boolean snapshots =
        !first.isEmpty() && first.stream().allMatch(one -> one.snapshotBytes().isPresent());
    return new Entry(
        label,
        note.isEmpty() ? merged(first) : List.of(),
        sum(fits),
        sum(watches),
        first.size(),
        first.stream().mapToLong(Watch.Result::frames).sum(),
        first.stream().mapToLong(one -> (long) one.frames() * one.channels()).sum(),
        snapshots
            ? first.stream().mapToInt(one -> one.snapshotBytes().orElse(0)).average().orElse(0)
            : Double.NaN,
        note,
        failed);
  }

  /** A stable sort: equal times stay in the order of the streams. */
  private static List<Alarm> merged(List<Watch.Result> results) {
    return results.stream()
        .flatMap(one -> one.alarms().stream())
        .sorted(Comparator.comparing(Alarm::time))
        .toList();
  }

  private static Cost median(List<Cost> rounds) {
    return new Cost(
        median(rounds, Cost::wallNanos),
        median(rounds, Cost::cpuNanos),
        median(rounds, Cost::allocatedBytes));
  }

  private static long median(List<Cost> rounds, ToLongFunction<Cost> part) {
    long[] sorted = rounds.stream().mapToLong(part).toArray();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static Cost sum(List<Cost> costs) {
    return new Cost(
        costs.stream().mapToLong(Cost::wallNanos).sum(),
        sum(costs, Cost::cpuNanos),
        sum(costs, Cost::allocatedBytes));
  }

  /** Unknown if one of them is. */
  private static long sum(List<Cost> costs, ToLongFunction<Cost> part) {
    return costs.stream().mapToLong(part).anyMatch(one -> one < 0)
        ? -1
        : costs.stream().mapToLong(part).sum();
  }

  /** Returns everybody's notes, in order, for those who have one. */
  static List<String> notes(List<Entry> entries) {
    if (entries.stream().allMatch(Entry::complete)) {
      return Collections.emptyList();
    }
    return entries.stream()
        .filter(one -> !one.complete())
        .map(one -> one.label() + ": " + one.note())
        .toList();
  }
}
