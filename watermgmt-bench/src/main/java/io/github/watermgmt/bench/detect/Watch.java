// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.bench.run.Cost;
import io.github.watermgmt.bench.run.Meter;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.site.Site;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One detector on one stream: it is fitted on the training, and a session watches what follows,
 * frame after frame. An alarm is raised by the first frame of an episode at which the detector
 * reports what may be a loss; what it finds out later changes nothing of it. A frame of instants is
 * there at its stamp, one of means at the end of its step.
 *
 * <p>Frames between training and test are watched too, and give no rows. What is reported already
 * when the test begins gives a row of kind known.
 *
 * <p>Thread-safety: immutable; its work is confined to one thread.
 */
final class Watch {
  private static final int CHECK_EVERY = 1024;

  private final AnomalyDetector detector;
  private final Panel panel;
  private final Calendar calendar;
  private final Site site;
  private final List<Event> known;
  private final List<Event> later;
  private final long[] knownFrom;
  private final Window test;
  private final long delay;
  private final int from;
  private final int cut;
  private final int until;

  /**
   * What came of it.
   *
   * @param alarms in the order of time
   * @param fit what fitting cost
   * @param observe what observing all frames cost, without asking for detections
   * @param frames how many
   * @param channels values in a frame
   * @param snapshotBytes size of a session's snapshot at the end, where it can be snapshotted
   */
  record Result(
      List<Alarm> alarms,
      Cost fit,
      Cost observe,
      int frames,
      int channels,
      OptionalInt snapshotBytes) {}

  /**
   * Prepares.
   *
   * @param panel the channels of the stream, from before the training to the end of the test
   * @param events what became known at any time, in any order
   */
  Watch(
      AnomalyDetector detector,
      Panel panel,
      Window train,
      Window test,
      Calendar calendar,
      Site site,
      List<? extends Event> events) {
    this.detector = detector;
    this.panel = panel;
    this.calendar = calendar;
    this.site = site;
    this.test = test;
    boolean intervals = panel.series().stream().anyMatch(one -> one.support() != Support.INSTANT);
    TimeAxis axis = panel.axis();
    this.delay = intervals ? axis.stepSeconds() : 0;
    this.from = axis.ceilingIndex(train.from());
    this.cut = Math.max(from, axis.before(train.to()).length());
    this.until = Math.max(cut, axis.ceilingIndex(test.to().minusSeconds(delay)));
    Instant end = axis.instant(cut);
    this.known = events.stream().filter(one -> one.isKnownAt(end)).map(Event.class::cast).toList();
    this.later =
        events.stream()
            .filter(one -> !one.isKnownAt(end))
            .map(Event.class::cast)
            .sorted(Comparator.comparing(Event::knownFrom))
            .toList();
    this.knownFrom =
        later.stream()
            .map(Event::knownFrom)
            .mapToLong(at -> at.getEpochSecond() + (at.getNano() > 0 ? 1 : 0))
            .toArray();
  }

  /**
   * Does the work.
   *
   * @param run cancellation and seed; one thread is used
   */
  Result run(RunContext run) {
    // Sliced here and not before: of many streams only those at work hold a copy.
    DetectorTraining training = new DetectorTraining(panel.slice(from, cut), calendar, site, known);
    Meter.Measured<FittedDetector> fitted = Meter.measure(() -> detector.fit(training, run));
    try (FittedDetector model = fitted.value()) {
      Panel frames = panel.select(model.channels());
      List<Alarm> alarms = alarms(model, frames, run);
      Session session = model.open();
      Meter.Measured<Session> seen = Meter.measure(() -> observe(session, frames, run));
      return new Result(
          alarms,
          fitted.cost(),
          seen.cost(),
          until - cut,
          frames.size(),
          snapshotBytes(model, seen.value()));
    }
  }

  private static OptionalInt snapshotBytes(FittedDetector model, Session session) {
    if (!model.capabilities().contains(Capability.SNAPSHOT)) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of(session.snapshot().length);
    } catch (UnsupportedRequestException e) {
      return OptionalInt.empty();
    }
  }

  /** Observes every frame and asks nothing: what a stream costs while all is well. */
  private Session observe(Session session, Panel frames, RunContext run) {
    TimeAxis axis = frames.axis();
    double[] frame = new double[frames.size()];
    int told = 0;
    for (int t = cut; t < until; t++) {
      if (t % CHECK_EVERY == 0) {
        run.checkpoint("detection");
      }
      while (told < later.size() && knownFrom[told] <= axis.epochSecond(t)) {
        session.tell(later.get(told++));
      }
      session.observe(axis.epochSecond(t), frames.frame(t, frame));
    }
    return session;
  }

  private List<Alarm> alarms(FittedDetector model, Panel frames, RunContext run) {
    Session session = model.open();
    TimeAxis axis = frames.axis();
    double[] frame = new double[frames.size()];
    List<Alarm> alarms = new ArrayList<>();
    Set<String> reported = new HashSet<>();
    Set<String> before = new HashSet<>();
    boolean testing = false;
    int told = 0;
    for (int t = cut; t < until; t++) {
      if (t % CHECK_EVERY == 0) {
        run.checkpoint("detection");
      }
      long stamp = axis.epochSecond(t);
      boolean any = false;
      while (told < later.size() && knownFrom[told] <= stamp) {
        session.tell(later.get(told++));
        any = true;
      }
      if (any && session.phase() != Phase.ANOMALOUS) {
        // A repair closes the episode even where the next frame opens another.
        reported.clear();
      }
      Instant time = Instant.ofEpochSecond(stamp + delay);
      boolean begins = !testing && !time.isBefore(test.from());
      if (begins) {
        testing = true;
        before.addAll(reported);
        reported.clear();
      }
      session.observe(stamp, frames.frame(t, frame));
      if (session.phase() != Phase.ANOMALOUS) {
        reported.clear();
      } else if (frames.size() > 1 || reported.isEmpty()) {
        Detection detection = session.detection().orElseThrow(Watch::nothingReported);
        String channel = channel(detection);
        if (Alarm.mayBeLoss(detection) && reported.add(channel) && testing) {
          boolean known =
              begins && (before.contains(channel) || detection.onset().isBefore(test.from()));
          alarms.add(Alarm.of(detection, time, known));
        }
      }
    }
    return alarms;
  }

  private static IllegalStateException nothingReported() {
    return new IllegalStateException("the session is ANOMALOUS and reports nothing");
  }

  private static String channel(Detection detection) {
    return detection.attributions().isEmpty() ? "" : detection.attributions().get(0).channel();
  }
}
