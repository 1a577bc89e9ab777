// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import io.github.watermgmt.spi.OptimizerProvider;
import io.github.watermgmt.tck.OptimizerContract;

class HighsContractTest extends OptimizerContract {

  @Override
  protected OptimizerProvider provider() {
    return new HighsProvider();
  }
}
