// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.site.ElementKind;
import io.github.watermgmt.site.Sensor;
import io.github.watermgmt.site.SignedMeter;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what sensors measure, and where: a CSV with one line per column of the files of readings.
 *
 * <table>
 * <caption>Columns, in any order; any other is refused</caption>
 * <tr><td>{@code column}</td><td>id of the sensor: the name of its column of readings</td></tr>
 * <tr><td>{@code quantity}</td><td>name of a {@link Quantity}, such as {@code flow}</td></tr>
 * <tr><td>{@code unit}</td><td>symbol of a unit of that quantity</td></tr>
 * <tr><td>{@code support}</td><td>{@code instant}, {@code interval mean} or {@code interval total};
 * {@code (stamp = start)} may follow, no other stamp is allowed</td></tr>
 * <tr><td>{@code file}, optional</td><td>which file of readings; ids are unique within one</td></tr>
 * <tr><td>{@code kind}, {@code element}, optional</td><td>{@code node}, {@code link} or {@code zone}
 * with its id, or both empty</td></tr>
 * <tr><td>{@code sign}, optional</td><td>{@code +} or {@code -} as in {@link Sensor#sign()}; empty
 * means +. Words after it are a remark for readers; {@code into the network} and {@code out of the network}
 * also make a meter of its boundary, see {@link #boundary}</td></tr>
 * <tr><td>{@code one_way}, optional</td><td>{@code true} or {@code false}; empty means
 * false</td></tr>
 * </table>
 *
 * <p>Whether an element exists is checked where the sensors join a {@link
 * io.github.watermgmt.site.Site}.
 *
 * <p>Thread-safety: stateless.
 */
public final class SensorsCsv {
  private static final List<String> REQUIRED = List.of("column", "quantity", "unit", "support");
  private static final List<String> OPTIONAL =
      List.of("file", "kind", "element", "sign", "one_way");
  private static final String INTO = "into the network";
  private static final String OUT_OF = "out of the network";
  private static final String START = "(stamp = start)";

  private SensorsCsv() {}

  /**
   * Reads a file.
   *
   * @return the sensors by the file of their readings, both in the order in which they stand;
   *     unmodifiable. Without a column {@code file} all stand under the empty name
   * @throws io.github.watermgmt.error.InputFileException WM-701 with all problems of the file
   */
  public static Map<String, List<Sensor>> read(Path file) {
    FileProblems problems = new FileProblems(file);
    SensorRows rows = new SensorRows(problems);
    new CsvTable(file, problems).read(rows);
    Map<String, List<Sensor>> sensors = new LinkedHashMap<>();
    rows.byFile.forEach((name, byId) -> sensors.put(name, List.copyOf(byId.values())));
    return Collections.unmodifiableMap(sensors);
  }

  /**
   * Reads the sensors of one file of readings.
   *
   * @param readings what stands in the column {@code file}
   * @throws io.github.watermgmt.error.InputFileException WM-701 with all problems of the file; that
   *     no line names {@code readings} is one
   */
  public static List<Sensor> read(Path file, String readings) {
    Map<String, List<Sensor>> all = read(file);
    List<Sensor> sensors = all.get(readings);
    if (sensors == null) {
      FileProblems problems = new FileProblems(file);
      problems.add(
          Validation.message(
              "column 'file'",
              readings,
              "stands in no line",
              "take one of " + String.join(", ", all.keySet())));
      throw problems.toException();
    }
    return sensors;
  }

  /**
   * Reads which sensors meter the flow over the boundary of the network: flows whose sign is
   * followed by {@code into the network} or {@code out of the network}, such as {@code + into the
   * network}.
   *
   * @return the meters by the file of their readings, +1 where a positive reading is water into the
   *     network; files without such a meter are not in it. Unmodifiable
   * @throws io.github.watermgmt.error.InputFileException WM-701 with all problems of the file
   */
  public static Map<String, List<SignedMeter>> boundary(Path file) {
    FileProblems problems = new FileProblems(file);
    SensorRows rows = new SensorRows(problems);
    new CsvTable(file, problems).read(rows);
    Map<String, List<SignedMeter>> meters = new LinkedHashMap<>();
    rows.boundary.forEach((name, list) -> meters.put(name, List.copyOf(list)));
    return Collections.unmodifiableMap(meters);
  }

  private static final class SensorRows implements CsvTable.Rows {
    private final FileProblems problems;
    private final Map<String, Map<String, Sensor>> byFile = new LinkedHashMap<>();
    private final Map<String, Map<String, Long>> lineOf = new LinkedHashMap<>();
    private final Map<String, List<SignedMeter>> boundary = new LinkedHashMap<>();
    private List<String> columns = List.of();

    SensorRows(FileProblems problems) {
      this.problems = problems;
    }

    @Override
    public void header(List<String> given) {
      columns = given;
      for (String name : REQUIRED) {
        if (!given.contains(name)) {
          problems.add(
              Validation.message(
                  "header",
                  String.join(",", given),
                  "must have a column '" + name + "'",
                  "rename the column, or add it"));
        }
      }
      for (String name : given) {
        if (!REQUIRED.contains(name) && !OPTIONAL.contains(name)) {
          List<String> known = new ArrayList<>(REQUIRED);
          known.addAll(OPTIONAL);
          problems.cell(
              1, name, name, "must be one of " + String.join(", ", known), "remove the column");
        }
      }
    }

    @Override
    public void row(long line, CsvRecord fields) {
      String id = text(fields, "column");
      String group = text(fields, "file");
      if (id.isEmpty()) {
        problems.cell(line, "column", id, "must be the id of a sensor", "name the column");
      }
      Long earlier =
          id.isEmpty()
              ? null
              : lineOf.computeIfAbsent(group, name -> new LinkedHashMap<>()).putIfAbsent(id, line);
      if (earlier != null) {
        problems.cell(line, "column", id, "stands already in line " + earlier, "remove one");
      }
      Unit unit = unit(line, fields);
      Support support = support(line, text(fields, "support"));
      ElementKind kind = kind(line, text(fields, "kind"), text(fields, "element"));
      int sign = sign(line, text(fields, "sign"));
      String direction = text(fields, "one_way").toLowerCase(Locale.ROOT);
      boolean oneWay = direction.equals("true");
      if (!oneWay && !direction.isEmpty() && !direction.equals("false")) {
        problems.cell(line, "one_way", direction, "must be true, false or empty", "correct it");
      }
      if (!id.isEmpty() && unit != null && support != null && kind != null && sign != 0) {
        String element = kind == ElementKind.NONE ? null : text(fields, "element");
        byFile
            .computeIfAbsent(group, name -> new LinkedHashMap<>())
            .put(id, new Sensor(id, unit.quantity(), unit, support, element, kind, sign, oneWay));
        String remark = words(text(fields, "sign"));
        boolean into = remark.endsWith(INTO);
        if (unit.quantity().equals(Quantity.FLOW) && (into || remark.endsWith(OUT_OF))) {
          boundary
              .computeIfAbsent(group, name -> new ArrayList<>())
              .add(new SignedMeter(id, into ? sign : -sign));
        }
      }
    }

    private String text(CsvRecord fields, String column) {
      int at = columns.indexOf(column);
      return at < 0 ? "" : fields.getField(at).strip();
    }

    private @Nullable Unit unit(long line, CsvRecord fields) {
      String name = text(fields, "quantity");
      String symbol = text(fields, "unit");
      Quantity quantity = null;
      for (Quantity known : Quantity.known()) {
        if (words(known.name()).equals(words(name))) {
          quantity = known;
        }
      }
      if (quantity == null) {
        List<String> known = Quantity.known().stream().map(Quantity::name).toList();
        problems.cell(
            line, "quantity", name, "must be one of " + String.join(", ", known), "correct it");
        return null;
      }
      try {
        return Unit.of(symbol, quantity);
      } catch (DataException e) {
        problems.cell(
            line,
            "unit",
            symbol,
            "must be a unit of " + quantity,
            "use " + quantity.canonicalSymbol() + " or another unit of " + quantity);
        return null;
      }
    }

    private @Nullable Support support(long line, String text) {
      String plain =
          text.endsWith(START) ? text.substring(0, text.length() - START.length()) : text;
      for (Support support : Support.values()) {
        if (words(support.name()).equals(words(plain))) {
          return support;
        }
      }
      problems.cell(
          line,
          "support",
          text,
          "must be 'instant', 'interval mean' or 'interval total', stamped at the start",
          "shift the stamps of the readings where they mark the end");
      return null;
    }

    private @Nullable ElementKind kind(long line, String text, String element) {
      String wanted = text.isEmpty() ? "none" : words(text);
      ElementKind kind = null;
      for (ElementKind one : ElementKind.values()) {
        if (words(one.name()).equals(wanted)) {
          kind = one;
        }
      }
      if (kind == null) {
        problems.cell(line, "kind", text, "must be node, link, zone or empty", "correct it");
      } else if (kind == ElementKind.NONE && !element.isEmpty()) {
        problems.cell(line, "element", element, "must be empty without a kind", "name its kind");
        return null;
      } else if (kind != ElementKind.NONE && element.isEmpty()) {
        problems.cell(line, "element", element, "must be the id of a " + words(text), "name it");
        return null;
      }
      return kind;
    }

    /** Returns +1 or −1, or 0 after a problem. */
    private int sign(long line, String text) {
      if (text.isEmpty() || text.charAt(0) == '+') {
        return 1;
      }
      // A word processor writes U+2212 for minus.
      if (text.charAt(0) == '-' || text.charAt(0) == '\u2212') {
        return -1;
      }
      problems.cell(line, "sign", text, "must start with + or -, or be empty", "correct it");
      return 0;
    }

    private static String words(String text) {
      return text.strip().toLowerCase(Locale.ROOT).replaceAll("[-_\\s]+", " ");
    }
  }
}
