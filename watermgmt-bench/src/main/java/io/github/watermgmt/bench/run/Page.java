// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.run;

import io.github.watermgmt.core.io.AtomicFile;
import io.github.watermgmt.core.report.Chart;
import io.github.watermgmt.core.report.HtmlReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The page of a comparison: {@code report.html}, and each of its figures once more as {@code
 * figures/figure-N.svg}, to be shown elsewhere.
 *
 * <p>Thread-safety: stateless.
 */
public final class Page {
  private Page() {}

  /**
   * Writes the page and its figures; those that an earlier run left over are deleted.
   *
   * @return the page's path, absolute
   * @throws io.github.watermgmt.error.WaterManagementException WM-702 if it cannot be written
   */
  public static Path write(Path folder, HtmlReport report) {
    List<Chart> charts = report.charts();
    for (int i = 0; i < charts.size(); i++) {
      AtomicFile.writeText(figure(folder, i + 1), charts.get(i).toSvg());
    }
    try {
      for (int n = charts.size() + 1; Files.deleteIfExists(figure(folder, n)); n++) {
        // the next one, until there is none
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path page = folder.resolve("report.html").toAbsolutePath();
    AtomicFile.writeText(page, report.toHtml());
    return page;
  }

  private static Path figure(Path folder, int number) {
    return folder.resolve("figures").resolve("figure-" + number + ".svg");
  }
}
