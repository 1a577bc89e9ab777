// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.spi.OptimizerProvider;
import io.github.watermgmt.tck.OptimizerContract;

class StructuredContractTest extends OptimizerContract {

  @Override
  protected OptimizerProvider provider() {
    return new StructuredProvider();
  }
}
