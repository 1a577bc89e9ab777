// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.tf.Natives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Native memory does not grow with use, and no answer is wrong. */
@Tag("soak")
class SavedModelSoakTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int THREADS = 8;
  private static final int PREDICTIONS = 1_000_000;
  private static final int WARM_UP = 200_000;
  private static final int CYCLES = 1000;
  private static final int WARM_CYCLES = 200;
  private static final int STRETCHES = 10;

  /** How many figures at either end are compared. */
  private static final int EDGE = 5;

  private static final double MOST_GROWTH_MB = 20;

  @BeforeEach
  void canMeasure() {
    Natives.assume();
    assumeTrue(Files.isReadable(STATUS), "memory of the process is read from " + STATUS);
  }

  @Test
  void aMillionPredictionsByEightThreads() throws Exception {
    Path folder = Models.folder("several-inputs");
    // Several batches, so that an answer to somebody else's question would be seen.
    List<Map<String, FloatTensor>> inputs = new ArrayList<>();
    List<Map<String, FloatTensor>> expected = new ArrayList<>();
    try (SavedModel model = SavedModel.load(folder)) {
      for (int rows = 1; rows <= THREADS; rows++) {
        inputs.add(Map.of("window", ramp(rows, rows, 8, 2), "calendar", ramp(-rows, rows, 4)));
        expected.add(model.call(inputs.get(rows - 1)));
      }
      predict(model, inputs, expected, WARM_UP);
      List<Double> rss = new ArrayList<>(List.of(residentMb()));
      for (int stretch = 0; stretch < STRETCHES; stretch++) {
        predict(model, inputs, expected, PREDICTIONS / STRETCHES);
        rss.add(residentMb());
      }
      assertFlat(rss);
    }
  }

  @Test
  void aThousandTimesLoadedAndClosed() throws IOException {
    Path folder = Models.folder("several-inputs");
    Map<String, FloatTensor> inputs = Models.example(folder).inputs();
    List<FloatTensor> expected = Models.example(folder).outputs();
    cycles(folder, inputs, expected, WARM_CYCLES);
    List<Double> rss = new ArrayList<>(List.of(residentMb()));
    for (int stretch = 0; stretch < STRETCHES; stretch++) {
      cycles(folder, inputs, expected, CYCLES / STRETCHES);
      rss.add(residentMb());
    }
    assertFlat(rss);
  }

  private static void cycles(
      Path folder, Map<String, FloatTensor> inputs, List<FloatTensor> expected, int count) {
    for (int i = 0; i < count; i++) {
      try (SavedModel model = SavedModel.load(folder)) {
        Models.assertClose(List.copyOf(model.call(inputs).values()), expected);
      }
    }
  }

  private static void predict(
      SavedModel model,
      List<Map<String, FloatTensor>> inputs,
      List<Map<String, FloatTensor>> expected,
      int count)
      throws Exception {
    AtomicInteger next = new AtomicInteger();
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Integer>> all = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        all.add(
            pool.submit(
                () -> {
                  int wrong = 0;
                  for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
                    int which = i % inputs.size();
                    if (!model.call(inputs.get(which)).equals(expected.get(which))) {
                      wrong++;
                    }
                  }
                  return wrong;
                }));
      }
      for (Future<Integer> one : all) {
        assertThat(one.get()).as("wrong answers").isZero();
      }
    } finally {
      pool.shutdownNow();
    }
  }

  private static FloatTensor ramp(float first, int... shape) {
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = first + i / 16f;
    }
    return FloatTensor.of(values, shape);
  }

  /** Medians: the collector gives heap back when it likes, which moves single figures. */
  private static void assertFlat(List<Double> rss) {
    double growth =
        median(rss.subList(rss.size() - EDGE, rss.size())) - median(rss.subList(0, EDGE));
    String told =
        "growth " + growth + " MB; resident MB after the warm-up and each stretch: " + rss;
    System.out.println(told);
    assertThat(growth).as(told).isLessThan(MOST_GROWTH_MB);
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** Collects garbage first: unreachable tensors of Java's heap are not what is looked for. */
  private static double residentMb() throws IOException {
    System.gc();
    for (String line : Files.readAllLines(STATUS)) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) / 1e3;
      }
    }
    throw new IOException("no VmRSS in " + STATUS);
  }
}
