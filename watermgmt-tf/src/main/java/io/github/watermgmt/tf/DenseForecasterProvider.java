// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.ForecasterProvider;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.tf.internal.TensorFlowRuntime;
import java.util.Set;

/**
 * The provider {@code tf-dense}: a dense network as a forecaster. In this release it reports why it
 * cannot run.
 *
 * <p>Thread-safety: stateless.
 */
public final class DenseForecasterProvider implements ForecasterProvider {

  /** Creates the provider; touches nothing native. */
  public DenseForecasterProvider() {}

  @Override
  public String name() {
    return "tf-dense";
  }

  @Override
  public String version() {
    return Provenance.currentLibraryVersion();
  }

  @Override
  public String description() {
    return "a dense neural network on TensorFlow";
  }

  @Override
  public Availability availability() {
    return TensorFlowRuntime.availability();
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of();
  }

  @Override
  public Forecaster create(Options options) {
    throw new UnsupportedRequestException(availability().toString());
  }

  @Override
  public FittedForecaster restore(ModelFile file) {
    throw new UnsupportedRequestException(availability().toString());
  }
}
