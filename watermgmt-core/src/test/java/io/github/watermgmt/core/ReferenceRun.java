// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core;

import io.github.watermgmt.core.io.AtomicFile;
import io.github.watermgmt.core.io.ForecastCsv;
import io.github.watermgmt.core.io.HolidaysCsv;
import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.core.io.WeatherCsv;
import io.github.watermgmt.core.report.ForecastChart;
import io.github.watermgmt.core.report.HtmlReport;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.evaluate.Backtest;
import io.github.watermgmt.evaluate.Metrics;
import io.github.watermgmt.evaluate.Scorecard;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Provider;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import io.github.watermgmt.unit.UnitCheck;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One run through everything that gives output, on generated data: forecasts of every provider as
 * bits and as CSV, models, a plan with its prices, a report, and every kind of text. Whatever is
 * written here must be the same bytes in every JVM.
 */
final class ReferenceRun {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final Instant START = Instant.parse("2023-02-26T23:00:00Z");
  private static final int HOURS = 24 * 7 * 12;
  private static final Unit LITRES_PER_SECOND = Unit.of("L/s");

  private final Path out;
  private final RunContext run;
  private final StringBuilder texts = new StringBuilder();

  private ReferenceRun(Path out, int threads) {
    this.out = out;
    this.run = RunContext.standard().withSeed(17).withParallelism(threads);
  }

  /** Takes the folder of the results and the number of threads. */
  public static void main(String[] args) throws IOException {
    // A reader of this log can tell that the JVM really ran under what it was asked to.
    System.out.println(Locale.getDefault() + " " + ZoneId.systemDefault());
    new ReferenceRun(Path.of(args[0]), Integer.parseInt(args[1])).everything();
  }

  private void everything() throws IOException {
    Files.createDirectories(out);
    Path work = Files.createTempDirectory("reference-run");
    PanelBuilder.Built built = read(work);
    Panel weather = WeatherCsv.read(write(work, "weather.csv", weather())).panel();
    Calendar calendar =
        Calendar.of(ROME, HolidaysCsv.read(write(work, "holidays.csv", "date\n2023-04-10\n")));
    for (String name : List.of("readings.csv", "weather.csv", "holidays.csv")) {
      Files.delete(work.resolve(name));
    }
    Files.delete(work);
    History history = new History(built.panel(), Covariates.known(weather), calendar);
    History past = history.before(built.panel().axis().instant(HOURS - 168));
    Providers providers = Providers.discover();
    for (Provider<?> provider : providers.forecasters()) {
      if (provider.availability() instanceof Availability.Available) {
        forecast(providers, provider.name(), past, weather, built);
      }
    }
    plan(providers);
    texts(providers, history, built);
    AtomicFile.writeText(out.resolve("texts.txt"), texts.toString());
  }

  private PanelBuilder.Built read(Path work) throws IOException {
    StringBuilder csv = new StringBuilder("time,IZMIR,ilica,istanbul-\u0131\u0130,dead\n");
    SplittableRandom random = new SplittableRandom(5);
    for (int h = 0; h < HOURS; h++) {
      csv.append(START.plusSeconds(3600L * h));
      double shared = random.nextDouble();
      for (int s = 0; s < 3; s++) {
        double daily = StrictMath.sin(2 * Math.PI * h / 24) * (h / 24 % 7 == 6 ? 2 : 4);
        double value = 20 + s + daily + shared + random.nextDouble();
        csv.append(',').append(random.nextDouble() < .02 ? "" : Double.toString(value));
      }
      csv.append(",\n");
    }
    Path file = write(work, "readings.csv", csv.toString());
    return ReadingsCsv.builder()
        .unit(LITRES_PER_SECOND)
        .typical("IZMIR", 20 * 3.6, LITRES_PER_SECOND)
        .build()
        .read(file);
  }

  private static String weather() {
    StringBuilder csv = new StringBuilder("time,temp_c,rain_mm\n");
    for (int h = 0; h < HOURS; h++) {
      csv.append(START.plusSeconds(3600L * h))
          .append(',')
          .append(10 + h % 24 * 0.25)
          .append(",0\n");
    }
    return csv.toString();
  }

