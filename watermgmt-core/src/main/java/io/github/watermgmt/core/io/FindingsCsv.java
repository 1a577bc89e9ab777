// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.core.anomaly.Finding;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Findings as CSV, one row each: {@code time,series,kind,grade,onset,until,size_m3h,reason}. Times
 * are UTC; {@code time} is when it was first reported; {@code until} is empty while it lasts,
 * {@code size_m3h} where it cannot be said.
 *
 * <p>Thread-safety: stateless.
 */
public final class FindingsCsv {
  private FindingsCsv() {}

  /** Writes the file, whole or not at all. */
  public static void write(Path file, List<Finding> findings) {
    StringWriter csv = new StringWriter();
    CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(csv);
    writer.writeRecord("time", "series", "kind", "grade", "onset", "until", "size_m3h", "reason");
    for (Finding finding : findings) {
      Detection detection = finding.detection();
      writer.writeRecord(
          detection.time().toString(),
          finding.series(),
          detection.kind().name().toLowerCase(Locale.ROOT),
          String.format(Locale.ROOT, "%.3f", detection.grade()),
          detection.onset().toString(),
          finding.open() ? "" : finding.until().toString(),
          detection.excessFlow().isPresent()
              ? String.format(Locale.ROOT, "%.3f", detection.excessFlow().getAsDouble())
              : "",
          detection.reason());
    }
    AtomicFile.writeText(file, csv.toString());
  }
}
