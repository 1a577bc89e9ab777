// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.chart;

import io.github.watermgmt.bench.run.ResultCsv;
import io.github.watermgmt.core.io.AtomicFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The subcommand {@code charts}. */
@Command(
    name = "charts",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Draws what JMH measured: one SVG for each hot path, and ratios.csv with every row relative to"
          + " the first of its hot path.",
      "Make the input with: java -jar watermgmt-bench/target/benchmarks.jar -rf json -rff FILE"
    })
public final class ChartsCommand implements Callable<Integer> {
  private static final List<String> HEADER =
      List.of(
          "benchmark",
          "params",
          "mode",
          "score",
          "least",
          "greatest",
          "unit",
          "ratio",
          "relative_to",
          "allocated_bytes_per_op");

  @Option(
      names = "--jmh",
      paramLabel = "FILE",
      required = true,
      description = "results that JMH wrote with -rf json")
  private Path results = Path.of("jmh-result.json");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "folder of the charts")
  private Path out = Path.of("charts");

  @Spec CommandSpec spec;

  /** Creates the command. */
  public ChartsCommand() {}

  @Override
  public Integer call() {
    List<HotPathChart> charts = HotPathChart.of(JmhJson.read(results));
    List<String> drawn = new ArrayList<>();
    for (HotPathChart chart : charts) {
      drawn.add(chart.chart().toSvg());
    }
    PrintWriter print = spec.commandLine().getOut();
    for (int i = 0; i < drawn.size(); i++) {
      Path file = out.resolve(charts.get(i).name().replaceAll("[^A-Za-z0-9._-]", "-") + ".svg");
      AtomicFile.writeText(file, drawn.get(i));
      print.println(file);
    }
    Path table = out.resolve("ratios.csv");
    ResultCsv.write(
        table,
        HEADER,
        sink -> {
          for (HotPathChart chart : charts) {
            for (JmhResult row : chart.results()) {
              sink.row(cells(chart, row));
            }
          }
        });
    print.println(table);
    print.flush();
    return 0;
  }

  private static List<String> cells(HotPathChart chart, JmhResult row) {
    List<String> params = new ArrayList<>();
    row.params().forEach((name, value) -> params.add(name + "=" + value));
    return List.of(
        row.benchmark(),
        String.join(";", params),
        row.mode(),
        plain(row.score()),
        plain(row.least()),
        plain(row.greatest()),
        row.unit(),
        Double.isFinite(chart.ratio(row)) ? HotPathChart.digits(chart.ratio(row)) : "",
        chart.label(chart.first()),
        row.bytesPerOp().isPresent() ? plain(row.bytesPerOp().getAsDouble()) : "");
  }

  private static String plain(double value) {
    return Double.isNaN(value) ? "" : Double.toString(value);
  }
}
