// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long a session takes for a frame. Meant for {@code -prof gc}: {@code gc.alloc.rate.norm} is
 * to be 0 but for the session that is opened anew each time the data reach the end of the century,
 * after which a wall clock may allocate: far less than a byte a frame.
 */
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class ObserveBenchmark extends DetectorBenchmark {
  private static final int TRAINING_DAYS = 12 * 7;
  private static final int WATCHED_DAYS = 52 * 7;
  private static final long LAST = Instant.parse("2099-01-01T00:00:00Z").getEpochSecond();

  /** Number of channels. */
  @Param({"1", "10", "33"})
  public int channels = 1;

  /** Time between frames. */
  @Param({"PT5M"})
  public String step = "PT5M";

  private FittedDetector fitted;
  private Session session;
  private double[][] frames;
  private long first;
  private long stepSeconds;
  private long at;
  private int next;

  /** Creates the benchmark. */
  public ObserveBenchmark() {}

  /** Trains on twelve weeks and lays out the frames of the following year. */
  @Setup
  public void train() {
    Duration every = Duration.parse(step);
    int training = Town.steps(every, TRAINING_DAYS);
    int watched = Town.steps(every, WATCHED_DAYS);
    Panel panel = Town.inflows(channels, every, training + watched);
    Skipped.unless(
        channels == 1 || detector().capabilities().contains(Capability.MULTI_SERIES),
        provider + " watches one channel");
    fitted =
        detector()
            .fit(
                DetectorTraining.of(panel.slice(0, training), Town.calendar()),
                RunContext.standard());
    frames = new double[watched][];
    for (int t = 0; t < watched; t++) {
      frames[t] = panel.frame(training + t, new double[channels]);
    }
    TimeAxis axis = panel.axis();
    first = axis.epochSecond(training);
    stepSeconds = axis.stepSeconds();
    open();
  }

  private void open() {
    session = fitted.open();
    at = first;
    next = 0;
  }

  /** Observes one frame; the year, of whole weeks, comes again and again. */
  @Benchmark
  public Session observe() {
    if (at > LAST) {
      open();
    }
    session.observe(at, frames[next]);
    at += stepSeconds;
    next = next + 1 == frames.length ? 0 : next + 1;
    return session;
  }

  /** Observes one frame and asks what a caller asks after each. */
  @Benchmark
  public double observeAndAsk() {
    observe();
    return session.phase() == Phase.ANOMALOUS ? session.grade() : session.score();
  }

  /** Frees what the detector holds. */
  @TearDown
  public void close() {
    if (fitted != null) {
      fitted.close();
    }
  }
}
