// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.model.ModelClosedException;
import io.github.watermgmt.tf.internal.TensorFlowRuntime;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A SavedModel of TensorFlow, such as Keras writes with {@code model.export(folder)}.
 *
 * <pre>{@code
 * try (SavedModel model = SavedModel.load(Path.of("demand-model"))) {
 *   FloatTensor week = FloatTensor.of(values, 1, 168, 3);
 *   FloatTensor demand = model.call(Map.of("window", week)).get("output_0");
 * }
 * }</pre>
 *
 * <p>Loading calls the network once with zeros, so that a model that could be read and never called
 * is refused at once. A call runs on one thread, so that the same inputs give the same bits.
 *
 * <p>Thread-safety: calls may come from several threads at once, and run at once.
 */
public final class SavedModel implements CallableModel {
  /**
   * System property that holds, with commas between, the SHA-256 digests of all SavedModels that
   * this JVM may load, whoever asks; any may be loaded where it is not set. It also holds for
   * SavedModels inside model files, which bring their options along.
   */
  public static final String ALLOWED_PROPERTY = "watermgmt.savedmodel.sha256";

  private final Path folder;
  private final Bundle bundle;
  private final Signature signature;
  private final AtomicBoolean closed = new AtomicBoolean();

  private SavedModel(Path folder, Bundle bundle, Signature signature) {
    this.folder = folder;
    this.bundle = bundle;
    this.signature = signature;
  }

  /**
   * Loads a model by its default signature.
   *
   * @param folder the one that holds {@code saved_model.pb}
   * @throws InputFileException WM-701 if there is no model that can be called, with the remedy
   * @throws io.github.watermgmt.error.UnsupportedRequestException WM-202 if TensorFlow cannot run
   */
  public static SavedModel load(Path folder) {
    return load(folder, LoadSettings.standard());
  }

  /**
   * Loads a model.
   *
   * @param folder the one that holds {@code saved_model.pb}
   * @throws InputFileException WM-701 if there is no model that can be called, it has not the
   *     signature asked for, or its digest is not allowed; with the remedy
   * @throws io.github.watermgmt.error.UnsupportedRequestException WM-202 if TensorFlow cannot run
   */
  public static SavedModel load(Path folder, LoadSettings settings) {
    SavedModelFolder.requireAllowed(folder, settings.allowedDigests());
    TensorFlowRuntime.require("loading a SavedModel");
    Bundle bundle = Bundle.open(folder);
    try {
      Signature signature = bundle.choose(settings.signature());
      bundle.tryOut(signature);
      return new SavedModel(folder, bundle, signature);
    } catch (RuntimeException e) {
      bundle.close();
      throw e;
    }
  }

  /**
   * Returns the SHA-256 digest of a model, in lower-case hex: over the relative names and the bytes
   * of all its files, in the order of names.
   *
   * @throws InputFileException WM-701 if the folder holds no SavedModel or cannot be read
   */
  public static String digest(Path folder) {
    return SavedModelFolder.digest(folder);
  }

  /**
   * Returns all signatures that a file has, sorted by key, without loading it: nothing of it runs,
   * and no natives are needed. Whether it can be called is not known before it is loaded.
   *
   * @throws InputFileException WM-701 if the folder holds no SavedModel or cannot be read
   * @throws io.github.watermgmt.error.UnsupportedRequestException WM-202 without TensorFlow's Java
   *     API
   */
  public static List<Signature> signatures(Path folder) {
    SavedModelFolder.graph(folder);
    try {
      return Signatures.read(folder);
    } catch (LinkageError e) {
      TensorFlowRuntime.require("reading a SavedModel");
      throw e;
    }
  }

  /** Returns where it was loaded from. */
  public Path folder() {
    return folder;
  }

  /** Returns all signatures that the file has, sorted by key. */
  public List<Signature> signatures() {
    requireOpen();
    return bundle.signatures();
  }

  @Override
  public Signature signature() {
    return signature;
  }

  @Override
  public Map<String, FloatTensor> call(Map<String, FloatTensor> inputs) {
    requireOpen();
    check(inputs);
    return bundle.call(signature, inputs);
  }

  private void check(Map<String, FloatTensor> inputs) {
    if (fits(inputs)) {
      return;
    }
    Validation problems = new Validation();
    for (TensorSpec input : signature.inputs()) {
      FloatTensor given = inputs.get(input.name());
      problems.check(
          given != null && input.fits(given),
          "input '" + input.name() + "'",
          given == null ? "missing" : given,
          "must be a tensor of " + input.shapeText(),
          "");
      int foreign = given == null ? -1 : input.firstForeign(given);
      if (given != null && foreign >= 0) {
        problems.check(
            false,
            "input '" + input.name() + "', value " + foreign,
            given.get(foreign),
            "must be a whole number of type " + input.type(),
            "");
      }
    }
    for (String name : inputs.keySet().stream().sorted().toList()) {
      problems.check(
          signature.inputs().stream().anyMatch(input -> input.name().equals(name)),
          "input",
          name,
          "is not one of " + signature.inputs().stream().map(TensorSpec::name).toList(),
          "leave it out");
    }
    problems.throwIfAny(ErrorCode.AXIS_MISMATCH, "call of '" + signature.key() + "'");
  }

  private boolean fits(Map<String, FloatTensor> inputs) {
    if (inputs.size() != signature.inputs().size()) {
      return false;
    }
    for (TensorSpec input : signature.inputs()) {
      FloatTensor given = inputs.get(input.name());
      if (given == null || !input.fits(given) || input.firstForeign(given) >= 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Runs a network of one input and one output.
   *
   * @throws DataException if the tensor does not fit
   * @throws IllegalStateException if the signature has several inputs or outputs
   * @throws ModelClosedException after {@link #close()}
   */
  public FloatTensor call(FloatTensor input) {
    if (signature.inputs().size() != 1 || signature.outputs().size() != 1) {
      throw new IllegalStateException(
          "signature ("
              + signature
              + "), must have one input and one output. Maybe call it with a map.");
    }
    Map<String, FloatTensor> outputs = call(Map.of(signature.inputs().get(0).name(), input));
    return outputs.values().iterator().next();
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new ModelClosedException("SavedModel " + folder.getFileName());
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      bundle.close();
    }
  }
}
