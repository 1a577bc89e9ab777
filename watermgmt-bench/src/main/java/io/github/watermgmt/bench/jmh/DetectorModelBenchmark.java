// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelLimits;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * How long it takes to train a detector on ten channels and half a year of hours, to write and read
 * its model file, and to snapshot and restore a session.
 */
public class DetectorModelBenchmark extends DetectorBenchmark {
  private static final int CHANNELS = 10;
  private static final int DAYS = 26 * 7;

  private DetectorTraining training;
  private FittedDetector fitted;
  private Session session;
  private byte[] file = {};
  private byte[] snapshot = {};

  /** Creates the benchmark. */
  public DetectorModelBenchmark() {}

  /** Makes the training, a model file and a snapshot. */
  @Setup
  public void train() throws IOException {
    Skipped.unless(
        detector().capabilities().contains(Capability.MULTI_SERIES),
        provider + " watches one channel");
    Panel panel = Town.inflows(CHANNELS, Town.HOUR, Town.steps(Town.HOUR, DAYS));
    training = DetectorTraining.of(panel, Town.calendar());
    fitted = fit();
    session = fitted.open();
    if (fitted.capabilities().contains(Capability.PERSISTENCE)) {
      file = save();
    }
    if (fitted.capabilities().contains(Capability.SNAPSHOT)) {
      snapshot = session.snapshot();
    }
  }

  /** Trains the detector. */
  @Benchmark
  public FittedDetector fit() {
    return detector().fit(training, RunContext.standard());
  }

  /** Writes the model file to memory. */
  @Benchmark
  public byte[] save() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    fitted.toModelFile().write(out);
    return out.toByteArray();
  }

  /** Reads the model file from memory. */
  @Benchmark
  public FittedDetector load() throws IOException {
    Skipped.unless(file.length > 0, provider + " cannot be saved");
    return providers.restoreDetector(
        ModelFile.read(new ByteArrayInputStream(file), ModelLimits.standard()));
  }

  /** Writes the state of a session. */
  @Benchmark
  public byte[] snapshot() {
    Skipped.unless(snapshot.length > 0, provider + " has no snapshots");
    return session.snapshot();
  }

  /** Goes on from a written state. */
  @Benchmark
  public Session restore() {
    Skipped.unless(snapshot.length > 0, provider + " has no snapshots");
    return fitted.restore(snapshot);
  }

  /** Frees what the detector holds. */
  @TearDown
  public void close() {
    if (fitted != null) {
      fitted.close();
    }
  }
}
