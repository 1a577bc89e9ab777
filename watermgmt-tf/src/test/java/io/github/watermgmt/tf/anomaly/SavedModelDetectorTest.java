// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import static io.github.watermgmt.tf.anomaly.Town.WEEK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.model.ModelClosedException;
import io.github.watermgmt.model.ModelCorruptException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.spi.InvalidOptionException;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.Natives;
import io.github.watermgmt.tf.SavedModelDetectorProvider;
import io.github.watermgmt.tf.SavedModelExport;
import io.github.watermgmt.tf.internal.net.LinearNets;
import io.github.watermgmt.tf.savedmodel.SavedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SavedModelDetectorTest {
  private static final RunContext RUN = RunContext.standard();
  private static final int LEARNT = 12 * WEEK;
  private static final int WINDOW = 10;
  private static final SavedModelDetectorProvider PROVIDER = new SavedModelDetectorProvider();

  @TempDir private Path folder;

  @BeforeEach
  void natives() {
    Natives.assume();
  }

  private static FittedDetector fit(Panel panel, Path model, Map<String, String> more) {
    Map<String, String> options = new HashMap<>(more);
    options.put("model", model.toString());
    return PROVIDER
        .create(Options.from(PROVIDER.options(), options))
        .fit(Town.training(panel, LEARNT, List.of()), RUN);
  }

  private Path mean(String name, float share) {
    Path target = folder.resolve(name);
    LinearNets.write(LinearNets.mean(WINDOW, share), new float[WINDOW], target);
    return target;
  }

  /** A resource of the tests of SavedModels. */
  private static Path resource(String name) {
    return Path.of("src/test/resources/savedmodels").resolve(name);
  }

  /** The network that tf-autoencoder trained, asked as one that others trained: the same scores. */
  @Test
  void theNetworkOfTheAutoencoderScoresAsTheAutoencoder() {
    int burst = LEARNT + WEEK;
    Panel panel =
        Town.plus(Town.panel(1, LEARNT + 3 * WEEK, "north", "south"), t -> t >= burst ? 8 : 0);
    Path exported = folder.resolve("exported");
    try (FittedDetector trained =
        Town.fit(panel, LEARNT, "epochs=6;follow-days=6;false-alarms-per-year=3", RUN)) {
      SavedModelExport.write(trained, exported);
      try (FittedDetector given =
          fit(panel, exported, Map.of("follow-days", "6", "false-alarms-per-year", "3"))) {
        Session expected = trained.open();
        Session session = given.open();
        double most = 0;
        int alarms = 0;
        for (int t = LEARNT; t < LEARNT + 3 * WEEK; t++) {
          Town.watch(expected, panel, t, t + 1);
          Town.watch(session, panel, t, t + 1);
          assertThat(session.score()).as("hour %s", t).isCloseTo(expected.score(), within(1e-9));
          assertThat(session.grade()).as("hour %s", t).isCloseTo(expected.grade(), within(1e-9));
          assertThat(session.phase()).as("hour %s", t).isEqualTo(expected.phase());
          assertThat(session.detection()).as("hour %s", t).isEqualTo(expected.detection());
          most = Math.max(most, session.score());
          alarms += session.phase() == Phase.ANOMALOUS ? 1 : 0;
        }
        assertThat(most).as("highest score").isGreaterThan(5);
        assertThat(alarms).as("hours of alarm").isPositive();
      }
    }
  }

  @Test
  void aModelFileTakesTheNetworkAlong() throws IOException {
    Panel panel = Town.plus(Town.panel(2, LEARNT + 2 * WEEK, "north"), t -> t >= LEARNT ? 6 : 0);
    Path net = mean("net", 0.3f);
    try (FittedDetector fitted = fit(panel, net, Map.of("sha256", SavedModel.digest(net)))) {
      ModelFile file = fitted.toModelFile();
      assertThat(file.names()).contains("saved_model/saved_model.pb");
      Files.delete(net.resolve("saved_model.pb"));
      Session late;
      try (FittedDetector back = PROVIDER.restore(file)) {
        assertThat(back.toModelFile()).isEqualTo(file);
        Session expected = fitted.open();
        Town.watch(expected, panel, LEARNT, LEARNT + WEEK);
        Session session = back.open();
        Town.watch(session, panel, LEARNT, LEARNT + WEEK);
        assertThat(session.score()).isEqualTo(expected.score()).isPositive();
        Session onwards = back.restore(expected.snapshot());
        Town.watch(expected, panel, LEARNT + WEEK, LEARNT + 2 * WEEK);
        Town.watch(onwards, panel, LEARNT + WEEK, LEARNT + 2 * WEEK);
        assertThat(onwards.score()).isEqualTo(expected.score());
        late = onwards;
      }
      assertThatThrownBy(() -> late.observe(late.epochSecond() + 3600, new double[1]))
          .isInstanceOf(ModelClosedException.class)
          .hasMessageContaining("tf-savedmodel");
    }
  }

  @Test
  void aSnapshotOfAnotherNetworkInTheSameFolderIsRefused() throws IOException {
    Panel panel = Town.panel(3, LEARNT, "north");
    Path net = mean("net", 0.3f);
    byte[] snapshot;
    try (FittedDetector fitted = fit(panel, net, Map.of())) {
      snapshot = fitted.open().snapshot();
    }
    Path other = mean("other", 0.4f);
    Files.copy(
        other.resolve("saved_model.pb"),
        net.resolve("saved_model.pb"),
        StandardCopyOption.REPLACE_EXISTING);
    try (FittedDetector fitted = fit(panel, net, Map.of())) {
      assertThatThrownBy(() -> fitted.restore(snapshot))
          .isInstanceOf(WaterManagementException.class)
          .hasMessageContaining("another detector");
    }
  }

  @Test
  void loadsOnlyWhatItsDigestAllows() {
    Panel panel = Town.panel(4, LEARNT, "north");
    Path net = mean("net", 0.3f);
    assertThatThrownBy(() -> fit(panel, net, Map.of("sha256", "0".repeat(64))))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining(SavedModel.digest(net))
        .hasMessageContaining("not among the allowed ones");
  }

  /**
   * The allowed digest stands in the file with the options, so that files changed later do not
   * load.
   */
  @Test
  void aModelFileWhoseNetworkWasChangedIsCorrupt() throws IOException {
    Panel panel = Town.panel(5, LEARNT, "north");
    Path net = mean("net", 0.3f);
    byte[] other = Files.readAllBytes(mean("other", 0.4f).resolve("saved_model.pb"));
    try (FittedDetector fitted = fit(panel, net, Map.of("sha256", SavedModel.digest(net)))) {
      ModelFile file = fitted.toModelFile();
      ModelFile.Builder builder =
          ModelFile.builder(file.kind(), file.payloadVersion(), file.provenance());
      for (String name : file.names()) {
        builder.entry(name, name.endsWith("saved_model.pb") ? other : file.bytes(name));
      }
      assertThatThrownBy(() -> PROVIDER.restore(builder.build()))
          .isInstanceOf(ModelCorruptException.class)
          .hasMessageContaining("not among the allowed ones");
    }
  }

  @Test
  void refusesNetworksThatReconstructNoRows() {
    Panel panel = Town.panel(6, LEARNT, "north");
    assertThatThrownBy(() -> fit(panel, resource("several-inputs"), Map.of()))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("WM-701")
        .hasMessageContaining("must be one, a row of deviations");
    assertThatThrownBy(() -> fit(panel, resource("any-shape"), Map.of()))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("must be [any, W] or [any, W, 1]");
    Path narrow = folder.resolve("narrow");
    LinearNets.write(new float[WINDOW][3], new float[3], narrow);
    assertThatThrownBy(() -> fit(panel, narrow, Map.of()))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("WM-701")
        .hasMessageContaining("float[2, 3]")
        .hasMessageContaining("as many numbers for each row as go in, 10");
    Path single = folder.resolve("single");
    LinearNets.write(new float[1][1], new float[1], single);
    assertThatThrownBy(() -> fit(panel, single, Map.of()))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("[any, 1]")
        .hasMessageContaining("2 to 200 blocks");
    assertThatThrownBy(() -> fit(panel, mean("net", 1), Map.of("signature", "encode")))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("encode");
  }

  @Test
  void asksForTheModel() {
    Panel panel = Town.panel(7, LEARNT, "north");
    assertThatThrownBy(() -> fit(panel, Path.of(""), Map.of()))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("option 'model'");
    assertThatThrownBy(() -> fit(panel, folder.resolve("none"), Map.of()))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> fit(panel, folder, Map.of("step-minutes", "7")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("step-minutes");
  }

  @Test
  void refusesANetworkThatAnswersHistoryWithNoNumbers() {
    float[] bias = new float[WINDOW];
    bias[0] = Float.NaN;
    Path net = folder.resolve("net");
    LinearNets.write(LinearNets.mean(WINDOW, 1), bias, net);
    Panel panel = Town.panel(8, LEARNT, "north");
    assertThatThrownBy(() -> fit(panel, net, Map.of()))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("must be finite");
  }

  @Test
  void exportsNoNetworkThatOthersTrained() {
    Panel panel = Town.panel(9, LEARNT, "north");
    try (FittedDetector fitted = fit(panel, mean("net", 0.3f), Map.of())) {
      assertThatThrownBy(() -> SavedModelExport.write(fitted, folder.resolve("again")))
          .isInstanceOf(UnsupportedRequestException.class)
          .hasMessageContaining("tf-savedmodel");
      assertThat(folder.resolve("again")).doesNotExist();
    }
  }
}
