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
import io.github.watermgmt.tf.internal.TensorFlowRuntime;
import io.github.watermgmt.tf.savedmodel.LoadSettings;
import io.github.watermgmt.tf.served.ServedFile;
import io.github.watermgmt.tf.served.ServedForecaster;
import java.util.List;
import java.util.Set;

/**
 * The provider {@code tf-savedmodel}: a network that others trained, such as one that Keras
 * exports. A mapping, a file in JSON, says which input takes which past values, covariates and
 * calendar, and which output is which quantile. Fitting learns scales, and from the newest days how
 * far to trust each quantile; it trains nothing.
 *
 * <p>Thread-safety: stateless.
 */
public final class SavedModelForecasterProvider implements ForecasterProvider {
  private static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.QUANTILES,
          Capability.COVARIATES,
          Capability.HOLIDAYS,
          Capability.UPDATE,
          Capability.PERSISTENCE,
          Capability.MISSING_VALUES,
          Capability.MULTI_SERIES);
  private static final Option<String> MODEL = Option.text("model", "", "folder of the SavedModel");
  private static final Option<String> MAPPING =
      Option.text(
          "mapping", "", "file of the mapping; empty for assets.extra/mapping.json of the model");
  private static final Option<String> SHA256 =
      Option.text(
          "sha256", "", "digests of which the model must have one, with commas; empty for any");
  private static final Option<Integer> CALIBRATION_DAYS =
      Option.integer(
          "calibration-days", 56, 1, 1000, "latest days whose errors give the quantiles");

  /** Creates the provider; touches nothing native. */
  public SavedModelForecasterProvider() {}

  @Override
  public String name() {
    return "tf-savedmodel";
  }

  @Override
  public String version() {
    return Provenance.currentLibraryVersion();
  }

  @Override
  public String description() {
    return "a SavedModel that others trained, asked by a mapping; its quantiles made right";
  }

  @Override
  public Availability availability() {
    return TensorFlowRuntime.availability();
  }

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(MODEL, MAPPING, SHA256, CALIBRATION_DAYS);
  }

  @Override
  public Forecaster create(Options options) {
    return forecaster(options);
  }

  @Override
  public FittedForecaster restore(ModelFile file) {
    return ServedFile.read(file, forecaster(Options.from(options(), file.provenance().options())));
  }

  private ServedForecaster forecaster(Options options) {
    return new ServedForecaster(
        name(),
        options,
        CAPABILITIES,
        new ServedForecaster.Settings(
            options.get(MODEL),
            options.get(MAPPING),
            LoadSettings.digests(options.get(SHA256)),
            options.get(CALIBRATION_DAYS)));
  }
}
