// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.OptimizerProvider;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What the providers of this project share. Each is a name of its own, because a name is what
 * stands in tables and scripts.
 *
 * <p>Thread-safety: stateless.
 */
abstract class OrToolsProvider implements OptimizerProvider {
  private static final Set<Capability> LINEAR =
      Set.of(Capability.MARGINAL_PRICES, Capability.CONFLICTS, Capability.TIME_LIMIT);
  private static final Set<Capability> MIXED =
      Set.of(Capability.PUMP_UNITS, Capability.CONFLICTS, Capability.TIME_LIMIT);

  private final Engine engine;

  OrToolsProvider(Engine engine) {
    this.engine = engine;
  }

  @Override
  public String name() {
    return "ortools-" + engine.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public String version() {
    return Natives.version();
  }

  @Override
  public String description() {
    return (engine.isMixed() ? "mixed-integer" : "linear")
        + " program by "
        + engine.method()
        + ", of Google OR-Tools";
  }

  @Override
  public Availability availability() {
    return Natives.availability(engine);
  }

  @Override
  public Set<Capability> capabilities() {
    return engine.isMixed() ? MIXED : LINEAR;
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public DistributionOptimizer create(Options options) {
    return new OrToolsOptimizer(name(), engine, capabilities(), options);
  }
}
