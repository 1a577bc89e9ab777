// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.spi.OptimizerProvider;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.tck.OptimizerContract;

/** The same with the simplex method from unit columns throughout. */
class StructuredSimplexContractTest extends OptimizerContract {

  @Override
  protected OptimizerProvider provider() {
    return new StructuredProvider();
  }

  @Override
  protected Options options() {
    return Options.parse(new StructuredProvider().options(), "cold-start=simplex");
  }
}
