// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import static io.github.watermgmt.tf.anomaly.Town.DAY;
import static io.github.watermgmt.tf.anomaly.Town.WEEK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.anomaly.AnomalyKind;
import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.ModelClosedException;
import io.github.watermgmt.model.ModelCorruptException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.site.Repair;
import io.github.watermgmt.spi.InvalidOptionException;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tck.synthetic.Districts;
import io.github.watermgmt.tf.AutoencoderProvider;
import io.github.watermgmt.tf.Natives;
import io.github.watermgmt.tf.internal.net.LearningCurve;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AutoencoderTest {
  private static final RunContext RUN = RunContext.standard();
  private static final int LEARNT = 12 * WEEK;
  private static final int QUARTER = 13 * WEEK;
  private static final String QUICK = "epochs=6";

  @BeforeEach
  void natives() {
    Natives.assume();
  }

  private static Panel city(long seed, int hours) {
    return Districts.of(seed, 3, 4, Town.hours(hours), Town.ROME)
        .inflow()
        .select(List.of(Districts.CITY));
  }

  @Test
  void findsABurstAndSaysSince() {
    int burst = LEARNT + 2 * WEEK;
    Panel clean = city(3, LEARNT + 5 * WEEK);
    double size = 0.25 * mean(clean);
    Panel panel = Town.plus(clean, t -> t >= burst ? size : 0);
    try (FittedDetector fitted = Town.fit(panel, LEARNT, "", RUN)) {
      Session session = fitted.open();
      Town.watch(session, panel, LEARNT, burst);
      assertThat(session.phase()).isNotEqualTo(Phase.ANOMALOUS);
      int found = Town.firstReport(session, panel, burst, burst + 5 * DAY);
      assertThat(found).as("hour of the first report").isBetween(burst, burst + 5 * DAY);
      Detection detection = session.detection().orElseThrow();
      assertThat(detection.kind()).isEqualTo(AnomalyKind.EXCESS_USE);
      assertThat(detection.onset())
          .isBetween(
              panel.axis().instant(burst).minus(Duration.ofDays(1)), panel.axis().instant(found));
      assertThat(detection.excessFlow().orElseThrow()).isBetween(0.4 * size, 1.6 * size);
      assertThat(detection.grade()).isGreaterThanOrEqualTo(0.5);
      assertThat(detection.attributions().get(0).channel()).isEqualTo(Districts.CITY);
    }
  }

  @Test
  void findsALeakThatGrowsForAWeek() {
    int begin = LEARNT + 2 * WEEK;
    Panel clean = city(5, LEARNT + 6 * WEEK);
    double size = 0.3 * mean(clean);
    Panel panel =
        Town.plus(clean, t -> size * Math.max(0, Math.min(1, (t - begin) / (double) WEEK)));
    try (FittedDetector fitted = Town.fit(panel, LEARNT, "", RUN)) {
      Session session = fitted.open();
      Town.watch(session, panel, LEARNT, begin);
      assertThat(session.phase()).isNotEqualTo(Phase.ANOMALOUS);
      assertThat(Town.firstReport(session, panel, begin, begin + 2 * WEEK)).isPositive();
    }
  }

  @Test
  void tellsTooLittleFromTooMuch() {
    int from = LEARNT + WEEK;
    Panel panel =
        Town.plus(Town.panel(1, LEARNT + 3 * WEEK, "north", "south"), t -> t >= from ? -15 : 0);
    try (FittedDetector fitted = Town.fit(panel, LEARNT, QUICK, RUN)) {
      Session session = fitted.open();
      Town.watch(session, panel, LEARNT, from);
      assertThat(Town.firstReport(session, panel, from, from + WEEK)).isPositive();
      Detection detection = session.detection().orElseThrow();
      assertThat(detection.kind()).isEqualTo(AnomalyKind.LOW_USE);
      assertThat(detection.excessFlow()).isEmpty();
      assertThat(detection.attributions().get(0).channel()).isEqualTo("north");
    }
  }

  @Test
  void oneOddHourIsNoAlarm() {
    int odd = LEARNT + WEEK + 5;
    Panel panel = Town.plus(Town.panel(2, LEARNT + 3 * WEEK, "north"), t -> t == odd ? 1000 : 0);
    try (FittedDetector fitted = Town.fit(panel, LEARNT, QUICK, RUN)) {
      Session session = fitted.open();
      double most = 0;
      for (int t = LEARNT; t < LEARNT + 3 * WEEK; t++) {
        Town.watch(session, panel, t, t + 1);
        most = Math.max(most, t > odd ? session.score() : 0);
        assertThat(session.phase()).as("hour %s", t - odd).isNotEqualTo(Phase.ANOMALOUS);
      }
      assertThat(most).as("evidence after the odd hour").isGreaterThan(1);
    }
  }

  /** Eight quarters at 4 false alarms a year are 8; whether they come is chance, but seeded. */
  @Test
  void quietQuartersRaiseNoMoreAlarmsThanPromised() {
    int alarms = 0;
    for (long seed = 1; seed <= 8; seed++) {
      Panel panel = city(seed, LEARNT + QUARTER);
      try (FittedDetector fitted = Town.fit(panel, LEARNT, "", RUN.withSeed(seed))) {
        Session session = fitted.open();
        boolean before = false;
        for (int t = LEARNT; t < LEARNT + QUARTER; t++) {
          Town.watch(session, panel, t, t + 1);
          boolean now = session.phase() == Phase.ANOMALOUS;
          alarms += now && !before ? 1 : 0;
          before = now;
        }
      }
    }
    assertThat(alarms).as("alarms in two years without a fault").isLessThanOrEqualTo(8);
  }

  @Test
  void anyNumberOfThreadsLearnsTheSameBits() {
    Panel panel = Town.panel(4, LEARNT, "a", "b", "c", "d");
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try (FittedDetector one = Town.fit(panel, LEARNT, QUICK, RUN);
        FittedDetector many = Town.fit(panel, LEARNT, QUICK, RUN.withExecutor(pool, 4));
        FittedDetector other = Town.fit(panel, LEARNT, QUICK, RUN.withSeed(9))) {
      assertThat(many.toModelFile()).isEqualTo(one.toModelFile());
      assertThat(other.toModelFile().bytes("network"))
          .as("another seed")
          .isNotEqualTo(one.toModelFile().bytes("network"));
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void aRepairEndsTheEpisodeAndItsLevelIsLearntAnew() {
    int from = LEARNT + WEEK;
    int repaired = from + WEEK;
    Panel panel =
        Town.plus(
            Town.panel(6, LEARNT + 6 * WEEK, "north"), t -> t >= from && t < repaired ? 20 : 0);
    try (FittedDetector fitted = Town.fit(panel, LEARNT, QUICK, RUN)) {
      Session session = fitted.open();
      Town.watch(session, panel, LEARNT, from);
      assertThat(Town.firstReport(session, panel, from, repaired)).isPositive();
      Town.watch(session, panel, (int) hour(panel, session.epochSecond()) + 1, repaired);
      assertThat(session.phase()).isEqualTo(Phase.ANOMALOUS);
      Instant at = panel.axis().instant(repaired);
      session.tell(new Repair(at, at, "P1"));
      assertThat(session.detection()).isEmpty();
      assertThat(Town.firstReport(session, panel, repaired, LEARNT + 6 * WEEK)).isEqualTo(-1);
    }
  }

  private static long hour(Panel panel, long epochSecond) {
    return (epochSecond - panel.axis().epochSecond(0)) / 3600;
  }

  @Test
  void silenceEndsAnEpisode() {
    int from = LEARNT + WEEK;
    Panel loud = Town.plus(Town.panel(7, LEARNT + 3 * WEEK, "north"), t -> t >= from ? 20 : 0);
    Panel panel = Town.without(loud, from + WEEK, from + WEEK + 3 * DAY);
    try (FittedDetector fitted = Town.fit(panel, LEARNT, QUICK, RUN)) {
      Session session = fitted.open();
      Town.watch(session, panel, LEARNT, from + WEEK);
      assertThat(session.phase()).isEqualTo(Phase.ANOMALOUS);
      Town.watch(session, panel, from + WEEK, from + WEEK + 8);
      assertThat(session.phase()).as("after eight hours").isEqualTo(Phase.ANOMALOUS);
      Town.watch(session, panel, from + WEEK + 8, from + WEEK + 2 * DAY);
      assertThat(session.phase()).as("after two days").isNotEqualTo(Phase.ANOMALOUS);
    }
  }

  @Test
  void leavesOutTheWeekBeforeARepair() {
    Panel panel = Town.panel(8, LEARNT, "north");
    int blocks = 7 * DAY;
    Instant repaired = panel.axis().instant(LEARNT - WEEK);
    assertThat(heldOut(panel, List.of()) - heldOut(panel, List.of(repaired)))
        .as("rows that are left out: the week, those that reach into it, and a day to settle")
        .isBetween(blocks, blocks + DAY + 2 * 10);
  }

  private static int heldOut(Panel panel, List<Instant> repairs) {
    AutoencoderProvider provider = new AutoencoderProvider();
    try (FittedDetector fitted =
        provider
            .create(Town.options(QUICK))
            .fit(
                Town.training(
                    panel,
                    LEARNT,
                    List.copyOf(repairs.stream().map(at -> new Repair(at, at, "P1")).toList())),
                RUN)) {
      return ((AutoencoderFitted) fitted).learnt().thresholds().get(0).calibration().size();
    }
  }

  @Test
  void keepsTheLearningCurveInItsFile() {
    Panel panel = Town.panel(9, LEARNT, "north");
    try (FittedDetector fitted = Town.fit(panel, LEARNT, QUICK, RUN)) {
      EntryReader in = fitted.toModelFile().reader("learning-curve");
      LearningCurve curve = LearningCurve.read(in);
      assertThat(curve.epochs()).isBetween(1, 6);
      assertThat(curve.validation()[curve.best()])
          .isEqualTo(Arrays.stream(curve.validation()).min().orElseThrow())
          .isLessThan(curve.validation()[0]);
    }
  }

  @Test
  void afterClosingNothingGoesOn() {
    Panel panel = Town.panel(10, LEARNT + WEEK, "north");
    FittedDetector fitted = Town.fit(panel, LEARNT, QUICK, RUN);
    AutoencoderProvider provider = new AutoencoderProvider();
    try (FittedDetector twin = provider.restore(fitted.toModelFile())) {
      Session session = fitted.open();
      Town.watch(session, panel, LEARNT, LEARNT + DAY);
      byte[] snapshot = session.snapshot();
      fitted.close();
      fitted.close();
      assertThatThrownBy(() -> Town.watch(session, panel, LEARNT + DAY, LEARNT + DAY + 1))
          .isInstanceOf(ModelClosedException.class)
          .hasMessageContaining("tf-autoencoder");
      assertThatThrownBy(fitted::open).isInstanceOf(ModelClosedException.class);
      assertThatThrownBy(() -> fitted.restore(snapshot)).isInstanceOf(ModelClosedException.class);
      Town.watch(twin.restore(snapshot), panel, LEARNT + DAY, LEARNT + WEEK);
    }
  }

  @Test
  void refusesAFileWhoseWeightsAreNone() {
    Panel panel = Town.panel(11, LEARNT, "north");
    AutoencoderProvider provider = new AutoencoderProvider();
    try (FittedDetector fitted = Town.fit(panel, LEARNT, QUICK, RUN)) {
      ModelFile file = fitted.toModelFile();
      byte[] network = file.bytes("network");
      Arrays.fill(network, network.length - 4, network.length, (byte) 0x7f);
      network[network.length - 3] = (byte) 0xff;
      assertThatThrownBy(() -> provider.restore(with(file, "network", network)))
          .isInstanceOf(ModelCorruptException.class)
          .hasMessageContaining("weight");
      byte[] threshold = new EntryWriter().writeDoubles(new double[0]).writeDouble(1).toByteArray();
      assertThatThrownBy(() -> provider.restore(with(file, "thresholds", threshold)))
          .isInstanceOf(ModelCorruptException.class)
          .hasMessageContaining("held-out errors");
    }
  }

  private static ModelFile with(ModelFile file, String changed, byte[] bytes) {
    ModelFile.Builder builder =
        ModelFile.builder(file.kind(), file.payloadVersion(), file.provenance());
    for (String name : file.names()) {
      builder.entry(name, name.equals(changed) ? bytes : file.bytes(name));
    }
    return builder.build();
  }

  @Test
  void refusesWhatCannotBeLearnt() {
    AutoencoderProvider provider = new AutoencoderProvider();
    assertThatThrownBy(() -> provider.create(Town.options("layers=7,x,7;step-minutes=7")))
        .isInstanceOf(InvalidOptionException.class)
        .hasMessageContaining("layers")
        .hasMessageContaining("step-minutes");
    Panel gaps = Town.without(Town.panel(12, LEARNT, "north"), LEARNT / 2, LEARNT);
    assertThatThrownBy(() -> Town.fit(gaps, LEARNT, QUICK, RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("to be held out");
    Panel odd = Town.panel(13, LEARNT, "north");
    assertThatThrownBy(() -> Town.fit(odd, LEARNT, "step-minutes=90", RUN))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("multiple of the step");
  }

  private static double mean(Panel panel) {
    return Arrays.stream(panel.series(0).toArray()).average().orElseThrow();
  }
}