  private static Path write(Path folder, String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text, StandardCharsets.UTF_8);
  }

  private void forecast(
      Providers providers, String name, History past, Panel weather, PanelBuilder.Built built) {
    ForecastRequest request =
        ForecastRequest.steps(168).withSamplePaths(20).withCovariates(Covariates.known(weather));
    try (FittedForecaster fitted = providers.forecaster(name).fit(past, run)) {
      Forecast forecast = fitted.forecast(request, run);
      bits("forecast-" + name + ".bits", forecast);
      ForecastCsv.write(out.resolve("forecast-" + name + ".csv"), forecast, LITRES_PER_SECOND);
      fitted.toModelFile().write(out.resolve("model-" + name + ".bin"));
      texts.append(forecast).append('\n').append(fitted.provenance().options()).append('\n');
      if (name.equals("weekly-profile")) {
        report(past, forecast, built);
      }
    }
  }

  private void bits(String file, Forecast forecast) {
    AtomicFile.write(
        out.resolve(file),
        stream -> {
          DataOutputStream data = new DataOutputStream(stream);
          for (int s = 0; s < forecast.size(); s++) {
            for (int t = 0; t < forecast.horizon(); t++) {
              data.writeDouble(forecast.mean(s, t));
              for (int q = 0; q < forecast.levels().size(); q++) {
                data.writeDouble(forecast.quantileAt(s, t, q));
              }
              for (int p = 0; p < forecast.pathCount(); p++) {
                data.writeDouble(forecast.path(p, s, t));
              }
            }
          }
          data.flush();
        });
  }

  private void report(History past, Forecast forecast, PanelBuilder.Built built) {
    String id = forecast.ids().get(2);
    HtmlReport page = new HtmlReport("Report of I\u0307\u0131");
    page.heading("Heading").paragraph("A paragraph.").lines(built.report().toText());
    page.chart(
        ForecastChart.of(past.targets().series(id), forecast, LITRES_PER_SECOND, ROME).build());
    AtomicFile.writeText(out.resolve("report.html"), page.toHtml());
  }

  private static Problem problem() {
    int steps = 24;
    Network network =
        Network.builder()
            .node(Reservoir.of("spring"))
            .node(Reservoir.of("well"))
            .node(Tank.of("tank"))
            .node(Junction.of("north"))
            .node(Junction.of("south"))
            .link(Pipe.of("spring-tank", "spring", "tank"))
            .link(Pipe.of("well-south", "well", "south"))
            .link(Pipe.of("tank-north", "tank", "north"))
            .link(Pipe.of("tank-south", "tank", "south"))
            .build();
    double[] north = new double[steps];
    double[] south = new double[steps];
    double[] tariff = new double[steps];
    for (int t = 0; t < steps; t++) {
      north[t] = 40 + 20 * StrictMath.sin(t / 3.8);
      south[t] = 55 + 25 * StrictMath.cos(t / 4.1);
      tariff[t] = t < 7 ? 0.08 : 0.21;
    }
    return Problem.builder(
            "two zones",
            network,
            TimeAxis.of(Instant.parse("2023-07-01T22:00:00Z"), Duration.ofHours(1), steps),
            "EUR")
        .source("spring", SourceTerms.of(90, 0.11))
        .source("well", SourceTerms.licensed(60, 0.07, 700))
        .tank("tank", new TankTerms(50, 400, 200, 200))
        .zone("north", new ZoneTerms(north, 3))
        .zone("south", new ZoneTerms(south, 4))
        .tariff("day", tariff)
        .link("spring-tank", LinkTerms.pump(80, 0.01, 0.4, "day"))
        .link("well-south", LinkTerms.pipe(70, false, 0.02, 0.005))
        .link("tank-north", LinkTerms.pipe(90, false, 0, 0.002))
        .link("tank-south", LinkTerms.pipe(90, true, 0, 0.003))
        .build();
  }

  private void plan(Providers providers) {
    Problem problem = problem();
    for (Provider<?> provider : providers.optimizers()) {
      if (!(provider.availability() instanceof Availability.Available)) {
        continue;
      }
      Outcome outcome = providers.optimizer(provider.name()).optimize(problem, run);
      Plan plan;
      if (outcome instanceof Outcome.Solved solved) {
        plan = solved.plan();
        texts.append(solved.check()).append('\n');
        solved.prices().ifPresent(prices -> prices(provider.name(), prices));
      } else if (outcome instanceof Outcome.Stopped stopped && stopped.best().isPresent()) {
        plan = stopped.best().get();
        texts.append(stopped.reason()).append(' ').append(stopped.bound()).append('\n');
      } else {
        throw new IllegalStateException(provider.name() + ": " + outcome);
      }
      texts.append(problem).append(PlanCheck.of(problem, plan)).append('\n');
      AtomicFile.write(
          out.resolve("plan-" + provider.name() + ".bits"),
          stream -> {
            DataOutputStream data = new DataOutputStream(stream);
            for (Plan.Kind kind : Plan.Kind.values()) {
              for (String id : plan.ids(kind)) {
                for (double value : plan.values(kind, id)) {
                  data.writeDouble(value);
                }
              }
            }
            data.flush();
          });
    }
  }

  private void prices(String provider, MarginalPrices prices) {
    AtomicFile.write(
        out.resolve("prices-" + provider + ".bits"),
        stream -> {
          DataOutputStream data = new DataOutputStream(stream);
          for (String node : prices.nodes()) {
            for (double price : prices.prices(node)) {
              data.writeDouble(price);
            }
          }
          data.flush();
        });
  }

  /** Something that throws. */
  private interface Faulty {
    Object run() throws IOException;
  }

  private void error(Faulty faulty) {
    try {
      Object result = faulty.run();
      texts.append("no error: ").append(result).append('\n');
    } catch (RuntimeException | IOException e) {
      String work = System.getProperty("java.io.tmpdir");
      texts.append(String.valueOf(e.getMessage()).replace(work, "TMP")).append('\n');
    }
  }

  private void texts(Providers providers, History history, PanelBuilder.Built built)
      throws IOException {
    Path work = Files.createDirectories(Path.of(System.getProperty("java.io.tmpdir"), "wm-texts"));
    texts.append(providers.describe()).append('\n').append(providers).append('\n');
    texts.append(built.report().toText()).append('\n').append(built.panel()).append('\n');
    texts.append(UnitCheck.suspect(1234.5, 4444.2)).append('\n').append(history).append('\n');
    for (ErrorCode code : ErrorCode.values()) {
      texts.append(code.code()).append(' ').append(code).append('\n');
    }
    for (Capability capability : Capability.values()) {
      texts.append(capability).append('\n');
    }
    for (String symbol : List.of("M3/H", "L/S", "\u0130N", "MI")) {
      error(() -> Unit.of(symbol));
    }
    texts.append(Quantity.named("PRESSURE HEAD")).append(Quantity.named("DIMENSIONLESS"));
    error(() -> Quantity.named("PRICE IN LIRA"));
    error(() -> providers.forecaster("WEEKLY-PROFILE"));
    error(() -> providers.forecaster("weekly-profile", "weeks=1234567"));
    error(() -> providers.forecaster("weekly-profile", "WINDOW=1.5;x=I"));
    error(() -> history.before(START.plusSeconds(1)));
    error(() -> providers.forecaster("auto").fit(history.before(START.plusSeconds(7200)), run));
    error(() -> new ZoneTerms(new double[] {1.5, -1234567.25}, -1e9));
    error(() -> problem().withDemand("north", new double[] {1234567.891, Double.NaN}));
    Path bad = write(work, "bad.csv", "time,A\n2022-02-30T00:00:00Z,\"1,5\"\n\u0661,1234567\n");
    error(() -> ReadingsCsv.builder().unit(LITRES_PER_SECOND).build().read(bad));
    Path stray =
        write(work, "stray.csv", "time,A\n0001-01-01T00:00:00Z,1\n2022-01-01T00:00:00Z,1\n");
    error(
        () ->
            ReadingsCsv.builder()
                .unit(LITRES_PER_SECOND)
                .step(Duration.ofSeconds(1))
                .build()
                .read(stray));
    Backtest backtest =
        Backtest.builder()
            .history(history)
            .origins(
                Backtest.calendarOrigins(
                    Instant.parse("2023-05-01T00:00:00Z"),
                    Instant.parse("2023-05-14T00:00:00Z"),
                    java.time.Period.ofDays(7),
                    ROME))
            .horizon(24)
            .forecaster("weekly-profile", providers.forecaster("weekly-profile"))
            .build();
    texts.append(
        Scorecard.of(backtest.run(run), List.of(Metrics.mae(), Metrics.bias()), history.targets())
            .toText());
    texts.append(LocalDate.EPOCH).append('\n');
  }
}
