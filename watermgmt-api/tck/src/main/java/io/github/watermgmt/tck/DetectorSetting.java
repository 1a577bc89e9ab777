// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.DetectorProvider;
import io.github.watermgmt.spi.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;

/** What the tests of detectors share: hooks, data, and the closing of models. */
abstract class DetectorSetting extends ProviderContract<AnomalyDetector> {
  /** Night flow of the first channel, m³/h: a leak of this size doubles it. */
  static final double NIGHT_FLOW = 18;

  static final int LEAK_FROM = Scenes.WEEK;
  private final List<FittedDetector> opened = new ArrayList<>();

  DetectorSetting() {}

  @Override
  protected abstract DetectorProvider provider();

  /** Returns how many weeks of hourly training data the kit gives; 12 unless overridden. */
  protected int weeks() {
    return 12;
  }

  /**
   * Returns the training for a panel; override it where a detector needs to know zones, sensors or
   * a network. The channels are {@code north} and, with MULTI_SERIES, {@code south}: flows into one
   * DMA each. A detector that claims LOCATION is told a network: from the reservoir {@code R} each
   * channel meters a pipe of its name, and behind it lie three junctions in a row.
   */
  protected DetectorTraining training(Panel panel, Calendar calendar) {
    return can(Capability.LOCATION)
        ? new DetectorTraining(panel, calendar, Scenes.site(panel.ids()), List.of())
        : DetectorTraining.of(panel, calendar);
  }

  /**
   * Returns within how many days a leak that doubles the night flow must be found; 14 unless
   * overridden.
   */
  protected int daysToFind() {
    return 14;
  }

  /** Returns how many alarms six weeks without a leak may raise; 1 unless overridden. */
  protected int falseAlarms() {
    return 1;
  }

  /**
   * Returns whether {@code observe} allocates, because it stands before a library that does; false
   * unless overridden. The promise is then not kept, and its test is skipped visibly: say so in the
   * provider's documentation.
   */
  protected boolean observeAllocates() {
    return false;
  }

  final boolean can(Capability capability) {
    return provider().capabilities().contains(capability);
  }

  final List<String> ids() {
    return can(Capability.MULTI_SERIES) ? List.of("north", "south") : List.of("north");
  }

  final Panel panel() {
    return Scenes.demand(Scenes.WINTER, Scenes.HOUR, weeks() * Scenes.WEEK, Scenes.ROME, 1, ids());
  }

  /** What follows the training, without a leak. */
  final Panel clean(int steps) {
    return Scenes.demand(
        Scenes.WINTER.plus(Scenes.HOUR.multipliedBy(steps)),
        Scenes.HOUR,
        steps,
        Scenes.ROME,
        1,
        ids());
  }

  /** What follows the training, with a leak in the first channel after a week. */
  final Panel leaking(int steps) {
    Panel clean = clean(steps);
    Series first = clean.series(0);
    double[] values = first.toArray();
    for (int t = LEAK_FROM; t < steps; t++) {
      values[t] += NIGHT_FLOW;
    }
    return clean.with(first.withValues(values));
  }

  final FittedDetector fit() {
    return fit(configured(), panel(), RunContext.standard());
  }

  final FittedDetector fit(AnomalyDetector detector, Panel panel, RunContext run) {
    return closedLater(detector.fit(training(panel, Scenes.ROME), run));
  }

  final FittedDetector closedLater(FittedDetector fitted) {
    opened.add(fitted);
    return fitted;
  }

  @AfterEach
  final void closeDetectors() {
    opened.forEach(FittedDetector::close);
  }

  /** What a session says after a frame. */
  record Seen(long at, Phase phase, double score, double grade, Optional<Detection> detection) {}

  static Seen seen(Session session) {
    return new Seen(
        session.epochSecond(),
        session.phase(),
        session.score(),
        session.grade(),
        session.detection());
  }

  /** Lets a session observe steps of a panel. */
  static List<Seen> watch(Session session, Panel panel, int from, int to) {
    List<Seen> trace = new ArrayList<>();
    for (int t = from; t < to; t++) {
      session.observe(panel.axis().epochSecond(t), panel.frame(t, new double[panel.size()]));
      trace.add(seen(session));
    }
    return trace;
  }

  static List<Seen> watch(Session session, Panel panel) {
    return watch(session, panel, 0, panel.axis().length());
  }
}
