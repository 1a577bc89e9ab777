// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench;

import io.github.watermgmt.bench.chart.ChartsCommand;
import io.github.watermgmt.bench.detect.DetectCommand;
import io.github.watermgmt.bench.forecast.ForecastCommand;
import io.github.watermgmt.bench.plan.PlanCommand;
import io.github.watermgmt.bench.run.Stop;
import io.github.watermgmt.bench.savedmodel.SavedModelCommand;
import io.github.watermgmt.error.WaterManagementException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The command line of the comparison runner. A subcommand is one class, named here; it returns its
 * exit code and throws {@link WaterManagementException} for what it refuses.
 */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    sortOptions = false,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListCommand.class,
      ForecastCommand.class,
      DetectCommand.class,
      PlanCommand.class,
      SavedModelCommand.class,
      ChartsCommand.class
    },
    description =
        "Compares providers, ours, yours and those of peers, on any data: accuracy and cost in one"
            + " run, drawn side by side.",
    footer = {
      "",
      "Exit code 0: all is written. 2: the input was refused, nothing was written.",
      "3: results are written, and a provider failed in the middle of the run: its rows say why.",
      "130: interrupted; what was done is written and marked partial."
    })
public final class Compare implements Runnable {
  /** Everything is written. */
  public static final int DONE = 0;

  /** The input was refused; nothing was written. */
  public static final int REFUSED = 2;

  /** Results are written, and a provider failed in the middle of the run. */
  public static final int FAILURES = 3;

  /** The run was interrupted; what was done is written. */
  public static final int INTERRUPTED = 130;

  @Spec CommandSpec spec;

  private Compare() {}

  /** Runs the command line and ends the JVM. */
  public static void main(String[] args) {
    int code;
    try (Stop stop = Stop.onInterrupt()) {
      code = line(stop).execute(args);
    }
    System.exit(code);
  }

  /**
   * Runs the command line.
   *
   * @param stop how the run learns that it is to end
   * @param out takes what is printed
   * @param err takes complaints
   * @return the exit code
   */
  static int run(Stop stop, PrintWriter out, PrintWriter err, String... args) {
    return line(stop).setOut(out).setErr(err).execute(args);
  }

  private static CommandLine line(Stop stop) {
    CommandLine line = new CommandLine(new Compare(), new StopFactory(stop));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          if (e instanceof WaterManagementException) {
            command.getErr().println(e.getMessage());
            return REFUSED;
          }
          throw e;
        });
    return line;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Which comparison? Name a command.");
  }
}
