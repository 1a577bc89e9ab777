// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.tf.internal.SavedModelFiles;
import io.github.watermgmt.tf.savedmodel.CallableModel;
import io.github.watermgmt.tf.savedmodel.FloatTensor;
import io.github.watermgmt.tf.savedmodel.Signature;
import io.github.watermgmt.tf.savedmodel.TensorSpec;
import java.util.List;
import java.util.Map;

/**
 * A network that others trained.
 *
 * <p>Thread-safety: calls may come from several threads at once.
 */
final class GivenNetwork implements RowNetwork {
  private static final int TRIED_ROWS = 2;

  private final CallableModel model;
  private final SavedModelFiles files;
  private final String input;
  private final int window;
  private final boolean isSequence;
  private final String fingerprint;

  private GivenNetwork(CallableModel model, SavedModelFiles files, TensorSpec input) {
    this.model = model;
    this.files = files;
    this.input = input.name();
    this.window = input.shape().get(1);
    this.isSequence = input.shape().size() == 3;
    this.fingerprint = Long.toHexString(files.checksum());
  }

  /**
   * Takes a model, if it fits.
   *
   * @param model is the network's to close, unless it is refused
   * @param source where it is from
   * @throws InputFileException WM-701 with all that does not fit
   */
  static GivenNetwork of(CallableModel model, SavedModelFiles files, String source) {
    Signature signature = model.signature();
    Validation problems = new Validation();
    problems.check(
        signature.inputs().size() == 1,
        "inputs of signature '" + signature.key() + "'",
        signature.inputs(),
        "must be one, a row of deviations",
        "name another signature by the option 'signature', or export one");
    problems.check(
        signature.outputs().size() == 1,
        "outputs of signature '" + signature.key() + "'",
        signature.outputs(),
        "must be one, the row as it is reconstructed",
        "name another signature by the option 'signature', or export one");
    if (signature.inputs().size() == 1) {
      requireRow(signature.inputs().get(0), problems);
    }
    refuse(problems, source);
    GivenNetwork network = new GivenNetwork(model, files, signature.inputs().get(0));
    network.tryOut(problems);
    refuse(problems, source);
    return network;
  }

  private static void requireRow(TensorSpec input, Validation problems) {
    problems.check(
        isRow(input),
        "input '" + input.name() + "'",
        input.shapeText(),
        "must be [any, W] or [any, W, 1] with a window W of "
            + RowOptions.NARROWEST
            + " to "
            + RowOptions.WIDEST
            + " blocks",
        "export it for any number of rows of one channel");
    problems.check(
        input.type().startsWith("float"),
        "input '" + input.name() + "'",
        input.type(),
        "must be float32 or float64: deviations are no whole numbers",
        "");
  }

  private static boolean isRow(TensorSpec input) {
    List<Integer> shape = input.shape();
    if (!input.shapeKnown() || shape.size() < 2 || shape.size() > 3 || shape.get(0) >= 0) {
      return false;
    }
    int width = shape.get(1);
    boolean single = shape.size() == 2 || shape.get(2) == 1;
    return single && SavedModelDetectors.isWindow(width);
  }

  /** What a signature says of the size of outputs is not always all, so it is seen. */
  private void tryOut(Validation problems) {
    try {
      FloatTensor output = ask(new float[TRIED_ROWS * window], TRIED_ROWS);
      problems.check(
          output.size() == TRIED_ROWS * window && output.rank() > 0 && output.size(0) == TRIED_ROWS,
          "output '" + model.signature().outputs().get(0).name() + "' for " + TRIED_ROWS + " rows",
          output,
          "must hold as many numbers for each row as go in, " + window,
          "export a network that reconstructs its input");
    } catch (DataException e) {
      problems.add(String.valueOf(e.getMessage()));
    }
  }

  private static void refuse(Validation problems, String source) {
    if (!problems.isEmpty()) {
      throw new InputFileException(source, problems.problems());
    }
  }

  private FloatTensor ask(float[] rows, int count) {
    FloatTensor given =
        isSequence
            ? FloatTensor.owning(rows, count, window, 1)
            : FloatTensor.owning(rows, count, window);
    return model.call(Map.of(input, given)).values().iterator().next();
  }

  @Override
  public int window() {
    return window;
  }

  @Override
  public float[] call(float[] rows, int count) {
    FloatTensor output = ask(rows, count);
    if (output.size() != rows.length) {
      throw new InputFileException(
          "model",
          List.of(
              Validation.message(
                  "output for " + count + " rows",
                  output,
                  "must hold as many numbers for each row as go in, " + window,
                  "export a network that takes any number of rows")));
    }
    return output.toArray();
  }

  /** The options name a folder, and not what was in it. */
  @Override
  public String fingerprint() {
    return fingerprint;
  }

  @Override
  public void addTo(ModelFile.Builder builder) {
    files.addTo(builder);
  }

  @Override
  public void close() {
    model.close();
  }
}
