// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.bench.run.Cost;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * What each provider's work cost from each origin, over all rounds.
 *
 * <p>Thread-safety: may be shared.
 */
final class CostBook {
  private static final double NANOS_PER_MS = 1e6;

  /** The kinds of work. */
  enum Work {
    FIT,
    FORECAST
  }

  private record Key(String provider, Instant origin, Work work) {}

  /**
   * The medians of one provider and origin over the rounds; NaN where unknown.
   *
   * @param allocatedBytes on the heap of the JVM
   */
  record Medians(double fitMs, double forecastMs, double cpuMs, double allocatedBytes) {}

  private final Map<Key, List<Cost>> costs = new HashMap<>();

  CostBook() {}

  /** Notes a piece of work. An update counts as a fit. */
  synchronized void add(String provider, Instant origin, Work work, Cost cost) {
    costs.computeIfAbsent(new Key(provider, origin, work), key -> new ArrayList<>()).add(cost);
  }

  /** Returns what is known of one provider and origin; empty if no work was finished there. */
  synchronized Optional<Medians> medians(String provider, Instant origin) {
    List<Cost> fits = costs.getOrDefault(new Key(provider, origin, Work.FIT), List.of());
    List<Cost> forecasts = costs.getOrDefault(new Key(provider, origin, Work.FORECAST), List.of());
    if (fits.isEmpty() && forecasts.isEmpty()) {
      return Optional.empty();
    }
    double fit = median(fits, cost -> cost.wallNanos() / NANOS_PER_MS);
    double forecast = median(forecasts, cost -> cost.wallNanos() / NANOS_PER_MS);
    ToDoubleFunction<Cost> cpu = cost -> known(cost.cpuNanos()) / NANOS_PER_MS;
    ToDoubleFunction<Cost> bytes = cost -> known(cost.allocatedBytes());
    return Optional.of(
        new Medians(
            fit,
            forecast,
            median(fits, cpu) + median(forecasts, cpu),
            median(fits, bytes) + median(forecasts, bytes)));
  }

  /** Returns the median over the origins of what one of them costs; empty if nothing is known. */
  OptionalDouble median(String provider, List<Instant> origins, ToDoubleFunction<Medians> what) {
    double[] values =
        origins.stream()
            .map(origin -> medians(provider, origin))
            .flatMap(Optional::stream)
            .mapToDouble(what)
            .filter(value -> !Double.isNaN(value))
            .toArray();
    return values.length == 0 ? OptionalDouble.empty() : OptionalDouble.of(median(values));
  }

  private static double known(long value) {
    return value < 0 ? Double.NaN : value;
  }

  private static double median(List<Cost> costs, ToDoubleFunction<Cost> what) {
    double[] values = costs.stream().mapToDouble(what).toArray();
    return values.length == 0 ? Double.NaN : median(values);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int n = sorted.length;
    return (sorted[(n - 1) / 2] + sorted[n / 2]) / 2;
  }
}
