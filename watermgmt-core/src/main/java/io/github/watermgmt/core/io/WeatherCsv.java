// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads weather: a column {@code time} and columns whose names end in their unit, such as {@code
 * rain_mm}, {@code temp_c}, {@code rh_pct} and {@code wind_kmh}. Rain is a total of the hour,
 * everything else its mean. The axis is hourly.
 *
 * <p>Thread-safety: stateless.
 */
public final class WeatherCsv {
  private static final Map<String, Unit> SUFFIXES = suffixes();

  private WeatherCsv() {}

  /**
   * Reads a file.
   *
   * @throws InputFileException WM-701 with all problems of the file; a column whose suffix is not
   *     known is one
   */
  public static PanelBuilder.Built read(Path file) {
    FileProblems problems = new FileProblems(file);
    List<String> names = new CsvTable(file, problems).columns();
    ReadingsCsv.Builder reader = ReadingsCsv.builder().step(Duration.ofHours(1));
    Map<String, Support> supports = new LinkedHashMap<>();
    for (String name : names) {
      if (name.equals("time")) {
        continue;
      }
      Unit unit = unit(name, problems);
      if (unit != null) {
        reader.unit(name, unit);
        supports.put(name, support(unit));
      }
    }
    problems.throwIfAny();
    return reader.supports(supports).build().read(file);
  }

  /** The unit that a column's name ends in; null, and a problem, if it ends in none. */
  static @Nullable Unit unit(String name, FileProblems problems) {
    Unit unit = SUFFIXES.get(name.substring(name.lastIndexOf('_') + 1));
    if (name.indexOf('_') < 0 || unit == null) {
      problems.cell(
          1,
          name,
          name,
          "must end in its unit: one of _" + String.join(", _", SUFFIXES.keySet()),
          "rename it, as in temp_c");
      return null;
    }
    return unit;
  }

  /** Rain is a total, everything else a mean. */
  static Support support(Unit unit) {
    return unit.quantity().equals(Quantity.RAIN) ? Support.INTERVAL_TOTAL : Support.INTERVAL_MEAN;
  }

  private static Map<String, Unit> suffixes() {
    Map<String, Unit> suffixes = new LinkedHashMap<>();
    suffixes.put("mm", Unit.of("mm"));
    suffixes.put("c", Unit.of("°C"));
    suffixes.put("f", Unit.of("°F"));
    suffixes.put("pct", Unit.of("%"));
    suffixes.put("kmh", Unit.of("km/h"));
    suffixes.put("ms", Unit.of("m/s"));
    return suffixes;
  }
}
