// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.bench.CompareRunner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Peers as shell scripts, so that no Python is needed. */
class ForecastPeerTest {
  private static final String ORIGIN = "2022-09-18T22:00:00Z";

  @TempDir Path folder;

  private final CompareRunner compare = new CompareRunner();

  @BeforeEach
  void shell() {
    assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh here");
  }

  private int run(String script, String... more) {
    SmallTown.write(folder.resolve("forecaster-shell.py"), script);
    List<String> args = new ArrayList<>(List.of("forecast", "--unit", "L/s"));
    args.addAll(List.of("--readings", SmallTown.readings(folder).toString()));
    args.addAll(List.of("--zone", "Europe/Rome", "--out", folder.resolve("out").toString()));
    args.addAll(List.of("--origins", ORIGIN, "--horizon", "24", "--levels", "0.1,0.9"));
    args.addAll(List.of("--providers", "seasonal-naive", "--peer", "shell"));
    args.addAll(List.of("--python", "/bin/sh", "--peers-folder", folder.toString()));
    args.addAll(List.of(more));
    return compare.run(args.toArray(String[]::new));
  }

  /** Answers with what lies in the folder. */
  private String copying() {
    return """
        [ "$1" = check ] && exit 0
        place() { sed -n 's/.*"'"$1"'" : "\\(.*\\)".*/\\1/p' "$2"; }
        cp "FOLDER/forecasts.csv" "$(place forecasts "$2")"
        cp "FOLDER/costs.csv" "$(place costs "$2")"
        cp "$2" "FOLDER/request.json"
        cp "$(place readings "$2")" "FOLDER/seen.csv"
        """
        .replace("FOLDER", folder.toString());
  }

  private void answer(String series, int steps, String values) {
    StringBuilder forecasts = new StringBuilder("provider,series,origin,target,mean,0.10,0.90\n");
    StringBuilder costs = new StringBuilder("series,origin,fit_ms,forecast_ms,cpu_ms,failure\n");
    for (String id : series.split(",", -1)) {
      for (int t = 0; t < steps; t++) {
        forecasts.append("shell,").append(id).append(',').append(ORIGIN).append(',');
        forecasts.append(Instant.parse(ORIGIN).plusSeconds(3600L * t));
        forecasts.append(',').append(values).append('\n');
      }
      costs.append(id).append(',').append(ORIGIN).append(",2,1,3,\n");
    }
    SmallTown.write(folder.resolve("forecasts.csv"), forecasts.toString());
    SmallTown.write(folder.resolve("costs.csv"), costs.toString());
  }

  private List<String> scores() throws IOException {
    return Files.readAllLines(folder.resolve("out/scores.csv"));
  }

  @Test
  void aPeerIsScoredLikeTheOthers() throws IOException {
    answer("north,south,port", 24, "12,10,14");
    assertThat(run(copying(), "--rounds", "3")).isZero();
    assertThat(scores()).hasSize(1 + 6).filteredOn(row -> row.startsWith("shell,")).hasSize(3);
    assertThat(Files.readAllLines(folder.resolve("out/forecasts.csv")))
        .contains(
            "shell,north,2022-09-18T22:00:00Z,2022-09-18T22:00:00Z,12.000000,10.000000,14.000000");
    // Per origin: the sum of its series, the median of its rounds.
    assertThat(Files.readAllLines(folder.resolve("out/costs.csv")))
        .contains("shell,2022-09-18T22:00:00Z,6.000000,3.000000,9.000000,");
    assertThat(Files.readString(folder.resolve("request.json")))
        .contains("\"zone\" : \"Europe/Rome\"", "\"0.10\"", ORIGIN, "\"horizon\" : 24");
    assertThat(Files.readAllLines(folder.resolve("seen.csv")))
        .hasSize(1 + SmallTown.HOURS)
        .startsWith("time,north,south,port");
  }

  @Test
  void whatAPeerLeavesOutOrBreaksHasFailed() throws IOException {
    answer("north,south", 23, "12,10,14");
    assertThat(run(copying())).isEqualTo(3);
    assertThat(scores())
        .anyMatch(
            row ->
                row.startsWith("shell,north") && row.contains(",targets are missing at the end,"))
        .anyMatch(row -> row.startsWith("shell,port") && row.contains(",no forecast was written,"));
    answer("north,south,port", 24, "12,14,10");
    assertThat(run(copying())).isEqualTo(3);
    assertThat(scores()).anyMatch(row -> row.startsWith("shell,north") && row.contains("cross"));
    assertThat(scores()).filteredOn(row -> row.startsWith("seasonal-naive")).hasSize(3);
  }

  @Test
  void aPeerThatFailsSpoilsItsOwnRowsOnly() throws IOException {
    assertThat(run("[ \"$1\" = check ] && exit 0\necho 'out of luck'\nexit 5\n")).isEqualTo(3);
    assertThat(scores())
        .filteredOn(row -> row.contains("exit code 5") && row.contains("out of luck"))
        .hasSize(3);
  }

  @Test
  void aPeerThatCannotRunIsSkippedWithTheReason() throws IOException {
    assertThat(run("echo 'no such library'\nexit 1\n")).isZero();
    assertThat(scores()).hasSize(1 + 3);
    assertThat(compare.out()).contains("peer 'shell' skipped", "no such library");
    assertThat(Files.readString(folder.resolve("out/run.json"))).contains("no such library");
    assertThat(Files.readString(folder.resolve("out/report.html"))).contains("no such library");
  }

  @Test
  void anUnknownPeerIsRefused() {
    assertThat(run("exit 0", "--peer", "nobody")).isEqualTo(2);
    assertThat(compare.err()).contains("--peer (nobody)", "shell");
  }
}
