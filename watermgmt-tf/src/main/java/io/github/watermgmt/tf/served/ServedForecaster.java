// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import io.github.watermgmt.core.prepare.Scaling;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.internal.SavedModelFiles;
import io.github.watermgmt.tf.internal.Shared;
import io.github.watermgmt.tf.savedmodel.LoadSettings;
import io.github.watermgmt.tf.savedmodel.SavedModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A SavedModel as a forecaster. Fitting trains nothing: it learns the scale of each series and what
 * the network's forecasts were worth lately.
 *
 * <p>Thread-safety: immutable.
 *
 * @param name of the provider
 * @param options in force
 * @param capabilities of the provider
 * @param settings where network and mapping are, and how many days errors are learnt from
 */
public record ServedForecaster(
    String name, Options options, Set<Capability> capabilities, Settings settings)
    implements Forecaster {
  private static final long DAY_SECONDS = 86_400;

  /** Values below which no scale is worth its name. */
  private static final int LEAST_DAYS = 2;

  /**
   * What the options say.
   *
   * @param model folder of the SavedModel, empty if not given
   * @param mapping file of the mapping; empty for the one within the model
   * @param digests allowed SHA-256 digests; empty for any
   * @param calibrationDays newest days whose errors count
   */
  public record Settings(String model, String mapping, Set<String> digests, int calibrationDays) {

    /** Copies the digests. */
    public Settings {
      digests = Set.copyOf(digests);
    }

    Path modelFolder() {
      return Path.of(model);
    }

    Path mappingFile() {
      return mapping.isEmpty()
          ? modelFolder().resolve("assets.extra").resolve("mapping.json")
          : Path.of(mapping);
    }
  }

  @Override
  public FittedForecaster fit(History history, RunContext run) {
    run.checkpoint("fit of " + name);
    if (settings.model().isEmpty()) {
      throw new InputFileException(
          "model",
          List.of(
              Validation.message(
                  "option 'model'", "empty", "must name the folder of a SavedModel", "")));
    }
    byte[] bytes = mappingBytes();
    Mapping mapping = MappingJson.read(bytes, settings.mappingFile().toString());
    requireUsable(mapping, history);
    LoadSettings load =
        LoadSettings.standard()
            .withSignature(mapping.signature())
            .withAllowedDigests(settings.digests());
    SavedModel model = SavedModel.load(settings.modelFolder(), load);
    try {
      Asker asker = new Asker(mapping, model);
      asker.requireFit(settings.mappingFile().toString());
      Panel targets = history.targets();
      Scaling[] scalings = new Scaling[targets.size()];
      boolean[] neverNegative = new boolean[targets.size()];
      for (int s = 0; s < scalings.length; s++) {
        double[] values = targets.series(s).toArray();
        scalings[s] = scaling(mapping, values);
        neverNegative[s] = Arrays.stream(values).noneMatch(v -> v < 0);
      }
      Provenance provenance =
          Provenance.of(
              name, Provenance.currentLibraryVersion(), options.asMap(), run.seed(), targets);
      ServedBundle bundle =
          new ServedBundle(mapping, bytes, new SavedModelFiles(settings.modelFolder()), asker);
      return ServedModel.learn(
          this,
          Shared.of(bundle, name),
          new History(
              kept(mapping, targets), history.covariates().asOf(history.end()), history.calendar()),
          targets.axis(),
          provenance,
          scalings,
          neverNegative,
          run);
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  private byte[] mappingBytes() {
    Path file = settings.mappingFile();
    try (InputStream in = Files.newInputStream(file)) {
      // One byte more than is read: the reader says that it is too long.
      return in.readNBytes(MappingJson.MOST_BYTES + 1);
    } catch (IOException e) {
      InputFileException thrown =
          new InputFileException(
              file.toString(),
              List.of(
                  Validation.message(
                      "mapping",
                      file,
                      "cannot be read",
                      "write one that says what inputs and outputs are, or name it by the option"
                          + " 'mapping'")));
      thrown.initCause(e);
      throw thrown;
    }
  }

  Panel kept(Mapping mapping, Panel targets) {
    int n = targets.axis().length();
    long keep = ServedState.keptSteps(mapping, settings.calibrationDays(), targets.axis());
    return targets.slice((int) Math.max(0, n - keep), n);
  }

  private static Scaling scaling(Mapping mapping, double[] values) {
    return switch (mapping.scaling()) {
      case NONE -> Column.AS_IT_IS;
      case FIXED -> mapping.fixed().orElseThrow();
      case ROBUST -> Scaling.learn(values);
      case MEAN_DEVIATION -> {
        double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
        double mean = Arrays.stream(known).average().orElse(0);
        double square = 0;
        for (double value : known) {
          square += (value - mean) * (value - mean);
        }
        double deviation = Math.sqrt(square / Math.max(1, known.length));
        yield new Scaling(mean, deviation > 0 ? deviation : 1);
      }
    };
  }

  private void requireUsable(Mapping mapping, History history) {
    TimeAxis axis = history.targets().axis();
    long step = axis.stepSeconds();
    if (DAY_SECONDS % step != 0 || (mapping.stepSeconds() > 0 && mapping.stepSeconds() != step)) {
      String constraint =
          mapping.stepSeconds() > 0
              ? "must be the " + mapping.stepSeconds() + " s of the mapping"
              : "must divide a day";
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              "step", axis.step(), constraint + " for '" + name + "'", "resample the series"));
    }
    Validation problems = new Validation();
    for (String id : mapping.requiredCovariates()) {
      problems.check(
          history.covariates().get(id).isPresent(),
          "covariate",
          id,
          "must be among " + history.covariates().ids() + ": the mapping takes it",
          "add it to the history");
    }
    problems.throwIfAny(ErrorCode.UNKNOWN_ID, "history of '" + name + "'");
    for (Series series : history.targets().series()) {
      problems.check(
          series.length() == 0 || series.missing() < series.length(),
          "series '" + series.id() + "'",
          series.length() + " steps",
          "has no value in the history",
          "leave it out");
    }
    problems.throwIfAny(ErrorCode.NO_DATA, "history of '" + name + "'");
    int needed = mapping.lookBack(step) + LEAST_DAYS * ServedState.slots(axis);
    for (Series series : history.targets().series()) {
      if (series.length() < needed) {
        throw new TooShortHistoryException(name, series.id(), needed, series.length());
      }
    }
  }
}
