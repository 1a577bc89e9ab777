// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.anomaly.TimeOrderException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.Repair;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a session does with its frames. */
abstract class DetectorSessions extends DetectorSetting {
  private static final int LIVE = 3 * Scenes.WEEK;
  private static final int ROUNDS = 5;
  private static final int SILENT_FROM = 25 * Scenes.WEEK;
  private static final int SILENCE = 100;

  DetectorSessions() {}

  @Test
  final void beginsWithNothingSeen() {
    Session session = fit().open();
    assertThat(session.epochSecond()).as("stamp before the first frame").isEqualTo(Long.MIN_VALUE);
    assertThat(session.phase()).as("phase before the first frame").isNotEqualTo(Phase.ANOMALOUS);
    assertThat(session.detection()).as("detection before the first frame").isEmpty();
  }

  @Test
  final void staysWithinItsRanges() {
    FittedDetector fitted = fit();
    for (Seen seen : watch(fitted.open(), leaking(LIVE))) {
      assertThat(seen.grade()).as("grade at %s", seen.at()).isBetween(0.0, 1.0);
      assertThat(seen.score()).as("score at %s", seen.at()).isNotNaN();
      assertThat(seen.detection().isPresent())
          .as("whether something is reported, where the phase is %s", seen.phase())
          .isEqualTo(seen.phase() == Phase.ANOMALOUS);
      seen.detection().ifPresent(detection -> check(detection, seen.at()));
    }
  }

  private void check(Detection detection, long at) {
    assertThat(detection.time().getEpochSecond())
        .as("time of a detection, against the stamp of the frame")
        .isLessThanOrEqualTo(at);
    if (can(Capability.ATTRIBUTION)) {
      List<Detection.Attribution> shares = detection.attributions();
      assertThat(shares).as("attributions").isNotEmpty();
      assertThat(shares.stream().mapToDouble(Detection.Attribution::share).sum())
          .as("sum of the shares")
          .isCloseTo(1, within(1e-9));
      for (int i = 0; i < shares.size(); i++) {
        assertThat(ids()).as("channels").contains(shares.get(i).channel());
        assertThat(shares.get(i).share())
            .as("shares, largest first")
            .isLessThanOrEqualTo(shares.get(Math.max(0, i - 1)).share());
      }
    }
  }

  @Test
  final void refusesTimeGoingBack() {
    FittedDetector fitted = fit();
    Panel live = leaking(LIVE);
    List<Seen> undisturbed = watch(fitted.open(), live);
    Session session = fitted.open();
    int cut = LEAK_FROM + 40;
    watch(session, live, 0, cut);
    Seen before = seen(session);
    double[] frame = new double[ids().size()];
    Arrays.fill(frame, 500);
    for (long back : new long[] {0, 1, 3600, 86_400}) {
      assertThatThrownBy(
              () -> session.observe(session.epochSecond() - back, frame),
              "a frame %s s earlier than the last, or as late",
              back)
          .isInstanceOf(TimeOrderException.class);
      assertThat(seen(session)).as("the session after a refused frame").isEqualTo(before);
    }
    assertThat(watch(session, live, cut, LIVE))
        .as("how the session goes on after frames that went back in time")
        .isEqualTo(undisturbed.subList(cut, LIVE));
  }

  @Test
  final void refusesFramesOfAnotherLength() {
    FittedDetector fitted = fit();
    Panel live = leaking(LIVE);
    List<Seen> undisturbed = watch(fitted.open(), live);
    Session session = fitted.open();
    int cut = LEAK_FROM + 40;
    watch(session, live, 0, cut);
    Seen before = seen(session);
    long next = live.axis().epochSecond(cut);
    for (int length : new int[] {0, ids().size() - 1, ids().size() + 1}) {
      double[] frame = new double[length];
      assertThatThrownBy(() -> session.observe(next, frame), "a frame of %s values", length)
          .isInstanceOf(IllegalArgumentException.class);
      assertThat(seen(session)).as("the session after a refused frame").isEqualTo(before);
    }
    assertThat(watch(session, live, cut, LIVE))
        .as("how the session goes on after frames of a wrong length")
        .isEqualTo(undisturbed.subList(cut, LIVE));
  }

