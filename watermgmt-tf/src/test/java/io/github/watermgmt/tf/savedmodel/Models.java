// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The SavedModels among this module's test resources, and how outputs are compared. */
final class Models {
  /** Relative to what is expected, or absolute where that is less than 1. */
  private static final double TOLERANCE = 1e-6;

  private Models() {}

  /** Returns the folder of a model. */
  static Path folder(String name) {
    try {
      return Path.of(
          Objects.requireNonNull(Models.class.getResource("/savedmodels/" + name), name).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the inputs and outputs beside a model. */
  static TensorJson.Example example(Path folder) {
    return TensorJson.readExample(folder.resolveSibling(folder.getFileName() + ".json"));
  }

  /** Calls a model on the inputs beside it and compares the outputs with those beside it. */
  static void assertAgrees(Path folder) {
    TensorJson.Example example = example(folder);
    assertThat(example.outputs()).isNotEmpty();
    try (SavedModel model = SavedModel.load(folder)) {
      Map<String, FloatTensor> outputs = model.call(example.inputsOf(model.signature()));
      assertClose(List.copyOf(outputs.values()), example.outputs());
    }
  }

  static void assertClose(List<FloatTensor> outputs, List<FloatTensor> expected) {
    assertThat(outputs).hasSameSizeAs(expected);
    for (int k = 0; k < expected.size(); k++) {
      assertThat(outputs.get(k).shape()).isEqualTo(expected.get(k).shape());
      for (int i = 0; i < expected.get(k).size(); i++) {
        float wanted = expected.get(k).get(i);
        assertThat(Math.abs(outputs.get(k).get(i) - wanted))
            .as("output %d, value %d: %s for %s", k, i, outputs.get(k).get(i), wanted)
            .isLessThanOrEqualTo((float) (TOLERANCE * Math.max(1, Math.abs(wanted))));
      }
    }
  }

  /** Copies a model, so that a test may change it. */
  static Path copy(Path folder, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(folder.relativize(file).toString());
        Files.createDirectories(Objects.requireNonNull(target.getParent()));
        Files.copy(file, target);
      }
    }
    return to;
  }
}
