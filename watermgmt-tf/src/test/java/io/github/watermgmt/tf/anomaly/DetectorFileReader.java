// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.tf.internal.net.Architecture;
import io.github.watermgmt.tf.internal.net.LearningCurve;
import io.github.watermgmt.tf.internal.net.Weights;
import java.util.Set;

/**
 * Reads model files of {@code tf-autoencoder} without TensorFlow: all that the provider reads, with
 * a network in place of theirs that answers nothing but 0.
 */
public final class DetectorFileReader {
  private static final int FRAMES = 20;

  private DetectorFileReader() {}

  /** Restores a detector, and lets it watch some frames. */
  public static void read(ModelFile file) {
    Options options = Options.from(AutoencoderDetectors.options(), file.provenance().options());
    AutoencoderDetector detector =
        new AutoencoderDetector(file.provider(), options, Set.of(), new Silent());
    try (FittedDetector fitted = AutoencoderFitted.read(file, detector)) {
      Session session = fitted.open();
      long end = fitted.trainedOn().end().getEpochSecond();
      for (int t = 0; t < FRAMES; t++) {
        session.observe(
            end + t * fitted.trainedOn().stepSeconds(), new double[fitted.channels().size()]);
        session.phase();
        session.detection();
      }
      fitted.restore(session.snapshot());
    }
  }

  /** Reads the entries of a network that was trained, and forgets it. */
  private record Silent() implements NetworkSource {
    @Override
    public Prospect begin() {
      throw new UnsupportedOperationException();
    }

    @Override
    public RowNetwork read(ModelFile file) {
      EntryReader curve = file.reader("learning-curve");
      LearningCurve.read(curve);
      curve.end();
      EntryReader in = file.reader("network");
      Architecture architecture = Architecture.read(in);
      Weights.read(in, architecture);
      in.end();
      return new Zeros(architecture.inputs());
    }
  }

  private record Zeros(int window) implements RowNetwork {
    @Override
    public float[] call(float[] rows, int count) {
      return new float[rows.length];
    }

    @Override
    public String fingerprint() {
      return "";
    }

    @Override
    public void addTo(ModelFile.Builder builder) {
      // Is never written.
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }
}
