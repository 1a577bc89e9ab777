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
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import java.util.List;
import java.util.Set;

/** What the providers of regressions share. Thread-safety: stateless. */
abstract class RegressionProvider implements ForecasterProvider {

  static final Option<Boolean> WEATHER =
      Option.flag("weather", true, "use temperature and rain, where the history has them");
  static final Option<Double> POOL_DAYS =
      Option.decimal(
          "pool-days",
          30,
          0,
          1000,
          "days that what the long series teach a short one counts for; 0 for none");
  static final Option<Integer> REFITS =
      Option.integer("refits", 3, 1, 43, "fits to parts of the past, for errors that are honest");

  /** Returns what forecasts are made of. */
  abstract List<MemberKind> members(Options options);

  /** Returns how forecasts are made. */
  RegressionSettings settings(Options options) {
    return new RegressionSettings(
        members(options),
        options.get(WEATHER),
        options.get(POOL_DAYS),
        options.get(REFITS),
        InputPolicy.of(name(), options),
        null,
        false);
  }

  private RegressionForecaster forecaster(Options options) {
    return new RegressionForecaster(name(), options, settings(options));
  }

  @Override
  public List<Option<?>> options() {
    return List.of(
        WEATHER, POOL_DAYS, REFITS, InputPolicy.UNKNOWN_FUTURE, InputPolicy.DOUBTFUL_HISTORY);
  }

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
    return RegressionForecaster.CAPABILITIES;
  }

  @Override
  public final Forecaster create(Options options) {
    return forecaster(options);
  }

  @Override
  public final FittedForecaster restore(ModelFile file) {
    Options options = Options.from(options(), file.provenance().options());
    return RegressionFiles.read(file, forecaster(options));
  }
}
