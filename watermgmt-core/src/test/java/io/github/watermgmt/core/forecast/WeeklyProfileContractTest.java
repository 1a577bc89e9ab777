// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.spi.Provider;
import io.github.watermgmt.tck.ProviderContract;

class WeeklyProfileContractTest extends ProviderContract<Forecaster> {

  @Override
  protected Provider<Forecaster> provider() {
    return new WeeklyProfileProvider();
  }
}
