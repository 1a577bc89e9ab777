// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.spi.DetectorProvider;
import io.github.watermgmt.tck.DetectorContract;

class ForecastResidualContractTest extends DetectorContract {
  @Override
  protected DetectorProvider provider() {
    return new ForecastResidualProvider();
  }
}
