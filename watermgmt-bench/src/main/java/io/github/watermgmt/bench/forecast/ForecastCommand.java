// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.bench.Compare;
import io.github.watermgmt.bench.run.Page;
import io.github.watermgmt.bench.run.Peer;
import io.github.watermgmt.bench.run.RunRecord;
import io.github.watermgmt.bench.run.RunSettings;
import io.github.watermgmt.bench.run.Stop;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.spi.ProviderKind;
import io.github.watermgmt.spi.Providers;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Compares forecasters from origins in the past.
 *
 * <p>Thread-safety: confined to one thread.
 */
@Command(
    name = "forecast",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Lets forecasters forecast from origins in the past, each knowing only what was known then"
          + " (and the weather, if given), and scores them on what came true.",
      "",
      "Writes forecasts.csv, scores.csv, costs.csv, run.json and report.html. The first two are the"
          + " same bytes for any number of threads and from run to run.",
      ""
    },
    footer = {
      "",
      "Example: compare forecast --readings inflow.csv --unit L/s --zone Europe/Rome --from"
          + " 2022-04-04 --to 2022-10-31 --every P7D --providers seasonal-naive,weekly-profile"
          + " --out result"
    })
public final class ForecastCommand implements Callable<Integer> {
  @Mixin ForecastSettings settings = new ForecastSettings();
  @Mixin RunSettings shared = new RunSettings();
  @Spec CommandSpec spec;

  private final Stop stop;

  /** Creates the command. */
  public ForecastCommand(Stop stop) {
    this.stop = stop;
  }

  @Override
  public Integer call() {
    Problems problems = new Problems();
    Optional<Inputs> read = Inputs.read(settings, problems);
    Providers providers = shared.discover();
    Optional<Map<String, Forecaster>> forecasters =
        problems.attempt(
            () -> shared.contestants(ProviderKind.FORECASTER, providers, providers::forecaster));
    Optional<List<Peer>> peers =
        problems.attempt(() -> List.copyOf(shared.peers(ProviderKind.FORECASTER)));
    problems.throwIfAny();
    Inputs inputs = read.orElseThrow();

    RunRecord origin = record(inputs);
    forecasters
        .orElseThrow()
        .forEach(
            (label, one) ->
                origin.provider(
                    label,
                    RunRecord.what(providers.forecasterProvider(one.name()), one.options())));
    ForecastRun run =
        new ForecastRun(
            inputs, forecasters.orElseThrow(), peers.orElseThrow(), settings.refit(), shared, stop);
    ForecastRun.Result result = run.run();

    Path out = shared.out();
    ScoreBook scores = result.scores();
    ResultTables.writeScores(out.resolve("scores.csv"), scores);
    ResultTables.writeCosts(
        out.resolve("costs.csv"), scores.providers(), inputs.origins(), result.costs());
    result.libraries().forEach((peer, libraries) -> origin.provider(peer, "peer, " + libraries));
    result.skipped().forEach((peer, why) -> origin.put("skipped peer " + peer, why));
    result.partial().ifPresent(origin::partial);
    origin.write(out);
    Path report =
        Page.write(
            out,
            ForecastReport.of(
                inputs, result, origin, forecasters.orElseThrow(), shared.context(stop)));

    PrintWriter terminal = spec.commandLine().getOut();
    terminal.print(Summary.text(inputs, result));
    terminal.println("Report: " + report);
    terminal.flush();
    if (result.partial().isPresent()) {
      return Compare.INTERRUPTED;
    }
    boolean failed = scores.rows().stream().anyMatch(row -> row.failure().isPresent());
    return failed ? Compare.FAILURES : Compare.DONE;
  }

  private RunRecord record(Inputs inputs) {
    RunRecord origin = new RunRecord("forecast", shared);
    origin.put("unit", inputs.unit().symbol()).put("zone", settings.zone.getId());
    origin.put(
        "origins",
        inputs.origins().size()
            + ", "
            + inputs.origins().get(0)
            + " to "
            + inputs.origins().get(inputs.origins().size() - 1));
    origin.put("horizon", inputs.horizon() + " steps");
    origin.put("refit", settings.refit().name().toLowerCase(Locale.ROOT));
    origin.put(
        "levels",
        inputs.levels().stream().map(QuantileLevel::toString).collect(Collectors.joining(" ")));
    origin.input(settings.readings);
    settings.weather().ifPresent(origin::input);
    settings
        .weatherForecasts()
        .ifPresent(
            file -> {
              origin.put("weather ahead", "as forecast, " + inputs.issues() + " issues");
              if (!Files.isDirectory(file)) {
                origin.input(file);
              }
            });
    settings.holidays().ifPresent(origin::input);
    settings.teams().ifPresent(origin::input);
    return origin;
  }
}
