// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The same work for minutes in one JVM: the last round gives the bytes of the first, and heap,
 * threads and file descriptors do not grow. {@code -Dsoak.minutes=30} for longer.
 */
@Tag("soak")
class SoakTest {
  private static final Duration LENGTH = Duration.ofMinutes(Long.getLong("soak.minutes", 3));
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final int WARM_ROUNDS = 5;
  private static final double HEAP_SLACK_MIB = 8;

  @TempDir Path folder;

  /** What must not grow. */
  private record Held(double heapMib, long descriptors, int threads) {

    static Held now() throws InterruptedException {
      for (int i = 0; i < 3; i++) {
        System.gc();
        Thread.sleep(50);
      }
      Runtime runtime = Runtime.getRuntime();
      long open =
          ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
              ? unix.getOpenFileDescriptorCount()
              : 0;
      return new Held(
          (runtime.totalMemory() - runtime.freeMemory()) / 1048576.0,
          open,
          ManagementFactory.getThreadMXBean().getThreadCount());
    }
  }

  @Test
  void theMainJobLeavesNothingBehind() throws Exception {
    long end = System.nanoTime() + LENGTH.toNanos() / 2;
    Held warm = null;
    String first = "";
    int rounds = 0;
    for (; rounds <= WARM_ROUNDS || System.nanoTime() < end; rounds++) {
      Path out = folder.resolve("out");
      ReferenceRun.main(new String[] {out.toString(), "2"});
      String digest = digest(out);
      first = rounds == 0 ? digest : first;
      assertThat(digest).as("bytes of round %d", rounds).isEqualTo(first);
      if (rounds == WARM_ROUNDS) {
        warm = Held.now();
      }
    }
    report("main job", rounds, warm, Held.now());
  }

  @Test
  void sessionsThatAreMovedForYearsLeaveNothingBehind() throws Exception {
    int step = 900;
    int training = 8 * 7 * 96;
    Panel panel = panel(step, training);
    Providers providers = Providers.discover();
    for (String name : List.of("night-flow", "forecast-residual")) {
      try (FittedDetector fitted =
          providers
              .detector(name)
              .fit(DetectorTraining.of(panel, Calendar.of(ROME)), RunContext.standard())) {
        watch(name, fitted, panel);
      }
    }
  }

  /** Frame after frame, with a move to another session now and then. */
  private static void watch(String name, FittedDetector fitted, Panel panel) throws Exception {
    long end = System.nanoTime() + LENGTH.toNanos() / 4;
    SplittableRandom random = new SplittableRandom(3);
    long stamp = panel.axis().end().getEpochSecond();
    long stepSeconds = panel.axis().stepSeconds();
    double[] frame = new double[panel.size()];
    Session session = fitted.open();
    Held warm = null;
    int bytes = 0;
    int moves = 0;
    for (; moves <= WARM_ROUNDS || System.nanoTime() < end; moves++) {
      for (int i = 0; i < 2_000; i++, stamp += stepSeconds) {
        for (int s = 0; s < frame.length; s++) {
          frame[s] = random.nextInt(50) == 0 ? Double.NaN : value(stamp, s, random);
        }
        session.observe(stamp, frame);
        session.detection();
      }
      byte[] snapshot = session.snapshot();
      session = fitted.restore(snapshot);
      if (moves == WARM_ROUNDS) {
        warm = Held.now();
        bytes = snapshot.length;
      }
      if (moves > WARM_ROUNDS) {
        assertThat(snapshot.length).as("bytes of the snapshot").isLessThan(2 * bytes + 4096);
      }
    }
    report(name, moves, warm, Held.now());
  }

  private static Panel panel(int step, int steps) {
    TimeAxis axis =
        TimeAxis.of(Instant.parse("2023-01-01T23:00:00Z"), Duration.ofSeconds(step), steps);
    SplittableRandom random = new SplittableRandom(2);
    Series[] series = new Series[3];
    for (int s = 0; s < series.length; s++) {
      double[] values = new double[steps];
      for (int t = 0; t < steps; t++) {
        values[t] = value(axis.epochSecond(t), s, random);
      }
      series[s] = Series.of("S" + s, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values);
    }
    return Panel.of(series);
  }

  /** A day's shape, noise, and a leak of some days in every hundred. */
  private static double value(long stamp, int series, SplittableRandom random) {
    double day = Math.sin(2 * Math.PI * stamp / 86_400.0);
    double leak = stamp / 86_400 % 100 < 6 ? 8 : 0;
    return 20 + series + 6 * day + leak + random.nextDouble();
  }

  private static void report(String what, int rounds, Held warm, Held last) {
    System.out.printf(
        Locale.ROOT,
        "%s: %d rounds; heap %.1f to %.1f MiB, descriptors %d to %d, threads %d to %d%n",
        what,
        rounds,
        warm.heapMib,
        last.heapMib,
        warm.descriptors,
        last.descriptors,
        warm.threads,
        last.threads);
    assertThat(last.heapMib).as("heap, MiB").isLessThan(warm.heapMib + HEAP_SLACK_MIB);
    assertThat(last.descriptors).as("descriptors").isLessThanOrEqualTo(warm.descriptors + 2);
    assertThat(last.threads).as("threads").isLessThanOrEqualTo(warm.threads + 2);
  }

  private static String digest(Path out) throws IOException, NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Stream<Path> files = Files.list(out)) {
      for (Path file : files.sorted().toList()) {
        digest.update(Files.readAllBytes(file));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
