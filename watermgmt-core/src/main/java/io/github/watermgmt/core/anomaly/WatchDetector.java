// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A detector that watches each channel for itself. Thread-safety: immutable. */
record WatchDetector(String name, Options options, Set<Capability> capabilities, WatchMethod method)
    implements AnomalyDetector {
  private static final int CHECK_EVERY = 4096;

  @Override
  public FittedDetector fit(DetectorTraining training, RunContext run) {
    run.checkpoint("fit of " + name);
    Panel panel = training.panel();
    requireUsable(panel);
    Channels channels = Channels.of(panel, training.site());
    byte[][] states = new byte[panel.size()][];
    List<Event> events =
        training.events().stream().sorted(Comparator.comparing(Event::knownFrom)).toList();
    AtomicInteger done = new AtomicInteger();
    run.forEach(
        states.length,
        c -> {
          states[c] = learnt(panel.series(c), channels.labels(c), events, training, run);
          run.progress("fit of " + name, done.incrementAndGet(), states.length);
        });
    Provenance provenance =
        Provenance.of(name, Provenance.currentLibraryVersion(), options.asMap(), run.seed(), panel);
    return new WatchFitted(this, provenance, channels, training.calendar(), panel.axis(), states);
  }

  private void requireUsable(Panel panel) {
    method.requireUsable(name, panel);
    Validation problems = new Validation();
    for (Series series : panel.series()) {
      problems.check(
          series.length() == 0 || series.missing() < series.length(),
          "channel '" + series.id() + "'",
          series.length() + " steps",
          "has no value",
          "leave it out");
    }
    problems.throwIfAny(ErrorCode.NO_DATA, "training of '" + name + "'");
    int needed = method.needed(panel.axis());
    if (panel.axis().length() < needed) {
      throw new TooShortHistoryException(name, panel.series(0).id(), needed, panel.axis().length());
    }
  }

  private byte[] learnt(
      Series series,
      Set<String> labels,
      List<Event> events,
      DetectorTraining training,
      RunContext run) {
    TimeAxis axis = series.axis();
    ChannelWatch watch = method.blank(training.calendar(), axis.stepSeconds(), series.quantity());
    run.checkpoint();
    method.learn(watch, series);
    int next = 0;
    for (int i = 0; i < axis.length(); i++) {
      if (i % CHECK_EVERY == 0) {
        run.checkpoint();
      }
      while (next < events.size()
          && events.get(next).knownFrom().getEpochSecond() <= axis.epochSecond(i)) {
        Channels.tell(events.get(next++), labels, training.panel().size() == 1, watch);
      }
      watch.observe(axis.epochSecond(i), series.value(i));
    }
    EntryWriter state = new EntryWriter();
    watch.write(state);
    return state.toByteArray();
  }

  /** Refuses a step that does not divide an hour. */
  static void requireHours(String provider, Panel panel) {
    if (3600 % panel.axis().stepSeconds() != 0) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              "step",
              panel.axis().step(),
              "must divide an hour for '" + provider + "'",
              "resample to an hour or finer"));
    }
  }
}
