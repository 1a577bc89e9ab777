// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.anomaly.Detection;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Phase;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.site.DemandChange;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.site.Repair;
import io.github.watermgmt.spi.DetectorProvider;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A session restored at any moment of a long story goes on as the one that was never interrupted:
 * through leaks that become normal, that end by themselves and that are repaired, a change of
 * demand in between, less and more use, gaps, and a sensor that is stuck or impossible within a
 * leak.
 */
class SnapshotStoryTest {
  private static final int TRAINED = 60;
  private static final int DAYS = TRAINED + 175;

  /** No divisor of a day, so that in time every hour is met. */
  private static final int EVERY = 11;

  private static final int FOLLOWED = 20 * 24;

  private record Seen(Phase phase, double score, double grade, Optional<Detection> detection) {}

  private final Map<Integer, Event> events = new LinkedHashMap<>();
  private final SyntheticDma dma = story();

  static Stream<DetectorProvider> providers() {
    return Stream.of(new NightFlowProvider(), new ForecastResidualProvider());
  }

  private int at(int day, int hour) {
    return day(this.dma, day, hour);
  }

  private static int day(SyntheticDma dma, int day, int hour) {
    return dma.index(TRAINED + day, hour);
  }

  private SyntheticDma story() {
    SyntheticDma told = new SyntheticDma(21, DAYS, 3600);
    int changed = day(told, 101, 12);
    int repaired = day(told, 100, 12);
    told.multiply(changed, told.values.length, 1.5);
    told.multiply(day(told, 120, 0), day(told, 130, 0), 0.5);
    // Absorbed, and over by itself; absorbed, and repaired; soon over.
    told.add(day(told, 5, 9), day(told, 45, 9), 20);
    told.add(day(told, 60, 9), repaired, 20);
    told.add(day(told, 150, 9), day(told, 156, 9), 40);
    for (int day = 135; day < 142; day++) {
      // By day only: more use, and no leak.
      told.add(day(told, day, 8), day(told, day, 20), 60);
    }
    int stuck = day(told, 6, 15);
    told.set(stuck, stuck + 12, told.values[stuck]);
    told.set(day(told, 7, 15), day(told, 7, 17), 9999);
    told.set(day(told, 62, 0), day(told, 62, 20), Double.NaN);
    // At fault, and then silent.
    told.set(day(told, 152, 0), day(told, 152, 1), 9999);
    told.set(day(told, 152, 1), day(told, 153, 7), Double.NaN);
    Instant repair = told.axis.instant(repaired);
    Instant change = told.axis.instant(changed);
    events.put(repaired, new Repair(repair, repair, "pipe"));
    events.put(changed, new DemandChange(change, change, "dma", 1.5, ""));
    return told;
  }

  private void observe(Session session, int step) {
    Event event = events.get(step);
    if (event != null) {
      session.tell(event);
    }
    session.observe(dma.axis.epochSecond(step), new double[] {dma.values[step]});
  }

  private static Seen seen(Session session) {
    return new Seen(session.phase(), session.score(), session.grade(), session.detection());
  }

  @ParameterizedTest
  @MethodSource("providers")
  void aRestoredSessionGoesOnAlike(DetectorProvider provider) {
    int start = at(0, 0);
    int end = dma.values.length;
    try (FittedDetector fitted =
        provider
            .create(Options.defaults(provider.options()))
            .fit(
                DetectorTraining.of(dma.panel().slice(0, start), SyntheticDma.CALENDAR),
                RunContext.standard())) {
      List<Seen> whole = new ArrayList<>();
      List<byte[]> snapshots = new ArrayList<>();
      Session session = fitted.open();
      for (int step = start; step < end; step++) {
        snapshots.add(session.snapshot());
        observe(session, step);
        whole.add(seen(session));
      }
      assertThat(whole.stream().filter(one -> one.phase() == Phase.ANOMALOUS).count())
          .as("frames of the story at which something is reported")
          .isGreaterThan(24 * 30);
      for (int cut = start; cut < end; cut += EVERY) {
        Session restored = fitted.restore(snapshots.get(cut - start));
        if (cut > start) {
          assertThat(seen(restored)).as("restored").isEqualTo(whole.get(cut - start - 1));
        }
        int until = Math.min(end, cut + FOLLOWED);
        for (int step = cut; step < until; step++) {
          observe(restored, step);
          assertThat(seen(restored))
              .as("restored before step %s, at step %s", cut - start, step - start)
              .isEqualTo(whole.get(step - start));
        }
        if (until < end) {
          assertThat(restored.snapshot())
              .as("restored before step %s, in the end", cut - start)
              .isEqualTo(snapshots.get(until - start));
        }
      }
    }
  }
}
