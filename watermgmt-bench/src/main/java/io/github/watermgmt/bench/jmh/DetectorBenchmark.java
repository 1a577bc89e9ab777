// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.spi.Providers;
import org.openjdk.jmh.annotations.Param;

/** Measures every detector by the same code. */
public abstract class DetectorBenchmark extends HotPath {
  /** Name of the provider. */
  @Param({"night-flow", "forecast-residual", "tf-autoencoder"})
  public String provider = "night-flow";

  final Providers providers = Providers.discover();

  /** Creates the benchmark. */
  protected DetectorBenchmark() {}

  final AnomalyDetector detector() {
    return Skipped.unless(() -> providers.detector(provider));
  }
}
