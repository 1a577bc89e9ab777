// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import io.github.watermgmt.spi.DetectorProvider;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.tck.DetectorContract;
import io.github.watermgmt.tf.internal.net.LinearNets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class SavedModelDetectorContractTest extends DetectorContract {
  private static final int WINDOW = 10;
  @TempDir private static Path folder;

  /** Reconstructs a row as a little of its mean: deviations that last are reconstructed badly. */
  @BeforeAll
  static void network() {
    Natives.assume();
    LinearNets.write(LinearNets.mean(WINDOW, 0.3f), new float[WINDOW], folder.resolve("net"));
  }

  @Override
  protected DetectorProvider provider() {
    return new SavedModelDetectorProvider();
  }

  @Override
  protected Options options() {
    return Options.from(provider().options(), Map.of("model", folder.resolve("net").toString()));
  }

  @Override
  protected boolean observeAllocates() {
    return true;
  }
}
