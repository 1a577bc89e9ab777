// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.tf.internal.SavedModelFiles;
import io.github.watermgmt.tf.savedmodel.CallableModel;
import io.github.watermgmt.tf.savedmodel.FloatTensor;
import io.github.watermgmt.tf.savedmodel.Signature;
import io.github.watermgmt.tf.savedmodel.TensorSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks of every form, behind the seam where no TensorFlow is needed. */
class GivenNetworkTest {
  @TempDir private Path folder;

  /** A network that needs no engine. */
  private record Toy(Signature signature, UnaryOperator<FloatTensor> work)
      implements CallableModel {
    @Override
    public Map<String, FloatTensor> call(Map<String, FloatTensor> inputs) {
      FloatTensor input = inputs.values().iterator().next();
      assertThat(signature.inputs().get(0).fits(input)).as("%s", input).isTrue();
      return Map.of("row", work.apply(input));
    }

    @Override
    public void close() {
      // Holds nothing.
    }
  }

  private GivenNetwork network(
      String type, UnaryOperator<FloatTensor> work, Integer... inputShape) {
    TensorSpec input = new TensorSpec("window", List.of(inputShape), true, type);
    TensorSpec output = new TensorSpec("row", List.of(), false, "float32");
    Toy toy = new Toy(new Signature("serving_default", List.of(input), List.of(output)), work);
    return GivenNetwork.of(toy, new SavedModelFiles(folder), "toy");
  }

  @Test
  void asksRowsInTheShapeOfTheInput() {
    float[] rows = {1, 2, 3, 4, 5, 6};
    for (GivenNetwork network :
        List.of(
            network("float32", x -> x, -1, 3),
            network("float64", x -> x, -1, 3, 1),
            network("float32", x -> FloatTensor.of(x.toArray(), x.size(0), 3, 1), -1, 3))) {
      assertThat(network.window()).isEqualTo(3);
      assertThat(network.call(rows, 2)).isEqualTo(rows);
    }
  }

  @Test
  void refusesInputsThatAreNoRows() {
    Integer[][] shapes = {{-1}, {-1, -1}, {32, 10}, {-1, 10, 2}, {-1, 201}, {-1, 10, 1, 1}};
    for (Integer[] shape : shapes) {
      assertThatThrownBy(() -> network("float32", x -> x, shape))
          .as("%s", List.of(shape))
          .isInstanceOf(InputFileException.class)
          .hasMessageContaining("must be [any, W] or [any, W, 1]")
          .hasMessageContaining("toy");
    }
    assertThatThrownBy(() -> network("int64", x -> x, -1, 10))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("input 'window' (int64), must be float32 or float64");
  }

  @Test
  void refusesOutputsThatAreNotTheRows() {
    assertThatThrownBy(() -> network("float32", x -> FloatTensor.of(new float[2], 2), -1, 10))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("output 'row' for 2 rows (float[2])");
    assertThatThrownBy(() -> network("float32", x -> FloatTensor.of(new float[20], 10, 2), -1, 10))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("float[10, 2]");
  }

  @Test
  void noNumberIsTheWorstReconstruction() {
    UnaryOperator<FloatTensor> blind =
        x -> {
          float[] y = x.toArray();
          for (int i = 0; i < y.length; i++) {
            y[i] = y[i] > 5 ? Float.NaN : y[i];
          }
          return FloatTensor.of(y, x.shape());
        };
    try (Reconstruction net = new Reconstruction("test", network("float32", blind, -1, 2))) {
      assertThat(net.errors(new float[] {1, 2, 3, 9})).containsExactly(0, Double.POSITIVE_INFINITY);
    }
  }
}
