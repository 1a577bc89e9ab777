// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.OptimizerProvider;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import java.util.List;
import java.util.Set;

/**
 * The provider {@code structured}: the linear program by an interior point whose equations are
 * factored in the order of time, and a crossover to an exact vertex. The default; made for whole
 * cities.
 *
 * <p>Thread-safety: stateless.
 */
public final class StructuredProvider implements OptimizerProvider {
  static final String NAME = "structured";
  static final Set<Capability> CAPABILITIES =
      Set.of(
          Capability.MARGINAL_PRICES,
          Capability.CONFLICTS,
          Capability.TIME_LIMIT,
          Capability.PUMP_UNITS,
          Capability.WARM_START);

  static final Option<Engine> COLD_START =
      Option.choice(
          "cold-start", Engine.AUTO, "what solves a linear program without a plan to start from");

  /** Creates the provider. */
  public StructuredProvider() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String version() {
    return Provenance.currentLibraryVersion();
  }

  @Override
  public String description() {
    return "exact linear program by the structure of time and space, for whole cities";
  }

  @Override
  public int priority() {
    return 20;
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public Set<Capability> capabilities() {
    return CAPABILITIES;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(COLD_START);
  }

  @Override
  public DistributionOptimizer create(Options options) {
    return new StructuredOptimizer(options);
  }
}
