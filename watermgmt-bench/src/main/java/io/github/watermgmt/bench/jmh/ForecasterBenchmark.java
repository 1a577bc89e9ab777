// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.spi.Providers;
import org.openjdk.jmh.annotations.Param;

/** Measures every forecaster by the same code. */
public abstract class ForecasterBenchmark extends HotPath {
  /** Name of the provider. */
  @Param({
    "combination",
    "seasonal-ridge",
    "weekly-profile",
    "seasonal-naive",
    "holt-winters",
    "theta",
    "boosted-trees",
    "household",
    "tf-dense",
    "tf-conv"
  })
  public String provider = "weekly-profile";

  final Providers providers = Providers.discover();

  /** Creates the benchmark. */
  protected ForecasterBenchmark() {}

  final Forecaster forecaster() {
    return Skipped.unless(() -> providers.forecaster(provider));
  }
}
