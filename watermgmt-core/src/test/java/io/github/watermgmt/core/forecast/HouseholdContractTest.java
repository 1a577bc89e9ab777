// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.spi.ForecasterProvider;
import io.github.watermgmt.tck.ForecasterContract;

class HouseholdContractTest extends ForecasterContract {

  @Override
  protected ForecasterProvider provider() {
    return new HouseholdProvider();
  }
}