  @Test
  final void keepsNothingOfTheArray() {
    FittedDetector fitted = fit();
    Panel live = leaking(LIVE);
    List<Seen> expected = watch(fitted.open(), live);
    Session session = fitted.open();
    double[] frame = new double[live.size()];
    for (int t = 0; t < LIVE; t++) {
      session.observe(live.axis().epochSecond(t), live.frame(t, frame));
      Arrays.fill(frame, -1e9);
      assertThat(seen(session))
          .as("a session whose caller overwrites the array of a frame, step %s", t)
          .isEqualTo(expected.get(t));
    }
  }

  @Test
  final void sessionsDoNotDisturbEachOther() {
    FittedDetector fitted = fit();
    Panel live = leaking(LIVE);
    Panel clean = clean(LIVE);
    List<Seen> alone = watch(fitted.open(), live);
    Session one = fitted.open();
    Session other = fitted.open();
    for (int t = 0; t < LIVE; t++) {
      watch(other, clean, t, t + 1);
      assertThat(watch(one, live, t, t + 1).get(0))
          .as("a session beside another, step %s", t)
          .isEqualTo(alone.get(t));
    }
  }

  @Test
  final void sessionsOfManyThreadsDoNotDisturbEachOther() {
    AnomalyDetector detector = configured();
    FittedDetector fitted = fit(detector, panel(), RunContext.standard());
    Panel live = leaking(LIVE);
    Panel clean = clean(LIVE);
    AtOnce together =
        new AtOnce()
            .task("a session that sees a leak", () -> watch(fitted.open(), live))
            .task("a session that sees none", () -> watch(fitted.open(), clean))
            .task(
                "a fit of the same detector",
                () -> {
                  DetectorTraining other = training(Scenes.withGaps(panel()), Scenes.ROME);
                  try (FittedDetector another = detector.fit(other, RunContext.standard())) {
                    return watch(another.open(), live);
                  }
                });
    if (can(Capability.PERSISTENCE)) {
      together.task("a file", fitted::toModelFile);
    }
    together.assertSameAsAlone();
  }

  @Test
  final void missingValuesNeverStopIt() {
    Panel gaps = Scenes.withGaps(leaking(LIVE));
    double[] nothing = new double[LIVE];
    Arrays.fill(nothing, Double.NaN);
    Series last = gaps.series(gaps.size() - 1);
    Panel silent = gaps.with(last.withValues(nothing));
    for (Panel live : List.of(gaps, silent)) {
      for (Seen seen : watch(fit().open(), live)) {
        assertThat(seen.score()).as("score amid missing values").isNotNaN();
        assertThat(seen.grade()).as("grade amid missing values").isBetween(0.0, 1.0);
      }
    }
    Session session = fit().open();
    watch(session, gaps, 0, 100);
    watch(session, gaps, 100 + 2 * Scenes.WEEK, LIVE);
    assertThat(session.epochSecond())
        .as("stamp of the last frame, after two weeks without a frame")
        .isEqualTo(gaps.axis().epochSecond(LIVE - 1));
  }

  @Test
  final void findsALargeLeak() {
    List<Seen> trace = watch(fit().open(), leaking(LEAK_FROM + 24 * daysToFind()));
    assertThat(trace.subList(LEAK_FROM, trace.size()))
        .as(
            "within %s days a leak of %s m³/h, which doubles the night flow, is reported",
            daysToFind(), NIGHT_FLOW)
        .anyMatch(seen -> seen.phase() == Phase.ANOMALOUS);
  }

