// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.spi.ProviderInfo;
import io.github.watermgmt.spi.Providers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The project's README shows code that compiles, and what it really prints. */
class ReadmeTest {
  private static final Path README = Path.of("../../README.md");
  private static final Path SOURCES =
      Path.of("src/main/java/io/github/watermgmt/examples/quickstart");

  /** Examples of scarcity and uncertainty, which tests of core compare with what they print. */
  private static final int OF_CORE = 2;

  @TempDir Path out;

  /** Returns the fenced blocks of a language, in order. */
  private static List<String> blocks(String language) throws IOException {
    List<String> blocks = new ArrayList<>();
    StringBuilder open = null;
    for (String line : Files.readAllLines(README)) {
      if (open != null && line.equals("```")) {
        blocks.add(open.toString());
        open = null;
      } else if (open != null) {
        open.append(line).append('\n');
      } else if (line.equals("```" + language)) {
        open = new StringBuilder();
      }
    }
    return blocks;
  }

  @Test
  void theCodeIsThatOfTheExamples() throws IOException {
    assertThat(blocks("java"))
        .hasSize(2 + OF_CORE)
        .startsWith(body("WeekAhead.java"), body("NextWeeksPeak.java"));
  }

  /** Returns what an example's method does. */
  private static String body(String source) throws IOException {
    StringBuilder body = new StringBuilder();
    boolean inside = false;
    for (String line : Files.readAllLines(SOURCES.resolve(source))) {
      inside &= !line.equals("  }");
      if (inside) {
        body.append(line.isEmpty() ? line : line.substring(4)).append('\n');
      }
      inside |= line.startsWith("  static void print(");
    }
    return body.toString();
  }

  @Test
  void theOutputIsWhatIsPrinted() throws IOException {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      assertThat(Main.run("--out", out.toString())).isZero();
    } finally {
      System.setOut(before);
    }
    String lines = printed.toString(StandardCharsets.UTF_8).replace("\r", "");
    String report = "Report: " + out.resolve("report.html").toAbsolutePath();
    ByteArrayOutputStream week = new ByteArrayOutputStream();
    Settings town = new Settings();
    WeekAhead.print(
        town.readings(), town.holidays().orElseThrow(), new PrintStream(week, true, "UTF-8"));
    ByteArrayOutputStream peak = new ByteArrayOutputStream();
    NextWeeksPeak.print(town.readings(), new PrintStream(peak, true, StandardCharsets.UTF_8));
    assertThat(blocks("text"))
        .hasSize(3 + OF_CORE)
        .startsWith(
            lines.replace(report, "Report: quickstart-out/report.html"),
            week.toString(StandardCharsets.UTF_8).replace("\r", ""),
            peak.toString(StandardCharsets.UTF_8).replace("\r", ""));
  }

  @Test
  void everyProviderIsNamed() throws IOException {
    String readme = Files.readString(README);
    for (ProviderInfo info : Providers.discover().list()) {
      assertThat(readme).contains("`" + info.name() + "`");
    }
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    var links = java.util.regex.Pattern.compile("\\]\\(([^)#]+)").matcher(Files.readString(README));
    while (links.find()) {
      assertThat(README.resolveSibling(links.group(1))).exists();
    }
  }
}
