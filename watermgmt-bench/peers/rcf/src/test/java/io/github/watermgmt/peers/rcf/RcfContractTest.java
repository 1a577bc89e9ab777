// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.peers.rcf;

import io.github.watermgmt.spi.DetectorProvider;
import io.github.watermgmt.tck.DetectorContract;

class RcfContractTest extends DetectorContract {
  @Override
  protected DetectorProvider provider() {
    return new RcfProvider();
  }

  @Override
  protected boolean observeAllocates() {
    return true;
  }
}
