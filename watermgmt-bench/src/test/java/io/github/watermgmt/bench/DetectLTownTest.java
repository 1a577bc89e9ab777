// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.bench.run.Stop;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scores of a run against the data's own score.py, on the file that the run wrote. */
@Tag("slow")
class DetectLTownTest {
  private static final Pattern SCORED =
      Pattern.compile(
          "new leaks (\\d+) detectable (\\d+) found (\\d+) alarms (\\d+) hits (\\d+)"
              + " \\(chance ([0-9.]+)\\) abrupt (\\d+)/(\\d+) false (\\d+) repeats (\\d+)"
              + " delay_h mean (\\S+) median (\\S+)");
  private static final List<String> COLUMNS =
      List.of(
          "new_leaks",
          "detectable",
          "detectable_found",
          "alarms",
          "hits",
          "chance",
          "abrupt_hits",
          "abrupt",
          "false",
          "repeats",
          "delay_mean_h",
          "delay_median_h");

  @TempDir Path folder;

  private static Path set(String name) {
    Path set =
        Path.of(System.getProperty("watermgmt.shared", "../shared"))
            .resolve("data/ltown")
            .resolve(name);
    assumeTrue(Files.isDirectory(set), "shared data not found at " + set);
    return set;
  }

  private static List<String> files(Path set, String ending) throws IOException {
    try (Stream<Path> all = Files.list(set)) {
      return all.map(Path::toString).filter(file -> file.endsWith(ending)).sorted().toList();
    }
  }

  private void compare(Path set, String train, String from, String to, String... providers)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("detect", "--panel"));
    arguments.addAll(files(set, "_flows.csv.gz"));
    arguments.addAll(List.of("--sensors", set.resolve("sensors.csv").toString()));
    arguments.addAll(List.of("--repairs", set.resolve("repairs.csv").toString()));
    arguments.addAll(List.of("--truth", set.resolve("leaks.csv").toString()));
    List<String> leakages = files(set, "_leakages.csv.gz");
    if (!leakages.isEmpty()) {
      arguments.add("--leakages");
      arguments.addAll(leakages);
    }
    arguments.addAll(List.of("--train", train, "--test", from + "/" + to));
    arguments.addAll(List.of("--out", folder.toString()));
    for (String provider : providers) {
      arguments.addAll(List.of("--provider", provider));
    }
    StringWriter err = new StringWriter();
    int code =
        Compare.run(
            new Stop(),
            new PrintWriter(new StringWriter()),
            new PrintWriter(err),
            arguments.toArray(String[]::new));
    assertThat(code).as(err.toString()).isZero();
  }

  private static List<String> scored(Path set, Path alarms, String from, String to)
      throws IOException, InterruptedException {
    Process python =
        new ProcessBuilder(
                "python3",
                set.resolveSibling("score.py").toString(),
                set.toString(),
                alarms.toString(),
                from,
                to)
            .redirectErrorStream(true)
            .start();
    String text = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor(5, TimeUnit.MINUTES)).isTrue();
    Matcher found = SCORED.matcher(text);
    assertThat(found.find()).as(text).isTrue();
    List<String> values = new ArrayList<>();
    for (int group = 1; group <= found.groupCount(); group++) {
      values.add(found.group(group));
    }
    return values;
  }

  private static void requirePython() {
    try {
      Process python = new ProcessBuilder("python3", "--version").start();
      assumeTrue(python.waitFor() == 0, "python3 does not run");
    } catch (IOException e) {
      assumeTrue(false, "python3 is not there");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void requireEqual(Path set, String from, String to, Path alarms, String row)
      throws IOException, InterruptedException {
    List<String> lines = Files.readAllLines(folder.resolve("scores.csv"));
    List<String> header = Arrays.asList(lines.get(0).split(",", -1));
    List<String> own =
        lines.stream()
            .map(line -> Arrays.asList(line.split(",", -1)))
            .filter(cells -> cells.get(0).equals(row))
            .findFirst()
            .orElseThrow();
    List<String> theirs = scored(set, alarms, from, to);
    System.out.println(set.getFileName() + " " + row + " score.py " + theirs);
    for (int i = 0; i < COLUMNS.size(); i++) {
      String name = COLUMNS.get(i);
      String cell = own.get(header.indexOf(name));
      String as = row + " on " + set.getFileName() + ": " + name;
      if (name.equals("chance") || name.startsWith("delay")) {
        double value = cell.isEmpty() ? Double.NaN : Double.parseDouble(cell);
        double other = Double.parseDouble(theirs.get(i).replace("nan", "NaN"));
        double most = name.equals("chance") ? 0.5 : 0.0501;
        if (Double.isNaN(other)) {
          assertThat(value).as(as).isNaN();
        } else {
          assertThat(value).as(as).isCloseTo(other, within(most));
        }
      } else {
        assertThat(cell).as(as).isEqualTo(theirs.get(i));
      }
    }
  }

  @Test
  void scoresAsTheDataDo() throws Exception {
    Path b = set("b");
    requirePython();
    // A nervous one beside, so that there are many alarms and repeats to agree on.
    String nervous = "forecast-residual:threshold=3;drift=1;level-days=0.5";
    compare(b, "2020-01-01/2020-07-01", "2020-07-01", "2021-07-01", "night-flow", nervous);
    for (Map.Entry<String, String> one :
        new TreeMap<>(
                Map.of(
                    "night-flow",
                    "night-flow",
                    nervous,
                    "forecast-residual-threshold=3-drift=1-level-days=0.5"))
            .entrySet()) {
      requireEqual(
          b, "2020-07-01", "2021-07-01", folder.resolve(one.getValue() + ".csv"), one.getKey());
    }
    Path a = set("a");
    compare(a, "2018-01-01/2018-03-01", "2018-03-01", "2019-01-01", "night-flow", nervous);
    requireEqual(a, "2018-03-01", "2019-01-01", folder.resolve("night-flow.csv"), "night-flow");
    Path c = set("c");
    compare(c, "2024-01-01/2024-07-01", "2024-07-01", "2025-01-01", "night-flow", nervous);
    requireEqual(c, "2024-07-01", "2025-01-01", folder.resolve("night-flow.csv"), "night-flow");
  }

  @Test
  void noAlarmLiesOutsideTheTest() throws IOException {
    compare(set("b"), "2020-01-01/2020-07-01", "2020-07-01", "2021-07-01", "night-flow");
    assertThat(Files.readAllLines(folder.resolve("night-flow.csv")).stream().skip(1))
        .isNotEmpty()
        .allSatisfy(
            line ->
                assertThat(Instant.parse(line.substring(0, line.indexOf(','))))
                    .isBetween(
                        Instant.parse("2020-07-01T00:00:00Z"),
                        Instant.parse("2021-06-30T23:59:59Z")));
  }
}