  @Test
  final void suspectsPlacesOfTheNetwork() {
    assumeCapability(Capability.LOCATION);
    Network network =
        training(panel(), Scenes.ROME)
            .site()
            .network()
            .orElseThrow(
                () -> new AssertionError("the training that is overridden must have a network"));
    boolean any = false;
    for (Seen seen : watch(fit().open(), leaking(LEAK_FROM + 24 * daysToFind()))) {
      List<Detection.Suspect> suspects =
          seen.detection().map(Detection::suspects).orElse(List.of());
      any |= !suspects.isEmpty();
      assertThat(suspects.stream().map(Detection.Suspect::element))
          .as("suspects at %s: each once, and in the network", seen.at())
          .doesNotHaveDuplicates()
          .allMatch(element -> network.hasNode(element) || network.hasLink(element));
      for (int i = 0; i < suspects.size(); i++) {
        assertThat(suspects.get(i).weight())
            .as("weights, the most likely place first")
            .isBetween(0.0, suspects.get(Math.max(0, i - 1)).weight());
        suspects
            .get(i)
            .distanceM()
            .ifPresent(m -> assertThat(m).as("distance, m").isNotNegative().isFinite());
      }
      if (!suspects.isEmpty()) {
        assertThat(suspects.get(0).distanceM().orElse(0))
            .as("distance of the most likely place from itself")
            .isZero();
      }
    }
    assertThat(any)
        .as("whether a place was suspected of the leak, as %s says", Capability.LOCATION.label())
        .isTrue();
  }

  @Test
  final void raisesFewFalseAlarms() {
    int alarms = 0;
    Phase before = Phase.NORMAL;
    for (Seen seen : watch(fit().open(), clean(6 * Scenes.WEEK))) {
      alarms += seen.phase() == Phase.ANOMALOUS && before != Phase.ANOMALOUS ? 1 : 0;
      before = seen.phase();
    }
    assertThat(alarms).as("alarms in six weeks without a leak").isLessThanOrEqualTo(falseAlarms());
  }

  @Test
  final void observeAllocatesNothing() {
    assumeFalse(
        observeAllocates(),
        () -> "'" + provider().name() + "' says that its library allocates with every frame");
    assumeTrue(
        ManagementFactory.getThreadMXBean() instanceof ThreadMXBean bean
            && bean.isThreadAllocatedMemorySupported()
            && bean.isThreadAllocatedMemoryEnabled(),
        "this JVM does not count what a thread allocates");
    Panel live = eventful();
    int steps = live.axis().length();
    double[][] frames = new double[steps][live.size()];
    for (int t = 0; t < steps; t++) {
      live.frame(t, frames[t]);
    }
    FittedDetector fitted = fit();
    long[] least = new long[steps];
    Arrays.fill(least, Long.MAX_VALUE);
    for (int round = 0; round < ROUNDS; round++) {
      countAllocations(fitted.open(), live.axis(), frames, least);
    }
    for (int t = 0; t < steps; t++) {
      assertThat(least[t])
          .as(
              "bytes allocated by the frame of %s, the least of %s rounds, without what counting"
                  + " itself takes; maybe a number is boxed, or an array or a date made",
              live.axis().instant(t), ROUNDS)
          .isZero();
    }
  }

  /**
   * Keeps the least that each frame allocated. The JVM itself allocates now and then on this
   * thread, but not at the same frame in every round; what a frame costs, even one in a thousand,
   * shows in all of them.
   */
  private static void countAllocations(
      Session session, TimeAxis axis, double[][] frames, long[] least) {
    ThreadMXBean bean = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long id = Thread.currentThread().getId();
    long counting = Long.MAX_VALUE;
    for (int i = 0; i < 100; i++) {
      long before = bean.getThreadAllocatedBytes(id);
      counting = Math.min(counting, bean.getThreadAllocatedBytes(id) - before);
    }
    for (int t = 0; t < frames.length; t++) {
      if (t == SILENT_FROM) {
        t += SILENCE;
      }
      long at = axis.epochSecond(t);
      long before = bean.getThreadAllocatedBytes(id);
      session.observe(at, frames[t]);
      long allocated = bean.getThreadAllocatedBytes(id) - before - counting;
      least[t] = Math.min(least[t], allocated);
    }
    // Frames that never came cost nothing.
    Arrays.fill(least, SILENT_FROM, SILENT_FROM + SILENCE, 0);
  }

