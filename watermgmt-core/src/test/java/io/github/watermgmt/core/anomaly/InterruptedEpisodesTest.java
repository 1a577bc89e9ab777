// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.anomaly.AnomalyKind;
import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.site.Repair;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A burst, its sensor failing or silent in the middle of it, and what becomes of the episode. */
class InterruptedEpisodesTest {
  private static final long HOUR = 3600;
  private static final double BURST = 25;
  private static final int TRAINED = 100;
  private static final int PLANTED = 130;
  private static final ForecastResidualProvider PROVIDER = new ForecastResidualProvider();

  private static SyntheticDma dma() {
    return new SyntheticDma(1, PLANTED + 7, HOUR);
  }

  private static SyntheticDma burst() {
    SyntheticDma dma = dma();
    return dma.add(dma.index(PLANTED, 9), dma.values.length, BURST);
  }

  private static FittedDetector fitted(SyntheticDma dma) {
    return fitted(dma, "");
  }

  private static FittedDetector fitted(SyntheticDma dma, String options) {
    Panel history = dma.panel().slice(0, dma.index(TRAINED, 0));
    return PROVIDER
        .create(Options.parse(PROVIDER.options(), options))
        .fit(DetectorTraining.of(history, SyntheticDma.CALENDAR), RunContext.standard());
  }

  private static List<Finding> findings(SyntheticDma dma) {
    Panel watched = dma.panel().slice(dma.index(TRAINED, 0), dma.values.length);
    try (FittedDetector fitted = fitted(dma)) {
      return DetectionRun.over(fitted, watched, List.of(), RunContext.standard()).stream()
          .filter(one -> !one.until().isBefore(dma.axis.instant(dma.index(PLANTED, 9))))
          .toList();
    }
  }

  /** Observes what lies between two steps. */
  private static void observe(Session session, SyntheticDma dma, int from, int to) {
    for (int i = from; i < to; i++) {
      session.observe(dma.axis.epochSecond(i), new double[] {dma.values[i]});
    }
  }

  private static Session openedAt(SyntheticDma dma, int index) {
    Session session = fitted(dma).open();
    observe(session, dma, dma.index(TRAINED, 0), index);
    return session;
  }

  @Test
  void aBurstGoesOnAfterAnImpossibleValue() {
    SyntheticDma dma = burst();
    Finding whole = findings(dma).get(0);
    int at = dma.index(PLANTED + 1, 15);
    dma.set(at, at + 1, 9999);

    List<Finding> found = findings(dma);

    assertThat(found)
        .extracting(one -> one.detection().kind())
        .containsExactly(whole.detection().kind(), AnomalyKind.SENSOR_FAULT);
    assertThat(found.get(0).detection().onset()).isEqualTo(whole.detection().onset());
    assertThat(found.get(0).detection().time()).isEqualTo(whole.detection().time());
    assertThat(found.get(0).until()).isEqualTo(whole.until());
    assertThat(found.get(1).detection().time()).isEqualTo(dma.axis.instant(at));
    assertThat(found.get(1).until()).isEqualTo(dma.axis.instant(at + 1));
    assertThat(found.get(1).open()).isFalse();
  }

  @Test
  void aBurstGoesOnAfterASensorWasStuckAsIfItHadNotObserved() {
    SyntheticDma dma = burst();
    Finding whole = findings(dma).get(0);
    int from = dma.index(PLANTED + 1, 6);
    int to = from + 15;
    Session session = openedAt(dma, from);
    Detection before = session.detection().orElseThrow();
    dma.set(from, to, dma.values[from]);

    observe(session, dma, from, to);
    Detection meanwhile = session.detection().orElseThrow();
    observe(session, dma, to, to + 1);
    Detection afterwards = session.detection().orElseThrow();

    assertThat(meanwhile.kind()).isEqualTo(AnomalyKind.SENSOR_FAULT);
    assertThat(meanwhile.onset()).isEqualTo(dma.axis.instant(from));
    assertThat(afterwards.kind()).isEqualTo(before.kind());
    assertThat(afterwards.onset()).isEqualTo(before.onset());
    // One hour in twelve of its way to what this one hour shows.
    assertThat(afterwards.excessFlow().orElseThrow())
        .isCloseTo(before.excessFlow().orElseThrow(), within(1.0));
    List<Finding> found = findings(dma);
    assertThat(found)
        .extracting(one -> one.detection().kind())
        .containsExactly(whole.detection().kind(), AnomalyKind.SENSOR_FAULT);
    assertThat(found.get(0).until()).isEqualTo(whole.until());
    assertThat(found.get(1).until()).isEqualTo(dma.axis.instant(to));
  }

  @Test
  void everyFaultWithinABurstIsAFindingOfItsOwn() {
    SyntheticDma dma = burst();
    int first = dma.index(PLANTED + 1, 15);
    int second = dma.index(PLANTED + 3, 4);
    dma.set(first, first + 1, 9999).set(second, second + 2, -5000);

    List<Finding> found = findings(dma);

    assertThat(found).hasSize(3);
    assertThat(found.subList(1, 3))
        .allSatisfy(one -> assertThat(one.detection().kind()).isEqualTo(AnomalyKind.SENSOR_FAULT))
        .extracting(Finding::until)
        .containsExactly(dma.axis.instant(first + 1), dma.axis.instant(second + 2));
  }

