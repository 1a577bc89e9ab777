// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the {@code optimum.csv} that lies beside instances: columns {@code file} (the stem), {@code
 * objective} and, if there, {@code bound}. It is a courtesy: whatever is wrong with it leaves gaps
 * empty, and is noted once.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class Optima {
  private static final String FILE = "file";
  private static final String OBJECTIVE = "objective";
  private static final String BOUND = "bound";

  private final Map<Path, Map<String, Optimum>> byFolder = new HashMap<>();
  private final List<Path> files = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  /** Returns what is known about an instance. */
  Optional<Optimum> of(Path instance, String stem) {
    Path file = instance.resolveSibling("optimum.csv");
    Map<String, Optimum> known = byFolder.computeIfAbsent(file, this::read);
    Optional<Optimum> optimum = Optional.ofNullable(known.get(stem));
    if (optimum.isEmpty() && !known.isEmpty()) {
      unknown.add(stem);
    }
    return optimum;
  }

  private Map<String, Optimum> read(Path file) {
    Map<String, Optimum> known = new HashMap<>();
    if (!Files.isRegularFile(file)) {
      notes.add("No " + file + ": gaps stay empty.");
      return known;
    }
    files.add(file);
    try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(file)) {
      for (NamedCsvRecord row : reader) {
        String stem = row.findField(FILE).orElse("");
        double objective = number(row, OBJECTIVE);
        double bound = number(row, BOUND);
        if (stem.isEmpty() || Double.isNaN(objective)) {
          notes.add(
              file
                  + ", line "
                  + row.getStartingLineNumber()
                  + ": has no file and objective; its gap stays empty.");
        } else {
          known.put(stem, new Optimum(objective, Double.isNaN(bound) ? objective : bound));
        }
      }
    } catch (IOException | UncheckedIOException | CsvParseException e) {
      notes.add(file + " cannot be read (" + e.getMessage() + "): gaps stay empty.");
    }
    return known;
  }

  /** The number in a column; NaN if there is none, or one that is not finite. */
  private static double number(NamedCsvRecord row, String column) {
    try {
      double value = Double.parseDouble(row.findField(column).orElse(""));
      return Double.isFinite(value) ? value : Double.NaN;
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  /** Returns the files that were read. */
  List<Path> files() {
    return List.copyOf(files);
  }

  /** Returns what was wrong, each once. */
  List<String> notes() {
    List<String> all = new ArrayList<>(notes);
    if (!unknown.isEmpty()) {
      all.add("optimum.csv does not know " + String.join(", ", unknown) + ": gaps stay empty.");
    }
    return List.copyOf(all);
  }
}
