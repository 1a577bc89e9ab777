// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.watermgmt.bench.run.ResultCsv;
import io.github.watermgmt.evaluate.BacktestRow;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The table {@code forecasts.csv} while it is written: the rows of one provider and origin make a
 * block, and the blocks stand in the order of their numbers, whatever order they come in. Memory:
 * the blocks that wait for one before them, and the place of each.
 *
 * <p>Thread-safety: may be shared.
 */
final class ForecastsFile {
  private static final int FIRST_LEVEL = 5;

  /** Where a block lies, in bytes. */
  private record Span(long from, int length) {}

  /**
   * A series' part of a block, in the unit of the file.
   *
   * @param mean one value per step
   * @param quantiles for each level of the file one value per step; NaN where there is none
   */
  record Lines(double[] mean, double[][] quantiles) {}

  private final OutputStream out;
  private final Unit unit;
  private final List<QuantileLevel> levels;
  private final TreeMap<Integer, byte[]> waiting = new TreeMap<>();
  private final Map<Integer, Span> places = new HashMap<>();
  private int next;
  private long position;

  /** Starts with the header. */
  ForecastsFile(OutputStream out, Unit unit, List<QuantileLevel> levels) throws IOException {
    this.out = out;
    this.unit = unit;
    this.levels = List.copyOf(levels);
    StringBuilder header = new StringBuilder("provider,series,origin,target,mean");
    levels.forEach(level -> header.append(',').append(level));
    byte[] line = header.append('\n').toString().getBytes(StandardCharsets.UTF_8);
    out.write(line);
    position = line.length;
  }

  /**
   * Adds a block.
   *
   * @param number from 0, each once
   * @throws UncheckedIOException if it cannot be written
   */
  void put(int number, List<BacktestRow> rows) {
    byte[] block = block(rows);
    synchronized (this) {
      waiting.put(number, block);
      while (!waiting.isEmpty() && waiting.firstKey() == next) {
        write(waiting.pollFirstEntry());
      }
    }
  }

  /** Writes what waits for blocks that will not come. */
  synchronized void finish() {
    while (!waiting.isEmpty()) {
      write(waiting.pollFirstEntry());
    }
  }

  private void write(Map.Entry<Integer, byte[]> entry) {
    int length = entry.getValue().length;
    try {
      out.write(entry.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    places.put(entry.getKey(), new Span(position, length));
    position += length;
    next = entry.getKey() + 1;
  }

  private byte[] block(List<BacktestRow> rows) {
    StringBuilder text = new StringBuilder(1 << 16);
    for (BacktestRow row : rows) {
      String head =
          ResultCsv.cell(row.provider())
              + ','
              + ResultCsv.cell(row.series())
              + ','
              + row.cutoff()
              + ',';
      int steps = row.failure().isPresent() ? 0 : row.targets().length();
      for (int t = 0; t < steps; t++) {
        text.append(head).append(row.targets().instant(t)).append(',');
        ResultCsv.append(text, unit.fromCanonical(row.mean(t)));
        for (int k = 0; k < levels.size(); k++) {
          text.append(',');
          if (!row.levels().isEmpty()) {
            ResultCsv.append(text, unit.fromCanonical(row.quantile(k, t)));
          }
        }
        text.append('\n');
      }
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a series of a block back from the finished file; empty if it is not there.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  synchronized Optional<Lines> read(Path file, int number, String series) {
    Span span = places.get(number);
    if (span == null) {
      return Optional.empty();
    }
    byte[] block = new byte[span.length()];
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
      bytes.seek(span.from());
      bytes.readFully(block);
      return lines(new String(block, StandardCharsets.UTF_8), series);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Optional<Lines> lines(String block, String series) throws IOException {
    List<CsvRecord> rows = new ArrayList<>();
    try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(block)) {
      for (CsvRecord row : csv) {
        if (row.getField(1).equals(series)) {
          rows.add(row);
        }
      }
    }
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    double[] mean = new double[rows.size()];
    double[][] quantiles = new double[levels.size()][mean.length];
    for (int t = 0; t < mean.length; t++) {
      mean[t] = Double.parseDouble(rows.get(t).getField(FIRST_LEVEL - 1));
      for (int k = 0; k < quantiles.length; k++) {
        String cell = rows.get(t).getField(FIRST_LEVEL + k);
        quantiles[k][t] = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
      }
    }
    return Optional.of(new Lines(mean, quantiles));
  }
}
