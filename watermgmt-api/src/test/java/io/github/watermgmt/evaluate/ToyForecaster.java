// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.evaluate;

import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.DataDigest;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * A forecaster that looks at everything it can get at: every value of the targets and of every
 * covariate, over past and horizon, goes into each of its numbers.
 */
class ToyForecaster implements Forecaster {
  static final int NEEDED = 5;

  final AtomicInteger fits = new AtomicInteger();
  final AtomicInteger updates = new AtomicInteger();
  final AtomicInteger open = new AtomicInteger();
  final AtomicInteger mostOpen = new AtomicInteger();
  private final Set<Capability> capabilities;

  ToyForecaster(Capability... capabilities) {
    this.capabilities = Set.of(capabilities);
  }

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public Options options() {
    return Options.defaults(List.of());
  }

  @Override
  public Set<Capability> capabilities() {
    return capabilities;
  }

  /** Looks at a history before it is learnt from; to be overridden by the picky. */
  void taste(History history) {}

  @Override
  public FittedForecaster fit(History history, RunContext run) {
    fits.incrementAndGet();
    taste(history);
    int given = history.targets().axis().length();
    if (given < NEEDED) {
      throw new TooShortHistoryException("toy", history.targets().ids().get(0), NEEDED, given);
    }
    return new Fitted(history, run.seed());
  }

  class Fitted implements FittedForecaster {
    private final History history;
    private final long seed;
    private boolean closed;

    Fitted(History history, long seed) {
      this.history = history;
      this.seed = seed;
      mostOpen.accumulateAndGet(open.incrementAndGet(), Math::max);
    }

    @Override
    public Provenance provenance() {
      return new Provenance(
          "toy",
          "1",
          "1",
          Map.of(),
          seed,
          DataDigest.of(history.targets()),
          trainedOn().start(),
          trainedOn().end(),
          history.targets().size());
    }

    @Override
    public List<String> seriesIds() {
      return history.targets().ids();
    }

    @Override
    public TimeAxis trainedOn() {
      return history.targets().axis();
    }

    @Override
    public Set<Capability> capabilities() {
      return capabilities;
    }

    /** A hash in [0, 1) of all bits it is given: any change of any value shows. */
    private double digest(Series series) {
      long hash = 17;
      for (int i = 0; i < series.length(); i++) {
        hash = hash * 31 + Double.doubleToLongBits(series.value(i));
      }
      return (hash >>> 11) * 0x1p-53;
    }

    @Override
    public Forecast forecast(ForecastRequest request, RunContext run) {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      TimeAxis axis = trainedOn().next(request.horizon());
      double known = 0;
      for (Covariate covariate : history.covariates().list()) {
        known += digest(covariate.series());
      }
      Forecast.Builder builder = Forecast.builder(axis, request.levels());
      for (int s = 0; s < history.targets().size(); s++) {
        Series series = history.targets().series(s);
        RandomGenerator random = run.random("toy", s);
        double base = digest(series) + known;
        double[] mean = new double[axis.length()];
        double[][] quantiles = new double[request.levels().size()][axis.length()];
        for (int t = 0; t < mean.length; t++) {
          mean[t] = base + random.nextDouble();
          for (int k = 0; k < quantiles.length; k++) {
            quantiles[k][t] = mean[t] + request.levels().get(k).asDouble();
          }
        }
        builder.series(series.id(), series.quantity(), series.support(), mean, quantiles);
      }
      return builder.build();
    }

    @Override
    public FittedForecaster update(History newer, RunContext run) {
      updates.incrementAndGet();
      if (closed) {
        throw new IllegalStateException("closed");
      }
      if (!capabilities.contains(Capability.UPDATE)) {
        throw new UnsupportedRequestException("toy cannot update");
      }
      taste(newer);
      return newer.end().equals(history.end()) ? this : new Fitted(newer, seed);
    }

    @Override
    public ModelFile toModelFile() {
      throw new UnsupportedRequestException("toy cannot save");
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        open.decrementAndGet();
      }
    }
  }
}
