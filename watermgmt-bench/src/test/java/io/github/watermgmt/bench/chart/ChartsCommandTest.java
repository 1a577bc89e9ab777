// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.InputFileException;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

@Tag("locale")
class ChartsCommandTest {
  @TempDir private Path folder;
  private Path results;
  private Path out;

  @BeforeEach
  void copyFixture() throws IOException {
    results = folder.resolve("jmh.json");
    out = folder.resolve("charts");
    try (InputStream in = ChartsCommandTest.class.getResourceAsStream("jmh.json")) {
      Files.write(results, in.readAllBytes());
    }
  }

  private int run() {
    CommandLine line = new CommandLine(new ChartsCommand());
    line.setOut(new PrintWriter(new StringWriter(), true));
    line.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          throw e;
        });
    return line.execute("--jmh", results.toString(), "--out", out.toString());
  }

  @Test
  void drawsOneChartForEachHotPath() throws Exception {
    assertThat(run()).isZero();
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "ObserveBenchmark.observe.svg",
              "PanelBuilderBenchmark.build.svg",
              "ForecastBenchmark.fit.svg",
              "PreparationBenchmark.svg",
              "ratios.csv");
    }
    // By the number of channels, one line for each provider, and what does not vary in the title.
    assertThat(svg("ObserveBenchmark.observe"))
        .contains("night-flow", "forecast-residual", "channels", "average time, ns/op")
        .contains(
            "ObserveBenchmark.observe (step=PT5M), relative to night-flow, channels=1: × 1 to ");
    assertThat(svg("ForecastBenchmark.fit"))
        .contains("weekly-profile", "seasonal-naive", "time of a single shot, ms/op")
        .contains("1 = weekly-profile");
    assertThat(svg("PanelBuilderBenchmark.build")).contains("order=ordered", "order=reversed");
    assertThat(svg("PreparationBenchmark")).contains("fill", "scale");
  }

  private String svg(String name) throws Exception {
    Path file = out.resolve(name + ".svg");
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file.toFile());
    return Files.readString(file);
  }

  @Test
  void theTableRelatesEveryRowToTheFirstOfItsHotPath() throws IOException {
    assertThat(run()).isZero();
    List<String> lines = Files.readAllLines(out.resolve("ratios.csv"));
    assertThat(lines.get(0))
        .isEqualTo(
            "benchmark,params,mode,score,least,greatest,unit,ratio,relative_to,"
                + "allocated_bytes_per_op");
    List<JmhResult> rows = JmhJson.read(results);
    assertThat(lines).hasSize(1 + rows.size());
    for (String line : lines.subList(1, lines.size())) {
      String[] cells = line.split(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)", -1);
      JmhResult row =
          rows.stream()
              .filter(r -> r.benchmark().equals(cells[0]) && params(r).equals(cells[1]))
              .findFirst()
              .orElseThrow();
      JmhResult first =
          rows.stream()
              .filter(r -> r.type().equals(row.type()))
              .filter(r -> r.params().isEmpty() || r.method().equals(row.method()))
              .findFirst()
              .orElseThrow();
      assertThat(Double.parseDouble(cells[3])).isEqualTo(row.score());
      double ratio = row.score() / first.score();
      assertThat(Double.parseDouble(cells[7])).isBetween(ratio * 0.994, ratio * 1.006);
      assertThat(cells[9].isEmpty()).isEqualTo(!row.type().endsWith("ObserveBenchmark"));
    }
  }

  private static String params(JmhResult row) {
    return String.join(
        ";", row.params().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  @Test
  void theSameResultsGiveTheSameBytes() throws IOException {
    run();
    byte[] first = Files.readAllBytes(out.resolve("ObserveBenchmark.observe.svg"));
    run();
    assertThat(Files.readAllBytes(out.resolve("ObserveBenchmark.observe.svg"))).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "[1]",
        "[{}]",
        "not json",
        "[{\"benchmark\":\"a.B.c\",\"mode\":\"avgt\"}]",
        "[{\"benchmark\":\"a.B.c\",\"primaryMetric\":[]}]",
        "[{\"benchmark\":\"a.B.c\",\"primaryMetric\":{\"score\":1}}]",
        "[{\"benchmark\":\"a.B.c\",\"primaryMetric\":{\"score\":1,\"score\":2}}]",
        "[{\"benchmark\":\"a.B.c\",\"primaryMetric\":{\"score\":1,\"scoreUnit\":\"s/op\"}}",
        "[{\"benchmark\":\"a.B.c\",\"primaryMetric\":{\"score\":1,\"scoreUnit\":\"s/op\"}},"
            + "{\"benchmark\":\"a.B.c\",\"primaryMetric\":{\"score\":1,\"scoreUnit\":\"s/op\"}}]"
      })
  void whatJmhDidNotWriteIsRefused(String content) throws IOException {
    Files.writeString(results, content);
    assertThatThrownBy(() -> JmhJson.read(results))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining(results.toString())
        .hasMessageContaining("), ");
    assertThat(out).doesNotExist();
  }

  @Test
  void everyCutOfAFileIsRefused() throws IOException {
    String whole = Files.readString(results);
    for (int end = 0; end < whole.stripTrailing().length(); end += 97) {
      Files.writeString(results, whole.substring(0, end));
      assertThatThrownBy(() -> JmhJson.read(results)).isInstanceOf(InputFileException.class);
    }
  }

  @Test
  void aFileThatIsNotThereIsRefused() {
    results = folder.resolve("none.json");
    assertThatThrownBy(() -> JmhJson.read(results))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("none.json");
  }

  @Test
  void oddScoresAreDrawnAsFarAsTheyGo() throws Exception {
    Files.write(
        results,
        """
        [{"benchmark":"a.B.c","mode":"thrpt","params":{"size":"1","provider":"x"},
          "primaryMetric":{"score":"NaN","scoreUnit":"ops/s","rawData":[["NaN"]]}},
         {"benchmark":"a.B.c","mode":"thrpt","params":{"size":"10","provider":"x"},
          "primaryMetric":{"score":1e999,"scoreUnit":"ops/s","rawData":[]}},
         {"benchmark":"a.B.c","mode":"thrpt","params":{"size":"10","provider":"<y>"},
          "primaryMetric":{"score":-3,"scoreUnit":"ops/s","rawData":[[-4,-2],[-3]]}},
         {"benchmark":"z.B.c","mode":"ss","params":{"size":"10","provider":"x"},
          "primaryMetric":{"score":0,"scoreUnit":"s/op","rawData":[[0,0]]}}]
        """
            .getBytes(StandardCharsets.UTF_8));
    assertThat(run()).isZero();
    // Two classes of one simple name go by their full ones.
    assertThat(svg("a.B.c")).contains("no value", "throughput, ops/s", "&lt;y&gt;");
    assertThat(svg("z.B.c")).contains("time of a single shot, s/op");
    assertThat(Files.readString(out.resolve("ratios.csv"))).contains("a.B.c,size=1;provider=x");
  }
}
