// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.ForecasterProvider;
import io.github.watermgmt.spi.Options;
import java.util.Set;

/** What the providers of day models share. Thread-safety: stateless. */
abstract class DayProvider implements ForecasterProvider {

  /** Returns the model for these options. */
  abstract DayModel model(Options options);

  @Override
  public final String version() {
    return Provenance.currentLibraryVersion();
  }

  @Override
  public final Availability availability() {
    return Availability.available();
  }

  @Override
  public final Set<Capability> capabilities() {
    return DayForecaster.CAPABILITIES;
  }

  @Override
  public final Forecaster create(Options options) {
    return new DayForecaster(name(), options, model(options), InputPolicy.of(name(), options));
  }

  @Override
  public final FittedForecaster restore(ModelFile file) {
    Options options = Options.from(options(), file.provenance().options());
    return DayModelFiles.read(
        file, new DayForecaster(name(), options, model(options), InputPolicy.of(name(), options)));
  }
}
