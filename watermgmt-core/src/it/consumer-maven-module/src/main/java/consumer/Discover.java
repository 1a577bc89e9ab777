// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package consumer;

import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.ProviderInfo;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A user's program: prints what it discovers, and does a little with it. */
public final class Discover {
  private Discover() {}

  /** Prints a line for each provider, the defaults, and what came of using them. */
  public static void main(String[] args) throws IOException {
    Providers providers = Providers.discover();
    for (ProviderInfo info : providers.list()) {
      System.out.println("found " + info.kind().label() + " " + info.name());
    }
    Forecaster usual = providers.forecaster("auto");
    System.out.println("usual forecaster: " + usual.name());
    System.out.println("usual detector: " + providers.detector("auto").name());
    System.out.println("usual optimizer: " + providers.optimizer("auto").name());
    System.out.println("plan: " + plan(providers).getClass().getSimpleName());
    System.out.println("readings: " + readings());
    System.out.println("amiss: " + providers.failures());
    System.out.println("modules: " + name(Discover.class) + ", " + name(usual.getClass()));
  }

  /** A source, a pipe and a zone. */
  private static Outcome plan(Providers providers) {
    Network network =
        Network.builder()
            .node(Reservoir.of("source"))
            .node(Junction.of("zone"))
            .link(Pipe.of("pipe", "source", "zone"))
            .build();
    Problem problem =
        Problem.builder("small", network, TimeAxis.of(0, 3600, 2), "EUR")
            .source("source", SourceTerms.of(10, 0.5))
            .zone("zone", new ZoneTerms(new double[] {4, 6}, 10))
            .link("pipe", LinkTerms.pipe(10, false, 0.1, 0.01))
            .build();
    return providers.optimizer("auto").optimize(problem, RunContext.standard());
  }

  private static int readings() throws IOException {
    Path file = Files.createTempFile("readings", ".csv");
    try {
      Files.writeString(file, "time,zone\n2024-01-01T00:00:00Z,3\n2024-01-01T01:00:00Z,4\n");
      PanelBuilder.Built built =
          ReadingsCsv.builder().unit(Unit.of("m3/h")).build().read(file);
      return built.panel().axis().length();
    } finally {
      Files.delete(file);
    }
  }

  private static String name(Class<?> type) {
    return type.getModule().isNamed() ? type.getModule().getName() : "none";
  }
}
