// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import io.github.watermgmt.model.DataDigest;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

/** Writes a text and a model over and over, until it is killed. */
final class EndlessWriter {
  static final int LINES = 40_000;

  private EndlessWriter() {}

  /** Takes the files of the text and of the model. */
  public static void main(String[] args) {
    System.out.println("writing");
    for (int version = 0; version < Integer.MAX_VALUE; version++) {
      AtomicFile.writeText(Path.of(args[0]), text(version));
      model(version).write(Path.of(args[1]));
    }
  }

  /** Lines of one number each, so that a mixture of two versions shows. */
  static String text(int version) {
    return (version + "\n").repeat(LINES);
  }

  private static ModelFile model(int version) {
    TimeAxis axis = TimeAxis.of(Instant.EPOCH, Duration.ofHours(1), 2);
    Panel panel =
        Panel.of(
            Series.of(
                "A", Quantity.FLOW, Support.INTERVAL_MEAN, axis, new double[] {version, version}));
    Provenance provenance =
        new Provenance(
            "toy", "1", "1", Map.of(), 1, DataDigest.of(panel), axis.start(), axis.end(), 1);
    byte[] bytes = new byte[200_000];
    Arrays.fill(bytes, (byte) version);
    return ModelFile.builder(ModelKind.FORECASTER, 1, provenance).entry("bytes", bytes).build();
  }
}
