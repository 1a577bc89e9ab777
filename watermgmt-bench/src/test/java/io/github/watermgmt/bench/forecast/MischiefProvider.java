// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.ForecasterProvider;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** The seasonal naive forecaster, but for what it was told to do wrong. Only in a jar of a test. */
public final class MischiefProvider implements ForecasterProvider {
  private static final Option<Integer> THROW_AT =
      Option.integer("throw-at", 0, 0, 100, "throw in this fit, from 1; 0 for never");
  private static final Option<Boolean> RESTLESS =
      Option.flag("restless", false, "forecast something else each time");

  /** Is run in every fit. */
  static volatile Runnable onFit = () -> {};

  /** Is shown what every fit is given. */
  static volatile Consumer<History> onHistory = history -> {};

  static final AtomicInteger FITS = new AtomicInteger();

  @Override
  public String name() {
    return "mischief";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public String description() {
    return "does what it is told to do wrong";
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.QUANTILES, Capability.MISSING_VALUES, Capability.MULTI_SERIES);
  }

  @Override
  public List<Option<?>> options() {
    return List.of(THROW_AT, RESTLESS);
  }

  @Override
  public Forecaster create(Options options) {
    return new Mischief(options, Providers.discover().forecaster("seasonal-naive"));
  }

  @Override
  public FittedForecaster restore(ModelFile file) {
    throw new UnsupportedOperationException();
  }

  private record Mischief(Options options, Forecaster naive) implements Forecaster {
    @Override
    public String name() {
      return "mischief";
    }

    @Override
    public Set<Capability> capabilities() {
      return Set.of(Capability.QUANTILES, Capability.MISSING_VALUES, Capability.MULTI_SERIES);
    }

    @Override
    public FittedForecaster fit(History history, RunContext run) {
      onFit.run();
      onHistory.accept(history);
      int fit = FITS.incrementAndGet();
      if (fit == options.get(THROW_AT)) {
        throw new IllegalStateException("as I was told");
      }
      run.checkpoint("fit");
      if (options.get(RESTLESS)) {
        List<Series> moved = new ArrayList<>();
        for (Series series : history.targets().series()) {
          double[] values = series.toArray();
          for (int i = 0; i < values.length; i++) {
            values[i] += fit;
          }
          moved.add(
              Series.of(series.id(), series.quantity(), series.support(), series.axis(), values));
        }
        return naive.fit(history.withTargets(Panel.of(moved)), run);
      }
      return naive.fit(history, run);
    }
  }
}
