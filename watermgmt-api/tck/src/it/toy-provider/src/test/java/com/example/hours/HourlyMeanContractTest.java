// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package com.example.hours;

import io.github.watermgmt.spi.ForecasterProvider;
import io.github.watermgmt.tck.ForecasterContract;

class HourlyMeanContractTest extends ForecasterContract {

  @Override
  protected ForecasterProvider provider() {
    return new HourlyMeanProvider();
  }

  @Override
  protected boolean forecastsSeriesAlone() {
    return true;
  }
}
