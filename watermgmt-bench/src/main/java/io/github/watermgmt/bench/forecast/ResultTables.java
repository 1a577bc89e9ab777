// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.bench.run.ResultCsv;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes {@code scores.csv} and {@code costs.csv}.
 *
 * <p>Thread-safety: stateless.
 */
final class ResultTables {
  private static final List<String> COSTS =
      List.of("provider", "origin", "fit_ms", "forecast_ms", "cpu_ms", "allocated_bytes");

  /** As many metrics stand before the failure; those that came later stand after it. */
  private static final int BEFORE_FAILURE = 10;

  private ResultTables() {}

  static void writeScores(Path file, ScoreBook scores) {
    List<String> header = new ArrayList<>(List.of("provider", "series", "origin"));
    header.addAll(scores.metrics());
    header.add(3 + BEFORE_FAILURE, "failure");
    ResultCsv.write(
        file,
        header,
        sink -> {
          for (ScoreBook.Row row : scores.rows()) {
            List<String> cells = new ArrayList<>(header.size());
            cells.add(row.provider());
            cells.add(row.series());
            cells.add(row.origin().toString());
            for (double score : row.scores()) {
              cells.add(ResultCsv.number(score));
            }
            cells.add(3 + BEFORE_FAILURE, row.failure().orElse(""));
            sink.row(cells);
          }
        });
  }

  static void writeCosts(Path file, List<String> providers, List<Instant> origins, CostBook costs) {
    ResultCsv.write(
        file,
        COSTS,
        sink -> {
          for (String provider : providers) {
            for (Instant origin : origins) {
              Optional<CostBook.Medians> medians = costs.medians(provider, origin);
              if (medians.isPresent()) {
                CostBook.Medians cost = medians.get();
                sink.row(
                    List.of(
                        provider,
                        origin.toString(),
                        ResultCsv.number(cost.fitMs()),
                        ResultCsv.number(cost.forecastMs()),
                        ResultCsv.number(cost.cpuMs()),
                        whole(cost.allocatedBytes())));
              }
            }
          }
        });
  }

  private static String whole(double value) {
    return Double.isNaN(value) ? "" : Long.toString(Math.round(value));
  }
}
