// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import io.github.watermgmt.core.io.AtomicFile;
import io.github.watermgmt.core.io.ForecastCsv;
import io.github.watermgmt.core.io.HolidaysCsv;
import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.core.io.WeatherCsv;
import io.github.watermgmt.core.report.HtmlReport;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Readings in, a week's forecast and a report out; without options on the town it ships. */
@Command(
    name = "quickstart",
    mixinStandardHelpOptions = true,
    description = "Forecasts a week of water demand from readings, and draws a report.")
public final class Quickstart implements Callable<Integer> {
  private static final Duration WEEK = Duration.ofDays(7);

  @Option(names = "--readings", description = "CSV with a column time and one per zone")
  Path readings;

  @Option(names = "--unit", defaultValue = "L/s", description = "unit of the readings")
  String unit;

  @Option(names = "--zone", defaultValue = "Europe/Rome", description = "time zone of consumers")
  String zone;

  @Option(names = "--weather", description = "CSV with weather, read and checked")
  Path weather;

  @Option(names = "--holidays", description = "CSV with a column date")
  Path holidays;

  @Option(
      names = "--train-until",
      description = "end of the history, exclusive, such as 2022-07-24T22:00:00Z")
  String trainUntil;

  @Option(names = "--forecaster", defaultValue = "auto", description = "name of the forecaster")
  String forecaster;

  @Option(names = "--out", defaultValue = "quickstart-out", description = "folder of the results")
  Path out;

  /** Runs the quickstart; exit code 2 says that the input was refused. */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  static int run(String... args) {
    CommandLine line = new CommandLine(new Quickstart());
    line.setExecutionExceptionHandler(
        (e, command, result) -> {
          if (e instanceof WaterManagementException || e instanceof DateTimeException) {
            command.getErr().println(e.getMessage());
            return 2;
          }
          throw e;
        });
    return line.execute(args);
  }

  @Override
  public Integer call() throws IOException {
    Unit inputUnit = Unit.of(unit);
    ZoneId zoneId = ZoneId.of(zone);
    boolean town = readings == null;
    Path file = town ? shipped("readings.csv") : readings;
    Path holidayFile = holidays == null && town ? shipped("holidays.csv") : holidays;

    System.out.println("Reading " + (town ? "the town that comes with the quickstart" : file));
    PanelBuilder.Built built =
        ReadingsCsv.builder().unit(inputUnit).zone(zoneId).build().read(file);
    Set<LocalDate> dates = holidayFile == null ? Set.of() : HolidaysCsv.read(holidayFile);
    Covariates covariates =
        weather == null ? Covariates.none() : Covariates.known(WeatherCsv.read(weather).panel());
    History all = new History(io.github.watermgmt.core.prepare.Cleaner.builder(zoneId).build().clean(built.panel()).panel(), covariates, Calendar.of(zoneId, dates));
    History history = trainUntil == null ? all : all.before(Instant.parse(trainUntil));

    Forecaster chosen = Providers.discover().forecaster(forecaster);
    System.out.println("Forecasting " + history.targets().size() + " zones with " + chosen.name());
    int steps = (int) (WEEK.toSeconds() / history.targets().axis().stepSeconds());
    RunContext run = RunContext.standard().withParallelism(2);
    Forecast forecast;
    try (var fitted = chosen.fit(history, run)) {
      forecast = fitted.forecast(ForecastRequest.steps(steps), run);
    }

    ForecastCsv.write(out.resolve("forecast.csv"), forecast, inputUnit);
    Path report = out.resolve("report.html");
    AtomicFile.writeText(report, report(built, history.targets(), forecast, chosen, inputUnit));
    System.out.println("Report: " + report.toAbsolutePath());
    return 0;
  }

  private String report(
      PanelBuilder.Built built, Panel panel, Forecast forecast, Forecaster chosen, Unit in) {
    HtmlReport page = new HtmlReport("Water demand of the next week", ZoneId.of(zone));
    page.subtitle("Forecast from readings up to " + panel.axis().end());
    int length = panel.axis().length();
    int shown = Math.min(length, 2 * forecast.horizon());
    page.forecast(panel.slice(length - shown, length), forecast, in, List.of());
    page.data(built.report());
    page.provenance("Forecaster", chosen.name() + " (" + chosen.options().toText() + ")");
    return page.toHtml();
  }

  private static Path shipped(String name) throws IOException {
    Path copy = Files.createTempDirectory("town").resolve(name);
    try (InputStream in = Quickstart.class.getResourceAsStream("/town/" + name)) {
      Files.copy(in, copy);
    }
    copy.toFile().deleteOnExit();
    copy.getParent().toFile().deleteOnExit();
    return copy;
  }
}
