// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.gbm;

import io.github.watermgmt.spi.ForecasterProvider;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.tck.ForecasterContract;
import java.time.Duration;

class GbmContractTest extends ForecasterContract {
  @Override
  protected ForecasterProvider provider() {
    return new GbmProvider();
  }

  /** Few trees: the kit fits dozens of times. */
  @Override
  protected Options options() {
    return Options.parse(provider().options(), "trees=12;leaves=8;rate=0.3");
  }

  /** XGBoost cannot be interrupted while it sorts the rows or grows a tree. */
  @Override
  protected Duration promptness() {
    return Duration.ofSeconds(5);
  }
}
