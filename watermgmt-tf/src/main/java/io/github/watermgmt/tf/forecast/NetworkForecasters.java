// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.tf.internal.TensorFlowRuntime;
import java.util.List;
import java.util.Set;

/**
 * The door through which providers come: names no type of TensorFlow.
 *
 * <p>Thread-safety: stateless.
 */
public final class NetworkForecasters {
  /** What networks can do as forecasters. */
  public static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.QUANTILES,
          Capability.SAMPLE_PATHS,
          Capability.EXPLANATION,
          Capability.COVARIATES,
          Capability.HOLIDAYS,
          Capability.UPDATE,
          Capability.PERSISTENCE,
          Capability.MISSING_VALUES,
          Capability.MULTI_SERIES);

  private NetworkForecasters() {}

  /** Returns the options of a kind of network. */
  public static List<Option<?>> options(NetworkKind kind) {
    return NetworkOptions.of(kind);
  }

  /**
   * Returns a forecaster.
   *
   * @throws io.github.watermgmt.spi.InvalidOptionException if the layers are no widths
   */
  public static Forecaster create(NetworkKind kind, Options options) {
    NetworkOptions.layers(options);
    return new NetworkForecaster(kind, options);
  }

  /**
   * Restores a model of a kind of network.
   *
   * @throws io.github.watermgmt.model.ModelException if the file is not whole, or of another
   *     version
   * @throws io.github.watermgmt.error.UnsupportedRequestException if TensorFlow cannot run here
   */
  public static FittedForecaster restore(NetworkKind kind, ModelFile file) {
    TensorFlowRuntime.require("'" + kind.provider() + "'");
    return NetworkFile.read(kind, file);
  }
}
