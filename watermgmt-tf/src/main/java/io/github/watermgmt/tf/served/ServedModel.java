// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import io.github.watermgmt.core.prepare.Scaling;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.NewSteps;
import io.github.watermgmt.model.DataDigest;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.internal.Shared;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * A network with the newest days and the errors it made on them. An update adds days and learns the
 * errors anew; the network and the scales stay.
 *
 * <p>Thread-safety: immutable; forecasts may be asked for by several threads at once.
 */
final class ServedModel implements FittedForecaster {
  private final ServedForecaster forecaster;
  private final Shared<ServedBundle> bundle;
  private final History kept;
  private final TimeAxis trainedOn;
  private final Provenance provenance;
  private final ServedState[] states;

  private ServedModel(
      ServedForecaster forecaster,
      Shared<ServedBundle> bundle,
      History kept,
      TimeAxis trainedOn,
      Provenance provenance,
      ServedState[] states) {
    this.forecaster = forecaster;
    this.bundle = bundle;
    this.kept = kept;
    this.trainedOn = trainedOn;
    this.provenance = provenance;
    this.states = states;
  }

  /** Learns the errors of the days kept; takes the hold on the network over. */
  static ServedModel learn(
      ServedForecaster forecaster,
      Shared<ServedBundle> bundle,
      History kept,
      TimeAxis trainedOn,
      Provenance provenance,
      Scaling[] scalings,
      boolean[] neverNegative,
      RunContext run) {
    ServedState[] states = new ServedState[scalings.length];
    Asker asker = bundle.get().asker();
    run.forEach(
        states.length,
        s ->
            states[s] =
                ServedState.learn(
                    asker,
                    kept,
                    s,
                    scalings[s],
                    neverNegative[s],
                    forecaster.settings().calibrationDays(),
                    forecaster.name(),
                    run));
    return new ServedModel(forecaster, bundle, kept, trainedOn, provenance, states);
  }

  @Override
  public Provenance provenance() {
    return provenance;
  }

  @Override
  public List<String> seriesIds() {
    return kept.targets().ids();
  }

  @Override
  public List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (String id : bundle.get().mapping().covariates()) {
      if (kept.covariates().get(id).isEmpty()) {
        warnings.add(
            "covariate '" + id + "' is not in the history: the centre of its scale stands for it");
      }
    }
    return warnings;
  }

  @Override
  public TimeAxis trainedOn() {
    return trainedOn;
  }

  @Override
  public Set<Capability> capabilities() {
    return forecaster.capabilities();
  }

  @Override
  public Forecast forecast(ForecastRequest request, RunContext run) {
    String what = "forecast of " + forecaster.name();
    run.checkpoint(what);
    bundle.get();
    if (request.samplePaths() > 0 || request.explain()) {
      throw new UnsupportedRequestException(
          Validation.message(
              "request",
              request.samplePaths() > 0 ? "sample paths" : "explanation",
              "is more than '" + forecaster.name() + "' can",
              "ask for means and quantiles alone"));
    }
    Covariates known =
        request.covariates().isEmpty() ? kept.covariates() : request.covariates().asOf(cutoff());
    TimeAxis axis = trainedOn.next(request.horizon());
    int n = states.length;
    double[][][] forecasts = new double[n][][];
    // Held while it works: whoever closes the model meanwhile does not take the network away.
    try (Shared<ServedBundle> held = bundle.share()) {
      Asker asker = held.get().asker();
      run.forEach(
          n,
          s ->
              forecasts[s] =
                  states[s].forecast(
                      asker, kept, s, known, request.horizon(), request.levels(), run));
    }
    Forecast.Builder builder = Forecast.builder(axis, request.levels());
    for (int s = 0; s < n; s++) {
      Series series = kept.targets().series(s);
      double[][] levels = Arrays.copyOfRange(forecasts[s], 1, forecasts[s].length);
      builder.series(series.id(), series.quantity(), series.support(), forecasts[s][0], levels);
    }
    return builder.build();
  }

  @Override
  public FittedForecaster update(History newer, RunContext run) {
    String what = "update of " + forecaster.name();
    run.checkpoint(what);
    NewSteps steps = NewSteps.of(newer.targets().select(seriesIds()), trainedOn);
    Panel joined = steps.after(kept.targets());
    TimeAxis seen = steps.seen();
    Covariates covariates =
        newer.covariates().isEmpty() ? kept.covariates() : newer.covariates().asOf(seen.end());
    Scaling[] scalings = new Scaling[states.length];
    boolean[] positive = new boolean[states.length];
    for (int s = 0; s < states.length; s++) {
      scalings[s] = states[s].scaling();
      positive[s] =
          states[s].neverNegative()
              && Arrays.stream(joined.series(s).toArray()).noneMatch(v -> v < 0);
    }
    Shared<ServedBundle> own = bundle.share();
    try {
      Panel tail = forecaster.kept(own.get().mapping(), joined);
      return learn(
          forecaster,
          own,
          new History(tail, covariates, newer.calendar()),
          seen,
          provenance.updated(DataDigest.of(tail), seen.end()),
          scalings,
          positive,
          run);
    } catch (RuntimeException e) {
      own.close();
      throw e;
    }
  }

  @Override
  public ModelFile toModelFile() {
    return ServedFile.write(bundle.get(), kept, trainedOn, provenance, states);
  }

  @Override
  public void close() {
    bundle.close();
  }
}
