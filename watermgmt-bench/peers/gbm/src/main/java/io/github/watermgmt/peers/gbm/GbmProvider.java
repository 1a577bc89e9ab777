// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.gbm;

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

/**
 * The provider {@code gbm}: boosted trees over all series at once, by XGBoost.
 *
 * <p>Thread-safety: stateless.
 */
public final class GbmProvider implements ForecasterProvider {
  static final String NAME = "gbm";
  static final String VERSION = "0.1.0 (XGBoost 3.4.0)";
  static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.QUANTILES,
          Capability.COVARIATES,
          Capability.HOLIDAYS,
          Capability.UPDATE,
          Capability.PERSISTENCE,
          Capability.MISSING_VALUES,
          Capability.MULTI_SERIES);
  static final Option<Integer> TREES =
      Option.integer("trees", 150, 1, 10_000, "trees of each of the two models");
  static final Option<Integer> LEAVES =
      Option.integer("leaves", 31, 2, 4096, "most leaves of a tree");
  static final Option<Double> RATE =
      Option.decimal("rate", 0.1, 0.001, 1, "weight of each new tree");
  static final Option<Double> FEATURES =
      Option.decimal("feature-fraction", 0.5, 0.05, 1, "share of the features that a tree sees");
  static final Option<Integer> HISTORY_DAYS =
      Option.integer("history-days", 800, 63, 10_000, "latest days that are learnt from");
  static final Option<Integer> CALIBRATION_DAYS =
      Option.integer(
          "calibration-days", 56, 7, 1000, "latest days whose errors give the quantiles");

  /** Creates the provider. */
  public GbmProvider() {}

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
    return "boosted trees on the deviation from the usual week, one model for all series";
  }

  @Override
  public int priority() {
    return -200;
  }

  @Override
  public Availability availability() {
    return Boosting.availability();
  }

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(TREES, LEAVES, RATE, FEATURES, HISTORY_DAYS, CALIBRATION_DAYS);
  }

  @Override
  public Forecaster create(Options options) {
    return new GbmForecaster(options);
  }

  @Override
  public FittedForecaster restore(ModelFile file) {
    return GbmFile.read(file);
  }
}
