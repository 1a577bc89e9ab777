// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Pump;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.IngestReport;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.SeriesIngest;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/** A report of a small town that does not exist, to be looked at: {@code ReportSampler FILE}. */
final class ReportSampler {
  static final ZoneId ZONE = ZoneId.of("Europe/Rome");
  static final List<String> ZONES = List.of("Harbour", "OldTown", "Hillside", "Mills");
  private static final double[] SIZE = {120, 80, 46, 95};
  private static final int PAST = 14 * 24;
  private static final int AHEAD = 72;
  private static final int STEPS = 24;

  private ReportSampler() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), report().toHtml());
    int i = 0;
    for (Chart chart : charts()) {
      Files.writeString(Path.of(args[0] + "." + i++ + ".svg"), chart.toSvg());
    }
  }

  static HtmlReport report() {
    Problem problem = problem();
    return new HtmlReport("Water for the coming day", ZONE)
        .subtitle("Four district metered areas of Exampleton: forecast, findings and plan.")
        .tile("Demand tomorrow", "5 410 m³", "5 020 to 5 790 m³, nine times out of ten")
        .tile("Open findings", "1", "of 3 in the last two weeks")
        .tile("Cost of the plan", "1 204 EUR", "proved to be the least")
        .forecast(history(), forecast(), Unit.of("m3/h"), findings())
        .findings(findings())
        .plan(problem, plan(problem), Optional.of(prices(problem)))
        .network(problem, plan(problem))
        .data(ingest())
        .provenance("Forecaster", "weekly-profile (quantiles=standard)");
  }

  /** One chart of each kind, and then some. */
  static List<Chart> charts() {
    Problem problem = problem();
    List<Chart> charts = new ArrayList<>();
    for (String id : ZONES) {
      charts.add(
          ForecastChart.of(history().series(id), forecast(), Unit.of("L/s"), ZONE)
              .findings(id, findings())
              .build());
    }
    charts.add(PlanChart.supply(problem, plan(problem), ZONE));
    charts.add(PlanChart.tanks(problem, plan(problem), ZONE));
    charts.add(PlanChart.links(problem, plan(problem), ZONE, 6));
    charts.add(PlanChart.prices(problem, prices(problem), ZONE));
    charts.add(NetworkSketch.of(problem, plan(problem)));
    return charts;
  }

  static double shape(double hour, int zone) {
    double morning = StrictMath.exp(-(hour - 7.5) * (hour - 7.5) / 5);
    double evening = StrictMath.exp(-(hour - 19.5) * (hour - 19.5) / 8);
    return SIZE[zone] * (0.3 + 0.9 * morning + 0.7 * evening + (hour > 7 && hour < 22 ? 0.25 : 0));
  }

  private static TimeAxis past() {
    return TimeAxis.of(Instant.parse("2024-03-19T23:00:00Z"), java.time.Duration.ofHours(1), PAST);
  }

  private static double hour(TimeAxis axis, int t) {
    var at = axis.instant(t).atZone(ZONE);
    return at.getHour() + 0.5;
  }

  static Panel history() {
    SplittableRandom random = new SplittableRandom(7);
    List<Series> all = new ArrayList<>();
    for (int z = 0; z < ZONES.size(); z++) {
      double[] values = new double[PAST];
      for (int t = 0; t < PAST; t++) {
        double noise = 1 + 0.12 * (random.nextDouble() + random.nextDouble() - 1);
        values[t] = shape(hour(past(), t), z) * noise;
        boolean gap = (z == 2 && t > 100 && t < 140) || random.nextDouble() < 0.003;
        values[t] += z == 1 && t >= 290 ? 18 : z == 0 && t >= 60 && t < 80 ? 45 : 0;
        values[t] = gap ? Double.NaN : values[t];
      }
      all.add(Series.of(ZONES.get(z), Quantity.FLOW, Support.INTERVAL_MEAN, past(), values));
    }
    return Panel.of(all);
  }

  static Forecast forecast() {
    TimeAxis axis = past().next(AHEAD);
    List<QuantileLevel> levels = QuantileLevel.STANDARD;
    Forecast.Builder builder = Forecast.builder(axis, levels);
    for (int z = 0; z < ZONES.size(); z++) {
      double[] mean = new double[AHEAD];
      double[][] quantiles = new double[levels.size()][AHEAD];
      for (int t = 0; t < AHEAD; t++) {
        mean[t] = shape(hour(axis, t), z);
        for (int q = 0; q < levels.size(); q++) {
          double p = levels.get(q).asDouble();
          double spread = 0.09 * (1 + t / 100.0) * StrictMath.log(p / (1 - p)) / 1.7;
          quantiles[q][t] = mean[t] * (1 + spread);
        }
      }
      builder.series(ZONES.get(z), Quantity.FLOW, Support.INTERVAL_MEAN, mean, quantiles);
    }
    return builder.build();
  }

  static List<FindingMark> findings() {
    return List.of(
        mark("Harbour", "BURST", 60, 63, 80, false, 0.93, 45, "Night flow 2.4 times the usual"),
        mark("Hillside", "SENSOR_SILENT", 101, 104, 140, false, 0.5, Double.NaN, "No readings"),
        mark(
            "OldTown",
            "LEAK",
            290,
            298,
            PAST,
            true,
            0.81,
            18,
            "Minimum night flow above its band for two nights, like a service pipe"));
  }

  private static FindingMark mark(
      String series,
      String kind,
      int onset,
      int reported,
      int until,
      boolean open,
      double grade,
      double excess,
      String reason) {
    return new FindingMark(
        series,
        kind,
        past().instant(onset),
        past().instant(reported),
        past().instant(until),
        open,
        grade,
        Double.isNaN(excess) ? OptionalDouble.empty() : OptionalDouble.of(excess),
        reason);
  }

  static Problem problem() {
    Network.Builder network =
        Network.builder()
            .node(Reservoir.of("Spring"))
            .node(Reservoir.of("Wellfield"))
            .node(Tank.of("HighTank"))
            .node(Tank.of("LowTank"))
            .node(Junction.of("J1"))
            .node(Junction.of("J2"));
    ZONES.forEach(id -> network.node(Junction.of(id)));
    String[][] links = {
      {"main-1", "Spring", "J1"},
      {"pump-A", "Wellfield", "J2"},
      {"pump-B", "J1", "HighTank"},
      {"main-2", "J1", "LowTank"},
      {"main-3", "J2", "LowTank"},
      {"cross", "J1", "J2"},
      {"d-1", "HighTank", "Hillside"},
      {"d-2", "LowTank", "Harbour"},
      {"d-3", "LowTank", "OldTown"},
      {"d-4", "J2", "Mills"},
      {"d-5", "HighTank", "OldTown"},
      {"d-6", "Harbour", "Mills"}
    };
    for (String[] link : links) {
      network.link(
          link[0].startsWith("pump")
              ? Pump.of(link[0], link[1], link[2])
              : Pipe.of(link[0], link[1], link[2]));
    }
    Problem.Builder problem =
        Problem.builder("Exampleton", network.build(), past().next(STEPS), "EUR")
            .source("Spring", SourceTerms.of(190, 0.05))
            .source("Wellfield", SourceTerms.of(160, 0.12))
            .tank("HighTank", new TankTerms(150, 900, 500, 500))
            .tank("LowTank", new TankTerms(200, 1400, 800, 800));
    double[] tariff = new double[STEPS];
    for (int t = 0; t < STEPS; t++) {
      tariff[t] = t < 7 || t >= 23 ? 0.09 : t >= 17 && t < 21 ? 0.27 : 0.16;
    }
    problem.tariff("grid", tariff);
    for (String[] link : links) {
      problem.link(
          link[0],
          link[0].startsWith("pump")
              ? LinkTerms.pump(link[0].equals("pump-A") ? 120 : 90, 0, 0.45, "grid")
              : LinkTerms.pipe(
                  link[0].equals("main-1") ? 190 : 220, link[0].equals("cross"), 0, 0));
    }
    for (int z = 0; z < ZONES.size(); z++) {
      double[] demand = new double[STEPS];
      for (int t = 0; t < STEPS; t++) {
        demand[t] = shape(t + 0.5, z);
      }
      problem.zone(ZONES.get(z), new ZoneTerms(demand, 5));
    }
    return problem.build();
  }

  /** A plan by rules of thumb: its balance is not exact, its picture is what matters. */
  static Plan plan(Problem problem) {
    Plan.Builder plan = Plan.builder(problem.axis());
    double[][] f = new double[12][STEPS];
    double[] spring = new double[STEPS];
    double[] wells = new double[STEPS];
    double[] high = new double[STEPS];
    double[] low = new double[STEPS];
    double[] harbourShort = new double[STEPS];
    double inHigh = 500;
    double inLow = 800;
    for (int t = 0; t < STEPS; t++) {
      boolean cheap = t < 7 || t >= 21;
      harbourShort[t] = t == 19 ? 25 : 0;
      f[0][t] = spring[t] = t < 23 ? 190 : 170;
      f[1][t] = wells[t] = cheap ? 120 : 55;
      f[2][t] = cheap ? 90 : 20;
      f[5][t] = t > 16 && t < 20 ? -30 : 25;
      f[3][t] = f[0][t] - f[2][t] - f[5][t];
      f[9][t] = Math.min(shape(t + 0.5, 3), f[1][t] + f[5][t]);
      f[4][t] = Math.max(0, f[1][t] + f[5][t] - f[9][t]);
      f[6][t] = shape(t + 0.5, 2);
      f[7][t] = shape(t + 0.5, 0) - harbourShort[t];
      f[8][t] = shape(t + 0.5, 1) * 0.8;
      f[10][t] = shape(t + 0.5, 1) * 0.2;
      high[t] = inHigh += (f[2][t] - f[6][t] - f[10][t]);
      low[t] = inLow += (f[3][t] + f[4][t] - f[7][t] - f[8][t]);
    }
    int i = 0;
    for (String link : problem.links().keySet()) {
      plan.put(Plan.Kind.FLOW, link, f[i++]);
    }
    plan.put(Plan.Kind.SUPPLY, "Spring", spring).put(Plan.Kind.SUPPLY, "Wellfield", wells);
    plan.put(Plan.Kind.VOLUME, "HighTank", high).put(Plan.Kind.VOLUME, "LowTank", low);
    for (String id : ZONES) {
      plan.put(Plan.Kind.SHORTFALL, id, id.equals("Harbour") ? harbourShort : new double[STEPS]);
    }
    return plan.build();
  }

  static MarginalPrices prices(Problem problem) {
    Map<String, double[]> prices = new LinkedHashMap<>();
    for (int z = 0; z < ZONES.size(); z++) {
      double[] row = new double[STEPS];
      for (int t = 0; t < STEPS; t++) {
        row[t] = 0.12 + 0.45 * problem.tariff("grid")[t] + z * 0.01 + (t == 19 && z == 0 ? 0.4 : 0);
      }
      prices.put(ZONES.get(z), row);
    }
    return MarginalPrices.of(prices);
  }

  static IngestReport ingest() {
    List<SeriesIngest> all = new ArrayList<>();
    for (int z = 0; z < ZONES.size(); z++) {
      all.add(new SeriesIngest(ZONES.get(z), 5042, z, 2L * z, 0, 21, z == 3 ? 4 : 0, 9, 71, false));
    }
    return new IngestReport(all, List.of("The step was inferred: 1 hour."));
  }
}
