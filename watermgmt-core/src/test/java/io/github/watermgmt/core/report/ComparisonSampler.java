// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.series.TimeAxis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A report of made-up comparisons, to be looked at: {@code ComparisonSampler FILE}. */
final class ComparisonSampler {
  static final ZoneId ZONE = ZoneId.of("Europe/Rome");
  static final List<String> FORECASTERS =
      List.of("weekly-profile", "seasonal-naive", "gbm", "statsforecast-mstl", "tf-dense");
  private static final double[] SKILL = {1.0, 1.32, 0.97, 1.12, 1.06};
  private static final Instant ORIGIN = Instant.parse("2022-07-24T22:00:00Z");

  private ComparisonSampler() {}

  public static void main(String[] args) throws IOException {
    Files.writeString(Path.of(args[0]), report().toHtml());
  }

  static HtmlReport report() {
    ReportTable table =
        new ReportTable(
            "Scores, means over ten series and 31 origins",
            "Provider",
            "#PI1, L/s",
            "#PI2, L/s",
            "#PI3, L/s",
            "#MASE",
            "#CRPS, %",
            "#Fit, ms",
            "Options");
    table.cards();
    for (int i = 0; i < FORECASTERS.size(); i++) {
      double skill = SKILL[i];
      table.row(
          FORECASTERS.get(i),
          Numbers.of(1.19 * skill),
          Numbers.of(3.72 * skill),
          Numbers.of(1.14 * skill),
          Numbers.of(0.78 * skill),
          Numbers.of(3.9 * skill),
          Numbers.of(15 * Math.pow(4, i)),
          "levels=0.05:0.95:0.05, refit=each");
    }
    HtmlReport report =
        new HtmlReport("Comparison of forecasters", ZONE)
            .partial("interrupted after 12 of 31 origins; rows below are those of the 12")
            .subtitle("Ten districts, a week ahead, 31 Mondays of 2022.")
            .tile("Best mean PI1", "1.15 L/s", "gbm, 3 % below weekly-profile")
            .heading("Accuracy")
            .table(table);
    charts().forEach(report::chart);
    return report.provenance("Command", "compare forecast --providers all");
  }

  static List<Chart> charts() {
    return List.of(
        dots(), ratios(), costs(), coverage(), gaps(), lanes(), oneLane(), forecasts(), single());
  }

  private static DotChart dots() {
    SplittableRandom random = new SplittableRandom(1);
    DotChart.Builder chart =
        DotChart.of(
                "PI1 by district: mean of 31 origins, and from 10 % to 90 % of them", "PI1, L/s")
            .competitors(FORECASTERS)
            .whiskers("10 % to 90 % of the origins");
    for (int series = 0; series < 10; series++) {
      double size = 0.5 + 3 * random.nextDouble();
      for (int i = 0; i < FORECASTERS.size(); i++) {
        double value = size * SKILL[i] * (0.92 + 0.16 * random.nextDouble());
        boolean none = series == 3 && i == 3;
        double low = none ? Double.NaN : value * (0.55 + 0.2 * random.nextDouble());
        double high = none ? Double.NaN : value * (1.2 + 0.6 * random.nextDouble());
        chart.dot(
            "DMA " + (char) ('A' + series),
            FORECASTERS.get(i),
            none ? Double.NaN : value,
            low,
            high);
      }
    }
    return chart.build();
  }

  private static DotChart ratios() {
    SplittableRandom random = new SplittableRandom(2);
    DotChart.Builder chart =
        DotChart.of(
                "Error as a ratio of that of the naive forecast", "ratio of MAE, below 1 is better")
            .competitors(FORECASTERS)
            .logScale()
            .reference("as good as seasonal-naive", 1)
            .reference("winner of the battle", 0.71);
    for (String series :
        List.of("Harbour", "Old town with the hospital and the university", "Mills")) {
      for (int i = 0; i < FORECASTERS.size(); i++) {
        chart.dot(series, FORECASTERS.get(i), SKILL[i] * (0.6 + 0.3 * random.nextDouble()));
      }
    }
    chart.dot("Hillside, sensor dead", "gbm", Double.NaN);
    return chart.build();
  }

  private static XyChart costs() {
    XyChart.Builder chart =
        XyChart.of("Cost against error", "CPU time to fit, ms", "mean MAE, L/s")
            .competitors(FORECASTERS)
            .logX();
    double[] cost = {16, 0.4, 2_400, 61_000, 480_000};
    for (int i = 0; i < FORECASTERS.size(); i++) {
      chart.point(FORECASTERS.get(i), cost[i], 1.2 * SKILL[i]);
    }
    return chart.build();
  }

  private static XyChart coverage() {
    double[] level = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    XyChart.Builder chart =
        XyChart.of("Coverage of central intervals", "nominal level", "share of truths inside")
            .competitors(FORECASTERS)
            .diagonal("as promised");
    for (int i = 0; i < FORECASTERS.size(); i++) {
      double[] inside = new double[level.length];
      for (int k = 0; k < level.length; k++) {
        double p = level[k];
        inside[k] = p + (i - 2) * 0.09 * 4 * p * (1 - p);
      }
      chart.line(FORECASTERS.get(i), level, inside);
    }
    return chart.build();
  }

  private static XyChart gaps() {
    List<String> solvers = List.of("ojalgo", "ortools-glop", "ortools-clp", "highs");
    XyChart.Builder chart =
        XyChart.of("Time to solve by size", "rows of the linear program", "wall time, ms")
            .competitors(solvers)
            .logX()
            .logY();
    double[] rows = {480, 1_200, 2_400, 4_800, 9_600};
    for (int i = 0; i < solvers.size(); i++) {
      double[] time = new double[rows.length];
      for (int k = 0; k < rows.length; k++) {
        time[k] = StrictMath.pow(rows[k] / 100, i == 0 ? 2.1 : 1.3) * (2 + i);
      }
      time[rows.length - 1] = i == 0 ? Double.NaN : time[rows.length - 1];
      chart.line(solvers.get(i), rows, time);
    }
    return chart.build();
  }

