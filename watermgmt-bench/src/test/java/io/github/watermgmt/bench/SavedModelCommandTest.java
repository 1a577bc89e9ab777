// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.watermgmt.bench.run.Peer;
import io.github.watermgmt.bench.run.Peers;
import io.github.watermgmt.bench.run.Stop;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.tf.internal.TensorFlowRuntime;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls the small models of watermgmt-tf's tests; what needs natives is skipped without them. */
class SavedModelCommandTest {
  private static final Path PEERS = Path.of("peers", "python");
  private static final Path MODELS =
      Path.of("..", "watermgmt-tf", "src", "test", "resources", "savedmodels");
  private static final String PYTHON = System.getProperty("watermgmt.python", "python3");

  private final StringWriter said = new StringWriter();

  private int run(String... args) {
    List<String> all = new ArrayList<>(List.of("savedmodel"));
    all.addAll(List.of(args));
    PrintWriter to = new PrintWriter(said);
    return Compare.run(new Stop(), to, to, all.toArray(String[]::new));
  }

  private static String model(String name) {
    return MODELS.resolve(name).toString();
  }

  private static boolean hasNatives() {
    return TensorFlowRuntime.availability().isAvailable();
  }

  private static List<NamedCsvRecord> rows(Path out) throws Exception {
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(out.resolve("savedmodels.csv"))) {
      return csv.stream().toList();
    }
  }

  @Test
  void saysHowToGetNatives(@TempDir Path out) {
    assumeFalse(hasNatives(), "natives are here");
    assertThat(run("--models", model("several-inputs"), "--out", out.toString())).isEqualTo(2);
    assertThat(said.toString()).contains("WM-202").contains("./mvnw -Pnatives");
    assertThat(out).isEmptyDirectory();
  }

  @Test
  void namesAllThatIsWrongAtOnce(@TempDir Path out) throws Exception {
    Path empty = Files.createDirectory(out.resolve("empty"));
    int code =
        run(
            "--models",
            empty.toString(),
            model("several-inputs"),
            model("several-inputs"),
            "--rounds",
            "0",
            "--peer",
            "nobody",
            "--peers-folder",
            PEERS.toString(),
            "--out",
            out.resolve("out").toString());
    assertThat(code).isEqualTo(2);
    assertThat(said.toString())
        .contains("empty: SavedModel")
        .contains("holds no saved_model.pb")
        .contains("has the name of")
        .contains("--rounds (0)")
        .contains("--peer (nobody), must be a savedmodel among the peers")
        .contains("tensorflow");
    assertThat(out.resolve("out")).doesNotExist();
  }

  @Test
  @Tag("slow")
  void callsRefusesAndAgreesWithTheFile(@TempDir Path out) throws Exception {
    assumeTrue(hasNatives(), "without natives (./mvnw verify -Pnatives)");
    int code =
        run(
            "--models",
            model("mixed-types"),
            model("dict-outputs"),
            model("missing-variables"),
            MODELS.resolve("README.md").toString(),
            "--out",
            out.toString());
    assertThat(code).as(said.toString()).isZero();
    List<NamedCsvRecord> rows = rows(out);
    assertThat(rows)
        .extracting(row -> row.getField("status"))
        .containsExactly("called", "called", "refused");
    assertThat(Double.parseDouble(rows.get(1).getField("expected_abs"))).isLessThan(1e-6);
    for (String time : List.of("load_ms", "one_row_us", "rows_1024_us")) {
      assertThat(Double.parseDouble(rows.get(1).getField(time))).as(time).isPositive();
      assertThat(rows.get(2).getField(time)).as(time).isEmpty();
    }
    assertThat(rows.get(2).getField("reason")).contains("WM-701").contains("model.export");
    assertThat(out.resolve("report.html")).content().contains("dict-outputs");
    assertThat(out.resolve("run.json")).content().contains("model mixed-types");
  }

  @Test
  @Tag("slow")
  void anotherAnswerIsAFailure(@TempDir Path out) throws Exception {
    assumeTrue(hasNatives(), "without natives (./mvnw verify -Pnatives)");
    Path model = Files.createDirectory(out.resolve("halved"));
    for (String file :
        List.of(
            "saved_model.pb",
            "variables/variables.index",
            "variables/variables.data-00000-of-00001")) {
      Path target = model.resolve(file);
      Files.createDirectories(target.getParent());
      Files.copy(MODELS.resolve("two-signatures").resolve(file), target);
    }
    Files.writeString(
        out.resolve("halved.json"), "{\"inputs\": {\"x\": [1, 3]}, \"outputs\": [[0.5, 1.6]]}");
    int code =
        run(
            "--models",
            model.toString(),
            "--signature",
            "halved",
            "--out",
            out.resolve("out").toString());
    assertThat(code).as(said.toString()).isEqualTo(3);
    assertThat(Double.parseDouble(rows(out.resolve("out")).get(0).getField("expected_abs")))
        .isBetween(0.09, 0.11);
  }

  @Test
  @Tag("slow")
  void standsBesidePython(@TempDir Path out) throws Exception {
    assumeTrue(hasNatives(), "without natives (./mvnw verify -Pnatives)");
    Availability availability =
        Peers.in(PEERS, PYTHON).get(Peer.SAVED_MODEL, "tensorflow").check().availability();
    assumeTrue(availability.isAvailable(), availability + " (-Dwatermgmt.python=FILE)");
    int code =
        run(
            "--models",
            model("several-inputs"),
            model("any-shape"),
            model("no-signature"),
            "--peer",
            "tensorflow",
            "--python",
            PYTHON,
            "--peers-folder",
            PEERS.toString(),
            "--out",
            out.toString());
    assertThat(code).as(said.toString()).isZero();
    List<NamedCsvRecord> rows = rows(out);
    assertThat(rows)
        .extracting(row -> row.getField("caller") + " " + row.getField("status"))
        .containsExactly(
            "watermgmt called",
            "tensorflow called",
            "watermgmt called",
            "tensorflow called",
            "watermgmt refused",
            "tensorflow refused");
    assertThat(Double.parseDouble(rows.get(1).getField("library_abs"))).isLessThan(1e-6);
    assertThat(Double.parseDouble(rows.get(1).getField("one_row_us"))).isPositive();
  }
}
