// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.InputFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TensorJsonTest {
  @TempDir Path folder;

  private Path file(String json) throws IOException {
    return Files.writeString(folder.resolve("tensors.json"), json);
  }

  private List<String> problemsOf(String json) throws IOException {
    Path file = file(json);
    try {
      TensorJson.read(file);
    } catch (InputFileException e) {
      assertThat(e.code()).hasToString("INPUT_FILE");
      return e.problems();
    }
    return List.of();
  }

  @Test
  void readsShapesAndValues() throws IOException {
    Map<String, FloatTensor> read =
        TensorJson.read(
            file("{\"a\": [[1, 2.5, -3e2], [null, \"NaN\", \"-Infinity\"]], \"b\": 4, \"c\": []}"));

    assertThat(read.keySet()).containsExactly("a", "b", "c");
    assertThat(read.get("a"))
        .isEqualTo(
            FloatTensor.of(
                new float[] {1, 2.5f, -300, Float.NaN, Float.NaN, Float.NEGATIVE_INFINITY}, 2, 3));
    assertThat(read.get("b")).isEqualTo(FloatTensor.of(new float[] {4}));
    assertThat(read.get("c")).isEqualTo(FloatTensor.of(new float[0], 0));
  }

  @Test
  void roundsOnceFromTheText() throws IOException {
    // As a double this lies exactly between two floats; the text lies above the middle.
    String text = "1.00000005960464477539062500000000001";
    assertThat((float) Double.parseDouble(text)).isEqualTo(1f);
    assertThat(TensorJson.read(file("{\"x\": " + text + "}")).get("x").get(0))
        .isEqualTo(Math.nextUp(1f));
  }

  @Test
  void whatIsWrittenReadsBackToTheSameBits() throws IOException {
    Random random = new Random(5);
    float[] values = new float[6 * 50];
    for (int i = 0; i < values.length; i++) {
      values[i] = Float.intBitsToFloat(random.nextInt());
      if (Float.isNaN(values[i])) {
        values[i] = Float.NaN;
      }
    }
    values[0] = -0f;
    values[1] = Float.MIN_VALUE;
    values[2] = Float.MAX_VALUE;
    Map<String, FloatTensor> tensors = new LinkedHashMap<>();
    tensors.put("z \"quoted\"", FloatTensor.of(values, 2, 3, 50));
    tensors.put("empty", FloatTensor.of(new float[0], 3, 0));
    tensors.put("a", FloatTensor.of(new float[] {0.1f}));

    Map<String, FloatTensor> read = TensorJson.read(file(TensorJson.write(tensors)));

    assertThat(read).isEqualTo(tensors);
    assertThat(List.copyOf(read.keySet())).isEqualTo(List.copyOf(tensors.keySet()));
  }

  @Test
  void writesTheShortestText() {
    assertThat(
            TensorJson.write(
                Map.of("x", FloatTensor.of(new float[] {0.1f, 3, 2e-3f, Float.NaN}, 4))))
        .contains("[ 0.1, 3.0, 0.002, null ]");
    // Before 19 the JDK itself writes 8.4100004E21.
    assertThat(TensorJson.write(Map.of("x", FloatTensor.of(new float[] {8.41E21f}))))
        .contains(" 8.41E21\n");
  }

  @Test
  void namesEveryProblemWithItsPlace() throws IOException {
    List<String> problems =
        problemsOf(
            """
            {
              "ragged": [[1, 2], [3], [4, 5, 6]],
              "mixed": [1, [2]],
              "turned": [[1], 2],
              "words": [1, "two", true],
              "object": {"x": 1},
              "large": [1e39],
              "twice": 1,
              "twice": 2
            }
            """);

    assertThat(problems).hasSize(9);
    assertThat(problems.get(0)).contains("line 2").contains("ragged[1]").contains("1 items");
    assertThat(problems.get(1)).contains("line 2").contains("ragged[2]").contains("must have 2");
    assertThat(problems.get(2)).contains("line 3").contains("mixed[1]").contains("be a number");
    assertThat(problems.get(3)).contains("line 4").contains("turned[1]").contains("be a list");
    assertThat(problems.get(4)).contains("words[1]").contains("\"two\"");
    assertThat(problems.get(5)).contains("words[2]").contains("true");
    assertThat(problems.get(6)).contains("line 6").contains("object").contains("{...}");
    assertThat(problems.get(7)).contains("large[0]").contains("1e39").contains("32-bit float");
    assertThat(problems.get(8)).contains("line 9").contains("'twice'").contains("stand once");
  }

  @Test
  void emptyListsCannotStandAmongNumbers() throws IOException {
    assertThat(problemsOf("{\"x\": [[], 1]}")).singleElement().asString().contains("x[1]");
    assertThat(problemsOf("{\"x\": [[], [1]]}")).singleElement().asString().contains("x[1]");
    assertThat(problemsOf("{\"x\": [1, []]}")).singleElement().asString().contains("x[1]");
    assertThat(problemsOf("{\"x\": [[[]], [2]]}")).isNotEmpty();
  }

  @Test
  void depthAndSizeAreBounded() throws IOException {
    String eight = "[".repeat(8) + "1" + "]".repeat(8);
    assertThat(TensorJson.read(file("{\"x\": " + eight + "}")).get("x").rank()).isEqualTo(8);
    assertThat(problemsOf("{\"x\": [" + eight + "]}"))
        .singleElement()
        .asString()
        .contains("more than 8 lists");
    String deep = "[".repeat(100_000) + "]".repeat(100_000);
    assertThat(problemsOf("{\"x\": " + deep + "}")).isNotEmpty();
    StringBuilder many = new StringBuilder("{\"x\": [0");
    many.append(",0".repeat(1 << 24)).append("]}");
    assertThat(problemsOf(many.toString())).singleElement().asString().contains("16777216");
    StringBuilder names = new StringBuilder("{\"x\": 1");
    for (int i = 0; i < 1500; i++) {
      names.append(", \"").append(i).append("\": 1");
    }
    assertThat(problemsOf(names.append('}').toString()))
        .singleElement()
        .asString()
        .contains("at most 1000");
    assertThat(problemsOf("{\"x\": [" + "true,".repeat(200) + "true]}"))
        .hasSize(101)
        .last()
        .asString()
        .contains("101 more");
  }

  @Test
  void whatIsNoJsonIsRefusedWithItsPlace() throws IOException {
    List<String> refused = new ArrayList<>();
    for (String json :
        List.of("", "[1]", "{\"x\": [1, 2}", "{\"x\": 1} 2", "{\"x\": 01}", "{\"x\": NaN}")) {
      refused.addAll(problemsOf(json));
    }
    assertThat(refused).hasSize(6);
    assertThat(refused.get(1)).contains("must be an object");
    assertThat(refused.get(2)).contains("line 1, column 12").contains("not well-formed");
    assertThat(refused.get(3)).contains("must end with its object");
    Path missing = folder.resolve("missing.json");
    assertThatThrownBy(() -> TensorJson.read(missing))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("does not exist");
  }

  @Test
  void readsExamples() throws IOException {
    Path file =
        file(
            "{\"model\": \"m\", \"inputs\": {\"x\": [1]}, \"how\": {\"x\": []}, \"outputs\": [[2]]}");
    TensorJson.Example example = TensorJson.readExample(file);
    assertThat(example.inputs()).isEqualTo(Map.of("x", FloatTensor.of(new float[] {1}, 1)));
    assertThat(example.outputs()).containsExactly(FloatTensor.of(new float[] {2}, 1));
    assertThat(TensorJson.read(file)).isEqualTo(example.inputs());

    Path named = file("{\"inputs\": {}, \"outputs\": {\"b\": 2, \"a\": 1}}");
    assertThat(TensorJson.readExample(named).outputs())
        .containsExactly(FloatTensor.of(new float[] {1}), FloatTensor.of(new float[] {2}));

    Path tensor = file("{\"inputs\": [1]}");
    assertThat(TensorJson.read(tensor)).containsOnlyKeys("inputs");
    assertThatThrownBy(() -> TensorJson.readExample(tensor))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("must be an object of tensors by name");
  }
}
