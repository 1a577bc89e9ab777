// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.core.io.LeaksCsv.Growth;
import io.github.watermgmt.core.io.LeaksCsv.Leak;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * How alarms stand beside leaks, in time alone. Only leaks that began within the test count, and
 * only alarms of kind fast. In the order of time, an alarm hits the newest leak that is running,
 * began at most seven days before and is not hit yet; if all such leaks are hit it repeats, and if
 * there is none it is false.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param newLeaks leaks that began within the test
 * @param detectable those of them that reach 1 m³/h within seven days, where that is known
 * @param detectableFound those of them that were hit
 * @param alarms alarms that were scored
 * @param hits leaks that were hit
 * @param chance hits that as many alarms at random times have on average
 * @param abrupt new leaks that came at once, where that is known
 * @param abruptHits those of them that were hit
 * @param falseAlarms alarms that hit nothing
 * @param repeats alarms that hit again what was hit
 * @param delaysH hours from the begin of each hit leak to its alarm, in the order of the alarms
 * @param verdicts what became of each alarm, in the order of time
 */
record LeakScore(
    int newLeaks,
    OptionalInt detectable,
    OptionalInt detectableFound,
    int alarms,
    int hits,
    double chance,
    OptionalInt abrupt,
    OptionalInt abruptHits,
    int falseAlarms,
    int repeats,
    List<Double> delaysH,
    List<Verdict> verdicts) {
  private static final int MOST_DRAWS = 2000;
  private static final int LEAST_DRAWS = 200;
  private static final int ALARMS_IN_ALL = 2_000_000;

  /** Copies the lists. */
  LeakScore {
    delaysH = List.copyOf(delaysH);
    verdicts = List.copyOf(verdicts);
  }

  /** What became of an alarm. */
  enum Outcome {
    HIT,
    FALSE,
    REPEAT
  }

  /** An alarm and what became of it; the leak is the one that it hit. */
  record Verdict(Instant time, Outcome outcome, Optional<Leak> leak) {}

  /**
   * Scores alarms.
   *
   * @param leaks all leaks there were
   * @param detectable those that can be found in time; empty where nobody knows
   * @param alarms times of the alarms of kind fast, in any order
   */
  static LeakScore of(
      List<Leak> leaks, Optional<Set<Leak>> detectable, Window test, List<Instant> alarms) {
    List<Leak> fresh =
        leaks.stream()
            .filter(leak -> test.contains(leak.start()))
            .sorted(Comparator.comparing(Leak::start))
            .toList();
    List<Instant> inOrder = alarms.stream().filter(test::contains).sorted().toList();
    List<Verdict> verdicts = new ArrayList<>();
    List<Double> delays = new ArrayList<>();
    Matching matching = new Matching(fresh);
    for (Instant time : inOrder) {
      Outcome outcome = matching.take((double) time.getEpochSecond());
      Optional<Leak> leak = Optional.empty();
      if (outcome == Outcome.HIT) {
        Leak one = fresh.get(matching.last);
        leak = Optional.of(one);
        delays.add(Duration.between(one.start(), time).toSeconds() / 3600.0);
      }
      verdicts.add(new Verdict(time, outcome, leak));
    }
    List<Leak> hit = verdicts.stream().flatMap(one -> one.leak().stream()).toList();
    boolean typed = fresh.stream().noneMatch(leak -> leak.growth() == Growth.UNKNOWN);
    return new LeakScore(
        fresh.size(),
        count(detectable, fresh),
        count(detectable, hit),
        inOrder.size(),
        hit.size(),
        chance(fresh, test, inOrder.size()),
        typed ? OptionalInt.of(abrupt(fresh)) : OptionalInt.empty(),
        typed ? OptionalInt.of(abrupt(hit)) : OptionalInt.empty(),
        count(verdicts, Outcome.FALSE),
        count(verdicts, Outcome.REPEAT),
        delays,
        verdicts);
  }

  private static OptionalInt count(Optional<Set<Leak>> detectable, List<Leak> leaks) {
    return detectable.isEmpty()
        ? OptionalInt.empty()
        : OptionalInt.of((int) leaks.stream().filter(detectable.get()::contains).count());
  }

  private static int count(List<Verdict> verdicts, Outcome outcome) {
    return (int) verdicts.stream().filter(one -> one.outcome() == outcome).count();
  }

  private static int abrupt(List<Leak> leaks) {
    return (int) leaks.stream().filter(leak -> leak.growth() == Growth.ABRUPT).count();
  }

  /** The mean over draws; its seed is fixed, since a score is to depend on the alarms alone. */
  private static double chance(List<Leak> fresh, Window test, int alarms) {
    if (alarms == 0 || fresh.isEmpty()) {
      return 0;
    }
    RandomGenerator random = RunContext.standard().withSeed(1).random("alarms at random");
    int draws = Math.max(LEAST_DRAWS, Math.min(MOST_DRAWS, ALARMS_IN_ALL / alarms));
    double from = (double) test.from().getEpochSecond();
    double length = (double) test.length().toSeconds();
    double[] times = new double[alarms];
    long hits = 0;
    for (int draw = 0; draw < draws; draw++) {
      for (int i = 0; i < alarms; i++) {
        times[i] = from + length * random.nextDouble();
      }
      Arrays.sort(times);
      Matching matching = new Matching(fresh);
      for (double time : times) {
        hits += matching.take(time) == Outcome.HIT ? 1 : 0;
      }
    }
    return (double) hits / draws;
  }

  /** Returns the mean delay in hours, NaN without a hit. */
  double meanDelayH() {
    return delaysH.stream().mapToDouble(h -> h).average().orElse(Double.NaN);
  }

  /** Returns the median delay in hours, the mean of the middle two of an even number. */
  double medianDelayH() {
    double[] sorted = delaysH.stream().mapToDouble(h -> h).sorted().toArray();
    int n = sorted.length;
    return n == 0 ? Double.NaN : (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }

  /** Returns one of the optional counts as text, empty where it is not known. */
  static String text(OptionalInt count) {
    return count.isEmpty() ? "" : Integer.toString(count.getAsInt());
  }

  /** Which leaks have been hit so far. */
  private static final class Matching {
    private final double[] from;
    private final double[] to;
    private final double[] inTime;
    private final boolean[] hit;
    private int last = -1;

    Matching(List<Leak> fresh) {
      int n = fresh.size();
      from = new double[n];
      to = new double[n];
      inTime = new double[n];
      hit = new boolean[n];
      for (int i = 0; i < n; i++) {
        from[i] = (double) fresh.get(i).start().getEpochSecond();
        to[i] = (double) fresh.get(i).end().getEpochSecond();
        inTime[i] = from[i] + (double) Alarm.IN_TIME.toSeconds();
      }
    }

    /** Takes the next alarm; {@code last} is the leak it hit. */
    Outcome take(double time) {
      boolean active = false;
      for (int i = from.length - 1; i >= 0; i--) {
        if (from[i] <= time && time <= to[i] && time <= inTime[i]) {
          if (!hit[i]) {
            hit[i] = true;
            last = i;
            return Outcome.HIT;
          }
          active = true;
        }
      }
      return active ? Outcome.REPEAT : Outcome.FALSE;
    }
  }
}
