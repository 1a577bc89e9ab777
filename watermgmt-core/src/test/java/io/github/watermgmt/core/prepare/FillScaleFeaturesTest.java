// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.model.EntryReader;
import io.github.watermgmt.model.EntryWriter;
import io.github.watermgmt.model.ModelCorruptException;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Quality;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class FillScaleFeaturesTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final WallClock CLOCK = WallClock.of(ROME);
  private static final TimeAxis AXIS =
      TimeAxis.of(Instant.parse("2023-02-05T23:00:00Z"), Duration.ofHours(1), 80 * 24);

  private static Series series(String id, Quantity quantity, IntToDoubleFunction value) {
    double[] values = new double[AXIS.length()];
    Arrays.setAll(values, value);
    return Series.of(id, quantity, Support.INTERVAL_MEAN, AXIS, values);
  }

  private static double habit(int i) {
    long at = AXIS.epochSecond(i);
    return 10 * CLOCK.dayOfWeek(at) + CLOCK.hourOfDay(at);
  }

  @Test
  void gapsAreFilledByTheHabitOfTheWallClockOverAChangeOfClocks() {
    Series gappy =
        series("A", Quantity.FLOW, i -> i >= 40 * 24 && i % 5 != 0 ? Double.NaN : habit(i));

    GapFill.Filled filled = GapFill.of(ROME).fill(Panel.of(gappy));

    int missing = gappy.missing();
    assertThat(filled.count()).isEqualTo(missing);
    Series whole = filled.panel().series("A");
    for (int i = 40 * 24; i < AXIS.length(); i++) {
      assertThat(whole.value(i)).as("%s", AXIS.instant(i)).isEqualTo(habit(i));
      assertThat(whole.quality(i)).isEqualTo(i % 5 != 0 ? Quality.ESTIMATED : Quality.GOOD);
    }
  }

  @Test
  void fillingIsCausalAndLeavesWhatNothingIsKnownFor() {
    Series gappy = series("A", Quantity.FLOW, i -> i < 30 || i % 7 == 0 ? Double.NaN : habit(i));
    Series spoilt = series("A", Quantity.FLOW, i -> i < 999 ? gappy.value(i) : -1e9);

    GapFill.Filled filled = GapFill.of(ROME).fill(Panel.of(gappy));
    Panel other = GapFill.of(ROME).fill(Panel.of(spoilt)).panel();

    assertThat(other.slice(0, 999)).isEqualTo(filled.panel().slice(0, 999));
    GapFill.Gap first = filled.gaps().get(0);
    assertThat(first).isEqualTo(new GapFill.Gap("A", AXIS.start(), 30, 0));
    assertThat(filled.panel().series("A").isMissing(29)).isTrue();
    Panel complete = Panel.of(series("B", Quantity.FLOW, i -> i));
    assertThat(GapFill.of(ROME).fill(complete).panel().series("B")).isSameAs(complete.series("B"));
  }

  @Test
  void scalingIsRobustAndInvertible() {
    double[] values = new SplittableRandom(1).doubles(1001, 0, 100).toArray();
    values[7] = 1e12;
    values[8] = Double.NaN;
    Scaling scaling = Scaling.learn(values);

    assertThat(scaling.centre()).isBetween(45.0, 55.0);
    assertThat(scaling.spread()).isBetween(30.0, 45.0);
    for (double value : new double[] {-5, 0, 3.25, 1e6}) {
      assertThat(scaling.invert(scaling.apply(value))).isCloseTo(value, within(1e-6));
    }
    assertThat(scaling.apply(Double.NaN)).isNaN();
    assertThat(Scaling.learn(new double[] {4, 4, Double.NaN})).isEqualTo(new Scaling(4, 1));
    assertThat(Scaling.learn(new double[] {0, 0, 0, 4}).spread()).isCloseTo(2, within(1e-12));
    assertThat(Scaling.learn(new double[0])).isEqualTo(new Scaling(0, 1));
    EntryWriter out = new EntryWriter();
    scaling.write(out);
    assertThat(Scaling.read(new EntryReader("scaling", out.toByteArray()))).isEqualTo(scaling);
    byte[] bad = new EntryWriter().writeDouble(1).writeDouble(0).toByteArray();
    assertThatThrownBy(() -> Scaling.read(new EntryReader("scaling", bad)))
        .isInstanceOf(ModelCorruptException.class);
  }

  @Test
  void columnsSayWhatTheirNamesSay() {
    Series target = series("A", Quantity.FLOW, i -> habit(i));
    Series heat = series("heat", Quantity.TEMPERATURE, i -> i % 40);
    Calendar calendar = Calendar.of(ROME, List.of(LocalDate.of(2023, 4, 10)));
    Covariates covariates = Covariates.of(Covariate.known(heat));
    List<Feature> columns =
        List.of(
            new Feature.Lag(7),
            new Feature.Holiday(0),
            new Feature.Holiday(-1),
            new Feature.DayOfWeek(3),
            new Feature.Outside("heat", 24, 30),
            new Feature.Wave(false, 1, false));
    for (int i = 0; i < AXIS.length(); i++) {
      long at = AXIS.epochSecond(i);
      LocalDate date = CLOCK.date(at);
      double[] x =
          columns.stream().mapToDouble(c -> c.at(at, target, covariates, calendar)).toArray();
      if (i < 7 * 24) {
        assertThat(x[0]).isNaN();
      } else {
        // 02:00 on the day when clocks go forward exists neither then nor in its lag.
        assertThat(x[0]).isEqualTo(habit(AXIS.indexCovering(CLOCK.shiftDays(at, -7))));
      }
      assertThat(x[1]).isEqualTo(date.equals(LocalDate.of(2023, 4, 10)) ? 1 : 0);
      assertThat(x[2]).isEqualTo(date.equals(LocalDate.of(2023, 4, 11)) ? 1 : 0);
      assertThat(x[3]).isEqualTo(date.getDayOfWeek().getValue() == 3 ? 1 : 0);
      assertThat(x[4]).isEqualTo(Math.max(0, Math.min(6, i % 40 - 24)));
      assertThat(x[5]).isCloseTo(Math.sin(CLOCK.hourOfDay(at) * Math.PI / 12), within(1e-12));
    }
  }

  @Test
  void constantColumnsAreDroppedAndUnseenWeatherIsHeld() {
    SplittableRandom random = new SplittableRandom(6);
    Series target = series("A", Quantity.FLOW, i -> habit(i) + random.nextDouble());
    Series rain = series("rain", Quantity.RAIN, i -> i < 60 * 24 ? 0 : 12);
    Series heat = series("heat", Quantity.TEMPERATURE, i -> i < 60 * 24 ? i % 24 : 500);
    Covariates covariates = Covariates.of(Covariate.known(rain), Covariate.known(heat));
    Calendar calendar = Calendar.of(ROME);
    Features features =
        Features.builder()
            .daysOfWeek()
            .holidays(-1, 0)
            .daily(2)
            .yearly(1)
            .lagDays(7, 14)
            .covariate("rain", 0, 15)
            .covariate("heat")
            .build();

    FittedFeatures fitted = features.fit(target, covariates, calendar, AXIS.slice(0, 60 * 24));

    assertThat(fitted.dropped())
        .containsExactly("holiday-1", "holiday", "rain above 0.0 up to 15.0");
    assertThat(fitted.size()).isEqualTo(features.names().size() - 3);
    double[] train = fitted.matrix(target, covariates, calendar, AXIS.slice(14 * 24, 60 * 24));
    int width = fitted.size();
    int heatColumn = fitted.names().indexOf("heat");
    double sum = 0;
    for (int i = 0; i < train.length; i++) {
      assertThat(train[i]).isBetween(-4.0, 4.0);
      sum += i % width == heatColumn ? train[i] : 0;
    }
    assertThat(sum * width / train.length).isCloseTo(0, within(1e-9));
    double[] later = fitted.matrix(target, covariates, calendar, AXIS.slice(60 * 24, 61 * 24));
    for (int i = 0; i < 24; i++) {
      assertThat(later[i * width + heatColumn]).isEqualTo(4);
    }
    EntryWriter out = new EntryWriter();
    fitted.write(out);
    byte[] bytes = out.toByteArray();
    FittedFeatures read = FittedFeatures.read(new EntryReader("features", bytes));
    assertThat(read.names()).isEqualTo(fitted.names());
    assertThat(read.dropped()).isEqualTo(fitted.dropped());
    assertThat(read.matrix(target, covariates, calendar, AXIS.slice(60 * 24, 61 * 24)))
        .isEqualTo(later);
    for (int length = 0; length < bytes.length; length += 7) {
      byte[] cut = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> FittedFeatures.read(new EntryReader("features", cut)))
          .isInstanceOf(ModelCorruptException.class);
    }
  }

  @Test
  void featuresNeverLookBeyondTheCutoff() {
    Series target = series("A", Quantity.FLOW, i -> habit(i) + i % 11);
    Features features = Features.builder().lagDays(1, 7).daily(1).build();
    Instant cutoff = AXIS.instant(50 * 24);
    Series known = target.before(cutoff);
    TimeAxis rows = AXIS.slice(8 * 24, 50 * 24);
    FittedFeatures honest = features.fit(known, Covariates.none(), Calendar.of(ROME), rows);
    FittedFeatures all = features.fit(target, Covariates.none(), Calendar.of(ROME), rows);

    TimeAxis future = known.axis().next(48);
    double[] x = honest.matrix(known, Covariates.none(), Calendar.of(ROME), future);
    double[] y = all.matrix(target, Covariates.none(), Calendar.of(ROME), future);
    int lag1 = honest.names().indexOf("lag-1d");
    int lag7 = honest.names().indexOf("lag-7d");
    for (int i = 0; i < 48; i++) {
      assertThat(x[i * honest.size() + lag7]).isEqualTo(y[i * honest.size() + lag7]);
      if (i >= 24) {
        assertThat(x[i * honest.size() + lag1]).isNaN();
      }
    }
  }

  @Test
  void missingCovariatesAreNamedAllAtOnce() {
    Series target = series("A", Quantity.FLOW, i -> i);
    Features features = Features.builder().covariate("rain").covariate("heat").build();

    assertThatThrownBy(() -> features.fit(target, Covariates.none(), Calendar.of(ROME), AXIS))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("rain")
        .hasMessageContaining("heat");
    assertThatThrownBy(() -> Features.builder().build())
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Features.builder().lagDays(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Features.builder().lagDays(1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
