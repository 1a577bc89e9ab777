// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Runs a detector over a stretch of time as it would have run live, and keeps what it reported.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param findings by the time they were first reported, then by series
 * @param notes series that could not be watched, and why
 */
public record DetectionRun(List<Finding> findings, List<String> notes) {
  private static final int CHECK_EVERY = 4096;

  /** Copies the lists. */
  public DetectionRun {
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /**
   * Watches a panel with a session over all its channels together. Linear in the number of values.
   *
   * @param fitted not closed here
   * @param watched holds every channel; begins after the training
   * @param events told to the session when they become known; those before its first frame at once
   * @throws DataException WM-106 if a channel is not in the panel
   * @throws io.github.watermgmt.anomaly.TimeOrderException if the panel begins within the training
   * @throws io.github.watermgmt.error.CancelledException if the run is cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the run's deadline passes
   */
  public static DetectionRun over(
      FittedDetector fitted, Panel watched, List<Event> events, RunContext run) {
    return new DetectionRun(watch(fitted, watched, events, run), List.of());
  }

  /**
   * Fits and watches every series for itself, in parallel: what happens in one zone does not hide
   * what happens in another at the same time. Events that become known after the training are told
   * when they do. A series with which the detector cannot work is left out with a note.
   *
   * @param training what is learnt from
   * @param watched series of the training, over a time that begins after it
   * @throws io.github.watermgmt.error.CancelledException if the run is cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the run's deadline passes
   */
  public static DetectionRun perSeries(
      AnomalyDetector detector, DetectorTraining training, Panel watched, RunContext run) {
    List<String> ids = watched.ids();
    DetectionRun[] runs = new DetectionRun[ids.size()];
    AtomicInteger done = new AtomicInteger();
    RunContext one = run.withParallelism(1);
    run.forEach(
        runs.length,
        s -> {
          runs[s] = single(detector, training, watched, ids.get(s), one);
          run.progress("watch with " + detector.name(), done.incrementAndGet(), runs.length);
        });
    List<Finding> findings = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (DetectionRun part : runs) {
      findings.addAll(part.findings());
      notes.addAll(part.notes());
    }
    findings.sort(
        Comparator.comparing((Finding finding) -> finding.detection().time())
            .thenComparing(Finding::series));
    return new DetectionRun(findings, notes);
  }

  private static DetectionRun single(
      AnomalyDetector detector,
      DetectorTraining training,
      Panel watched,
      String id,
      RunContext run) {
    Panel past = training.panel().select(List.of(id));
    DetectorTraining part =
        new DetectorTraining(past, training.calendar(), training.site(), training.events());
    try (FittedDetector fitted = detector.fit(part, run)) {
      return over(fitted, watched.select(List.of(id)), training.events(), run);
    } catch (DataException | TooShortHistoryException e) {
      return new DetectionRun(List.of(), List.of(id + " was not watched: " + e.getMessage()));
    }
  }

  private static List<Finding> watch(
      FittedDetector fitted, Panel watched, List<Event> events, RunContext run) {
    List<Event> pending =
        events.stream()
            .filter(event -> !event.knownFrom().isBefore(fitted.trainedOn().end()))
            .sorted(Comparator.comparing(Event::knownFrom))
            .toList();
    double[][] values = columns(fitted.channels(), watched);
    TimeAxis axis = watched.axis();
    Session session = fitted.open();
    double[] frame = new double[values.length];
    List<Finding> findings = new ArrayList<>();
    Instant reported = null;
    Detection best = null;
    int told = 0;
    for (int i = 0; i < axis.length(); i++) {
      if (i % CHECK_EVERY == 0) {
        run.checkpoint("watch");
      }
      while (told < pending.size() && pending.get(told).isKnownAt(axis.instant(i))) {
        session.tell(pending.get(told++));
      }
      for (int c = 0; c < values.length; c++) {
        frame[c] = values[c][i];
      }
      session.observe(axis.epochSecond(i), frame);
      Detection now = session.phase() == Phase.ANOMALOUS ? session.detection().orElse(null) : null;
      if (now == null) {
        close(findings, reported, best, axis.instant(i), false);
        reported = null;
        best = null;
      } else {
        reported = reported == null ? axis.instant(i) : reported;
        best = best == null || now.grade() >= best.grade() ? now : best;
      }
    }
    close(findings, reported, best, axis.end(), true);
    return findings;
  }

  private static double[][] columns(List<String> channels, Panel watched) {
    double[][] values = new double[channels.size()][];
    for (int c = 0; c < values.length; c++) {
      if (!watched.contains(channels.get(c))) {
        throw new DataException(
            ErrorCode.UNKNOWN_ID,
            Validation.message(
                "channel", channels.get(c), "is not in the panel", "add it, or fit without it"));
      }
      values[c] = watched.series(channels.get(c)).toArray();
    }
    return values;
  }

  private static void close(
      List<Finding> findings,
      @Nullable Instant reported,
      @Nullable Detection best,
      Instant until,
      boolean open) {
    if (reported == null || best == null) {
      return;
    }
    Instant onset = best.onset().isAfter(reported) ? reported : best.onset();
    Detection told =
        new Detection(
            reported,
            onset,
            best.grade(),
            best.score(),
            best.kind(),
            best.expected(),
            best.attributions(),
            best.suspects(),
            best.excessFlow(),
            best.reason());
    String series = best.attributions().isEmpty() ? "" : best.attributions().get(0).channel();
    findings.add(new Finding(series, told, until, open));
  }
}
