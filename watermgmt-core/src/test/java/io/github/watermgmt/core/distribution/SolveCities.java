// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.ChildJvm;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Solves made-up cities one after the other in a JVM of its own and prints what came of each. */
public final class SolveCities {
  private SolveCities() {}

  /** The provider, and sizes such as 500x24. */
  public static void main(String[] arguments) {
    for (int i = 1; i < arguments.length; i++) {
      String[] size = arguments[i].split("x", -1);
      Outcome outcome =
          Providers.discover()
              .optimizer(arguments[0])
              .optimize(
                  City.of(Integer.parseInt(size[0]), Integer.parseInt(size[1]), 1),
                  RunContext.standard());
      System.out.println(
          outcome instanceof Outcome.Stopped stopped
              ? stopped.reason().name()
              : outcome.getClass().getSimpleName());
    }
  }

  /** Returns what a JVM with so much heap prints, once it has ended well. */
  static List<String> inHeap(Path folder, String heap, Object... arguments)
      throws IOException, InterruptedException {
    return ChildJvm.run(folder.resolve("log"), List.of("-Xmx" + heap), SolveCities.class, arguments)
        .lines()
        .toList();
  }
}
