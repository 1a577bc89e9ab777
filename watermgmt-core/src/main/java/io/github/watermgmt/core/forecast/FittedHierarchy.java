// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A model of every series of a hierarchy, and how they are reconciled. Thread-safety: immutable.
 */
final class FittedHierarchy implements FittedForecaster {
  static final int PATHS = 200;

  private final FittedForecaster base;
  private final Reconciliation reconciliation;

  FittedHierarchy(FittedForecaster base, Reconciliation reconciliation) {
    this.base = base;
    this.reconciliation = reconciliation;
  }

  @Override
  public Provenance provenance() {
    return base.provenance();
  }

  @Override
  public List<String> seriesIds() {
    return reconciliation.hierarchy().ids();
  }

  @Override
  public TimeAxis trainedOn() {
    return base.trainedOn();
  }

  @Override
  public Set<Capability> capabilities() {
    return HierarchyForecaster.without(base.capabilities());
  }

  /** The model's own, and what was done to learn how its forecasts are made to add up. */
  @Override
  public List<String> warnings() {
    List<String> all = new ArrayList<>(base.warnings());
    all.addAll(reconciliation.notes());
    return List.copyOf(all);
  }

  @Override
  public Forecast forecast(ForecastRequest request, RunContext run) {
    boolean borrowed = request.samplePaths() == 0 && !request.levels().isEmpty();
    if (borrowed && !capabilities().contains(Capability.QUANTILES)) {
      throw new UnsupportedRequestException(
          Validation.message(
              "quantile levels",
              request.levels(),
              "need sample paths, which " + base.provenance().provider() + " does not draw",
              "ask for none, or wrap a forecaster with sample paths"));
    }
    ForecastRequest asked = borrowed ? request.withSamplePaths(PATHS) : request;
    Forecast coherent = reconciliation.reconcile(base.forecast(asked, run), run).forecast();
    return borrowed ? withoutPaths(coherent) : coherent;
  }

  private static Forecast withoutPaths(Forecast forecast) {
    Forecast.Builder builder = Forecast.builder(forecast.axis(), forecast.levels());
    for (int s = 0; s < forecast.size(); s++) {
      double[] mean = new double[forecast.horizon()];
      double[][] quantiles = new double[forecast.levels().size()][mean.length];
      for (int t = 0; t < mean.length; t++) {
        mean[t] = forecast.mean(s, t);
        for (int k = 0; k < quantiles.length; k++) {
          quantiles[k][t] = forecast.quantileAt(s, t, k);
        }
      }
      String id = forecast.ids().get(s);
      builder.series(id, forecast.quantity(s), forecast.support(s), mean, quantiles);
      forecast.explanation(id).ifPresent(builder::explanation);
    }
    return builder.build();
  }

  @Override
  public FittedForecaster update(History newer, RunContext run) {
    History whole =
        newer.withTargets(
            HierarchyForecaster.complete(reconciliation.hierarchy(), newer.targets()));
    return new FittedHierarchy(base.update(whole, run), reconciliation);
  }

  @Override
  public ModelFile toModelFile() {
    throw new UnsupportedRequestException(
        Validation.message(
            "model", this, "cannot be saved", "save the models that are reconciled, one by one"));
  }

  @Override
  public void close() {
    base.close();
  }

  @Override
  public String toString() {
    return base.provenance().provider() + ", " + reconciliation;
  }
}
