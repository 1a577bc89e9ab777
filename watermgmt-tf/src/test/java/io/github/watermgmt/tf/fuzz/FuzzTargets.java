// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.fuzz;

import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.tf.savedmodel.FloatTensor;
import io.github.watermgmt.tf.savedmodel.SavedModel;
import io.github.watermgmt.tf.savedmodel.TensorJson;
import io.github.watermgmt.tf.served.MappingReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Promise F1: readers of foreign bytes. Whatever the bytes are, a reader returns, or throws a
 * {@link WaterManagementException} that says what is wrong, within seconds and bounded memory.
 *
 * <p>A SavedModel's graph is not among them: it is a program, which TensorFlow runs; what keeps
 * foreign ones out is the list of allowed digests.
 */
final class FuzzTargets {
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int LONGEST_MESSAGE = 400_000;

  /** A reader, and inputs from which mutation starts. */
  record Target(Reader reader, List<byte[]> seeds) {}

  /** Reads bytes to the end. */
  interface Reader {
    void read(byte[] bytes) throws IOException;
  }

  private FuzzTargets() {}

  /** Returns all targets by name; a new reader of foreign bytes gets its line here. */
  static Map<String, Target> all() {
    Map<String, Target> targets = new LinkedHashMap<>();
    targets.put("mapping", new Target(MappingReader::read, Seeds.mappings()));
    targets.put("tensors", new Target(FuzzTargets::tensors, Seeds.tensors()));
    targets.put("signatures", new Target(FuzzTargets::signatures, Seeds.graphs()));
    targets.put("detector-file", new Target(ModelTargets::detector, ModelTargets.seeds(8)));
    return targets;
  }

  /** Returns those that TensorFlow's natives must be there for. */
  static Map<String, Target> withNatives() {
    return Map.of("model-file", new Target(ModelTargets::any, ModelTargets.seeds(64)));
  }

  /**
   * Runs a target; only declared errors are swallowed. What takes too long gets a second chance:
   * the first input of a JVM loads classes and natives, and Jazzer instruments them.
   */
  static void check(Reader reader, byte[] bytes) {
    if (timed(reader, bytes).compareTo(LONGEST) > 0) {
      Duration again = timed(reader, bytes);
      if (again.compareTo(LONGEST) > 0) {
        throw new AssertionError("took " + again + " for " + bytes.length + " bytes");
      }
    }
  }

  private static Duration timed(Reader reader, byte[] bytes) {
    long begun = System.nanoTime();
    try {
      reader.read(bytes);
    } catch (WaterManagementException e) {
      String message = e.getMessage();
      if (message == null || message.isBlank() || e.problems().isEmpty()) {
        throw new AssertionError("an error without a word: " + e.code(), e);
      }
      if (message.length() > LONGEST_MESSAGE) {
        throw new AssertionError("a message of " + message.length() + " characters", e);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Tensors that can be read must come back from what is written of them. */
  static void tensors(byte[] bytes) throws IOException {
    Path file = Files.createTempFile("fuzz", ".json");
    try {
      Files.write(file, bytes);
      if (TensorJson.isExample(file)) {
        TensorJson.readExample(file);
      }
      Map<String, FloatTensor> read = TensorJson.read(file);
      Files.writeString(file, TensorJson.write(read));
      if (!TensorJson.read(file).equals(read)) {
        throw new AssertionError("not the same again: " + read);
      }
    } finally {
      Files.delete(file);
    }
  }

  /** The part of a SavedModel that is read without TensorFlow. */
  static void signatures(byte[] bytes) throws IOException {
    Path folder = Files.createTempDirectory("fuzz");
    Path file = folder.resolve("saved_model.pb");
    try {
      Files.write(file, bytes);
      String shown = SavedModel.signatures(folder).toString();
      if (shown.length() > 100L * (bytes.length + 1)) {
        throw new AssertionError("shown as " + shown.length() + " characters");
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
