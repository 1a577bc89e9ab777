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
 * The provider {@code tf-conv}: causal convolutions over the last two weeks of deviations from the
 * usual week, then dense layers, one network for all series of a panel.
 *
 * <p>The mean of its forecasts is the middle quantile of the network, or its output where it was
 * trained on the squared error. The learning curve comes out in the notes of an explanation.
 *
 * <p>Models hold native memory: close them. Thread-safety: stateless.
 */
public final class ConvForecasterProvider implements ForecasterProvider {

  /** Creates the provider; touches nothing native. */
  public ConvForecasterProvider() {}

  @Override
  public String name() {
    return NetworkKind.CONV.provider();
  }

  @Override
  public String version() {
    return Provenance.currentLibraryVersion();
  }

  @Override
  public String description() {
    return "convolutions over the last two weeks of deviations, one model for all series";
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
    return NetworkForecasters.options(NetworkKind.CONV);
  }

  @Override
  public Forecaster create(Options options) {
    return NetworkForecasters.create(NetworkKind.CONV, options);
  }

  @Override
  public FittedForecaster restore(ModelFile file) {
    return NetworkForecasters.restore(NetworkKind.CONV, file);
  }
}
