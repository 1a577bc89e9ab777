// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.SharedData;
import io.github.watermgmt.core.io.ProblemJson;
import io.github.watermgmt.distribution.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The instances that the tests compare with. */
final class Instances {
  private Instances() {}

  static Path file(String name) {
    return SharedData.file("data/plans/" + name + ".json");
  }

  static Problem read(String name) {
    return ProblemJson.read(file(name)).problem();
  }

  /** The least cost, proved by another solver on exactly this model. */
  static double optimum(String name) throws IOException {
    for (String line : Files.readAllLines(SharedData.file("data/plans/optimum.csv"))) {
      String[] fields = line.split(",", -1);
      if (fields[0].equals(name)) {
        return Double.parseDouble(fields[5]);
      }
    }
    throw new IllegalArgumentException("no optimum of " + name);
  }
}
