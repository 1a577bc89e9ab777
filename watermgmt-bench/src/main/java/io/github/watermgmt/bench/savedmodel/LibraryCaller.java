// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.savedmodel;

import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.tf.savedmodel.FloatTensor;
import io.github.watermgmt.tf.savedmodel.LoadSettings;
import io.github.watermgmt.tf.savedmodel.SavedModel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls models through the library: arrays in, arrays out.
 *
 * @param settings how models are loaded
 */
record LibraryCaller(LoadSettings settings) implements Caller {
  static final String LABEL = "watermgmt";
  private static final double MILLI = 1e6;

  @Override
  public String label() {
    return LABEL;
  }

  /**
   * @throws UnsupportedRequestException if TensorFlow cannot run here
   */
  @Override
  public Answer call(ModelCase one) {
    try {
      // The first load of a process pays for the natives.
      SavedModel.load(one.folder(), settings).close();
      long begun = System.nanoTime();
      try (SavedModel model = SavedModel.load(one.folder(), settings)) {
        double loadMs = (System.nanoTime() - begun) / MILLI;
        Map<String, FloatTensor> inputs = one.example().inputsOf(model.signature());
        List<FloatTensor> outputs = List.copyOf(model.call(inputs).values());
        return new Answer(
            Answer.Status.CALLED,
            "",
            outputs,
            loadMs,
            time(model, ModelCase.repeated(inputs, 1)),
            time(model, ModelCase.repeated(inputs, Timing.MANY)));
      }
    } catch (InputFileException e) {
      return Answer.without(Answer.Status.REFUSED, String.valueOf(e.getMessage()));
    } catch (UnsupportedRequestException e) {
      throw e;
    } catch (WaterManagementException e) {
      return Answer.without(Answer.Status.FAILED, String.valueOf(e.getMessage()));
    }
  }

  private static double time(SavedModel model, Optional<Map<String, FloatTensor>> inputs) {
    if (inputs.isEmpty()) {
      return Double.NaN;
    }
    try {
      return Timing.medianUs(() -> model.call(inputs.get()));
    } catch (WaterManagementException e) {
      return Double.NaN; // a network of a fixed number of rows
    }
  }
}
