// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package com.example.hours;

import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.ForecasterProvider;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import java.util.List;
import java.util.Set;

/** Finds forecasters by the mean of the same hour of the week. Thread-safety: stateless. */
public final class HourlyMeanProvider implements ForecasterProvider {
  static final String NAME = "hourly-mean";
  static final String VERSION = "1.0";

  static final Option<Integer> WEEKS =
      Option.integer("weeks", 4, 1, 52, "weeks that the mean is taken over");

  static final Set<Capability> CAPABILITIES =
      Set.of(Capability.MISSING_VALUES, Capability.MULTI_SERIES);

  /** Creates the provider; the service loader needs this. */
  public HourlyMeanProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return VERSION;
  }

  @Override
  public String description() {
    return "mean of the same hour of the week; means only, no quantiles";
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(WEEKS);
  }

  @Override
  public Forecaster create(Options options) {
    return new HourlyMean(options);
  }

  @Override
  public FittedForecaster restore(ModelFile file) {
    throw new UnsupportedRequestException("model file (" + file + "), '" + NAME + "' writes none.");
  }
}
