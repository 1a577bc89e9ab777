// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.Natives;
import io.github.watermgmt.tf.savedmodel.FloatTensor;
import io.github.watermgmt.tf.savedmodel.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetExportTest {
  private static final ConvArchitecture CONV =
      new ConvArchitecture(8, 2, 3, 4, 2, List.of(1, 2, 4), List.of(5), Activation.ELU, 2);

  @BeforeAll
  static void natives() {
    Natives.assume();
  }

  @Test
  void exportedNetworkGivesTheSameBits(@TempDir Path folder) throws IOException {
    Weights weights = Weights.initial(CONV, RunContext.standard().random("w"));
    float[] rows = new float[3 * CONV.inputs()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) Math.sin(i);
    }
    Path target = folder.resolve("net");

    NetExport.write(CONV, weights, target);

    try (InferenceNet net = InferenceNet.open(CONV, weights);
        SavedModel model = SavedModel.load(target)) {
      FloatTensor outputs = model.call(FloatTensor.of(rows, 3, CONV.inputs()));
      assertThat(outputs).isEqualTo(FloatTensor.of(net.call(rows, 3), 3, 2));
      assertThat(model.signature().outputs()).extracting(o -> o.name()).containsExactly("outputs");
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).containsExactly(target);
    }
  }

  /**
   * The network that stands among the SavedModels of the tests, where Python calls it too, is what
   * this writes.
   */
  @Test
  void theNetworkThatPythonCallsIsWrittenHere(@TempDir Path folder) throws IOException {
    DenseArchitecture dense = new DenseArchitecture(4, List.of(3), Activation.TANH, 2);
    Weights weights = Weights.initial(dense, RunContext.standard().random("made in java"));
    Path target = folder.resolve("made-in-java");
    NetExport.write(dense, weights, target);
    float[] rows = new float[5 * dense.inputs()];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (i % 7 - 3) / 2f;
    }
    FloatTensor inputs = FloatTensor.of(rows, 5, dense.inputs());
    Path committed = Path.of("src/test/resources/savedmodels/made-in-java");
    try (SavedModel fresh = SavedModel.load(target);
        SavedModel kept = SavedModel.load(committed)) {
      assertThat(kept.call(inputs)).isEqualTo(fresh.call(inputs));
    }
  }

  @Test
  void neverWritesOverWhatIsThere(@TempDir Path folder) {
    Weights weights = Weights.initial(CONV, RunContext.standard().random("w"));
    assertThatThrownBy(() -> NetExport.write(CONV, weights, folder))
        .isInstanceOf(WaterManagementException.class)
        .hasMessageContaining("is already there");
    Path nowhere = folder.resolve("missing").resolve("net");
    assertThatThrownBy(() -> NetExport.write(CONV, weights, nowhere))
        .isInstanceOf(WaterManagementException.class)
        .hasMessageContaining("in one that exists");
  }
}
