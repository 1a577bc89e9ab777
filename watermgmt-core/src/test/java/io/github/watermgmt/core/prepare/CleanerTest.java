// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.core.SharedData;
import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Quality;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.series.WallClock;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CleanerTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final WallClock CLOCK = WallClock.of(ROME);
  private static final TimeAxis AXIS =
      TimeAxis.of(Instant.parse("2023-01-01T23:00:00Z"), Duration.ofHours(1), 150 * 24);
  private static final int WARM = 30 * 24;

  /** A zone with habits, seasons and noise of about 4 %. */
  private static double[] zone(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[AXIS.length()];
    for (int i = 0; i < values.length; i++) {
      long at = AXIS.epochSecond(i);
      double daily = 1 + 0.5 * Math.sin((CLOCK.hourOfDay(at) - 7) * Math.PI / 12);
      double weekend = CLOCK.dayOfWeek(at) > 5 ? 0.9 : 1;
      double noise =
          1 + 0.04 * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5) * 2;
      values[i] = 40 * daily * weekend * noise * (1 + 0.1 * i / values.length);
    }
    return values;
  }

  private static final List<LocalDate> HOLIDAYS =
      List.of(LocalDate.of(2023, 4, 10), LocalDate.of(2023, 4, 25), LocalDate.of(2023, 5, 1));

  /**
   * A very regular zone, noise 0.5 %, whose people sleep in on Sundays and, if they keep them, on
   * holidays: little water at seven, much more at eleven.
   */
  private static double[] regular(long seed, List<LocalDate> holidays) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[AXIS.length()];
    for (int i = 0; i < values.length; i++) {
      long at = AXIS.epochSecond(i);
      int hour = CLOCK.hourOfDay(at);
      boolean rest = CLOCK.dayOfWeek(at) == 7 || holidays.contains(CLOCK.date(at));
      double use = hour < 6 ? 8 : hour < 9 ? (rest ? 15 : 45) : hour < 13 ? (rest ? 60 : 20) : 30;
      values[i] = use * (1 + 0.01 * (random.nextDouble() - 0.5));
    }
    return values;
  }

  private static Set<Integer> spikesIn(double[] values, Cleaner.Builder builder) {
    CleaningReport report =
        builder.without(Check.STUCK).build().clean(Panel.of(flow("A", values))).report();
    return removed(report, "A");
  }

  private static int at(int month, int day, int hour) {
    LocalDate date = LocalDate.of(2023, month, day);
    return AXIS.indexOf(date.atTime(hour, 0).atZone(ROME).toInstant());
  }

  private static Series flow(String id, double[] values) {
    return Series.of(id, Quantity.FLOW, Support.INTERVAL_MEAN, AXIS, values);
  }

  private static Set<Integer> removed(CleaningReport report, String id) {
    Set<Integer> indices = new TreeSet<>();
    for (Removal one : report.only(id).removals()) {
      int at = AXIS.indexOf(one.start());
      for (int i = 0; i < one.count(); i++) {
        indices.add(at + i);
      }
    }
    return indices;
  }

  private static void assertSameBits(Panel actual, Panel expected) {
    assertThat(actual).isEqualTo(expected);
    for (Series series : expected.series()) {
      for (int i = 0; i < series.length(); i++) {
        assertThat(Double.doubleToRawLongBits(actual.series(series.id()).value(i)))
            .isEqualTo(Double.doubleToRawLongBits(series.value(i)));
      }
    }
  }

  @Test
  void spikesAreFoundAndHonestValuesStay() {
    int hits = 0;
    int injected = 0;
    int falseOnes = 0;
    for (long seed = 1; seed <= 10; seed++) {
      double[] values = zone(seed);
      SplittableRandom random = new SplittableRandom(100 + seed);
      Set<Integer> truth = new TreeSet<>();
      while (truth.size() < 30) {
        int at = WARM + random.nextInt(AXIS.length() - WARM);
        if (truth.add(at)) {
          values[at] = random.nextBoolean() ? values[at] * 3 + 20 : values[at] - 50;
        }
      }
      Set<Integer> found =
          removed(Cleaner.builder(ROME).build().clean(Panel.of(flow("A", values))).report(), "A");
      for (int at : found) {
        hits += truth.contains(at) ? 1 : 0;
        falseOnes += truth.contains(at) ? 0 : 1;
      }
      injected += truth.size();
    }
    assertThat(hits / (double) injected).as("recall").isGreaterThan(0.95);
    assertThat(hits / (double) (hits + falseOnes)).as("precision").isGreaterThan(0.97);
  }

  @Test
  void aHolidayIsComparedWithSundays() {
    double[] values = regular(1, HOLIDAYS);
    Calendar calendar = Calendar.of(ROME, HOLIDAYS);

    assertThat(spikesIn(values, Cleaner.builder(ROME))).as("unknown").isNotEmpty();
    assertThat(spikesIn(values, Cleaner.builder(calendar))).as("known").isEmpty();

    // 45 is usual for a working day's seven o'clock, and three times a holiday's.
    values[at(5, 1, 7)] = 45;
    values[at(4, 25, 11)] = 0;
    assertThat(spikesIn(values, Cleaner.builder(calendar)))
        .containsExactlyInAnyOrder(at(5, 1, 7), at(4, 25, 11));
  }

  @Test
  void aHolidayIsRememberedAmongSundays() {
    // Holidays on the Mondays from March on, which would become the usual Monday otherwise.
    List<LocalDate> mondays =
        LocalDate.of(2023, 3, 6).datesUntil(LocalDate.of(2023, 5, 1), Period.ofWeeks(1)).toList();
    double[] values = regular(2, mondays);

    assertThat(spikesIn(values, Cleaner.builder(Calendar.of(ROME, mondays)))).isEmpty();
  }

  @Test
  void aSundayIsComparedWithHolidaysToo() {
    double[] values = regular(10, HOLIDAYS);
    for (int i = at(3, 1, 0); i < at(5, 7, 0); i++) {
      if (CLOCK.dayOfWeek(AXIS.epochSecond(i)) == 7) {
        values[i] = Double.NaN; // no Sunday is left, but three holidays are
      }
    }
    values[at(5, 7, 11)] *= 5;

    assertThat(spikesIn(values, Cleaner.builder(Calendar.of(ROME, HOLIDAYS))))
        .containsExactly(at(5, 7, 11));
  }

  @Test
  void holidaysThatAreNotKnownAreSaid() {
    Calendar calendar = Calendar.builder(ROME).validUntil(LocalDate.of(2023, 4, 30)).build();
    Panel raw = Panel.of(flow("A", regular(3, List.of())));

    assertThat(Cleaner.builder(calendar).build().clean(raw).report().notes())
        .anyMatch(note -> note.contains("holidays") && note.contains("2023-06-01"));
    assertThat(Cleaner.builder(ROME).build().clean(raw).report().notes())
        .noneMatch(note -> note.contains("holidays"));
  }

  @Test
  void aBurstStaysFromItsFirstHour() {
    for (double share : new double[] {0.3, 0.5}) {
      double[] values = regular(4, List.of());
      for (int i = at(4, 12, 1); i < at(4, 19, 15); i++) {
        values[i] += share * 25; // of the usual flow, also on top of a night of 8
      }
      assertThat(spikesIn(values, Cleaner.builder(ROME))).as("+" + share).isEmpty();
    }
  }

  @Test
  void aHotDayStays() {
    double[] values = regular(5, List.of());
    for (int i = at(5, 20, 0); i < at(5, 21, 0); i++) {
      values[i] *= 1.5;
    }
    for (int i = at(5, 23, 0); i < at(5, 24, 0); i++) {
      values[i] *= 0.6;
    }
    assertThat(spikesIn(values, Cleaner.builder(ROME))).isEmpty();
  }

  @Test
  void spikesAndZeroesAreFoundAtEveryHour() {
    double[] values = regular(6, List.of());
    Set<Integer> truth = new TreeSet<>();
    for (int hour = 0; hour < 24; hour++) {
      int up = at(3, 2 + hour, hour);
      int down = at(4, 2 + hour, hour);
      values[up] *= hour < 6 ? 5 : 3;
      values[down] = hour % 2 == 0 ? 0 : 0.05 * values[down];
      truth.add(up);
      truth.add(down);
    }
    assertThat(spikesIn(values, Cleaner.builder(ROME))).containsExactlyInAnyOrderElementsOf(truth);
  }

  @Test
  void oneHugeSpikeHidesNoOther() {
    double[] values = regular(7, List.of());
    values[at(4, 4, 11)] = 1e9;
    values[at(4, 7, 11)] *= 4;
    values[at(4, 8, 10)] = 0;

    assertThat(spikesIn(values, Cleaner.builder(ROME)))
        .containsExactly(at(4, 4, 11), at(4, 7, 11), at(4, 8, 10));
  }

  @Test
  void theFactorSaysWhatMayBeUsual() {
    double[] values = regular(8, List.of());
    values[at(4, 5, 15)] *= 1.6;
    values[at(4, 12, 15)] *= 2.7;

    assertThat(spikesIn(values, Cleaner.builder(ROME))).containsExactly(at(4, 12, 15));
    assertThat(spikesIn(values, Cleaner.builder(ROME).spikeFactor(4))).isEmpty();
    assertThat(spikesIn(values, Cleaner.builder(ROME).spikeFactor(1)))
        .containsExactly(at(4, 5, 15), at(4, 12, 15));
  }

  /** Half as much pressure again is no usual pressure: a ratio means nothing there. */
  @Test
  void onlyFlowAndVolumeHaveAFactor() {
    double[] values = regular(9, List.of());
    values[at(4, 5, 15)] *= 1.5;
    for (Quantity quantity : List.of(Quantity.PRESSURE_HEAD, Quantity.FLOW)) {
      Series series = Series.of("A", quantity, Support.INSTANT, AXIS, values);
      CleaningReport report = Cleaner.builder(ROME).build().clean(Panel.of(series)).report();

      assertThat(removed(report, "A").contains(at(4, 5, 15)))
          .as(quantity.name())
          .isEqualTo(quantity.equals(Quantity.PRESSURE_HEAD));
    }
  }

  @Test
  void stuckSensorsAreFoundFromTheSixthEqualValueOn() {
    double[] values = zone(3);
    Set<Integer> expected = new TreeSet<>();
    for (int start : new int[] {50 * 24 + 3, 90 * 24 + 15, 120 * 24}) {
      for (int i = 1; i < 14; i++) {
        values[start + i] = values[start];
        if (i >= 5) {
          expected.add(start + i);
        }
      }
    }
    Cleaner cleaner = Cleaner.builder(ROME).without(Check.SPIKE).build();

    CleaningReport report = cleaner.clean(Panel.of(flow("A", values))).report();

    assertThat(removed(report, "A")).isEqualTo(expected);
    assertThat(report.summaries())
        .containsExactly(
            new CleaningReport.Summary(
                "A", Check.STUCK, 27, AXIS.instant(50 * 24 + 8), AXIS.instant(120 * 24 + 13)));
  }

  @Test
  void everyCheckIsCausal() {
    double[] values = zone(4);
    SplittableRandom random = new SplittableRandom(9);
    for (int i = 0; i < 60; i++) {
      values[random.nextInt(values.length)] *= 4;
    }
    Arrays.fill(values, 60 * 24, 60 * 24 + 20, values[60 * 24]);
    assertCausal(Cleaner.builder(ROME).range(0, 200).build(), values);
    // Limits would keep what is spoilt from the check for spikes.
    assertCausal(Cleaner.builder(Calendar.of(ROME, HOLIDAYS)).build(), values);
  }

  private static void assertCausal(Cleaner cleaner, double[] values) {
    Panel honest = cleaner.clean(Panel.of(flow("A", values))).panel();
    for (int cut : new int[] {200, 20 * 24, 60 * 24 + 7, 99 * 24 + 13}) {
      double[] spoilt = values.clone();
      for (int i = cut; i < spoilt.length; i++) {
        spoilt[i] = i % 3 == 0 ? Double.NaN : -1e6 * i;
      }
      Panel other = cleaner.clean(Panel.of(flow("A", spoilt))).panel();

      assertSameBits(other.slice(0, cut), honest.slice(0, cut));
    }
  }

  @Test
  void undoRestoresEveryBitAndQuality() {
    double[] values = zone(5);
    values[40 * 24] = 900;
    values[40 * 24 + 1] = 1200;
    values[70 * 24] = Double.NaN;
    values[80 * 24] = -0.0;
    Arrays.fill(values, 100 * 24, 100 * 24 + 12, 33.3);
    Quality[] qualities = new Quality[values.length];
    Arrays.fill(qualities, Quality.GOOD);
    qualities[70 * 24] = Quality.MISSING;
    qualities[40 * 24] = Quality.ESTIMATED;
    qualities[30 * 24] = Quality.SUSPECT;
    Panel raw =
        Panel.of(flow("A", values).withQualities(qualities), flow("B", zone(6)), flow("C", values));
    Cleaner cleaner = Cleaner.builder(ROME).range("A", 0, 1000).range("C", 0, 1000).build();

    Cleaner.Cleaned cleaned = cleaner.clean(raw);

    assertThat(cleaned.report().summaries())
        .extracting(CleaningReport.Summary::check)
        .contains(Check.RANGE, Check.SPIKE, Check.STUCK);
    assertThat(cleaned.panel().series("A").quality(40 * 24)).isEqualTo(Quality.MISSING);
    assertThat(cleaned.panel().series("A").quality(30 * 24)).isEqualTo(Quality.SUSPECT);
    assertThat(cleaned.panel().series("B")).isSameAs(raw.series("B"));
    assertSameBits(cleaned.report().undo(cleaned.panel()), raw);
    Panel some = cleaned.report().only(Check.SPIKE).only("C").undo(cleaned.panel());
    assertThat(some.series("A")).isEqualTo(cleaned.panel().series("A"));
    assertThat(some.series("C").value(40 * 24)).isEqualTo(900);
    assertThat(some.series("C").isMissing(40 * 24 + 1)).isTrue();
    Panel elsewhere = cleaned.panel().slice(0, 500);
    assertThatThrownBy(() -> cleaned.report().undo(elsewhere)).isInstanceOf(DataException.class);
  }

  @Test
  void checksThatAreSwitchedOffTakeNothing() {
    double[] values = zone(7);
    values[50 * 24] = 5000;
    Arrays.fill(values, 70 * 24, 70 * 24 + 12, 44);
    Panel raw = Panel.of(flow("A", values));
    for (Check off : Check.values()) {
      CleaningReport report =
          Cleaner.builder(ROME).range(0, 1000).without(off).build().clean(raw).report();
      assertThat(report.only(off).count()).as(off.label()).isZero();
    }
    Cleaner none =
        Cleaner.builder(ROME)
            .range(0, 1000)
            .without(Check.RANGE)
            .without(Check.SPIKE)
            .without(Check.STUCK)
            .build();
    assertThat(none.clean(raw).panel().series("A")).isSameAs(raw.series("A"));
    assertThat(none.clean(raw).report().toText()).isEqualTo("0 values taken out");
  }

  @Test
  void aLastingChangeIsNoSpike() {
    double[] values = zone(8);
    int change = 80 * 24;
    for (int i = change; i < values.length; i++) {
      values[i] *= 4;
    }
    Set<Integer> found =
        removed(Cleaner.builder(ROME).build().clean(Panel.of(flow("A", values))).report(), "A");

    assertThat(found.stream().filter(i -> i >= change + 3)).hasSizeLessThan(30);
    assertThat(found).contains(change, change + 1, change + 2);
  }

  @Test
  void householdsKeepTheirZeroesAndTheirShowers() {
    SplittableRandom random = new SplittableRandom(10);
    double[] values = new double[AXIS.length()];
    Arrays.setAll(values, i -> random.nextDouble() < .6 ? 0 : random.nextInt(300) / 1000.0);
    Arrays.fill(values, 60 * 24, 75 * 24, 0);
    Series house = flow("H", values);

    assertThat(Cleaner.builder(ROME).build().clean(Panel.of(house)).report().count()).isZero();
    CleaningReport strict =
        Cleaner.builder(ROME).zeroMayLast(false).build().clean(Panel.of(house)).report();
    assertThat(strict.only(Check.STUCK).count()).isGreaterThanOrEqualTo(15 * 24 - 5);
  }

  @Test
  void smallAndEmptyPanels() {
    Cleaner cleaner = Cleaner.builder(ROME).range(0, 1).range("gone", 0, 1).build();
    Panel one = Panel.of(flow("A", zone(1)).slice(0, 1), flow("B", zone(2)).slice(0, 1));
    Panel empty = one.slice(0, 0);
    double[] none = new double[AXIS.length()];
    Arrays.fill(none, Double.NaN);

    assertThat(cleaner.clean(one).report().count()).isEqualTo(2);
    assertThat(cleaner.clean(one).report().notes()).anyMatch(note -> note.contains("gone"));
    assertThat(cleaner.clean(empty).panel()).isEqualTo(empty);
    assertThat(cleaner.clean(Panel.of(flow("N", none))).report().count()).isZero();
  }

  @Test
  void threadsChangeNothingAndCancellationIsHonoured() {
    Panel raw = Panel.of(flow("A", zone(1)), flow("B", zone(2)), flow("C", zone(3)));
    Cleaner cleaner = Cleaner.builder(ROME).spike(3).build();
    RunContext run = RunContext.standard();
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();

    assertThat(cleaner.clean(raw, run.withParallelism(3))).isEqualTo(cleaner.clean(raw, run));
    assertThatThrownBy(() -> cleaner.clean(raw, run.withCancellation(cancellation)))
        .isInstanceOf(CancelledException.class);
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    Cleaner.Builder builder = Cleaner.builder(ROME);
    assertThatThrownBy(() -> builder.range(2, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.range(Double.NaN, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.spike(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.spikeFactor(0.9)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.spikeFactor(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.stuck(Support.INSTANT, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.tolerance(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.longestSpike(Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Real meters: a few gross outliers, so hardly anything may go. */
  @Test
  void realReadingsKeepAlmostAll() {
    Panel panel =
        ReadingsCsv.builder()
            .unit(Unit.of("L/s"))
            .zone(ROME)
            .build()
            .read(SharedData.file("data/bwdf/inflow.csv"))
            .panel();

    CleaningReport report = Cleaner.builder(ROME).build().clean(panel).report();

    System.out.println(report.toText());
    assertThat(report.count()).isLessThan(panel.size() * panel.axis().length() / 500);
    assertThat(List.copyOf(report.summaries())).isNotEmpty();
  }
}
