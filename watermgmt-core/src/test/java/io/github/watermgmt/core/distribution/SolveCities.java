// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

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
  static List<String> inHeap(String heap, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx" + heap);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(SolveCities.class.getName());
    command.addAll(List.of(arguments));
    Process child = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!child.waitFor(120, TimeUnit.SECONDS) || child.exitValue() != 0) {
      throw new AssertionError("the JVM did not end well: " + output);
    }
    return output.lines().toList();
  }
}
