// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.core.anomaly.Finding;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Writes findings, one line each in the order given:
 *
 * <pre>time,series,kind,grade,onset,until,size_m3h,reason</pre>
 *
 * <p>{@code time} is the first report, {@code until} the end, empty while the finding is open; both
 * and {@code onset} are UTC. {@code kind} is in lower case with hyphens, such as {@code
 * sensor-fault}. The grade and the size have six decimals; the size is the flow in excess of what
 * was expected, empty where it is unknown, in a unit of the caller's choice that the column's name
 * ends in: its letters and digits in lower case, as {@code m3h} and {@code ls}. Fields are quoted
 * as RFC 4180 has it, lines end in a line feed.
 *
 * <p>Thread-safety: stateless.
 */
public final class FindingsCsv {
  private FindingsCsv() {}

  /**
   * Writes the file, whole or not at all.
   *
   * @throws io.github.watermgmt.error.DataException WM-102 if the unit measures no flow
   * @throws io.github.watermgmt.error.WaterManagementException WM-702 if it cannot be written
   */
  public static void write(Path file, List<Finding> findings, Unit unit) {
    unit.measuring(Quantity.FLOW);
    String suffix = unit.symbol().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
    StringWriter text = new StringWriter();
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(text)) {
      csv.writeRecord(
          "time", "series", "kind", "grade", "onset", "until", "size_" + suffix, "reason");
      for (Finding finding : findings) {
        Detection detection = finding.detection();
        csv.writeRecord(
            detection.time().toString(),
            finding.series(),
            detection.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            decimal(detection.grade()),
            detection.onset().toString(),
            finding.open() ? "" : finding.until().toString(),
            detection.excessFlow().isPresent()
                ? decimal(unit.fromCanonical(detection.excessFlow().getAsDouble()))
                : "",
            detection.reason());
      }
    } catch (IOException e) {
      throw new UncheckedIOException("a string writer does not fail", e);
    }
    AtomicFile.writeText(file, text.toString());
  }

  private static String decimal(double value) {
    return String.format(Locale.ROOT, "%.6f", value);
  }
}
