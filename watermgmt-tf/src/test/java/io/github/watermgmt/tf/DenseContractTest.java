// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import io.github.watermgmt.spi.ForecasterProvider;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.tck.ForecasterContract;
import org.junit.jupiter.api.BeforeAll;

class DenseContractTest extends ForecasterContract {

  @BeforeAll
  static void needsNatives() {
    Natives.assume();
  }

  @Override
  protected ForecasterProvider provider() {
    return new DenseForecasterProvider();
  }

  /** Few passes: the kit fits dozens of times. */
  @Override
  protected Options options() {
    return Options.parse(provider().options(), "epochs=2;batch=32;learning-rate=0.01");
  }
}
