// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.tf.internal.Exportable;
import java.nio.file.Path;

/**
 * Writes the network of a fitted model as a SavedModel for Python's {@code tf.saved_model.load}, or
 * any other server of such: the inference graph alone, with the signature {@code serving_default}
 * from {@code inputs} to {@code outputs}, rows of float32. Inputs are as the model makes them:
 * standardised, which the network does not repeat.
 *
 * <p>Thread-safety: stateless.
 */
public final class SavedModelExport {
  private SavedModelExport() {}

  /**
   * Writes the network of a forecaster that was trained here.
   *
   * @param folder must not exist yet, its parent must
   * @throws UnsupportedRequestException WM-202 if the model holds no network that was trained here
   * @throws io.github.watermgmt.error.WaterManagementException WM-702 if it cannot be written
   */
  public static void write(FittedForecaster model, Path folder) {
    write(model, model.provenance(), folder);
  }

  /**
   * Writes the network of a detector that was trained here.
   *
   * @param folder must not exist yet, its parent must
   * @throws UnsupportedRequestException WM-202 if the model holds no network that was trained here
   * @throws io.github.watermgmt.error.WaterManagementException WM-702 if it cannot be written
   */
  public static void write(FittedDetector model, Path folder) {
    write(model, model.provenance(), folder);
  }

  private static void write(Object model, Provenance provenance, Path folder) {
    if (model instanceof Exportable trained) {
      trained.exportNetwork(folder);
      return;
    }
    throw new UnsupportedRequestException(
        Validation.message(
            "model of provider",
            provenance.provider(),
            "holds no network that was trained here",
            "export one of tf-dense, tf-conv or tf-autoencoder"));
  }
}
