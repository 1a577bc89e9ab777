// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.site.Repair;
import io.github.watermgmt.site.Site;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectionRunTest {
  private static final long START = Instant.parse("2024-01-01T00:00:00Z").getEpochSecond();
  private static final long HOUR = 3600;
  private static final int TRAINED = 3;
  private static final Calendar CALENDAR = Calendar.of(ZoneOffset.UTC);

  private final ScriptedDetector detector = new ScriptedDetector(true);

  /** Returns the stamp of a watched frame. */
  private static Instant at(double frame) {
    return Instant.ofEpochSecond(START + (long) ((TRAINED + frame) * HOUR));
  }

  private static Series series(String id, int from, double... values) {
    TimeAxis axis = TimeAxis.of(START + from * HOUR, HOUR, values.length);
    return Series.of(id, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values);
  }

  private static Panel training(String... ids) {
    return Panel.of(
        java.util.Arrays.stream(ids).map(id -> series(id, 0, new double[TRAINED])).toList());
  }

  private FittedDetector fitted(String... ids) {
    return detector.fit(DetectorTraining.of(training(ids), CALENDAR), RunContext.standard());
  }

  private static Repair repair(double occurred, double knownFrom) {
    return new Repair(at(occurred), at(knownFrom), "p1");
  }

  private List<Finding> over(Panel watch, Event... events) {
    String[] ids = watch.ids().toArray(String[]::new);
    return DetectionRun.over(fitted(ids), watch, List.of(events), RunContext.standard());
  }

  @Test
  void anEpisodeIsOneFindingWithItsHighestGradeAndItsFirstTime() {
    List<Finding> findings =
        over(Panel.of(series("a", TRAINED, 0, 0.2, 0.9, 0.9, 0.4, 0, 0, 0.3, 0)));

    assertThat(findings).hasSize(2);
    Finding first = findings.get(0);
    assertThat(first.series()).isEqualTo("a");
    assertThat(first.detection().grade()).isEqualTo(0.9);
    assertThat(first.detection().score()).isEqualTo(9);
    assertThat(first.detection().reason()).isEqualTo("grade 0.9");
    assertThat(first.detection().excessFlow()).hasValue(7 * 0.9);
    assertThat(first.detection().time()).isEqualTo(at(1));
    assertThat(first.detection().onset()).isEqualTo(at(0));
    assertThat(first.until()).isEqualTo(at(5));
    assertThat(first.open()).isFalse();
    assertThat(findings.get(1).detection().time()).isEqualTo(at(7));
    assertThat(findings.get(1).until()).isEqualTo(at(8));
  }

  @Test
  void whatIsStillReportedAtTheEndIsOpen() {
    List<Finding> findings = over(Panel.of(series("a", TRAINED, 0.5, 0, 0.5, 0.6)));

    assertThat(findings).extracting(Finding::open).containsExactly(false, true);
    assertThat(findings.get(1).until()).isEqualTo(at(4));
  }

  @Test
  void withinAnEpisodeEachChannelThatLedHasItsFinding() {
    Panel watch =
        Panel.of(
            series("a", TRAINED, 0, 0.5, 0.6, 0.1, 0.1),
            series("b", TRAINED, 0, 0.1, 0.2, 0.8, 0.7));

    List<Finding> findings = over(watch);

    assertThat(findings).extracting(Finding::series).containsExactly("a", "b");
    assertThat(findings.get(0).detection().grade()).isEqualTo(0.6);
    assertThat(findings.get(0).until()).isEqualTo(at(3));
    assertThat(findings.get(0).open()).isFalse();
    assertThat(findings.get(1).detection().time()).isEqualTo(at(3));
    assertThat(findings.get(1).open()).isTrue();
  }

  @Test
  void channelsAreTakenByNameAndOthersLeftAlone() {
    Panel watch = Panel.of(series("other", TRAINED, 1, 1), series("a", TRAINED, 0, 0.5));

    List<Finding> findings =
        DetectionRun.over(fitted("a"), watch, List.of(), RunContext.standard());

    assertThat(findings).extracting(Finding::series).containsExactly("a");
    assertThat(findings.get(0).detection().time()).isEqualTo(at(1));
  }

  @Test
  void withoutAttributionTheOnlyChannelIsMeantOrNone() {
    ScriptedDetector silent = new ScriptedDetector(false);
    for (String[] ids : new String[][] {{"a"}, {"a", "b"}}) {
      FittedDetector fitted =
          silent.fit(DetectorTraining.of(training(ids), CALENDAR), RunContext.standard());
      Panel watch =
          Panel.of(java.util.Arrays.stream(ids).map(id -> series(id, TRAINED, 0.5)).toList());

      assertThat(DetectionRun.over(fitted, watch, List.of(), RunContext.standard()))
          .extracting(Finding::series)
          .containsExactly(ids.length == 1 ? "a" : "");
    }
  }

  @Test
  void eventsAreToldOnceKnownAndNotBefore() {
    over(
        Panel.of(series("a", TRAINED, 0, 0, 0, 0)),
        repair(0, 2.5), // given out of order, known in the middle of frame 2
        repair(-9, -8),
        repair(0.1, 1),
        repair(1.2, 99));

    assertThat(detector.log)
        .containsExactly(
            "told " + at(-9),
            "frame " + at(0),
            "told " + at(0.1),
            "frame " + at(1),
            "frame " + at(2),
            "told " + at(0),
            "frame " + at(3));
  }

  @Test
  void aRepairEndsTheEpisodeEvenIfTheNextFrameOpensAnother() {
    Panel watch = Panel.of(series("a", TRAINED, 0.5, 0.5, 0.5, 0));

    assertThat(over(watch)).hasSize(1);
    assertThat(over(watch, repair(1.5, 2)))
        .extracting(Finding::until)
        .containsExactly(at(2), at(3));
  }

  @Test
  void aPanelThatDoesNotFitIsRefusedWithAllProblems() {
    FittedDetector fitted = fitted("a", "b", "c");
    RunContext run = RunContext.standard();
    Panel lacking = Panel.of(series("b", TRAINED, 0));
    assertThatThrownBy(() -> DetectionRun.over(fitted, lacking, List.of(), run))
        .isInstanceOfSatisfying(
            DataException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_ID);
              assertThat(e.problems()).hasSize(2);
            });

    TimeAxis wrong = TimeAxis.of(START, HOUR / 2, 2);
    Panel early =
        Panel.of(Series.of("a", Quantity.FLOW, Support.INTERVAL_MEAN, wrong, new double[2]));
    assertThatThrownBy(() -> DetectionRun.over(fitted("a"), early, List.of(), run))
        .isInstanceOfSatisfying(
            DataException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.AXIS_MISMATCH);
              assertThat(e.problems()).hasSize(2);
            });
    DetectorTraining training = DetectorTraining.of(training("a"), CALENDAR);
    assertThatThrownBy(() -> DetectionRun.perSeries(detector, training, early, run))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> DetectionRun.perSeries(detector, training, lacking, run))
        .hasMessageContaining("series (b), is not in the training");
  }

  @Test
  void perSeriesGivesSimultaneousAnomaliesAFindingEach() {
    Panel watch =
        Panel.of(
            series("a", TRAINED, 0, 0.5, 0.5, 0.5, 0),
            series("b", TRAINED, 0.9, 0.9, 0.9, 0.9, 0.9),
            series("c", TRAINED, 0, 0.7, 0, 0.7, 0));
    DetectorTraining training = DetectorTraining.of(training("c", "b", "a"), CALENDAR);

    List<Finding> findings =
        DetectionRun.perSeries(detector, training, watch, RunContext.standard());

    assertThat(findings).extracting(Finding::series).containsExactly("b", "a", "c", "c");
    assertThat(findings).extracting(Finding::open).containsExactly(true, false, false, false);
    assertThat(detector.log).contains("closed [a]", "closed [b]", "closed [c]");
    assertThat(
            DetectionRun.perSeries(
                detector, training, watch, RunContext.standard().withParallelism(3)))
        .isEqualTo(findings);
  }

  @Test
  void aFitLearnsOnlyOfWhatWasKnownThen() {
    Repair before = repair(-2, -1);
    Repair entered = repair(-2, 0); // known exactly when the training ends
    Repair later = repair(-2, 1);
    DetectorTraining training =
        new DetectorTraining(
            training("a"), CALENDAR, Site.empty(), List.of(later, entered, before));

    DetectionRun.perSeries(
        detector, training, Panel.of(series("a", TRAINED, 0, 0)), RunContext.standard());

    assertThat(detector.trainedWith).containsExactly(List.of(entered, before));
    assertThat(detector.log.stream().filter(line -> line.startsWith("told"))).hasSize(1);
  }

  @Test
  void progressIsToldAndCancellationHeard() {
    List<String> heard = Collections.synchronizedList(new ArrayList<>());
    RunContext run =
        RunContext.standard()
            .withProgress(p -> heard.add(p.stage() + " " + p.done() + "/" + p.total()));
    Panel watch = Panel.of(series("a", TRAINED, 0, 0), series("b", TRAINED, 0, 0));
    DetectionRun.perSeries(detector, DetectorTraining.of(training("a", "b"), CALENDAR), watch, run);
    assertThat(heard).containsExactly("detection 0/2", "detection 1/2", "detection 2/2");

    heard.clear();
    DetectionRun.over(fitted("a", "b"), watch, List.of(), run);
    assertThat(heard).startsWith("detection 0/2").endsWith("detection 2/2");

    Cancellation stop = new Cancellation();
    detector.log.clear();
    Panel longer = Panel.of(series("a", TRAINED, new double[5000]));
    RunContext stopped =
        RunContext.standard()
            .withCancellation(stop)
            .withProgress(
                progress -> {
                  if (progress.done() > 0) {
                    stop.cancel();
                  }
                });
    assertThatThrownBy(() -> DetectionRun.over(fitted("a"), longer, List.of(), stopped))
        .isInstanceOf(CancelledException.class);
    assertThat(detector.log).hasSizeBetween(1, 2000);
  }
}
