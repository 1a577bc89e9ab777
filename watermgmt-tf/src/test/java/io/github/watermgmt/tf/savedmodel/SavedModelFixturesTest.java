// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.tf.Natives;
import io.github.watermgmt.tf.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Models made in Python answer as they do there, or are refused with the remedy. */
class SavedModelFixturesTest {
  private static final List<String> REFUSED = List.of("k3_reg_tfsave", "k3_reg_nosig");

  @BeforeEach
  void natives() {
    Natives.assume();
  }

  @Test
  void sharedOnesAgree() throws IOException {
    int called = 0;
    try (Stream<Path> all = Files.list(SharedData.file("data/savedmodels"))) {
      for (Path folder : all.filter(Files::isDirectory).sorted().toList()) {
        if (!REFUSED.contains(folder.getFileName().toString())) {
          Models.assertAgrees(folder);
          called++;
        }
      }
    }
    assertThat(called).isEqualTo(8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"k3_reg_tfsave", "k3_reg_nosig"})
  void sharedOnesThatCannotBeCalledAreRefused(String name) {
    Path folder = SharedData.file("data/savedmodels/" + name);
    assertThatThrownBy(() -> SavedModel.load(folder))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("WM-701")
        .hasMessageContaining("model.export");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "attention",
        "several-inputs",
        "dict-outputs",
        "least-window",
        "long-window",
        "mixed-types",
        "any-shape"
      })
  void ownOnesAgree(String name) {
    Models.assertAgrees(Models.folder(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"missing-variables", "no-signature"})
  void whatCannotBeCalledIsRefusedWithTheRemedy(String name) {
    assertThatThrownBy(() -> SavedModel.load(Models.folder(name)))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("WM-701")
        .hasMessageContaining("model.export");
  }

  @Test
  void whatTakesOrGivesNoNumbersIsRefusedByName() {
    assertThatThrownBy(() -> SavedModel.load(Models.folder("text-input")))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("'name'")
        .hasMessageContaining("string");
    // The input of the same name is a float.
    assertThatThrownBy(() -> SavedModel.load(Models.folder("same-name")))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("'x'")
        .hasMessageContaining("string");
  }

  @Test
  void namesAndShapesAreThoseOfTheFile() {
    try (SavedModel model = SavedModel.load(Models.folder("several-inputs"))) {
      assertThat(model.signature().inputs())
          .containsExactly(
              new TensorSpec("calendar", List.of(-1, 4), true, "float32"),
              new TensorSpec("window", List.of(-1, 8, 2), true, "float32"));
    }
    try (SavedModel model = SavedModel.load(Models.folder("dict-outputs"))) {
      assertThat(model.signature().outputs())
          .extracting(TensorSpec::name)
          .containsExactly("lower", "mean", "upper");
      Map<String, FloatTensor> outputs =
          model.call(Models.example(Models.folder("dict-outputs")).inputs());
      assertThat(List.copyOf(outputs.keySet())).containsExactly("lower", "mean", "upper");
      assertThat(outputs.get("mean").shape()).containsExactly(3, 1);
    }
    try (SavedModel model = SavedModel.load(Models.folder("mixed-types"))) {
      assertThat(model.signature().toString())
          .contains("level float64[any, 2]")
          .contains("hour int32[any]")
          .contains("count int64[]");
    }
    try (SavedModel model = SavedModel.load(Models.folder("any-shape"))) {
      assertThat(model.signature().inputs().get(0).shapeKnown()).isFalse();
    }
  }

  @Test
  void signaturesAreReadWithoutLoading() {
    assertThat(SavedModel.signatures(Models.folder("no-signature"))).isEmpty();
    assertThat(SavedModel.signatures(Models.folder("text-input")))
        .singleElement()
        .asString()
        .contains("name string[any]");
    for (String name : List.of("attention", "two-signatures", "any-shape", "mixed-types")) {
      Path folder = Models.folder(name);
      List<Signature> read = SavedModel.signatures(folder);
      LoadSettings first = LoadSettings.standard().withSignature(read.get(0).key());
      try (SavedModel model = SavedModel.load(folder, first)) {
        assertThat(model.signatures()).isEqualTo(read);
      }
    }
  }

  @Test
  void aSignatureIsChosenByItsKey() {
    Path folder = Models.folder("two-signatures");
    assertThatThrownBy(() -> SavedModel.load(folder))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("serving_default")
        .hasMessageContaining("[doubled, halved]");
    try (SavedModel model =
        SavedModel.load(folder, LoadSettings.standard().withSignature("halved"))) {
      assertThat(model.signatures())
          .extracting(Signature::key)
          .containsExactly("doubled", "halved");
      assertThat(model.call(FloatTensor.of(new float[] {3}, 1)))
          .isEqualTo(FloatTensor.of(new float[] {1.5f}, 1));
    }
  }
}