  private static LanesChart lanes() {
    Instant from = Instant.parse("2020-06-30T22:00:00Z");
    SplittableRandom random = new SplittableRandom(5);
    LanesChart.Builder chart =
        LanesChart.of("Alarms against true leaks", ZONE, from, from.plus(Duration.ofDays(365)))
            .spans("true leak")
            .marks(LanesChart.Mark.HIT, "first alarm within a leak")
            .marks(LanesChart.Mark.FALSE, "false alarm")
            .marks(LanesChart.Mark.REPEAT, "repeat")
            .marks(LanesChart.Mark.NEUTRAL, "after a repair")
            .lane("true leaks");
    String[] pipes = {"p257", "p427", "p654", "p810", "p523", "p827", "p280", "p653", "p710"};
    double[] at = {3, 20, 95, 100, 130, 190, 205, 240, 330};
    double[] days = {40, 120, 30, 160, 8, 60, 70, 5, 35};
    for (int i = 0; i < pipes.length; i++) {
      Instant begin = from.plus(Duration.ofHours((long) (24 * at[i])));
      Instant end = begin.plus(Duration.ofHours((long) (24 * days[i])));
      chart.span("true leaks", begin, end, pipes[i] + ", " + (2 + i) + " m³/h");
    }
    for (String detector : List.of("night-flow", "forecast-residual", "rcf")) {
      for (int i = 0; i < at.length; i++) {
        if (random.nextDouble() < 0.6) {
          Instant hit =
              from.plus(Duration.ofHours((long) (24 * (at[i] + 2 + 9 * random.nextDouble()))));
          chart.mark(detector, hit, LanesChart.Mark.HIT, "");
          for (int k = 1; k < 4 * random.nextDouble(); k++) {
            chart.mark(detector, hit.plus(Duration.ofDays(4L * k)), LanesChart.Mark.REPEAT, "");
          }
        }
      }
      for (int i = 0; i < (detector.equals("rcf") ? 30 : 3); i++) {
        Instant when = from.plus(Duration.ofHours(random.nextInt(365 * 24)));
        chart.mark(detector, when, LanesChart.Mark.FALSE, "");
      }
      chart.mark(detector, from.plus(Duration.ofDays(133)), LanesChart.Mark.NEUTRAL, "");
    }
    chart.lane("statsforecast-residual, silent");
    return chart.build();
  }

  private static LanesChart oneLane() {
    Instant from = Instant.parse("2024-03-29T23:00:00Z");
    return LanesChart.of("A week of the harbour", ZONE, from, from.plus(Duration.ofDays(7)))
        .span("Harbour", from.plusSeconds(90_000), from.plusSeconds(300_000), "burst of 12 m³/h")
        .span("Harbour", from.plusSeconds(280_000), from.plusSeconds(284_000), "valve operated")
        .mark("Harbour", from.plusSeconds(99_000), LanesChart.Mark.HIT, "grade 0.91")
        .mark("Harbour", from.plusSeconds(101_000), LanesChart.Mark.REPEAT, "grade 0.88")
        .mark("Harbour", from.plusSeconds(400_000), LanesChart.Mark.FALSE, "grade 0.54")
        .build();
  }

  private static TimeChart forecasts() {
    TimeAxis past = TimeAxis.of(ORIGIN.minus(Duration.ofDays(4)), Duration.ofHours(1), 11 * 24);
    TimeAxis ahead = TimeAxis.of(ORIGIN, Duration.ofHours(1), 7 * 24);
    double[] truth = demand(past, 1, 11);
    truth[150] = Double.NaN;
    truth[151] = Double.NaN;
    TimeChart.Builder chart =
        TimeChart.of("A week of DMA E: truth and forecasts", "demand, L/s", ZONE)
            .competitors(FORECASTERS)
            .truth(past, truth)
            .now(ORIGIN);
    double[] mean = demand(ahead, 1.02, 3);
    double[] low = mean.clone();
    double[] high = mean.clone();
    for (int t = 0; t < mean.length; t++) {
      low[t] -= 3 + t * 0.01;
      high[t] += 3 + t * 0.01;
    }
    chart.band("weekly-profile", ahead, low, high);
    for (int i = 0; i < 4; i++) {
      chart.line(FORECASTERS.get(i), ahead, i == 0 ? mean : demand(ahead, 1 + 0.05 * i, 20 + i));
    }
    return chart.build();
  }

  private static double[] demand(TimeAxis axis, double factor, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[axis.length()];
    for (int t = 0; t < values.length; t++) {
      double hour = axis.instant(t).atZone(ZONE).getHour() + 0.5;
      values[t] = factor * ReportSampler.shape(hour, 1) / 3.6 + 1.5 * (random.nextDouble() - 0.5);
    }
    return values;
  }

  /** Twelve competitors on one row, and one alone. */
  private static DotChart single() {
    List<String> names = new ArrayList<>();
    DotChart.Builder chart = DotChart.of("Gap to the optimum", "gap, %").logScale();
    for (int i = 0; i < 12; i++) {
      names.add("solver-" + (char) ('a' + i));
      chart.dot("units-20x24", names.get(i), 0.01 * StrictMath.pow(1.9, i));
    }
    chart.dot("lossy-50x96-15min", "solver-c", 1e-7);
    return chart.competitors(names).build();
  }
}
