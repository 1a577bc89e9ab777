// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.evaluate.Backtest;
import io.github.watermgmt.evaluate.Metrics;
import io.github.watermgmt.evaluate.Scorecard;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariate.Vintage;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ModelSelectionTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final int DAYS = 26 * 7;

  /** From a Monday in January on, over the beginning of summer time. */
  private static final TimeAxis AXIS =
      TimeAxis.of(Instant.parse("2022-01-02T23:00:00Z"), Duration.ofHours(1), DAYS * 24);

  private static final RunContext RUN = RunContext.standard();
  private static final Providers PROVIDERS = Providers.discover();

  private static Forecaster forecaster(String name) {
    return PROVIDERS.forecaster(name);
  }

  private static Series series(String id, double size, double noise, long seed) {
    Random random = new Random(seed);
    double[] values = new double[AXIS.length()];
    for (int t = 0; t < values.length; t++) {
      int hour = AXIS.instant(t).atZone(ROME).getHour();
      boolean weekend = AXIS.instant(t).atZone(ROME).getDayOfWeek().getValue() > 5;
      double shape = hour < 6 ? 0.4 : hour < 9 ? 1.5 : 1;
      values[t] = size * Math.max(0, shape * (weekend ? 0.9 : 1) + noise * random.nextGaussian());
    }
    values[500] = Double.NaN;
    return Series.of(id, Quantity.FLOW, Support.INTERVAL_MEAN, AXIS, values);
  }

  private static History history(double noise) {
    return History.of(
        Panel.of(series("A", 10, noise, 1), series("B", 30, noise, 2)), Calendar.of(ROME));
  }

  private static ModelSelection.Builder builder(History history) {
    return ModelSelection.builder()
        .history(history)
        .horizon(72)
        .origins(8, Period.ofDays(7))
        .candidate("naive", forecaster("seasonal-naive"))
        .candidate("profile", forecaster("weekly-profile"));
  }

  @Test
  void theBetterIsChosenAndTheFiguresAreThoseOfABacktest() {
    // Noise: the mean of eight weeks beats the last week.
    History history = history(0.2);
    ModelSelection selection = builder(history).build();
    Selection chosen = selection.select(RUN);
    assertThat(chosen.chosen()).isEqualTo("profile");
    assertThat(chosen.best()).isEqualTo("profile");
    assertThat(chosen.metric()).isEqualTo("MAE");
    assertThat(chosen.origins()).hasSize(8).isEqualTo(selection.origins());
    // The latest whose horizon ends by the end, at its wall-clock time, in spite of summer time.
    Instant end = history.end();
    assertThat(chosen.origins()).allMatch(origin -> !origin.plus(Duration.ofDays(3)).isAfter(end));
    assertThat(chosen.origins().get(7)).isEqualTo(end.minus(Duration.ofDays(7)));
    Scorecard card =
        Scorecard.of(
            Backtest.builder()
                .history(history)
                .horizon(72)
                .origins(chosen.origins())
                .forecaster("naive", forecaster("seasonal-naive"))
                .forecaster("profile", forecaster("weekly-profile"))
                .build()
                .run(RUN),
            List.of(Metrics.mae()));
    for (String label : List.of("naive", "profile")) {
      assertThat(chosen.standing(label).mean()).isCloseTo(card.mean(label, "MAE"), within(1e-12));
      assertThat(chosen.standing(label).failures()).isZero();
    }
    assertThat(chosen.standing("naive").toBest())
        .isEqualTo(DieboldMariano.of(card, "naive", "profile", "MAE"));
    assertThat(chosen.standing("naive").toBest().twoSided()).isLessThan(0.01);
    assertThat(chosen.standing("profile").toBest().difference()).isZero();
    assertThat(chosen.toString()).startsWith("profile by MAE over 8 origins\nnaive ");
    assertThatThrownBy(() -> chosen.standing("third")).hasMessageContaining("[naive, profile]");
  }

  @Test
  void originsKeepTheirWallClockTimeInSpiteOfSummerTime() {
    Instant cutoff = LocalDate.of(2022, 4, 11).atStartOfDay(ROME).toInstant();
    List<Instant> origins = builder(history(0.2)).cutoff(cutoff).build().origins();
    assertThat(origins)
        .hasSize(8)
        .allMatch(origin -> origin.atZone(ROME).toLocalTime().equals(LocalTime.MIDNIGHT))
        .endsWith(LocalDate.of(2022, 4, 4).atStartOfDay(ROME).toInstant())
        .startsWith(LocalDate.of(2022, 2, 14).atStartOfDay(ROME).toInstant());
  }

  @Test
  void whatCannotBeToldApartIsDecidedForTheSimple() {
    History history = history(0.2);
    ModelSelection.Builder builder =
        ModelSelection.builder()
            .history(history)
            .horizon(24)
            .origins(6, Period.ofDays(7))
            .candidate("first", PROVIDERS.forecaster("weekly-profile", "weeks=6"))
            .candidate("twin", PROVIDERS.forecaster("weekly-profile", "weeks=6"));
    assertThat(builder.build().select(RUN).chosen()).as("of equals the first").isEqualTo("first");
    builder.candidate("eight", forecaster("weekly-profile"));
    Selection best = builder.build().select(RUN);
    Selection simple = builder.oneStandardError().build().select(RUN);
    assertThat(simple.best()).isEqualTo(best.best()).isEqualTo(best.chosen());
    DieboldMariano toBest = simple.standing("first").toBest();
    boolean near = toBest.difference() <= toBest.standardError();
    assertThat(simple.chosen()).isEqualTo(near ? "first" : best.best());
    // Far apart the rule changes nothing.
    assertThat(builder(history).oneStandardError().build().select(RUN).chosen())
        .isEqualTo("profile");
  }

  @Property(tries = 12)
  void toChangeTheFutureChangesNoChoice(
      @ForAll @IntRange(min = 120, max = DAYS - 1) int day, @ForAll long corruption) {
    Instant cutoff = AXIS.instant(24 * day);
    List<Selection> both = new ArrayList<>();
    for (boolean corrupt : new boolean[] {false, true}) {
      Random random = new Random(corruption);
      List<Series> all = new ArrayList<>();
      for (Series one : history(0.2).targets().series()) {
        double[] values = one.toArray();
        for (int t = 24 * day; corrupt && t < values.length; t++) {
          values[t] = random.nextInt(3) == 0 ? Double.NaN : 1e6 * random.nextDouble();
        }
        all.add(one.withValues(values));
      }
      List<Vintage> vintages = new ArrayList<>();
      double[] weather = new double[AXIS.length()];
      for (int t = 0; t < weather.length; t++) {
        weather[t] = corrupt && t >= 24 * day ? 99 : t % 24;
      }
      Series observed =
          Series.of("temp", Quantity.TEMPERATURE, Support.INTERVAL_MEAN, AXIS, weather);
      for (int d = 1; d < DAYS; d++) {
        boolean late = corrupt && AXIS.instant(24 * d).isAfter(cutoff);
        vintages.add(
            new Vintage(
                AXIS.instant(24 * d),
                observed
                    .withValues(new double[AXIS.length()])
                    .slice(24 * d, late ? 24 * d : AXIS.length())));
      }
      History history =
          new History(
              Panel.of(all),
              Covariates.of(Covariate.forecast(observed, vintages)),
              Calendar.of(ROME));
      both.add(builder(history).origins(4, Period.ofDays(7)).cutoff(cutoff).build().select(RUN));
    }
    assertThat(both.get(1)).isEqualTo(both.get(0));
    assertThat(both.get(0).origins())
        .allMatch(origin -> !origin.plus(Duration.ofDays(3)).isAfter(cutoff));
  }

  @Test
  void aCandidateThatFailsIsNotChosenAndSaysWhy() {
    // The first origins have less history than weekly-profile of 60 weeks may want; here: too few.
    History history = history(0.2);
    List<Instant> early = List.of(AXIS.instant(24 * 2), AXIS.instant(24 * 60));
    ModelSelection.Builder builder = builder(history).origins(early);
    assertThatThrownBy(() -> builder.build().select(RUN))
        .isInstanceOf(UnsupportedRequestException.class)
        .hasMessageContaining("WM-201")
        .hasMessageContaining("take later origins");
  }

  @Test
  void anyNumberOfThreadsChoosesTheSame() {
    Selection alone = builder(history(0.2)).build().select(RUN);
    assertThat(builder(history(0.2)).build().select(RUN.withParallelism(3))).isEqualTo(alone);
  }

  @Test
  void whatIsWrongIsRefused() {
    History history = history(0.2);
    assertThatThrownBy(() -> ModelSelection.builder().build())
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> builder(history).cutoff(AXIS.instant(50).plusSeconds(7)).build())
        .isInstanceOf(DataException.class)
        .hasMessageContaining("cutoff (");
    assertThatThrownBy(() -> builder(history).cutoff(AXIS.end().plusSeconds(3600)).build())
        .isInstanceOf(DataException.class);
    // A horizon that goes past the cutoff, as origins of the caller's may.
    Instant cutoff = AXIS.instant(24 * 60);
    assertThatThrownBy(
            () ->
                builder(history)
                    .cutoff(cutoff)
                    .origins(List.of(cutoff.minus(Duration.ofHours(71))))
                    .build())
        .hasMessageContaining("past the end");
    assertThatThrownBy(() -> builder(history).candidate("naive", forecaster("seasonal-naive")))
        .hasMessageContaining("label (naive)");
    assertThatThrownBy(() -> builder(history).origins(0, Period.ofDays(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder(history).horizon(0).build())
        .hasMessageContaining("horizon (0)");
    assertThatThrownBy(() -> builder(history).horizon(24 * 400).build())
        .hasMessageContaining("origins (0)");
  }
}
