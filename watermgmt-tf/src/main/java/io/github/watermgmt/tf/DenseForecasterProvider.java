// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.ForecasterProvider;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.tf.forecast.NetworkForecasters;
import io.github.watermgmt.tf.forecast.NetworkKind;
import io.github.watermgmt.tf.internal.TensorFlowRuntime;
import java.util.List;
import java.util.Set;

/**
 * The provider {@code tf-dense}: a dense network on the deviation from the usual week, one for all
 * series of a panel. By default a hidden layer of ten units and several quantiles.
 *
 * <p>The mean of its forecasts is the middle quantile of the network, or its output where it was
 * trained on the squared error. The learning curve comes out in the notes of an explanation.
 *
 * <p>Models hold native memory: close them. Thread-safety: stateless.
 */
public final class DenseForecasterProvider implements ForecasterProvider {

  /** Creates the provider; touches nothing native. */
  public DenseForecasterProvider() {}

  @Override
  public String name() {
    return NetworkKind.DENSE.provider();
  }

  @Override
  public String version() {
    return Provenance.currentLibraryVersion();
  }

  @Override
  public String description() {
    return "a dense network on the deviation from the usual week, one model for all series";
  }

  @Override
  public Availability availability() {
    return TensorFlowRuntime.availability();
  }

  @Override
  public Set<Capability> capabilities() {
    return NetworkForecasters.CAPABILITIES;
  }

  @Override
  public List<Option<?>> options() {
    return NetworkForecasters.options(NetworkKind.DENSE);
  }

  @Override
  public Forecaster create(Options options) {
    return NetworkForecasters.create(NetworkKind.DENSE, options);
  }

  @Override
  public FittedForecaster restore(ModelFile file) {
    return NetworkForecasters.restore(NetworkKind.DENSE, file);
  }
}
