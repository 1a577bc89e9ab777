// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the data that tests may use and users do not have; a test that misses them is skipped. */
public final class SharedData {
  private SharedData() {}

  /** Returns a file of the shared data, or skips the test, saying what is missing. */
  public static Path file(String relative) {
    Path root = Path.of(System.getProperty("watermgmt.shared", "../shared"));
    Path file = root.resolve(relative);
    assumeTrue(Files.exists(file), "shared data not found at " + file);
    return file;
  }
}
