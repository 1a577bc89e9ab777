// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import io.github.watermgmt.spi.DetectorProvider;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.tck.DetectorContract;
import org.junit.jupiter.api.BeforeEach;

class AutoencoderContractTest extends DetectorContract {

  @BeforeEach
  void natives() {
    Natives.assume();
  }

  @Override
  protected DetectorProvider provider() {
    return new AutoencoderProvider();
  }

  @Override
  protected Options options() {
    return Options.parse(provider().options(), "epochs=6");
  }

  @Override
  protected boolean observeAllocates() {
    return true;
  }
}
