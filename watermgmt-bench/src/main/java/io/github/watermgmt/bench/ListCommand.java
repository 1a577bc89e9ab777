// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench;

import io.github.watermgmt.bench.run.Peers;
import io.github.watermgmt.bench.run.ProviderPath;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints what could take part. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Lists every provider that was discovered, with its capabilities and options, and the reason"
            + " for whatever cannot run; then the peers.")
final class ListCommand implements Callable<Integer> {
  @Mixin ProviderPath path = new ProviderPath();
  @Mixin Peers.Settings peers = new Peers.Settings();
  @Spec CommandSpec spec;

  ListCommand() {}

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    out.print(path.discover().describe());
    out.println();
    out.print(peers.open().describe());
    out.flush();
    return Compare.DONE;
  }
}
