// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.watermgmt.bench.run.Cost;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.evaluate.BacktestRow;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.TimeAxis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;

/**
 * What a peer wrote, as rows like ours. A peer that breaks the format, leaves targets out or lets
 * quantiles cross has failed there.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class PeerAnswer {
  private static final double NANOS_PER_MS = 1e6;
  private static final List<String> COSTS = List.of("fit_ms", "forecast_ms", "cpu_ms");

  private record Key(Instant origin, String series) {}

  /** The forecast of one origin and series as it is read, in canonical units. */
  private static final class Block {
    final double[] mean;
    final double[][] quantiles;
    int filled;
    Optional<String> fault = Optional.empty();

    Block(int levels, int steps) {
      mean = new double[steps];
      quantiles = new double[levels][steps];
    }
  }

  private final String peer;
  private final Inputs inputs;
  private final Map<Key, Block> blocks = new HashMap<>();
  private final Map<Key, String> failures = new HashMap<>();

  /** Per origin the sums over its series of {@link #COSTS}. */
  private final Map<Instant, long[]> nanos = new HashMap<>();

  private PeerAnswer(String peer, Inputs inputs) {
    this.peer = peer;
    this.inputs = inputs;
  }

  /**
   * Reads an answer and notes the costs.
   *
   * @throws WaterManagementException WM-605 if a file is missing or breaks its format
   */
  static PeerAnswer read(String peer, PeerRequest request, Inputs inputs, CostBook book) {
    PeerAnswer answer = new PeerAnswer(peer, inputs);
    answer.eachRow(request.costs(), answer::cost);
    answer.eachRow(request.forecasts(), answer::forecast);
    // The script meters one processor time for both; it is booked with the fit.
    answer.nanos.forEach(
        (origin, sums) -> {
          book.add(peer, origin, CostBook.Work.FIT, new Cost(sums[0], sums[2], -1));
          book.add(peer, origin, CostBook.Work.FORECAST, new Cost(sums[1], 0, -1));
        });
    return answer;
  }

  private interface RowReader {
    void read(NamedCsvRecord row);
  }

  private void eachRow(Path file, RowReader reader) {
    if (!Files.isReadable(file)) {
      throw failed(file.getFileName() + " was not written", "");
    }
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord row : csv) {
        try {
          reader.read(row);
        } catch (NumberFormatException | DateTimeParseException | NoSuchElementException e) {
          throw failed(
              file.getFileName()
                  + ", line "
                  + row.getStartingLineNumber()
                  + " cannot be read: "
                  + e.getMessage(),
              "");
        }
      }
    } catch (CsvParseException e) {
      throw failed(file.getFileName() + " is not well-formed CSV: " + e.getMessage(), "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private WaterManagementException failed(String constraint, String remedy) {
    return new WaterManagementException(
        ErrorCode.PROVIDER_FAILED, Validation.message("peer", peer, constraint, remedy));
  }

  private void cost(NamedCsvRecord row) {
    Instant origin = Instant.parse(row.getField("origin"));
    String failure = row.getField("failure");
    String series = row.getField("series");
    if (!failure.isEmpty()) {
      for (String id : series.isEmpty() ? inputs.ids() : List.of(series)) {
        failures.put(new Key(origin, id), failure);
      }
      return;
    }
    long[] sums = nanos.computeIfAbsent(origin, o -> new long[COSTS.size()]);
    for (int i = 0; i < sums.length; i++) {
      sums[i] += Math.round(Double.parseDouble(row.getField(COSTS.get(i))) * NANOS_PER_MS);
    }
  }

  private void forecast(NamedCsvRecord row) {
    Key key = new Key(Instant.parse(row.getField("origin")), row.getField("series"));
    List<QuantileLevel> levels = inputs.levels();
    Block block = blocks.computeIfAbsent(key, k -> new Block(levels.size(), inputs.horizon()));
    int step = targets(key.origin()).indexOf(Instant.parse(row.getField("target")));
    if (step != block.filled) {
      block.fault =
          Optional.of("line " + row.getStartingLineNumber() + " is not the next target in order");
      return;
    }
    block.filled++;
    block.mean[step] = inputs.unit().toCanonical(Double.parseDouble(row.getField("mean")));
    boolean sound = Double.isFinite(block.mean[step]);
    double last = Double.NEGATIVE_INFINITY;
    for (int k = 0; k < levels.size(); k++) {
      String cell = row.getField(levels.get(k).toString());
      double value = inputs.unit().toCanonical(Double.parseDouble(cell));
      sound &= Double.isFinite(value) && value >= last;
      last = value;
      block.quantiles[k][step] = value;
    }
    if (!sound) {
      block.fault =
          Optional.of(
              "line " + row.getStartingLineNumber() + " is not finite, or its quantiles cross");
    }
  }

  /** Returns the rows of an origin, one per series in order. */
  List<BacktestRow> rows(Instant origin) {
    List<BacktestRow> rows = new ArrayList<>();
    for (String id : inputs.ids()) {
      Block block = blocks.get(new Key(origin, id));
      String failure = failures.get(new Key(origin, id));
      if (failure == null && block == null) {
        failure = "no forecast was written";
      } else if (failure == null && block != null) {
        failure =
            block.fault.orElse(
                block.filled < inputs.horizon() ? "targets are missing at the end" : null);
      }
      rows.add(
          failure != null || block == null
              ? failedRow(peer, id, origin, inputs, String.valueOf(failure))
              : new BacktestRow(
                  peer,
                  id,
                  origin,
                  targets(origin),
                  truth(inputs, id, origin),
                  block.mean,
                  inputs.levels(),
                  block.quantiles,
                  Optional.empty()));
    }
    return rows;
  }

  /** Returns the rows of a peer that failed altogether. */
  static List<BacktestRow> failedRows(String peer, Instant origin, Inputs inputs, String why) {
    return inputs.ids().stream().map(id -> failedRow(peer, id, origin, inputs, why)).toList();
  }

  private static BacktestRow failedRow(
      String peer, String id, Instant origin, Inputs inputs, String why) {
    return BacktestRow.failed(
        peer, id, origin, targets(inputs, origin), truth(inputs, id, origin), why);
  }

  private TimeAxis targets(Instant origin) {
    return targets(inputs, origin);
  }

  private static TimeAxis targets(Inputs inputs, Instant origin) {
    TimeAxis axis = inputs.history().targets().axis();
    return axis.slice(0, axis.ceilingIndex(origin)).next(inputs.horizon());
  }

  private static double[] truth(Inputs inputs, String id, Instant origin) {
    Panel panel = inputs.history().targets();
    double[] truth = new double[inputs.horizon()];
    panel.series(id).copyTo(panel.axis().indexOf(origin), truth, 0, truth.length);
    return truth;
  }
}
