// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.Natives;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * A pass over 8,000 rows, one thread, against Python's loop around a compiled step, in one run. The
 * environment variable {@code TENSORFLOW_PYTHON} names a Python that has TensorFlow.
 */
@Tag("slow")
class TrainingSpeedTest {
  private static final int ROWS = 8000;
  private static final Path SCRIPT =
      Path.of("../watermgmt-bench/peers/python/training-tensorflow.py");

  @BeforeAll
  static void natives() {
    Natives.assume();
  }

  @Test
  void aPassTakesAtMostAFifthOfPythonsLoop() throws IOException {
    String python = System.getenv("TENSORFLOW_PYTHON");
    assumeTrue(python != null, "TENSORFLOW_PYTHON names no Python with TensorFlow");
    Map<String, Double> theirs = python(python);
    StringBuilder table = new StringBuilder();
    for (int batch : new int[] {32, 256}) {
      double ours = median(batch);
      double loop = theirs.get(batch + "/loop");
      table.append(
          String.format(
              Locale.ROOT,
              "batch %d: %.2f ms, Python's loop %.2f (ratio %.2f), Keras' fit %.2f%n",
              batch,
              ours,
              loop,
              ours / loop,
              theirs.get(batch + "/fit")));
      assertThat(ours / loop).as(table.toString()).isLessThanOrEqualTo(0.2);
    }
    System.out.print(table);
  }

  private static double median(int batch) {
    RandomGenerator random = RunContext.standard().random("rows");
    float[] x = new float[ROWS * 10];
    float[] y = new float[ROWS];
    for (int i = 0; i < x.length; i++) {
      x[i] = (float) random.nextGaussian();
    }
    for (int r = 0; r < ROWS; r++) {
      y[r] = 2 * x[r * 10] + x[r * 10 + 3];
    }
    List<Long> ends = new ArrayList<>();
    Trainer.train(
        new DenseArchitecture(10, List.of(10), Activation.RELU, 1),
        new Examples(ROWS, 10, 1, x, y),
        new Examples(0, 10, 1, new float[0], new float[0]),
        new TrainingSettings(60, batch, 0.01, 0, Loss.meanSquare()),
        RunContext.standard().withProgress(progress -> ends.add(System.nanoTime())),
        "speed");
    List<Double> times = new ArrayList<>();
    for (int i = 20; i < ends.size(); i++) {
      times.add((ends.get(i) - ends.get(i - 1)) / 1e6);
    }
    Collections.sort(times);
    return times.get(times.size() / 2);
  }

  private static Map<String, Double> python(String python) throws IOException {
    Process process =
        new ProcessBuilder(python, SCRIPT.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, Double> times = new HashMap<>();
    String batch = "";
    try (JsonParser parser = new JsonFactory().createParser(out)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.FIELD_NAME && Character.isDigit(parser.currentName().charAt(0))) {
          batch = parser.currentName();
        } else if (token.isNumeric()) {
          times.put(batch + "/" + parser.currentName(), parser.getDoubleValue());
        }
      }
    }
    return times;
  }
}
