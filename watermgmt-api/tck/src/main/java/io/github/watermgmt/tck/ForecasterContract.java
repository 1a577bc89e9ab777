// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.DeadlineExceededException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.model.ModelClosedException;
import io.github.watermgmt.model.ModelException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.model.ModelTooNewException;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.HolidayKind;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What every provider of forecasters promises: extend this, return your provider, and inherit the
 * tests.
 *
 * <pre>{@code
 * class MyForecasterContractTest extends ForecasterContract {
 *   @Override
 *   protected ForecasterProvider provider() {
 *     return new MyForecasterProvider();
 *   }
 * }
 * }</pre>
 *
 * <p>The kit fits twelve weeks of synthetic hourly demand several dozen times: give {@link
 * #options()} that fit in well under a second. What a provider does not claim is skipped visibly.
 */
public abstract class ForecasterContract extends ForecastCovariates {
  private static final int MOST_SERIES = 256;
  private static final int LONG_HORIZON = 14 * 24;

  /** Creates the contract. */
  protected ForecasterContract() {}

  @Test
  final void updateLeavesTheOldModelAlone() {
    History newer = newer();
    FittedForecaster old = fit(history());
    Forecast before = forecast(old);
    if (!can(Capability.UPDATE)) {
      assertThatThrownBy(() -> update(old, newer), "update without %s", Capability.UPDATE.label())
          .isInstanceOf(UnsupportedRequestException.class);
      return;
    }
    FittedForecaster updated = update(old, newer);
    assertThat(forecast(old)).as("forecast of the old model after an update").isEqualTo(before);
    assertThat(old.cutoff()).as("cutoff of the old model").isEqualTo(history().end());
    assertThat(updated.cutoff()).as("cutoff of the new model").isEqualTo(newer.end());
    assertThat(updated.trainedOn().start()).isEqualTo(old.trainedOn().start());
    Forecast after = forecast(updated);
    assertFollows(after, updated, HORIZON);
    old.close();
    assertThat(forecast(updated))
        .as("forecast of the new model after the old one is closed")
        .isEqualTo(after);
  }

  @Test
  final void updateUsesOnlyWhatIsNew() {
    assumeCapability(Capability.UPDATE);
    FittedForecaster model = fit(history());
    History newer = newer();
    Instant cutoff = model.cutoff();
    Panel overlap = newer.targets().before(cutoff);
    Panel other =
        Scenes.constant(overlap, 1e4).concat(newer.targets().slice(overlap.axis().length(), n()));
    assertThat(forecast(update(model, newer.withTargets(other))))
        .as("forecast after an update whose steps before the cutoff say something else")
        .isEqualTo(forecast(update(model, newer)));
    assertThat(forecast(update(model, newer.before(cutoff))))
        .as("forecast after an update without a new step")
        .isEqualTo(forecast(model));
  }

  private int n() {
    return newer().targets().axis().length();
  }

  @Test
  final void updateRefusesWhatDoesNotFit() {
    assumeCapability(Capability.UPDATE);
    FittedForecaster model = fit(history());
    Panel newer = newer().targets();
    Panel gap = longer(100).targets().slice(history().targets().axis().length() + 1, newer(100));
    Panel half =
        Scenes.demand(gap.axis().end(), Duration.ofMinutes(30), 400, Scenes.ROME, 1, ids());
    Series renamed = newer.series(0).withId("elsewhere");
    for (Panel unfit : List.of(gap, half, Panel.of(renamed))) {
      assertThatThrownBy(
              () -> update(model, History.of(unfit, Scenes.ROME)), "update with %s", unfit)
          .isInstanceOf(DataException.class);
    }
    assertThat(forecast(model))
        .as("forecast after refused updates")
        .isEqualTo(forecast(fit(history())));
  }

  private int newer(int more) {
    return history().targets().axis().length() + more;
  }

  /** Two days of what is known, and three that follow. */
  private History newer() {
    Panel all = longer(72).targets();
    return History.of(all.slice(newer(-48), newer(72)), Scenes.ROME);
  }

  private FittedForecaster update(FittedForecaster model, History newer) {
    return closedLater(model.update(newer, RunContext.standard()));
  }

  @Test
  final void staysWholeWhileAllElseGoesOn() {
    Forecaster forecaster = configured();
    FittedForecaster model = fit(forecaster, history(), RunContext.standard());
    History other = history().withTargets(Scenes.constant(history().targets(), 3));
    AtOnce together =
        new AtOnce()
            .task("a forecast", () -> longForecast(model))
            .task("another forecast", () -> longForecast(model))
            .task("a fit of the same forecaster", () -> whole(forecaster.fit(other, run())))
            .task("a fit of the same history", () -> whole(configured().fit(history(), run())));
    if (can(Capability.UPDATE)) {
      together.task("an update", () -> whole(model.update(newer(), run())));
    }
    if (can(Capability.PERSISTENCE)) {
      together.task("a model file", model::toModelFile);
    }
    together.assertSameAsAlone();
  }

  private Forecast longForecast(FittedForecaster model) {
    return model.forecast(request(LONG_HORIZON), run());
  }

  private static RunContext run() {
    return RunContext.standard();
  }

  /** Returns all that a model says and keeps, and closes it. */
  private List<Object> whole(FittedForecaster model) {
    try (model) {
      Forecast forecast = longForecast(model);
      List<String> warnings = model.warnings();
      return can(Capability.PERSISTENCE)
          ? List.of(forecast, warnings, model.toModelFile())
          : List.of(forecast, warnings);
    }
  }

  @Test
  final void comesBackFromItsFileAsItWas() {
    History history = new History(panel(), Covariates.none(), holidays());
    FittedForecaster model = fit(configured(), history, RunContext.standard().withSeed(5));
    if (!can(Capability.PERSISTENCE)) {
      assertThatThrownBy(
              model::toModelFile, "a model file without %s", Capability.PERSISTENCE.label())
          .isInstanceOf(UnsupportedRequestException.class);
      return;
    }
    ModelFile file = ModelFiles.throughBytes(model.toModelFile());
    assertThat(file.kind()).isEqualTo(ModelKind.FORECASTER);
    FittedForecaster restored = restore(file);
    assertThat(restored.seriesIds()).isEqualTo(model.seriesIds());
    assertThat(restored.trainedOn()).isEqualTo(model.trainedOn());
    assertThat(restored.capabilities()).isEqualTo(model.capabilities());
    assertThat(restored.provenance()).isEqualTo(model.provenance());
    assertThat(forecast(restored))
        .as("forecast of the restored model, bit for bit; maybe a part of what was learnt is lost")
        .isEqualTo(forecast(model));
    assertThat(restored.toModelFile()).as("file of the restored model").isEqualTo(file);
    if (can(Capability.UPDATE)) {
      assertThat(forecast(update(restored, newer())))
          .as("forecast of the restored model after an update")
          .isEqualTo(forecast(update(model, newer())));
    }
  }

  @Test
  final void refusesAFileThatIsNotWhole() {
    assumeCapability(Capability.PERSISTENCE);
    FittedForecaster model = fit(history());
    ModelFile file = model.toModelFile();
    Forecast expected = forecast(model);
    assertThatThrownBy(
            () -> restore(ModelFiles.withPayload(file, Integer.MAX_VALUE)),
            "a file of a payload version yet to come; maybe call file.requirePayload")
        .isInstanceOf(ModelTooNewException.class);
    for (ModelFile damaged : ModelFiles.damaged(file)) {
      Throwable thrown =
          catchThrowable(
              () ->
                  assertThat(forecast(restore(damaged)))
                      .as("a damaged file that is restored all the same: %s", damaged)
                      .isEqualTo(expected));
      assertThat(thrown == null || thrown instanceof ModelException)
          .as("a damaged file, %s, ends in a ModelException or does no harm: %s", damaged, thrown)
          .isTrue();
    }
  }

  /** A holiday to come, and holidays that are not known for long. */
  private Calendar holidays() {
    LocalDate next = LocalDate.ofInstant(history().end(), ZoneOffset.UTC);
    return Calendar.builder(Scenes.ROME.zone())
        .holiday(next.minusDays(20), HolidayKind.PUBLIC)
        .holiday(next.plusDays(1), HolidayKind.PUBLIC)
        .validUntil(next.plusDays(1))
        .build();
  }

  private FittedForecaster restore(ModelFile file) {
    return closedLater(Providers.of(provider()).restoreForecaster(file));
  }

  @Test
  final void afterCloseItRefusesOrGoesOnAsBefore() {
    FittedForecaster model = fit(history());
    Forecast expected = forecast(model);
    model.close();
    model.close();
    Throwable thrown =
        catchThrowable(
            () ->
                assertThat(forecast(model))
                    .as("forecast of a model that was closed and holds nothing")
                    .isEqualTo(expected));
    assertThat(thrown == null || thrown instanceof ModelClosedException)
        .as("use after close ends in ModelClosedException or does no harm: %s", thrown)
        .isTrue();
  }

  @Test
  final void stopsWhenCancelledBefore() {
    Cancellation cancellation = new Cancellation();
    RunContext run = RunContext.standard().withCancellation(cancellation);
    FittedForecaster model = fit(history());
    cancellation.cancel();
    assertThatThrownBy(() -> fit(configured(), history(), run), "fit of a cancelled run")
        .isInstanceOf(CancelledException.class);
    assertThatThrownBy(() -> model.forecast(request(HORIZON), run), "forecast of a cancelled run")
        .isInstanceOf(CancelledException.class);
    if (can(Capability.UPDATE)) {
      assertThatThrownBy(() -> closedLater(model.update(newer(), run)), "update of a cancelled run")
          .isInstanceOf(CancelledException.class);
    }
  }

  @Test
  final void stopsAtItsDeadline() {
    RunContext run = RunContext.standard().withDeadline(Duration.ZERO);
    FittedForecaster model = fit(history());
    assertThatThrownBy(() -> fit(configured(), history(), run), "fit after its deadline")
        .isInstanceOf(DeadlineExceededException.class);
    assertThatThrownBy(() -> model.forecast(request(HORIZON), run), "forecast after its deadline")
        .isInstanceOf(DeadlineExceededException.class);
  }

  @Test
  final void stopsWhenCancelledInBetween() {
    Forecaster forecaster = configured();
    int most = can(Capability.MULTI_SERIES) ? MOST_SERIES : 1;
    Interruption.cancelDuring(
        "fit of '" + provider().name() + "'",
        size -> {
          History history = wide(size);
          return Interruption.throwing(run -> forecaster.fit(history, run).close());
        },
        most,
        promptness());
  }

  /** So many series; each is one of a few, for the sake of speed. */
  private History wide(int size) {
    Panel panel = panel();
    List<Series> series = new ArrayList<>();
    for (int s = 0; s < size; s++) {
      series.add(panel.series(s % panel.size()).withId("series " + s));
    }
    return History.of(Panel.of(series), Scenes.ROME);
  }
}
