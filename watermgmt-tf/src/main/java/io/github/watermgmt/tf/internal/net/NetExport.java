// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal.net;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.tf.internal.Sessions;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.tensorflow.Graph;
import org.tensorflow.Operand;
import org.tensorflow.SavedModelBundle;
import org.tensorflow.Session;
import org.tensorflow.Signature;
import org.tensorflow.exceptions.TensorFlowException;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.Placeholder;
import org.tensorflow.types.TFloat32;

/**
 * Writes networks as SavedModels that Python's {@code tf.saved_model.load} and {@link
 * io.github.watermgmt.tf.savedmodel.SavedModel} can call: the inference graph alone, weights as
 * constants. Thread-safety: stateless.
 */
public final class NetExport {
  /** Name of the one input, rows × {@link Architecture#inputs()}. */
  public static final String INPUT = "inputs";

  /** Name of the one output, rows × {@link Architecture#outputs()}. */
  public static final String OUTPUT = "outputs";

  private NetExport() {}

  /**
   * Writes a network, whole or not at all.
   *
   * @param folder must not exist yet, its parent must
   * @throws WaterManagementException WM-702 if it is there already or cannot be written
   */
  public static void write(Architecture architecture, Weights weights, Path folder) {
    Path target = folder.toAbsolutePath();
    if (Files.exists(target)) {
      throw refused(folder, "is already there", new FileAlreadyExistsException(folder.toString()));
    }
    Path unfinished = null;
    try {
      Path parent = target.getParent();
      unfinished = Files.createTempDirectory(parent, "." + target.getFileName());
      export(architecture, weights, unfinished);
      Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | TensorFlowException e) {
      if (unfinished != null) {
        delete(unfinished);
      }
      throw refused(folder, "cannot be written: " + e.getMessage(), e);
    }
  }

  private static void export(Architecture architecture, Weights weights, Path folder)
      throws IOException {
    try (Graph graph = new Graph()) {
      Ops tf = Ops.create(graph);
      Placeholder<TFloat32> input = InferenceNet.input(tf.withName(INPUT), architecture);
      List<Operand<TFloat32>> constants = InferenceNet.constants(tf, architecture, weights);
      Operand<TFloat32> output =
          tf.withName(OUTPUT).identity(architecture.build(tf, input, constants));
      Signature signature =
          Signature.builder(Signature.DEFAULT_KEY)
              .methodName("tensorflow/serving/predict")
              .input(INPUT, input)
              .output(OUTPUT, output)
              .build();
      try (Session session = Sessions.open(graph)) {
        SavedModelBundle.exporter(folder.toString())
            .withSession(session)
            .withSignature(signature)
            .export();
      }
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException e) {
      // What cannot be cleared away is named by a dot and in nobody's way; the first error counts.
      System.getLogger(NetExport.class.getName())
          .log(System.Logger.Level.WARNING, () -> "cannot delete " + folder, e);
    }
  }

  private static WaterManagementException refused(Path folder, String problem, Exception cause) {
    return new WaterManagementException(
        ErrorCode.OUTPUT_FILE,
        Validation.message("SavedModel", folder, problem, "name a new folder in one that exists"),
        cause);
  }
}
