// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.fuzz;

import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.FrozenModelTest;
import io.github.watermgmt.tf.anomaly.DetectorFileReader;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Model files that are whole, with an entry that says something else: no checksum helps. The files
 * of a SavedModel within are left as they are, see {@link FuzzTargets}.
 */
final class ModelTargets {
  private static final ModelFile AUTOENCODER = frozen("detector-tf-autoencoder-1");
  private static final List<ModelFile> ALL =
      Stream.of(
              "detector-tf-autoencoder-1",
              "detector-tf-savedmodel-1",
              "forecaster-tf-conv-1",
              "forecaster-tf-dense-1",
              "forecaster-tf-savedmodel-1")
          .map(ModelTargets::frozen)
          .toList();

  private ModelTargets() {}

  /** Reads a file of the autoencoder; needs no natives. */
  static void detector(byte[] bytes) {
    DetectorFileReader.read(changed(AUTOENCODER, bytes));
  }

  /** Reads a file of any provider as users do, and asks the model; needs natives. */
  static void any(byte[] bytes) {
    // The length chooses the model.
    ModelFile file = changed(ALL.get(bytes.length % ALL.size()), bytes);
    Providers providers = Providers.discover();
    if (file.kind() == ModelKind.FORECASTER) {
      try (FittedForecaster model = providers.restoreForecaster(file)) {
        model.forecast(ForecastRequest.steps(3), RunContext.standard());
      }
    } else {
      try (FittedDetector model = providers.restoreDetector(file)) {
        Session session = model.open();
        session.observe(
            model.trainedOn().end().getEpochSecond(), new double[model.channels().size()]);
        session.detection();
      }
    }
  }

  /** The first byte chooses the entry, the second where the rest is written over it. */
  private static ModelFile changed(ModelFile valid, byte[] bytes) {
    List<String> names =
        valid.names().stream().filter(name -> !name.startsWith("saved_model/")).toList();
    String chosen = names.get(bytes.length == 0 ? 0 : Math.floorMod(bytes[0], names.size()));
    ModelFile.Builder builder =
        ModelFile.builder(valid.kind(), valid.payloadVersion(), valid.provenance());
    for (String name : valid.names()) {
      byte[] entry = valid.bytes(name);
      if (name.equals(chosen)) {
        int at = bytes.length < 2 ? 0 : (bytes[1] & 255) * entry.length / 256;
        for (int k = 2; k < bytes.length && at + k - 2 < entry.length; k++) {
          entry[at + k - 2] = bytes[k];
        }
      }
      builder.entry(name, entry);
    }
    return builder.build();
  }

  /** Returns changes of every entry, so many bytes in 256 apart. */
  static List<byte[]> seeds(int apart) {
    List<byte[]> seeds = new ArrayList<>();
    // An episode that began at no instant.
    seeds.add(HexFormat.of().parseHex("dbd3dbdbdb8c040000000000007f00000000000004dc01"));
    for (int entry = 0; entry < 5; entry++) {
      for (int at = 0; at < 256; at += apart) {
        byte first = (byte) entry;
        byte second = (byte) at;
        seeds.add(new byte[] {first, second, 0x7F, (byte) 0xFF, (byte) 0xFF});
        seeds.add(new byte[] {first, second, (byte) 0xFF, 0, 0, 0, 0, 0});
        seeds.add(new byte[] {first, second, 0x7F, (byte) 0xEF, 0, 0});
        seeds.add(new byte[] {first, second, 0x3F, (byte) 0xEF, 0, 0, 0});
        seeds.add(new byte[] {first, second, 0x7F, -1, -1, -1, -1, -1, -1, -1, -1});
      }
      // Where entries begin there are lengths and counts.
      for (int length = 4; length < 24; length++) {
        byte[] most = new byte[length + 2];
        most[0] = (byte) entry;
        most[length - 2] = 0x7F;
        most[length - 1] = -1;
        seeds.add(most);
      }
    }
    return seeds;
  }

  private static ModelFile frozen(String name) {
    return ModelFile.read(FrozenModelTest.folder().resolve(name + ".wmm"));
  }
}
