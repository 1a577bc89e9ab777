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

/**
 * The provider {@code household}: demand of which half the hours are zero, as a mixture of what was
 * used on like days, with and without anybody at home.
 *
 * <p>Thread-safety: stateless.
 */
public final class HouseholdProvider implements ForecasterProvider {
  private static final Option<Integer> WEEKS =
      Option.integer("weeks", 26, 3, 520, "weeks of days that count");
  private static final Option<Double> HALF_LIFE =
      Option.decimal("half-life", 42, 1, 1000, "days in which the weight of a day halves");
  private static final Option<Double> AROUND =
      Option.decimal("around", 0.15, 0, 1, "weight of the hours before and after an hour");

  /** Creates the provider. */
  public HouseholdProvider() {}

  @Override
  public String name() {
    return "household";
  }

  @Override
  public String description() {
    return "mixture of like days with and without anybody at home, for demand that is often zero";
  }

  @Override
  public int priority() {
    return 1;
  }

  @Override
  public String version() {
    return Provenance.currentLibraryVersion();
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public Set<Capability> capabilities() {
    return DayForecaster.CAPABILITIES;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(
        WEEKS, HALF_LIFE, AROUND, InputPolicy.UNKNOWN_FUTURE, InputPolicy.DOUBTFUL_HISTORY);
  }

  private HouseholdForecaster forecaster(Options options) {
    return new HouseholdForecaster(
        name(),
        options,
        new HouseholdModel.Settings(
            options.get(WEEKS), options.get(HALF_LIFE), options.get(AROUND)),
        InputPolicy.of(name(), options));
  }

  @Override
  public Forecaster create(Options options) {
    return forecaster(options);
  }

  @Override
  public FittedForecaster restore(ModelFile file) {
    HouseholdForecaster forecaster =
        forecaster(Options.from(options(), file.provenance().options()));
    return DayModelFiles.read(
        file,
        (kept, trainedOn, provenance, run) ->
            FittedHousehold.learn(forecaster, kept, trainedOn, provenance, run));
  }
}
