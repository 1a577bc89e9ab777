// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.DeadlineExceededException;
import io.github.watermgmt.error.TooShortHistoryException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.model.DataDigest;
import io.github.watermgmt.model.ModelException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.model.ModelTooNewException;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * What every provider of anomaly detectors promises: extend this, return your provider, and inherit
 * the tests.
 *
 * <pre>{@code
 * class MyDetectorContractTest extends DetectorContract {
 *   @Override
 *   protected DetectorProvider provider() {
 *     return new MyDetectorProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>The kit trains on twelve weeks of synthetic hourly flow into one or two DMAs, and then plants
 * a leak that doubles the night flow. What a provider does not claim is skipped visibly.
 */
public abstract class DetectorContract extends DetectorSessions {
  private static final int LIVE = 2 * Scenes.WEEK;
  private static final int THREADS = 4;
  private static final int MOST_CHANNELS = 256;

  /** Creates the contract. */
  protected DetectorContract() {}

  @Test
  final void saysWhatItIs() {
    AnomalyDetector detector = configured();
    assertThat(detector.name()).as("name of the detector").isEqualTo(provider().name());
    assertThat(detector.options()).as("options of the detector").isEqualTo(options());
    assertThat(provider().capabilities())
        .as("capabilities of the provider include those of its detectors")
        .containsAll(detector.capabilities());
    FittedDetector fitted = fit();
    assertThat(fitted.capabilities())
        .as("capabilities of what it fitted")
        .isEqualTo(detector.capabilities());
    assertThat(fitted.channels()).as("channels, in the order of the panel").isEqualTo(ids());
    assertThat(fitted.trainedOn()).as("axis of the training").isEqualTo(panel().axis());
  }

  @Test
  final void tellsItsProvenance() {
    FittedDetector fitted = fit(configured(), panel(), RunContext.standard().withSeed(77));
    Provenance provenance = fitted.provenance();
    assertThat(provenance.provider()).isEqualTo(provider().name());
    assertThat(provenance.providerVersion()).isEqualTo(provider().version());
    assertThat(provenance.options()).as("options").isEqualTo(options().asMap());
    assertThat(provenance.seed()).as("seed of the run").isEqualTo(77);
    assertThat(provenance.dataDigest())
        .as("DataDigest.of(training.panel())")
        .isEqualTo(DataDigest.of(panel()));
    assertThat(provenance.trainedFrom()).isEqualTo(panel().axis().start());
    assertThat(provenance.trainedUntil()).isEqualTo(panel().axis().end());
    assertThat(provenance.series()).as("number of series").isEqualTo(ids().size());
  }

  @Test
  final void givesTheSameBitsAgain() {
    AnomalyDetector detector = configured();
    List<Seen> first = watch(fit(detector, panel(), RunContext.standard()).open(), leaking(LIVE));
    fit(detector, leakyPast(), RunContext.standard());
    assertThat(watch(fit(detector, panel(), RunContext.standard()).open(), leaking(LIVE)))
        .as("what a second fit of the same data sees, with another fit in between")
        .isEqualTo(first);
  }

  private Panel leakyPast() {
    Series first = panel().series(0);
    double[] values = first.toArray();
    for (int t = 0; t < values.length; t++) {
      values[t] = 2 * values[t] + 5;
    }
    return panel().with(first.withValues(values));
  }

  @Test
  final void givesTheSameBitsWithAnyNumberOfThreads() {
    List<Seen> expected = watch(fit().open(), leaking(LIVE));
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      RunContext many = RunContext.standard().withExecutor(pool, THREADS);
      for (int round = 0; round < 3; round++) {
        assertThat(watch(fit(configured(), panel(), many).open(), leaking(LIVE)))
            .as("what is seen after a fit with %s threads and with one", THREADS)
            .isEqualTo(expected);
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  final void refusesTooLittleTrainingAndSaysHowMuchIsEnough() {
    int needed = neededFor(1);
    if (needed == 0) {
      return;
    }
    assertThat(needed)
        .as("steps needed; maybe override weeks(), so that the kit gives enough")
        .isBetween(2, panel().axis().length());
    assertThat(neededFor(needed))
        .as("what was named as enough, %s steps, must really be enough", needed)
        .isZero();
  }

  private int neededFor(int given) {
    int n = panel().axis().length();
    try {
      fit(configured(), panel().slice(n - given, n), RunContext.standard());
      return 0;
    } catch (TooShortHistoryException e) {
      return e.needed();
    }
  }

  @Test
  final void comesBackFromItsFileAsItWas() {
    FittedDetector fitted = fit();
    if (!can(Capability.PERSISTENCE)) {
      assertThatThrownBy(fitted::toModelFile, "a model file, which is not claimed")
          .isInstanceOf(UnsupportedRequestException.class);
      return;
    }
    ModelFile file = ModelFiles.throughBytes(fitted.toModelFile());
    assertThat(file.kind()).isEqualTo(ModelKind.DETECTOR);
    FittedDetector restored = restore(file);
    assertThat(restored.channels()).isEqualTo(fitted.channels());
    assertThat(restored.trainedOn()).isEqualTo(fitted.trainedOn());
    assertThat(restored.capabilities()).isEqualTo(fitted.capabilities());
    assertThat(restored.provenance()).isEqualTo(fitted.provenance());
    Panel live = leaking(LIVE);
    List<Seen> expected = watch(fitted.open(), live);
    assertThat(watch(restored.open(), live))
        .as("what the restored detector sees; maybe a part of what was learnt is lost")
        .isEqualTo(expected);
    assertThat(restored.toModelFile()).as("file of the restored detector").isEqualTo(file);
    if (can(Capability.SNAPSHOT)) {
      Session session = fitted.open();
      watch(session, live, 0, LEAK_FROM + 9);
      assertThat(watch(restored.restore(session.snapshot()), live, LEAK_FROM + 9, LIVE))
          .as("how a session goes on in a restored detector, as after a restart")
          .isEqualTo(expected.subList(LEAK_FROM + 9, LIVE));
    }
  }

  @Test
  final void refusesAFileThatIsNotWhole() {
    assumeCapability(Capability.PERSISTENCE);
    FittedDetector fitted = fit();
    ModelFile file = fitted.toModelFile();
    List<Seen> expected = watch(fitted.open(), leaking(LIVE));
    assertThatThrownBy(
            () -> restore(ModelFiles.withPayload(file, Integer.MAX_VALUE)),
            "a file of a payload version yet to come; maybe call file.requirePayload")
        .isInstanceOf(ModelTooNewException.class);
    for (ModelFile damaged : ModelFiles.damaged(file)) {
      Throwable thrown =
          catchThrowable(
              () ->
                  assertThat(watch(restore(damaged).open(), leaking(LIVE)))
                      .as("a damaged file that is restored all the same")
                      .isEqualTo(expected));
      assertThat(thrown == null || thrown instanceof ModelException)
          .as("a damaged file, %s, ends in a ModelException or does no harm: %s", damaged, thrown)
          .isTrue();
    }
  }

  private FittedDetector restore(ModelFile file) {
    return closedLater(Providers.of(provider()).restoreDetector(file));
  }

  @Test
  final void stopsWhenCancelledBefore() {
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();
    RunContext run = RunContext.standard().withCancellation(cancellation);
    assertThatThrownBy(() -> fit(configured(), panel(), run), "fit of a cancelled run")
        .isInstanceOf(CancelledException.class);
  }

  @Test
  final void stopsAtItsDeadline() {
    RunContext run = RunContext.standard().withDeadline(Duration.ZERO);
    assertThatThrownBy(() -> fit(configured(), panel(), run), "fit after its deadline")
        .isInstanceOf(DeadlineExceededException.class);
  }

  @Test
  final void stopsWhenCancelledInBetween() {
    AnomalyDetector detector = configured();
    Interruption.cancelDuring(
        "fit of '" + provider().name() + "'",
        size -> {
          Panel wide = wide(size);
          return Interruption.throwing(
              run -> detector.fit(training(wide, Scenes.ROME), run).close());
        },
        can(Capability.MULTI_SERIES) ? MOST_CHANNELS : 1,
        promptness());
  }

  private Panel wide(int size) {
    Panel panel = panel();
    List<Series> series = new ArrayList<>();
    for (int s = 0; s < size; s++) {
      series.add(panel.series(s % panel.size()).withId("channel " + s));
    }
    return Panel.of(series);
  }
}
