// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.model.ModelClosedException;
import io.github.watermgmt.tf.Natives;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedModelTest {
  private static final Path FOLDER = Models.folder("several-inputs");
  private static final int THREADS = 4;

  @BeforeEach
  void natives() {
    Natives.assume();
  }

  private static Map<String, FloatTensor> inputs() {
    return Models.example(FOLDER).inputs();
  }

  @Test
  void aSystemPropertyAllowsForWhoeverAsks() {
    String digest = SavedModel.digest(FOLDER);
    System.setProperty(SavedModel.ALLOWED_PROPERTY, "0".repeat(64) + ", " + digest);
    try {
      SavedModel.load(FOLDER).close();
      System.setProperty(SavedModel.ALLOWED_PROPERTY, "0".repeat(64));
      LoadSettings allowedHere = LoadSettings.standard().withAllowedDigests(Set.of(digest));
      assertThatThrownBy(() -> SavedModel.load(FOLDER, allowedHere))
          .isInstanceOf(InputFileException.class)
          .hasMessageContaining("of the system property watermgmt.savedmodel.sha256");
    } finally {
      System.clearProperty(SavedModel.ALLOWED_PROPERTY);
    }
  }

  @Test
  void onlyAllowedDigestsAreLoaded(@TempDir Path temp) throws IOException {
    String digest = SavedModel.digest(FOLDER);
    LoadSettings allowed =
        LoadSettings.standard().withAllowedDigests(Set.of(digest.toUpperCase(Locale.ROOT)));
    SavedModel.load(FOLDER, allowed).close();
    Path copy = Models.copy(FOLDER, temp.resolve("copy"));
    SavedModel.load(copy, allowed).close();

    Path weights = copy.resolve("variables/variables.data-00000-of-00001");
    byte[] bytes = Files.readAllBytes(weights);
    bytes[bytes.length / 2] ^= 1;
    Files.write(weights, bytes);
    assertThatThrownBy(() -> SavedModel.load(copy, allowed))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining(SavedModel.digest(copy))
        .hasMessageContaining("not among the allowed ones");
  }

  @Test
  void theDigestIsCheckedBeforeAnythingIsLoaded(@TempDir Path temp) throws IOException {
    Path copy = Models.copy(FOLDER, temp.resolve("copy"));
    Files.write(copy.resolve("saved_model.pb"), new byte[] {1, 2, 3});
    LoadSettings other = LoadSettings.standard().withAllowedDigests(Set.of("00"));
    assertThatThrownBy(() -> SavedModel.load(copy, other))
        .hasMessageContaining("not among the allowed ones");
    assertThatThrownBy(() -> SavedModel.load(copy))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("cannot be loaded");
  }

  @Test
  void anotherFileOrNameIsAnotherDigest(@TempDir Path temp) throws IOException {
    String digest = SavedModel.digest(FOLDER);
    Path more = Models.copy(FOLDER, temp.resolve("more"));
    Files.createDirectories(more.resolve("assets"));
    assertThat(SavedModel.digest(more)).isEqualTo(digest);
    Files.createFile(more.resolve("assets").resolve("words.txt"));
    assertThat(SavedModel.digest(more)).isNotEqualTo(digest);
    Path renamed = Models.copy(FOLDER, temp.resolve("renamed"));
    Files.move(renamed.resolve("fingerprint.pb"), renamed.resolve("fingerprint.pc"));
    assertThat(SavedModel.digest(renamed)).isNotEqualTo(digest);
  }

  @Test
  void afterCloseEveryUseIsATypedError() {
    SavedModel model = SavedModel.load(FOLDER);
    Map<String, FloatTensor> inputs = inputs();
    Map<String, FloatTensor> outputs = model.call(inputs);
    List<Float> before = values(outputs);
    model.close();
    model.close();
    assertThatThrownBy(() -> model.call(inputs))
        .isInstanceOf(ModelClosedException.class)
        .hasMessageContaining("several-inputs");
    assertThatThrownBy(model::signatures).isInstanceOf(ModelClosedException.class);
    // What came out is a copy.
    assertThat(values(outputs)).isEqualTo(before);
  }

  private static List<Float> values(Map<String, FloatTensor> tensors) {
    List<Float> values = new ArrayList<>();
    tensors
        .values()
        .forEach(
            tensor -> {
              for (float value : tensor.toArray()) {
                values.add(value);
              }
            });
    return values;
  }

  @Test
  void allThatIsWrongWithTheInputsIsNamedAtOnce() {
    try (SavedModel model = SavedModel.load(FOLDER)) {
      assertThatThrownBy(
              () ->
                  model.call(
                      Map.of(
                          "window", FloatTensor.of(new float[14], 1, 7, 2),
                          "weather", FloatTensor.of(new float[1], 1))))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("'calendar' (missing)")
          .hasMessageContaining("'window' (float[1, 7, 2]), must be a tensor of [any, 8, 2]")
          .hasMessageContaining("input (weather), is not one of [calendar, window]");
      assertThatThrownBy(() -> model.call(FloatTensor.of(new float[1], 1)))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("call it with a map");
      // Batches of unequal size fit the signature and not the network.
      assertThatThrownBy(
              () ->
                  model.call(
                      Map.of(
                          "window", FloatTensor.of(new float[16], 1, 8, 2),
                          "calendar", FloatTensor.of(new float[8], 2, 4))))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("were refused by the network");
      assertThat(model.call(inputs())).hasSize(1);
    }
  }

  @Test
  void whatIsNoWholeNumberIsNotRounded() {
    try (SavedModel model = SavedModel.load(Models.folder("mixed-types"))) {
      FloatTensor level = FloatTensor.of(new float[4], 2, 2);
      for (float wrong : new float[] {0.5f, Float.NaN, 3e9f, Float.NEGATIVE_INFINITY}) {
        assertThatThrownBy(
                () ->
                    model.call(
                        Map.of("level", level, "hour", FloatTensor.of(new float[] {0, wrong}, 2))))
            .isInstanceOf(DataException.class)
            .hasMessageContaining("'hour'")
            .hasMessageContaining(String.valueOf(wrong))
            .hasMessageContaining("int32");
      }
    }
  }

  @Test
  void callsAtOnceAgreeBitForBit() throws Exception {
    Map<String, FloatTensor> inputs = inputs();
    try (SavedModel model = SavedModel.load(FOLDER)) {
      Map<String, FloatTensor> expected = model.call(inputs);
      inThreads(
          () -> {
            for (int i = 0; i < 500; i++) {
              assertThat(model.call(inputs)).isEqualTo(expected);
            }
            return null;
          });
    }
  }

  @Test
  void closeWaitsForCallsAndLaterOnesAreTypedErrors() throws Exception {
    Map<String, FloatTensor> inputs = inputs();
    Map<String, FloatTensor> expected;
    try (SavedModel model = SavedModel.load(FOLDER)) {
      expected = model.call(inputs);
    }
    for (int round = 0; round < 30; round++) {
      SavedModel model = SavedModel.load(FOLDER);
      AtomicInteger answers = new AtomicInteger();
      CountDownLatch running = new CountDownLatch(THREADS);
      Thread closer =
          new Thread(
              () -> {
                try {
                  running.await();
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
                model.close();
              });
      closer.start();
      inThreads(
          () -> {
            try {
              for (int i = 0; ; i++) {
                assertThat(model.call(inputs)).isEqualTo(expected);
                answers.incrementAndGet();
                if (i == 10) {
                  running.countDown();
                }
              }
            } catch (ModelClosedException e) {
              return null;
            }
          });
      closer.join();
      assertThat(answers.get()).isGreaterThan(10 * THREADS);
    }
  }

  private static void inThreads(Callable<Void> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<Void>> all = new ArrayList<>();
      for (int t = 0; t < THREADS; t++) {
        all.add(pool.submit(work));
      }
      for (Future<Void> one : all) {
        one.get();
      }
    } finally {
      pool.shutdownNow();
    }
  }
}