  @Test
  void anImpossibleValueLeavesTheEvidenceForAnEpisodeThatIsComing() {
    SyntheticDma dma = burst();
    Finding whole = findings(dma).get(0);
    int alarm = dma.axis.indexOf(whole.detection().time().getEpochSecond());
    dma.set(alarm - 1, alarm, 9999);

    Finding delayed =
        findings(dma).stream()
            .filter(one -> one.detection().kind() != AnomalyKind.SENSOR_FAULT)
            .findFirst()
            .orElseThrow();

    assertThat(Duration.between(whole.detection().time(), delayed.detection().time()))
        .isLessThanOrEqualTo(Duration.ofHours(1));
    assertThat(delayed.detection().onset()).isEqualTo(whole.detection().onset());
  }

  @Test
  void anEpisodeThatAStuckValueOpenedIsTheFaultAlone() {
    SyntheticDma dma = dma();
    // The evening's peak all night: too much for the time of day before it is known as stuck.
    int from = dma.index(PLANTED, 20);
    int to = from + 30;
    dma.set(from, to, dma.values[from] + 30);
    Session session = fitted(dma, "threshold=12").open();
    observe(session, dma, dma.index(TRAINED, 0), from + 5);
    assertThat(session.detection().orElseThrow().kind()).isNotEqualTo(AnomalyKind.SENSOR_FAULT);

    observe(session, dma, from + 5, to);
    assertThat(session.detection().orElseThrow().kind()).isEqualTo(AnomalyKind.SENSOR_FAULT);
    observe(session, dma, to, to + 1);

    assertThat(session.phase()).isNotEqualTo(Phase.ANOMALOUS);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDayWithoutAnyValueEndsAnEpisode(boolean told) {
    SyntheticDma dma = burst();
    int from = dma.index(PLANTED + 2, 15);
    int to = from + 24;
    dma.set(from, to, Double.NaN);
    Session session = openedAt(dma, from);
    assertThat(session.phase()).isEqualTo(Phase.ANOMALOUS);

    // Frames that say nothing and frames that never came are the same.
    if (told) {
      observe(session, dma, from, to - 1);
      assertThat(session.phase()).isEqualTo(Phase.ANOMALOUS);
      observe(session, dma, to - 1, to);
      assertThat(session.phase()).isEqualTo(Phase.NORMAL);
    }
    observe(session, dma, to, to + 1);
    assertThat(session.phase()).isNotEqualTo(Phase.ANOMALOUS);
    observe(session, dma, to + 1, dma.values.length);

    Detection again = session.detection().orElseThrow();
    assertThat(again.onset()).isAfterOrEqualTo(dma.axis.instant(to));
    assertThat(again.excessFlow().orElseThrow()).isCloseTo(BURST, within(5.0));
  }

  @Test
  void lessThanADayWithoutAValueEndsNothing() {
    SyntheticDma dma = burst();
    int from = dma.index(PLANTED + 2, 15);
    dma.set(from, from + 23, Double.NaN);
    Session session = openedAt(dma, from);
    Detection before = session.detection().orElseThrow();

    observe(session, dma, from, from + 24);

    assertThat(session.detection().orElseThrow().onset()).isEqualTo(before.onset());
  }

  @Test
  void aDayOfFaultyValuesEndsTheEpisodeAndNotTheFault() {
    SyntheticDma dma = burst();
    int from = dma.index(PLANTED + 1, 6);
    int to = from + 36;
    dma.set(from, to, dma.values[from]);
    Session session = openedAt(dma, to);
    assertThat(session.detection().orElseThrow().kind()).isEqualTo(AnomalyKind.SENSOR_FAULT);

    observe(session, dma, to, to + 1);

    assertThat(session.phase()).isNotEqualTo(Phase.ANOMALOUS);
  }

  @Test
  void aFaultyAndThenSilentSensorIsReportedForADay() {
    SyntheticDma dma = dma();
    int at = dma.index(PLANTED, 3);
    dma.set(at, at + 1, 9999).set(at + 1, dma.values.length, Double.NaN);
    Session session = openedAt(dma, at + 24);
    assertThat(session.phase()).isEqualTo(Phase.ANOMALOUS);

    observe(session, dma, at + 24, at + 25);

    assertThat(session.phase()).isEqualTo(Phase.NORMAL);
  }

  @Test
  void aRepairDuringAFaultLeavesNothingToResume() {
    SyntheticDma dma = burst();
    int from = dma.index(PLANTED + 1, 6);
    int to = from + 15;
    dma.set(from, to, dma.values[from]);
    Session session = openedAt(dma, from + 3);
    session.tell(new Repair(dma.axis.instant(from), dma.axis.instant(from), "pipe"));
    assertThat(session.phase()).isNotEqualTo(Phase.ANOMALOUS);

    observe(session, dma, from + 3, to + 1);

    assertThat(session.phase()).isNotEqualTo(Phase.ANOMALOUS);
  }

  @Test
  void aSnapshotAtAnyMomentOfAnInterruptedEpisodeGoesOnAlike() {
    SyntheticDma dma = burst();
    int from = dma.index(PLANTED + 1, 6);
    dma.set(from, from + 12, dma.values[from]).set(from + 14, from + 15, 9999);
    dma.set(from + 20, from + 44, Double.NaN);
    int end = from + 60;
    FittedDetector fitted = fitted(dma);
    for (int cut = from - 1; cut < from + 45; cut++) {
      Session straight = fitted.open();
      observe(straight, dma, dma.index(TRAINED, 0), cut);
      Session restored = fitted.restore(straight.snapshot());
      for (int i = cut; i < end; i++) {
        observe(straight, dma, i, i + 1);
        observe(restored, dma, i, i + 1);
        Optional<Detection> expected = straight.detection();
        assertThat(restored.detection()).as("cut %d, step %d", cut, i).isEqualTo(expected);
      }
      assertThat(restored.snapshot()).as("cut %d", cut).isEqualTo(straight.snapshot());
    }
  }
}
