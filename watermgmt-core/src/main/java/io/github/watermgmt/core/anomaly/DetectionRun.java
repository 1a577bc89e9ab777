// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs a detector over a panel, frame after frame in order, and returns what it found.
 *
 * <p>A session has one phase, so {@link #over} reports several simultaneous anomalies of one panel
 * as one episode, under the channel that matters most at each frame. {@link #perSeries} watches
 * every series with a session of its own: leaks in several zones are then as many findings. That is
 * the one to take unless the detector needs its channels together.
 *
 * <p>Events are told before the first frame that is stamped at or after the moment from which they
 * were known: never earlier than they could have been.
 *
 * <p>Thread-safety: stateless. Linear in the number of frames.
 */
public final class DetectionRun {
  private static final String STAGE = "detection";
  private static final int FRAMES_PER_REPORT = 1024;

  private DetectionRun() {}

  /**
   * Runs one session over a panel.
   *
   * @param detector has learnt what is normal
   * @param watch the channels of the detector at the step of its training, and perhaps others; it
   *     must not start before the training ends
   * @param events what becomes known while the panel is watched, in any order; those that the
   *     detector was trained with are not to be repeated
   * @param run progress counts frames
   * @return one finding per episode and channel, by first report; faults of a sensor are findings
   *     of their own
   * @throws DataException WM-106 if a channel is missing, WM-105 if the step differs or the panel
   *     starts before the training ends
   * @throws io.github.watermgmt.error.CancelledException if the run is cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the run's deadline passes
   */
  public static List<Finding> over(
      FittedDetector detector, Panel watch, List<Event> events, RunContext run) {
    requireFits(detector, watch);
    int frames = watch.axis().length();
    run.progress(STAGE, 0, frames);
    List<Finding> findings =
        watch(
            detector,
            watch,
            events,
            t -> {
              run.checkpoint(STAGE);
              if (t % FRAMES_PER_REPORT == 0) {
                run.progress(STAGE, t, frames);
              }
            });
    run.progress(STAGE, frames, frames);
    return findings;
  }

  /**
   * Fits one detector per series and runs each over its own series, so that episodes of different
   * series do not hide each other. Series run in parallel; the result does not depend on that.
   *
   * @param detector the configuration, fitted once per series
   * @param training must hold every series of {@code watch}; of its events the fit is given those
   *     known when the training ends, the sessions are told the later ones
   * @param watch must not start before the training ends
   * @param run progress counts series
   * @return one finding per episode, by first report and then by the order of the series
   * @throws DataException WM-106 if the training lacks a series, WM-105 if the step differs or the
   *     panel starts before the training ends
   * @throws io.github.watermgmt.error.TooShortHistoryException if a series needs more history
   * @throws io.github.watermgmt.error.CancelledException if the run is cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the run's deadline passes
   */
  public static List<Finding> perSeries(
      AnomalyDetector detector, DetectorTraining training, Panel watch, RunContext run) {
    Panel history = training.panel();
    requireHeld(watch.ids(), history.ids(), "training");
    requireFollows(history.axis(), watch.axis());
    Instant end = history.axis().end();
    List<Event> known = training.events().stream().filter(one -> one.isKnownAt(end)).toList();
    List<Event> later = training.events().stream().filter(one -> !one.isKnownAt(end)).toList();
    int size = watch.size();
    List<List<Finding>> found = new ArrayList<>(Collections.nCopies(size, List.of()));
    AtomicInteger done = new AtomicInteger();
    run.progress(STAGE, 0, size);
    // The listener hears of series alone; the fits inside would count something else.
    RunContext quiet = run.withProgress(progress -> {});
    run.forEach(
        size,
        s -> {
          List<String> id = List.of(watch.series(s).id());
          DetectorTraining single =
              new DetectorTraining(history.select(id), training.calendar(), training.site(), known);
          try (FittedDetector fitted = detector.fit(single, quiet)) {
            List<Finding> own =
                watch(fitted, Panel.of(watch.series(s)), later, t -> run.checkpoint(STAGE));
            // Distinct places of an array list may be set by distinct threads.
            found.set(s, own);
          }
          run.progress(STAGE, done.incrementAndGet(), size);
        });
    // A stable sort: equal times stay in the order of the series.
    return found.stream()
        .flatMap(List::stream)
        .sorted(Comparator.comparing((Finding finding) -> finding.detection().time()))
        .toList();
  }

  /** Hears of every frame before it is observed. */
  private interface BeforeFrame {
    void frame(int index);
  }

  private static List<Finding> watch(
      FittedDetector detector, Panel watch, List<Event> events, BeforeFrame before) {
    Panel panel = watch.select(detector.channels());
    TimeAxis axis = panel.axis();
    Event[] inOrder = events.toArray(Event[]::new);
    Arrays.sort(inOrder, Comparator.comparing(Event::knownFrom));
    int told = 0;
    Session session = detector.open();
    Episodes episodes = new Episodes(detector.channels(), axis.stepSeconds());
    double[] frame = new double[panel.size()];
    for (int t = 0; t < axis.length(); t++) {
      before.frame(t);
      long stamp = axis.epochSecond(t);
      boolean any = false;
      while (told < inOrder.length && inOrder[told].isKnownAt(axis.instant(t))) {
        session.tell(inOrder[told++]);
        any = true;
      }
      if (any && session.phase() != Phase.ANOMALOUS) {
        // A repair closes the episode even where the next frame opens another.
        episodes.end();
      }
      session.observe(stamp, panel.frame(t, frame));
      session
          .detection()
          .ifPresentOrElse(detection -> episodes.report(stamp, detection), episodes::end);
    }
    return episodes.findings();
  }

  private static void requireFits(FittedDetector detector, Panel watch) {
    requireHeld(detector.channels(), watch.ids(), "panel");
    requireFollows(detector.trainedOn(), watch.axis());
  }

  private static void requireHeld(List<String> wanted, List<String> held, String where) {
    Validation problems = new Validation();
    for (String id : wanted) {
      problems.check(
          held.contains(id),
          "series",
          id,
          "is not in the " + where,
          "use one of " + String.join(", ", held));
    }
    problems.throwIfAny(ErrorCode.UNKNOWN_ID, STAGE);
  }

  private static void requireFollows(TimeAxis trained, TimeAxis watched) {
    Validation problems = new Validation();
    problems.check(
        watched.stepSeconds() == trained.stepSeconds(),
        "step of the panel",
        watched.step(),
        "must be that of the training, " + trained.step(),
        "resample one of them");
    problems.check(
        !watched.start().isBefore(trained.end()),
        "start of the panel",
        watched.start(),
        "must not be before the training ends, " + trained.end(),
        "slice the panel there, or train on less");
    problems.throwIfAny(ErrorCode.AXIS_MISMATCH, STAGE);
  }
}