  /**
   * Forty weeks in which most things happen that make a session do something else than usual: both
   * changes of the clocks, missing values and days, leaks that are mended and one that stays, a
   * sensor that sticks, wild and negative values, a channel that falls silent.
   */
  private Panel eventful() {
    Panel panel = Scenes.withGaps(clean(40 * Scenes.WEEK));
    Series first = panel.series(0);
    double[] values = first.toArray();
    raise(values, 1, 4, NIGHT_FLOW);
    raise(values, 6, 7, 5 * NIGHT_FLOW);
    raise(values, 9, 11, -NIGHT_FLOW / 2);
    Arrays.fill(values, 13 * Scenes.WEEK, 14 * Scenes.WEEK, 20);
    raise(values, 15, 16, 1e6);
    raise(values, 17, 18, -1e6);
    Arrays.fill(values, 20 * Scenes.WEEK, 24 * Scenes.WEEK, Double.NaN);
    raise(values, 26, 40, NIGHT_FLOW);
    return panel.with(first.withValues(values));
  }

  private static void raise(double[] values, int fromWeek, int untilWeek, double by) {
    for (int t = fromWeek * Scenes.WEEK; t < untilWeek * Scenes.WEEK; t++) {
      values[t] += by;
    }
  }

  @Test
  final void takesEventsWithoutHarm() {
    FittedDetector fitted = fit();
    Panel live = leaking(LIVE);
    List<Seen> untold = watch(fitted.open(), live);
    Session session = fitted.open();
    int cut = LEAK_FROM + 100;
    watch(session, live, 0, cut);
    session.tell(new Repair(live.axis().instant(cut - 5), live.axis().instant(cut), "P1"));
    List<Seen> told = watch(session, live, cut, LIVE);
    if (!can(Capability.EVENTS)) {
      assertThat(told)
          .as("without the capability %s an event changes nothing", Capability.EVENTS.label())
          .isEqualTo(untold.subList(cut, LIVE));
    }
  }

  @Test
  final void goesOnFromASnapshotAsIfNothingHadHappened() {
    FittedDetector fitted = fit();
    Panel live = leaking(LIVE);
    List<Seen> uninterrupted = watch(fitted.open(), live);
    for (int cut : new int[] {0, 1, 37, LEAK_FROM + 2, LEAK_FROM + 30, LIVE - 1}) {
      Session session = fitted.open();
      watch(session, live, 0, cut);
      if (!can(Capability.SNAPSHOT)) {
        assertThatThrownBy(session::snapshot, "a snapshot, which is not claimed")
            .isInstanceOf(WaterManagementException.class);
        return;
      }
      byte[] snapshot = session.snapshot();
      assertThat(session.snapshot()).as("a second snapshot at once").isEqualTo(snapshot);
      Session restored = fitted.restore(snapshot.clone());
      assertThat(seen(restored))
          .as("the session restored at step %s", cut)
          .isEqualTo(seen(session));
      assertThat(watch(restored, live, cut, LIVE))
          .as("how a session goes on that was restored at step %s", cut)
          .isEqualTo(uninterrupted.subList(cut, LIVE));
      assertThat(watch(session, live, cut, LIVE))
          .as("how a session goes on after a snapshot at step %s", cut)
          .isEqualTo(uninterrupted.subList(cut, LIVE));
    }
  }

  @Test
  final void refusesASnapshotThatIsNone() {
    assumeCapability(Capability.SNAPSHOT);
    FittedDetector fitted = fit();
    Session session = fitted.open();
    watch(session, leaking(LIVE), 0, LEAK_FROM + 50);
    byte[] whole = session.snapshot();
    byte[] longer = Arrays.copyOf(whole, whole.length + 8);
    byte[] noise = new byte[whole.length];
    Arrays.fill(noise, (byte) 0x5A);
    for (byte[] bytes :
        List.of(
            new byte[0],
            new byte[] {1, 2, 3},
            Arrays.copyOf(whole, whole.length / 2),
            Arrays.copyOf(whole, whole.length - 1),
            longer,
            noise)) {
      Throwable thrown = catchThrowable(() -> fitted.restore(bytes));
      assertThat(thrown)
          .as("a snapshot of %s bytes that is none", bytes.length)
          .isInstanceOf(WaterManagementException.class);
    }
  }
}
