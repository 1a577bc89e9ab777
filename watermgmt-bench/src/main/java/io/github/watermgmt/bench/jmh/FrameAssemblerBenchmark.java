// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.anomaly.FrameAssembler;
import io.github.watermgmt.anomaly.FrameConsumer;
import io.github.watermgmt.series.Support;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * How long it takes to take a reading, frames included: ten channels every five minutes, an hour of
 * lateness allowed, each reading up to half an hour late or none.
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameAssemblerBenchmark extends HotPath {
  private static final int CHANNELS = 10;
  private static final int STEP_SECONDS = 300;

  /** Whether readings come in the order of their stamps. */
  @Param({"true", "false"})
  public boolean ordered = true;

  private FrameAssembler assembler;
  private FrameConsumer consumer;
  private double sum;
  private long now;
  private int channel;

  /** Creates the benchmark. */
  public FrameAssemblerBenchmark() {}

  /** Makes the assembler. */
  @Setup
  public void assemble() {
    FrameAssembler.Builder builder =
        FrameAssembler.builder(Town.FIVE_MINUTES).lateness(Duration.ofHours(1));
    for (int c = 0; c < CHANNELS; c++) {
      builder.channel("channel-" + c, Support.INTERVAL_MEAN);
    }
    assembler = builder.build();
    consumer = (time, frame) -> sum += frame[0] + frame[CHANNELS - 1];
  }

  /** Takes a reading, and after the last channel of a step gives out the frames that are due. */
  @Benchmark
  public double offer() {
    // Whole steps late, other ones for each channel and step: 37 is prime to the seven choices.
    long late = ordered ? 0 : (now / STEP_SECONDS * 37 + channel * 3L) % 7 * STEP_SECONDS;
    assembler.offer(channel, now - late, channel + 0.5);
    if (++channel == CHANNELS) {
      channel = 0;
      now += STEP_SECONDS;
      assembler.drain(consumer);
    }
    return sum;
  }
}
