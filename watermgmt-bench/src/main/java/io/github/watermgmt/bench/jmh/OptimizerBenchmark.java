// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.spi.Providers;
import org.openjdk.jmh.annotations.Param;

/** Measures every optimizer by the same code. */
public abstract class OptimizerBenchmark extends HotPath {
  /** Name of the provider. */
  @Param({"structured", "ojalgo"})
  public String provider = "structured";

  final Providers providers = Providers.discover();

  /** Creates the benchmark. */
  protected OptimizerBenchmark() {}

  final DistributionOptimizer optimizer() {
    return Skipped.unless(() -> providers.optimizer(provider));
  }
}
