// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.ModelCorruptException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.tf.FrozenModelTest;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Files of detectors that are whole and lie; they are read without natives. */
class DetectorFileTest {
  private static final ModelFile VALID =
      ModelFile.read(FrozenModelTest.folder().resolve("detector-tf-autoencoder-1.wmm"));

  @Test
  void readsWhatTheProviderWrote() {
    DetectorFileReader.read(VALID);
  }

  @Test
  void channelsThatAreInTheTableAloneTakeNoMemory() {
    int many = 300_000;
    Provenance provenance = VALID.provenance();
    EntryWriter table = new EntryWriter();
    table.writeLong(provenance.trainedFrom().getEpochSecond()).writeLong(10_800);
    long seconds =
        provenance.trainedUntil().getEpochSecond() - provenance.trainedFrom().getEpochSecond();
    table.writeInt((int) (seconds / 10_800)).writeInt(many);
    EntryWriter thresholds = new EntryWriter();
    for (int c = 0; c < many; c++) {
      table.writeString("c").writeString("flow").writeString("m3/h").writeStrings(List.of());
      thresholds.writeDoubles(new double[1]).writeDouble(1);
    }

    // Profiles of five minutes would take 6 GB.
    Map<String, String> options = new LinkedHashMap<>(provenance.options());
    options.put("step-minutes", "5");
    ModelFile file =
        with(
            options,
            Map.of("channels", table.toByteArray(), "thresholds", thresholds.toByteArray()));

    assertThatThrownBy(() -> DetectorFileReader.read(file))
        .isInstanceOf(ModelCorruptException.class)
        .hasMessageContaining("state of 300000 channels");
  }

  @Test
  void timesThatAreNoneAreCorrupt() {
    byte[] table = VALID.bytes("channels");
    ByteBuffer.wrap(table).putLong(0, Long.MAX_VALUE / 2);

    assertThatThrownBy(
            () ->
                DetectorFileReader.read(
                    with(VALID.provenance().options(), Map.of("channels", table))))
        .isInstanceOf(ModelCorruptException.class)
        .hasMessageContaining("entry 'channels'");
  }

  private static ModelFile with(Map<String, String> options, Map<String, byte[]> entries) {
    Provenance was = VALID.provenance();
    Provenance provenance =
        new Provenance(
            was.provider(),
            was.providerVersion(),
            was.libraryVersion(),
            options,
            was.seed(),
            was.dataDigest(),
            was.trainedFrom(),
            was.trainedUntil(),
            was.series());
    ModelFile.Builder builder =
        ModelFile.builder(ModelKind.DETECTOR, VALID.payloadVersion(), provenance);
    for (String name : VALID.names()) {
      builder.entry(name, entries.getOrDefault(name, VALID.bytes(name)));
    }
    return builder.build();
  }
}
