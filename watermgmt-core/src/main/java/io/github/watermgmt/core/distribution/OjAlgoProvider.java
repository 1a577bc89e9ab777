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
 * The provider {@code ojalgo}: the linear program by ojAlgo's simplex. Exact and dependable to
 * about a thousand rows; far slower beyond.
 *
 * <p>Thread-safety: stateless.
 */
public final class OjAlgoProvider implements OptimizerProvider {
  static final Option<Integer> SPARSE_FROM =
      Option.integer("sparse-from", 600, 0, 1_000_000, "rows from which the sparse solver is used");
  static final Set<Capability> CAPABILITIES =
      Set.of(Capability.MARGINAL_PRICES, Capability.CONFLICTS, Capability.TIME_LIMIT);

  /** Creates the provider. */
  public OjAlgoProvider() {}

  @Override
  public String name() {
    return "ojalgo";
  }

  @Override
  public String version() {
    return Provenance.currentLibraryVersion();
  }

  @Override
  public String description() {
    return "exact linear program by ojAlgo's simplex, to about a thousand rows";
  }

  @Override
  public int priority() {
    return 10;
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
    return List.of(SPARSE_FROM);
  }

  @Override
  public DistributionOptimizer create(Options options) {
    return new OjAlgoOptimizer(options);
  }
}
