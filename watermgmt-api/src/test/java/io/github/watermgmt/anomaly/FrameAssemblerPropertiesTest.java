// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.series.DuplicatePolicy;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.SensorSpec;
import io.github.watermgmt.series.Stamp;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Unit;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FrameAssemblerPropertiesTest {
  private static final List<Support> SUPPORTS = List.of(Support.values());

  private record Sent(int channel, long time, double value) {}

  /** A stream of readings, and how it is to be assembled. */
  private static final class Stream {
    final List<Support> supports = new ArrayList<>();
    final List<Sent> readings = new ArrayList<>();
    final long step;
    final long lateness;
    final long gap;
    final DuplicatePolicy policy;
    final Stamp stamp;

    Stream(Random random, boolean duplicates) {
      this.step = new long[] {1, 60, 900, 3600}[random.nextInt(4)];
      this.lateness = random.nextInt(3) == 0 ? 0 : random.nextInt((int) step * 4);
      this.gap = step * random.nextInt(6);
      this.policy = duplicates ? DuplicatePolicy.MEAN : DuplicatePolicy.REFUSE;
      this.stamp = random.nextBoolean() ? Stamp.START : Stamp.END;
      for (int c = 1 + random.nextInt(3); c > 0; c--) {
        supports.add(SUPPORTS.get(random.nextInt(3)));
      }
      long start = random.nextInt(2_000_000) - 1_000_000L;
      for (int c = 0; c < supports.size(); c++) {
        List<Long> taken = new ArrayList<>();
        for (int i = random.nextInt(40); i > 0; i--) {
          long time = start + random.nextInt((int) step * 12);
          if (duplicates || !taken.contains(time)) {
            taken.add(time);
            double value = random.nextInt(15) == 0 ? Double.NaN : random.nextGaussian() * 100;
            readings.add(new Sent(c, time, value));
          }
        }
      }
      readings.sort(Comparator.comparingLong(Sent::time));
    }

    FrameAssembler assembler() {
      FrameAssembler.Builder builder =
          FrameAssembler.builder(Duration.ofSeconds(step))
              .lateness(Duration.ofSeconds(lateness))
              .longestGap(Duration.ofSeconds(gap))
              .duplicates(policy)
              .stamp(stamp);
      for (int c = 0; c < supports.size(); c++) {
        builder.channel("c" + c, supports.get(c));
      }
      return builder.build();
    }

    /** The readings in an order in which each is overtaken by no more than the lateness. */
    List<Sent> disordered(Random random) {
      record Arrival(long at, Sent sent) {}
      List<Arrival> arrivals = new ArrayList<>();
      for (Sent sent : readings) {
        arrivals.add(new Arrival(sent.time() + random.nextLong(lateness + 1), sent));
      }
      Collections.shuffle(arrivals, random);
      arrivals.sort(Comparator.comparingLong(Arrival::at));
      return arrivals.stream().map(Arrival::sent).toList();
    }
  }

  /** Frames as text that tells bits apart. */
  private static FrameConsumer into(List<String> frames) {
    return (time, frame) -> frames.add(time + " " + Arrays.toString(frame));
  }

  @Property(tries = 1000)
  void anyOrderWithinTheLatenessGivesTheSameFrames(@ForAll long seed) {
    Random random = new Random(seed);
    Stream stream = new Stream(random, random.nextBoolean());
    List<String> inOrder = new ArrayList<>();
    FrameAssembler one = stream.assembler();
    stream.readings.forEach(s -> one.offer(s.channel(), s.time(), s.value()));
    one.flush(into(inOrder));

    List<String> frames = new ArrayList<>();
    FrameAssembler other = stream.assembler();
    for (Sent sent : stream.disordered(random)) {
      assertThat(other.offer(sent.channel(), sent.time(), sent.value())).isTrue();
      if (random.nextInt(3) == 0) {
        other.drain(into(frames));
      }
    }
    other.flush(into(frames));
    assertThat(frames).isEqualTo(inOrder);
    assertThat(other.late()).isZero();
    assertThat(other.duplicates()).isEqualTo(one.duplicates());
    assertThat(other.emitted()).isEqualTo(one.emitted()).isEqualTo(frames.size());
    assertThat(other.skipped()).isEqualTo(one.skipped());
  }

  @Property(tries = 500)
  void whenFramesAreDrainedDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    Stream stream = new Stream(random, true);
    List<Sent> arrivals = new ArrayList<>(stream.readings);
    Collections.shuffle(arrivals, random);
    FrameAssembler eager = stream.assembler();
    FrameAssembler lazy = stream.assembler();
    List<String> eagerFrames = new ArrayList<>();
    List<String> lazyFrames = new ArrayList<>();
    for (Sent sent : arrivals) {
      if (random.nextInt(5) == 0) {
        eager.advanceTo(sent.time());
        lazy.advanceTo(sent.time());
      }
      assertThat(eager.offer(sent.channel(), sent.time(), sent.value()))
          .isEqualTo(lazy.offer(sent.channel(), sent.time(), sent.value()));
      eager.drain(into(eagerFrames));
    }
    lazy.drain(into(lazyFrames));
    assertThat(eagerFrames).isEqualTo(lazyFrames);
    assertThat(eager.late()).isEqualTo(lazy.late());
    eager.flush(into(eagerFrames));
    lazy.flush(into(lazyFrames));
    assertThat(eagerFrames).isEqualTo(lazyFrames);
    assertThat(eager.skipped()).isEqualTo(lazy.skipped());
  }

  @Property(tries = 500)
  void nothingIsLostWithoutBeingCounted(@ForAll long seed) {
    Random random = new Random(seed);
    Stream stream = new Stream(random, false);
    Collections.fill(stream.supports, Support.INTERVAL_TOTAL);
    Collections.shuffle(stream.readings, random);
    FrameAssembler assembler = stream.assembler();
    long[] times = {Long.MIN_VALUE, 0};
    double[] sum = new double[1];
    FrameConsumer add =
        (time, frame) -> {
          assertThat(time).isGreaterThan(times[0]);
          assertThat(Math.floorMod(time, stream.step)).isZero();
          times[0] = time;
          sum[0] += Arrays.stream(frame).filter(v -> !Double.isNaN(v)).sum();
        };
    long late = 0;
    double expected = 0;
    for (Sent sent : stream.readings) {
      double whole = Math.rint(Double.isNaN(sent.value()) ? 1 : sent.value());
      if (assembler.offer(sent.channel(), sent.time(), whole)) {
        expected += whole;
      } else {
        late++;
      }
      assembler.drain(add);
    }
    assembler.flush(add);
    assertThat(sum[0]).isEqualTo(expected);
    assertThat(assembler.late()).isEqualTo(late);
  }

  @Property(tries = 500)
  void liveFramesAreWhatThePanelOfTheSameRowsHolds(@ForAll long seed) {
    Random random = new Random(seed);
    Stream stream = new Stream(random, random.nextBoolean());
    // Rows that end finer than the step are the assembler's business only.
    Assume.that(stream.stamp == Stamp.START || stream.step == 1);
    int channels = stream.supports.size();
    PanelBuilder rows =
        PanelBuilder.create()
            .step(Duration.ofSeconds(stream.step))
            .stamp(stream.stamp)
            .duplicates(stream.policy);
    for (int c = 0; c < channels; c++) {
      rows.sensor(new SensorSpec("c" + c, Unit.of("m3/h"), stream.supports.get(c), false));
    }
    stream.readings.forEach(s -> rows.add("c" + s.channel(), s.time(), s.value()));
    Panel panel;
    try {
      panel = rows.build().panel();
    } catch (DataException nothing) {
      assertThat(nothing.code()).isEqualTo(ErrorCode.NO_DATA);
      return;
    }
    // A panel leaves out a series without a value, also where its duplicates resolved to none.
    Assume.that(panel.size() == channels);
    TimeAxis axis = panel.axis();
    FrameAssembler.Builder builder =
        FrameAssembler.builder(axis).stamp(stream.stamp).duplicates(stream.policy);
    for (int c = 0; c < channels; c++) {
      builder.channel("c" + c, stream.supports.get(c));
    }
    FrameAssembler assembler = builder.build();
    stream.readings.forEach(s -> assembler.offer(s.channel(), s.time(), s.value()));
    int[] next = {0};
    double[] expected = new double[channels];
    assembler.flush(
        (time, frame) -> {
          assertThat(time).isEqualTo(axis.epochSecond(next[0]));
          panel.frame(next[0]++, expected);
          assertThat(frame).containsExactly(expected);
        });
    assertThat(next[0]).isEqualTo(axis.length());
  }

  @Test
  void offeringAndDrainingAllocateNothing() {
    assumeTrue(
        ManagementFactory.getThreadMXBean() instanceof com.sun.management.ThreadMXBean,
        "this JVM does not count what a thread allocates");
    com.sun.management.ThreadMXBean counter =
        (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    FrameAssembler assembler =
        FrameAssembler.builder(Duration.ofMinutes(15))
            .channels(List.of("a", "b", "c", "d"), Support.INTERVAL_MEAN)
            .lateness(Duration.ofHours(1))
            .build();
    double[] sum = new double[1];
    FrameConsumer consumer = (time, frame) -> sum[0] += frame[0] + frame[3];
    long[] time = {0};
    offer(assembler, consumer, time, 200_000);
    // The JVM itself allocates now and then on this thread; what a reading costs shows every time.
    long least = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = counter.getThreadAllocatedBytes(Thread.currentThread().getId());
      offer(assembler, consumer, time, 200_000);
      long after = counter.getThreadAllocatedBytes(Thread.currentThread().getId());
      least = Math.min(least, after - before);
    }
    assertThat(assembler.late()).isZero();
    assertThat(assembler.emitted()).isGreaterThan(20_000);
    assertThat(sum[0]).isPositive();
    // What the counting itself takes; one byte per reading would be 200,000.
    assertThat(least).isLessThan(1_000);
  }

  /** Four channels every five minutes, each seven minutes to and fro. */
  private static void offer(
      FrameAssembler assembler, FrameConsumer consumer, long[] time, int readings) {
    for (int i = 0; i < readings; i++) {
      long jitter = i % 7 * 60L;
      assembler.offer(i % 4, time[0] + 1000 - jitter, i);
      if (i % 4 == 3) {
        time[0] += 300;
        assembler.drain(consumer);
      }
    }
  }
}
