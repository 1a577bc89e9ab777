// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.io.ProblemJson;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.nio.file.Path;

/** Solves files one after the other and prints what came of each; run as a JVM of its own. */
public final class SolveFiles {
  private SolveFiles() {}

  public static void main(String[] files) {
    for (String file : files) {
      Outcome outcome =
          Providers.discover()
              .optimizer("ojalgo")
              .optimize(ProblemJson.read(Path.of(file)).problem(), RunContext.standard());
      System.out.println(
          outcome instanceof Outcome.Stopped stopped
              ? stopped.reason().name()
              : outcome.getClass().getSimpleName());
    }
  }
}
