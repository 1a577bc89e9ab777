// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.spi.ProviderNotFoundException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The command line. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Forecasts a week of water demand, looks for leaks, plans the distribution of water at least"
            + " cost, and draws a report.",
    footer = {
      "",
      "Exit code 0: all is written. 2: the input was refused, nothing was written.",
      "3: there is no plan, and the report says why; the rest is written."
    })
public final class Main implements Callable<Integer> {
  private static final int REFUSED = 2;
  private static final int NO_PLAN = 3;
  private static final String WITH_TENSORFLOW =
      "Maybe build the quickstart with TensorFlow for this platform: ./mvnw -Pquickstart,natives";

  @Mixin Settings settings = new Settings();

  private Main() {}

  /** Runs the quickstart. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          if (e instanceof WaterManagementException) {
            command.getErr().println(e.getMessage());
            if (e instanceof ProviderNotFoundException missing
                && missing.provider().startsWith("tf-")) {
              command.getErr().println(WITH_TENSORFLOW);
            }
            return REFUSED;
          }
          throw e;
        });
    return line.execute(args);
  }

  @Override
  public Integer call() {
    System.out.println("Reading " + settings.source());
    Results results = Quickstart.run(Inputs.read(settings), System.out::println);
    Path report = results.write(settings.out);
    System.out.print(results.summary());
    System.out.println("Report: " + report);
    return results.complete() ? 0 : NO_PLAN;
  }
}
