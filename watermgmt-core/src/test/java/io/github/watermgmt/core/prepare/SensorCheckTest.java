// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.core.prepare.SensorFault.Kind;
import io.github.watermgmt.core.testing.FaultInjection;
import io.github.watermgmt.core.testing.SyntheticDemand;
import io.github.watermgmt.error.CancelledException;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Quality;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Cancellation;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.junit.jupiter.api.Test;

class SensorCheckTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final TimeAxis AXIS = SyntheticDemand.axis(364, Duration.ofHours(1));
  private static final SensorCheck CHECK = SensorCheck.builder(SyntheticDemand.CALENDAR).build();

  private static Series flow(String id, TimeAxis axis, double[] values) {
    return Series.of(id, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values);
  }

  private static double[] zone(long seed) {
    return SyntheticDemand.zone(7, seed, AXIS);
  }

  /** A zone among four honest ones. */
  private static Panel among(double[] values) {
    List<Series> series = new ArrayList<>();
    series.add(flow("A", AXIS, values));
    for (int i = 2; i <= 5; i++) {
      series.add(flow("zone-" + i, AXIS, zone(i)));
    }
    return Panel.of(series);
  }

  private static int at(int month, int day, int hour) {
    return AXIS.indexOf(LocalDate.of(2022, month, day).atTime(hour, 0).atZone(ROME).toInstant());
  }

  private static List<SensorFault> of(Panel panel, String id) {
    return CHECK.check(panel).faults().stream().filter(f -> f.series().equals(id)).toList();
  }

  @Test
  void aRezoningIsFoundToTheHoursAndTakenBack() {
    double[] values = zone(1);
    int when = at(6, 14, 10);
    FaultInjection.scale(values, when, 1.4);
    Panel panel = among(values);

    SensorFault found = of(panel, "A").get(0);

    assertThat(of(panel, "A")).hasSize(1);
    assertThat(found.kind()).isEqualTo(Kind.LEVEL_SHIFT);
    assertThat(Duration.between(AXIS.instant(when), found.since()).abs())
        .isLessThanOrEqualTo(Duration.ofHours(6));
    assertThat(found.relative()).isCloseTo(0.4, within(0.1));
    assertThat(found.confidence()).isGreaterThan(0.8);
    assertThat(found.delay()).isBetween(Duration.ofDays(9), Duration.ofDays(17));

    LevelShift shift = LevelShift.of(found);
    LevelShift.Adjusted adjusted = shift.adjust(panel);
    int from = AXIS.indexOf(found.since());
    Series after = adjusted.panel().series("A");
    assertThat(after.value(when - 24)).isEqualTo(shift.factor() * values[when - 24]);
    assertThat(after.quality(when - 24)).isEqualTo(Quality.ESTIMATED);
    assertThat(after.value(from)).isEqualTo(values[from]);
    assertThat(after.quality(from)).isEqualTo(Quality.GOOD);
    assertThat(adjusted.count()).isEqualTo(from);
    assertThat(adjusted.panel().series("zone-2")).isSameAs(panel.series("zone-2"));
    assertThat(of(adjusted.panel(), "A")).as("the adjusted history").isEmpty();
    assertThat(adjusted.undo(adjusted.panel())).isEqualTo(panel);
  }

  @Test
  void oneShiftAfterTheOtherIsFound() {
    double[] values = zone(1);
    FaultInjection.scale(values, at(5, 10, 0), 1.5);
    FaultInjection.scale(values, at(6, 14, 0), 1.5);
    FaultInjection.scale(values, at(8, 30, 0), 0.4);

    assertThat(of(among(values), "A"))
        .extracting(SensorFault::kind)
        .containsExactly(Kind.LEVEL_SHIFT, Kind.LEVEL_SHIFT, Kind.LEVEL_SHIFT);
  }

  @Test
  void aClockThatIsNotPutForwardInSpringIsFound() {
    double[] values = zone(1);
    // From the 27th of March on the logger stays at winter time: it stamps an hour late.
    FaultInjection.late(values, at(3, 27, 3), 1);
    Panel panel = among(values);

    List<SensorFault> found = of(panel, "A");

    assertThat(found).hasSize(1);
    assertThat(found.get(0).kind()).isEqualTo(Kind.CLOCK_SHIFT);
    assertThat(found.get(0).size()).isEqualTo(1);
    assertThat(Duration.between(AXIS.instant(at(3, 27, 3)), found.get(0).since()).abs())
        .isLessThanOrEqualTo(Duration.ofDays(2));
  }

  @Test
  void aClockThatIsSetRightAgainIsFoundTwice() {
    double[] values = zone(1);
    double[] late = values.clone();
    FaultInjection.late(late, at(4, 20, 0), -3);
    System.arraycopy(values, at(7, 6, 0), late, at(7, 6, 0), values.length - at(7, 6, 0));

    assertThat(of(among(late), "A")).extracting(SensorFault::size).containsExactly(-3.0, 3.0);
  }

  @Test
  void honestZonesChangeTheirClocksWithTheZone() {
    assertThat(CHECK.check(among(zone(1))).faults()).isEmpty();
  }

  @Test
  void aDriftIsFoundAmongItsNeighbours() {
    double[] values = zone(1);
    FaultInjection.drift(values, at(4, 1, 0), 84 * 24, -0.04 / 168);

    SensorFault found = of(among(values), "A").get(0);

    assertThat(found.kind()).isEqualTo(Kind.DRIFT);
    assertThat(found.relative()).isBetween(-0.06, -0.02);
    assertThat(found.known()).isAfter(AXIS.instant(at(4, 1, 0)));
  }

  /** Corrupting the future changes nothing that was known. */
  @Property(tries = 12, shrinking = ShrinkingMode.OFF)
  void everyFindingIsCausal(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = zone(1);
    FaultInjection.scale(values, 24 * random.nextInt(80, 200), random.nextDouble(0.5, 2));
    FaultInjection.late(values, 24 * random.nextInt(80, 300), random.nextInt(-5, 6));
    FaultInjection.drift(values, 24 * random.nextInt(80, 300), 90 * 24, 0.05 / 168);
    int gap = random.nextInt(values.length - 49 * 24);
    Arrays.fill(values, gap, gap + random.nextInt(1, 49 * 24), Double.NaN);
    Panel panel = among(values);
    SensorReport whole = CHECK.check(panel);
    List<Instant> cuts = new ArrayList<>();
    cuts.add(AXIS.instant(random.nextInt(30 * 24, values.length)));
    // Where a finding has just become known, it hangs by a thread.
    whole.faults().forEach(fault -> cuts.add(fault.known()));
    for (Instant known : cuts) {
      int cut = AXIS.ceilingIndex(known);
      List<Series> spoilt = new ArrayList<>();
      List<Series> cutOff = new ArrayList<>();
      for (Series series : panel.series()) {
        double[] other = series.toArray();
        for (int i = cut; i < other.length; i++) {
          other[i] = random.nextInt(4) == 0 ? Double.NaN : 1e6 * random.nextDouble() - 4e5;
        }
        spoilt.add(series.withValues(other));
        cutOff.add(series.slice(0, cut));
      }
      assertThat(CHECK.check(Panel.of(spoilt)).knownAt(known).faults())
          .isEqualTo(whole.knownAt(known).faults());
      assertThat(CHECK.check(Panel.of(cutOff)).knownAt(known).faults())
          .isEqualTo(whole.knownAt(known).faults());
    }
  }

  @Test
  void longGapsAndHouseholdsAreNotJudgedAndSaidSo() {
    double[] values = zone(1);
    Arrays.fill(values, at(4, 10, 0), at(5, 29, 0), Double.NaN);
    SensorReport gaps = CHECK.check(Panel.of(flow("A", AXIS, values)));
    assertThat(gaps.faults()).isEmpty();
    assertThat(gaps.notes()).anyMatch(note -> note.startsWith("A: the level of "));
    assertThat(gaps.notes()).contains("A: too few others to compare with");

    double[] house = SyntheticDemand.household(3, AXIS);
    SensorReport home = CHECK.check(Panel.of(flow("H", AXIS, house)));
    assertThat(home.faults()).isEmpty();
    assertThat(home.notes()).contains("H: the level of 364 of 364 days not judged");
    assertThat(
            Cleaner.builder(ROME).build().clean(Panel.of(flow("H", AXIS, house))).report().count())
        .isLessThan(5);
  }

  @Test
  void quarterHoursDaysPressuresAndNothing() {
    TimeAxis quarters = SyntheticDemand.axis(200, Duration.ofMinutes(15));
    double[] late = SyntheticDemand.zone(7, 1, quarters);
    FaultInjection.late(late, 120 * 96, 8);
    assertThat(CHECK.check(Panel.of(flow("Q", quarters, late))).faults())
        .extracting(SensorFault::size)
        .containsExactly(2.0);

    TimeAxis days = SyntheticDemand.axis(300, Duration.ofDays(1));
    double[] daily = new double[300];
    SplittableRandom random = new SplittableRandom(1);
    Arrays.setAll(daily, i -> (i < 200 ? 40 : 60) + random.nextDouble());
    assertThat(CHECK.check(Panel.of(flow("D", days, daily))).faults())
        .extracting(SensorFault::kind)
        .containsExactly(Kind.LEVEL_SHIFT);

    double[] head = new double[AXIS.length()];
    Arrays.setAll(head, i -> 50 + random.nextDouble() + (i < 4000 ? 0 : 3));
    Series pressure = Series.of("P", Quantity.PRESSURE_HEAD, Support.INSTANT, AXIS, head);
    List<SensorFault> found = CHECK.check(Panel.of(pressure)).faults();
    assertThat(found).extracting(SensorFault::kind).containsExactly(Kind.LEVEL_SHIFT);
    assertThat(found.get(0).size()).as("m").isCloseTo(3, within(0.2));

    double[] none = new double[AXIS.length()];
    Arrays.fill(none, Double.NaN);
    assertThat(CHECK.check(Panel.of(flow("N", AXIS, none))).faults()).isEmpty();
    Arrays.fill(none, 5);
    assertThat(CHECK.check(Panel.of(flow("C", AXIS, none))).faults()).isEmpty();
    Panel empty = Panel.of(flow("E", AXIS, none)).slice(0, 0);
    assertThat(CHECK.check(empty).faults()).isEmpty();
    assertThat(CHECK.check(Panel.of(flow("O", AXIS, none)).slice(0, 1)).faults()).isEmpty();
  }

  @Test
  void daysThatChangeTheClocksPassInEveryZone() {
    for (String zone :
        List.of("Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca", "Asia/Kathmandu")) {
      double[] values = new double[AXIS.length()];
      SensorCheck check = SensorCheck.builder(ZoneId.of(zone)).build();
      var clock = io.github.watermgmt.series.WallClock.of(ZoneId.of(zone));
      SplittableRandom random = new SplittableRandom(2);
      for (int i = 0; i < values.length; i++) {
        double hour = clock.secondOfDay(AXIS.epochSecond(i)) / 3600.0;
        values[i] = 30 + 20 * Math.sin((hour - 7) * Math.PI / 12) + random.nextDouble();
      }
      assertThat(check.check(Panel.of(flow("A", AXIS, values))).faults()).as(zone).isEmpty();
    }
  }

  @Test
  void threadsChangeNothingAndCancellationIsHonoured() {
    double[] values = zone(1);
    FaultInjection.scale(values, at(6, 14, 10), 1.4);
    Panel panel = among(values);
    RunContext run = RunContext.standard();
    Cancellation cancellation = new Cancellation();
    cancellation.cancel();

    assertThat(CHECK.check(panel, run.withParallelism(3))).isEqualTo(CHECK.check(panel, run));
    assertThatThrownBy(() -> CHECK.check(panel, run.withCancellation(cancellation)))
        .isInstanceOf(CancelledException.class);
  }

  @Test
  void kindsCanBeLeftOutAndReportsRead() {
    double[] values = zone(1);
    FaultInjection.scale(values, at(6, 14, 10), 1.4);
    FaultInjection.late(values, at(9, 14, 10), 2);
    Panel panel = among(values);

    SensorReport report = CHECK.check(panel);
    assertThat(report.only(Kind.CLOCK_SHIFT).faults()).hasSize(1);
    assertThat(report.toText())
        .contains("A: level shift since 2022-06-14T")
        .contains("A: clock shift since 2022-09-");
    for (Kind kind : Kind.values()) {
      SensorCheck some = SensorCheck.builder(SyntheticDemand.CALENDAR).without(kind).build();
      assertThat(some.check(panel).only(kind).faults()).isEmpty();
    }
  }

  @Test
  void aShiftIsTakenBackBitForBit() {
    double[] values = {1, -0.0, Double.NaN, 4, 5};
    TimeAxis axis = AXIS.slice(0, 5);
    Series series =
        flow("A", axis, values)
            .withQualities(
                new Quality[] {
                  Quality.SUSPECT, Quality.GOOD, Quality.MISSING, Quality.GOOD, Quality.ESTIMATED
                });
    Panel panel = Panel.of(series);

    LevelShift.Adjusted adjusted = LevelShift.offset("A", axis.instant(3), 2).adjust(panel);

    assertThat(adjusted.panel().series("A").toArray()).containsExactly(3, 2, Double.NaN, 4, 5);
    assertThat(adjusted.count()).isEqualTo(2);
    Panel undone = adjusted.undo(adjusted.panel());
    assertThat(undone).isEqualTo(panel);
    assertThat(Double.doubleToRawLongBits(undone.series("A").value(1)))
        .isEqualTo(Double.doubleToRawLongBits(-0.0));
    assertThatThrownBy(() -> adjusted.undo(adjusted.panel().slice(1, 5)))
        .isInstanceOf(DataException.class);
    assertThatThrownBy(() -> LevelShift.offset("B", axis.instant(3), 2).adjust(panel))
        .isInstanceOf(DataException.class);
  }

  @Test
  void settingsThatMakeNoSenseAreRefused() {
    SensorCheck.Builder builder = SensorCheck.builder(ROME);
    assertThatThrownBy(() -> builder.leastShift(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.deviations(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> builder.leastDrift(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> LevelShift.scaling("A", Instant.EPOCH, 0))
        .isInstanceOf(IllegalArgumentException.class);
    SensorFault clock =
        new SensorFault("A", Kind.CLOCK_SHIFT, Instant.EPOCH, Instant.EPOCH, 1, Double.NaN, 1);
    assertThatThrownBy(() -> LevelShift.of(clock)).isInstanceOf(IllegalArgumentException.class);
  }
}
