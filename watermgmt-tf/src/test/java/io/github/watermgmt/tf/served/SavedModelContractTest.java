// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import io.github.watermgmt.spi.ForecasterProvider;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.tck.ForecasterContract;
import io.github.watermgmt.tf.Natives;
import io.github.watermgmt.tf.SavedModelForecasterProvider;
import io.github.watermgmt.tf.internal.net.LinearNets;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class SavedModelContractTest extends ForecasterContract {
  @TempDir private static Path folder;

  /** The mean of three weeks, a little more where it is warm, a little less on holidays. */
  @BeforeAll
  static void network() throws IOException {
    Natives.assume();
    float third = 1 / 3f;
    LinearNets.write(
        new float[][] {{third}, {third}, {third}, {0.1f}, {-0.1f}},
        new float[] {0},
        folder.resolve("net"));
    Files.writeString(
        folder.resolve("mapping.json"),
        """
        {
          "leads": "each-step",
          "scaling": "mean-deviation",
          "inputs": {
            "inputs": {
              "columns": [
                "lag:7d", "lag:14d", "lag:21d",
                {"column": "covariate:helper", "centre": 20, "spread": 10, "optional": true},
                "holiday"
              ]
            }
          },
          "outputs": {"outputs": "mean"}
        }
        """);
  }

  @Override
  protected ForecasterProvider provider() {
    return new SavedModelForecasterProvider();
  }

  @Override
  protected Options options() {
    return Options.from(
        provider().options(),
        Map.of(
            "model", folder.resolve("net").toString(),
            "mapping", folder.resolve("mapping.json").toString(),
            "calibration-days", "14"));
  }

  @Override
  protected boolean forecastsSeriesAlone() {
    return true;
  }
}
