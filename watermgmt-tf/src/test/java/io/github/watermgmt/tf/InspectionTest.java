// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.tf.savedmodel.SavedModel;
import io.github.watermgmt.tf.savedmodel.TensorJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectionTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private static String model(String name) {
    try {
      return Path.of(
              Objects.requireNonNull(InspectionTest.class.getResource("/savedmodels/" + name))
                  .toURI())
          .toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private int run(String... args) {
    out.reset();
    err.reset();
    try (PrintStream to = new PrintStream(out, false, StandardCharsets.UTF_8);
        PrintStream complaints = new PrintStream(err, false, StandardCharsets.UTF_8)) {
      return new Inspection(to, complaints).run(args);
    }
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void showsSignaturesShapesTypesAndDigestWithoutNatives() {
    String folder = model("mixed-types");
    assertThat(run(folder)).isZero();
    assertThat(out())
        .isEqualTo(
            """
            model     %s
            digest    SHA-256 %s
            signature serving_default
              input   hour       int32    [any]
              input   level      float64  [any, 2]
              output  count      int64    []
              output  next_hour  int32    [any]
              output  weighed    float64  [any, 2]
            """
                .formatted(folder, SavedModel.digest(Path.of(folder))));
    assertThat(run(folder, "--digest")).isZero();
    assertThat(out()).isEqualTo(SavedModel.digest(Path.of(folder)) + System.lineSeparator());
    assertThat(run(model("two-signatures"))).isZero();
    assertThat(out()).contains("signature doubled").contains("signature halved");
    assertThat(run(model("two-signatures"), "--signature", "halved")).isZero();
    assertThat(out()).contains("signature halved").doesNotContain("doubled");
  }

  @Test
  void callsOnExamplesAndOnNamedTensors(@TempDir Path temp) throws IOException {
    Natives.assume();
    String folder = model("dict-outputs");
    assertThat(run(folder, "--call", folder + ".json")).as(err()).isZero();
    Path answer = Files.writeString(temp.resolve("out.json"), out());
    assertThat(TensorJson.read(answer)).containsOnlyKeys("lower", "mean", "upper");

    Path halves = Files.writeString(temp.resolve("in.json"), "{\"x\": [1, 3]}");
    String two = model("two-signatures");
    assertThat(run(two, "--signature", "halved", "--call", halves.toString())).as(err()).isZero();
    assertThat(out()).contains("\"half\" : [ 0.5, 1.5 ]");

    Files.writeString(halves, "{\"y\": [1, 3]}");
    assertThat(run(two, "--signature", "halved", "--call", halves.toString())).isEqualTo(1);
    assertThat(err()).contains("'x' (missing)").contains("input (y)");
    assertThat(out()).isEmpty();
  }

  @Test
  void triesWhetherItCanBeCalled() {
    Natives.assume();
    assertThat(run(model("attention"), "--try")).isZero();
    assertThat(out()).contains("called    once with zeros");
    assertThat(run(model("missing-variables"))).isZero();
    assertThat(run(model("missing-variables"), "--try")).isEqualTo(1);
    assertThat(err()).contains("WM-701").contains("model.export");
  }

  @Test
  void refusesModelsWithOne(@TempDir Path temp) throws IOException {
    assertThat(run(temp.toString())).isEqualTo(1);
    assertThat(err()).contains("WM-701").contains("holds no saved_model.pb");
    assertThat(run(model("no-signature"))).isEqualTo(1);
    assertThat(err()).contains("signatures (none)").contains("model.export");
    assertThat(run(model("two-signatures"), "--signature", "third")).isEqualTo(1);
    assertThat(err()).contains("[doubled, halved]");
    Files.write(temp.resolve("saved_model.pb"), new byte[] {1, 2, 3});
    assertThat(run(temp.toString())).isEqualTo(1);
    assertThat(err()).contains("WM-701").contains("cannot be read");
    assertThat(run(model("attention"), "--call", "missing.json")).isEqualTo(1);
    assertThat(err()).contains("missing.json").contains("does not exist");
  }

  @Test
  void refusesArgumentsWithTwo() {
    assertThat(run()).isEqualTo(2);
    assertThat(err()).contains("folder (nothing), must be named").contains("usage");
    assertThat(run("a", "b", "--wat", "--call")).isEqualTo(2);
    assertThat(err())
        .contains("folder (b), must be the only one")
        .contains("option (--wat), is not known")
        .contains("--call (nothing), must be followed by a value");
    assertThat(run("a", "--try", "--digest")).isEqualTo(2);
    assertThat(err()).contains("work ([try, digest]), must be one of these");
    assertThat(run("a", "--help")).isZero();
    assertThat(out()).startsWith("usage");
  }
}
