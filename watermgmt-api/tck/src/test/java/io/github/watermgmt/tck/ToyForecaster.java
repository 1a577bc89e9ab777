// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.EnumSet;
import java.util.Set;

/** The mean of each hour of the week, with a fault. */
final class ToyForecaster implements Forecaster {
  private final ForecastFault fault;
  private final Options options;
  private History longest;
  private double learnt = 1;
  private ToyModel first;

  ToyForecaster(ForecastFault fault, Options options) {
    this.fault = fault;
    this.options = options;
  }

  @Override
  public String name() {
    return fault == ForecastFault.BAD_NAME ? "Toy!" : "toy";
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities(fault);
  }

  static Set<Capability> capabilities(ForecastFault fault) {
    return switch (fault) {
      case HUMBLE -> Set.of();
      case USES_COVARIATES,
          CLAIMS_COVARIATES,
          FORGETS_COVARIATES_OF_THE_REQUEST,
          PEEKS_AT_COVARIATES -> {
        Set<Capability> all = EnumSet.copyOf(capabilities(ForecastFault.NONE));
        all.add(Capability.COVARIATES);
        yield all;
      }
      case UNCLAIMED_PATHS ->
          Set.of(Capability.QUANTILES, Capability.MISSING_VALUES, Capability.MULTI_SERIES);
      default ->
          Set.of(
              Capability.QUANTILES,
              Capability.SAMPLE_PATHS,
              Capability.EXPLANATION,
              Capability.UPDATE,
              Capability.PERSISTENCE,
              Capability.MISSING_VALUES,
              Capability.MULTI_SERIES);
    };
  }

  @Override
  public FittedForecaster fit(History history, RunContext run) {
    if (fault != ForecastFault.IGNORES_CANCELLATION) {
      run.checkpoint("fit of the toy");
    }
    if (capabilities().isEmpty() && history.targets().size() > 1) {
      throw new UnsupportedRequestException("series (2), the toy takes one.");
    }
    History used = history;
    if (fault == ForecastFault.REMEMBERS_THE_FUTURE) {
      if (longest == null || !longest.end().isAfter(history.end())) {
        longest = history;
      }
      used = longest;
    }
    int week = (int) (7 * 86_400 / history.targets().axis().stepSeconds());
    for (Series series : used.targets().series()) {
      check(series, 2 * week);
    }
    double before = learnt;
    if (fault == ForecastFault.LEARNS_INTO_THE_CONFIGURATION) {
      learnt = 0.999 * learnt + 1e-6 * used.targets().series(0).value(0);
    }
    Provenance provenance =
        Provenance.of(
            name(),
            "1",
            options.asMap(),
            fault == ForecastFault.FORGETS_ITS_SEED ? 0 : run.seed(),
            history.targets());
    ToyModel model = new ToyModel(fault, history, used, before, provenance, run);
    if (first == null) {
      first = model;
    } else if (fault == ForecastFault.FIT_BORROWS_THE_FIRST_MODEL) {
      first.borrowed();
    }
    return model;
  }

  private void check(Series series, int needed) {
    int given = series.length() - series.missing();
    if (given == 0 && series.length() > 0 && fault != ForecastFault.NOTHING_IS_ZERO) {
      throw new DataException(
          ErrorCode.NO_DATA, "series '" + series.id() + "' (0 values), has nothing to learn from.");
    }
    if (given < series.length() && capabilities().isEmpty()) {
      throw new DataException(ErrorCode.NO_DATA, "series '" + series.id() + "', has gaps.");
    }
    if (series.length() < needed) {
      boolean little = fault == ForecastFault.ASKS_FOR_TOO_LITTLE;
      throw new TooShortHistoryException(
          name(), series.id(), little ? needed - 10 : needed, series.length());
    }
  }
}
