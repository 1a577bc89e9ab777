// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.core.SharedData;
import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.core.prepare.SensorFault.Kind;
import io.github.watermgmt.core.testing.FaultInjection;
import io.github.watermgmt.core.testing.SyntheticDemand;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Promise D8: stuck, spiking, drifting, shifted and late sensors are reported. Faults are injected,
 * one at a time, into panels of invented zones ({@link SyntheticDemand}) and of real ones; every
 * measurement prints its table, which stands in {@code docs/prepare.md}.
 */
class SensorFaultsTest {
  private static final int ZONES = 8;
  private static final int DAYS = 728;
  private static final int WARM_DAYS = 100;
  private static final int LAST_DAYS = 120;

  /** A fault as it is injected. */
  private enum Fault {
    SPIKE("spike: 3 to 6 times the usual, or nothing"),
    STUCK("stuck: 12 to 72 hours"),
    SHIFT_UP("level shift: +20 to +60 %"),
    SHIFT_DOWN("level shift: −20 to −60 %"),
    CUSTOMER("level shift: a customer of 25 to 50 %"),
    DRIFT("drift: ±3 to ±6 % a week for 12 weeks"),
    CLOCK("clock: 1 to 5 hours late or early");

    private final String words;

    Fault(String words) {
      this.words = words;
    }

    Kind kind() {
      return this == DRIFT ? Kind.DRIFT : this == CLOCK ? Kind.CLOCK_SHIFT : Kind.LEVEL_SHIFT;
    }
  }

  /** What came of the faults of one sort. */
  private static final class Score {
    private int injected;
    private int hits;
    private int wrong;
    private int mistaken;
    private double delayDays;
    private double errorHours;

    double recall() {
      return (double) hits / injected;
    }

    double precision() {
      return hits == 0 ? 0 : (double) hits / (hits + wrong);
    }
  }

  /** Injects a fault; returns its size where that is of interest. */
  private static void inject(Fault fault, double[] values, int at, SplittableRandom random) {
    int sign = random.nextBoolean() ? 1 : -1;
    double mean = Arrays.stream(values).filter(v -> !Double.isNaN(v)).average().orElseThrow();
    switch (fault) {
      case SPIKE -> values[at] = random.nextInt(3) == 0 ? 0 : values[at] * random.nextDouble(3, 6);
      case STUCK -> FaultInjection.stuck(values, at, random.nextInt(12, 73));
      case SHIFT_UP -> FaultInjection.scale(values, at, random.nextDouble(1.2, 1.6));
      case SHIFT_DOWN -> FaultInjection.scale(values, at, random.nextDouble(0.4, 0.8));
      case CUSTOMER -> FaultInjection.offset(values, at, mean * random.nextDouble(0.25, 0.5));
      case DRIFT ->
          FaultInjection.drift(values, at, 12 * 168, sign * random.nextDouble(0.03, 0.06) / 168);
      case CLOCK -> FaultInjection.late(values, at, sign * random.nextInt(1, 6));
    }
  }

  private static boolean matches(SensorFault found, Fault fault, Instant at) {
    if (found.kind() != fault.kind()) {
      return false;
    }
    if (fault == Fault.DRIFT) {
      Duration after = Duration.between(at, found.known());
      return !after.isNegative() && after.toDays() <= 12 * 7 + 14;
    }
    return Math.abs(Duration.between(at, found.since()).toHours()) <= 72;
  }

  private static Panel town(long town, int zones) {
    TimeAxis axis = SyntheticDemand.axis(DAYS, Duration.ofHours(1));
    List<Series> series = new ArrayList<>();
    for (int zone = 0; zone < zones; zone++) {
      double[] values = SyntheticDemand.zone(town, 100 * town + zone, axis);
      series.add(Series.of("zone-" + zone, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));
    }
    return Panel.of(series);
  }

  /**
   * Injects and counts.
   *
   * @param alone whether the sensor has no neighbours
   */
  private static Map<Fault, Score> measure(
      List<Panel> panels, Calendar calendar, int each, boolean alone) {
    Map<Fault, Score> scores = new EnumMap<>(Fault.class);
    SensorCheck check = SensorCheck.builder(calendar).build();
    Cleaner cleaner = Cleaner.builder(calendar).build();
    SplittableRandom random = new SplittableRandom(8);
    for (Panel honest : panels) {
      Set<SensorFault> before = new HashSet<>(check.check(honest).faults());
      for (Fault fault : Fault.values()) {
        Score score = scores.computeIfAbsent(fault, f -> new Score());
        for (int k = 0; k < each; k++) {
          Series series = honest.series(random.nextInt(honest.size()));
          int at = random.nextInt(24 * WARM_DAYS, honest.axis().length() - 24 * LAST_DAYS);
          double[] values = series.toArray();
          while (Double.isNaN(values[at]) || Double.isNaN(values[at + 1])) {
            at++;
          }
          inject(fault, values, at, random);
          Panel spoilt =
              alone ? Panel.of(series.withValues(values)) : honest.with(series.withValues(values));
          Instant instant = honest.axis().instant(at);
          score.injected++;
          if (fault == Fault.SPIKE || fault == Fault.STUCK) {
            count(score, fault, cleaner, honest, spoilt, series.id(), instant);
          } else {
            if (alone) {
              before = new HashSet<>(check.check(Panel.of(series)).faults());
            }
            count(score, fault, check.check(spoilt).faults(), before, series.id(), instant);
          }
        }
      }
    }
    return scores;
  }

  private static void count(
      Score score,
      Fault fault,
      List<SensorFault> found,
      Set<SensorFault> before,
      String id,
      Instant at) {
    boolean hit = false;
    for (SensorFault one : found) {
      if (one.series().equals(id) && matches(one, fault, at)) {
        if (!hit) {
          score.delayDays += Duration.between(at, one.known()).toHours() / 24.0;
          score.errorHours += Math.abs(Duration.between(at, one.since()).toHours());
        }
        hit = true;
      } else if (one.kind() == fault.kind()) {
        // What was found without the fault as well is counted once, as the rate of false findings.
        score.wrong += isIn(before, one) ? 0 : 1;
      } else {
        score.mistaken += isIn(before, one) ? 0 : 1;
      }
    }
    score.hits += hit ? 1 : 0;
  }

  /** Returns whether it was found without the fault, too; a fault may move it by some days. */
  private static boolean isIn(Set<SensorFault> before, SensorFault one) {
    return before.stream()
        .anyMatch(
            other ->
                other.series().equals(one.series())
                    && other.kind() == one.kind()
                    && Duration.between(other.since(), one.since()).abs().toDays() <= 14);
  }

  private static void count(
      Score score,
      Fault fault,
      Cleaner cleaner,
      Panel honest,
      Panel spoilt,
      String id,
      Instant at) {
    Check wanted = fault == Fault.SPIKE ? Check.SPIKE : Check.STUCK;
    Panel one = Panel.of(spoilt.series(id));
    Set<Removal> before =
        new HashSet<>(cleaner.clean(Panel.of(honest.series(id))).report().removals());
    boolean hit = false;
    for (Removal removal : cleaner.clean(one).report().removals()) {
      Duration after = Duration.between(at, removal.start());
      boolean near = !after.isNegative() && after.toHours() <= 72;
      if (removal.check() == wanted && near) {
        if (!hit) {
          score.delayDays += after.toHours() / 24.0;
        }
        hit = true;
      } else if (!before.contains(removal)) {
        score.wrong += removal.check() == wanted ? 1 : 0;
        score.mistaken += removal.check() == wanted ? 0 : 1;
      }
    }
    score.hits += hit ? 1 : 0;
  }

  private static void print(String title, Map<Fault, Score> scores) {
    StringBuilder table = new StringBuilder(title);
    table.append("\n| fault | injected | recall | precision | taken for others | known after |");
    table.append(" error of the onset |\n|---|---|---|---|---|---|---|\n");
    scores.forEach(
        (fault, score) ->
            table.append(
                String.format(
                    Locale.ROOT,
                    "| %s | %d | %.3f | %.3f | %d | %.1f d | %.0f h |%n",
                    fault.words,
                    score.injected,
                    score.recall(),
                    score.precision(),
                    score.mistaken,
                    score.delayDays / Math.max(1, score.hits),
                    score.errorHours / Math.max(1, score.hits))));
    System.out.println(table);
  }

  private static void assertScore(
      Map<Fault, Score> scores, Fault fault, double recall, double precision) {
    assertThat(scores.get(fault).recall()).as("recall, " + fault.words).isGreaterThan(recall);
    assertThat(scores.get(fault).precision())
        .as("precision, " + fault.words)
        .isGreaterThan(precision);
  }

  @Test
  void faultsOfInventedZonesAreFound() {
    Map<Fault, Score> scores = measure(List.of(town(1, 5)), SyntheticDemand.CALENDAR, 8, false);
    print("five zones, a small round", scores);

    // Eight of each: bounds that chance alone does not break.
    for (Fault fault : Fault.values()) {
      assertScore(scores, fault, 0.6, 0.75);
    }
  }

  @Test
  @Tag("slow")
  void manyFaultsOfInventedZonesAreFound() {
    List<Panel> towns = new ArrayList<>();
    for (int town = 1; town <= 10; town++) {
      towns.add(town(town, ZONES));
    }
    Map<Fault, Score> scores = measure(towns, SyntheticDemand.CALENDAR, 20, false);
    print("ten towns of eight zones", scores);
    // What was measured, less two to three standard deviations of a share of two hundred.
    assertScore(scores, Fault.SPIKE, 0.83, 0.97);
    assertScore(scores, Fault.STUCK, 0.97, 0.97);
    assertScore(scores, Fault.SHIFT_UP, 0.96, 0.96);
    assertScore(scores, Fault.SHIFT_DOWN, 0.96, 0.96);
    assertScore(scores, Fault.CUSTOMER, 0.96, 0.94);
    assertScore(scores, Fault.DRIFT, 0.96, 0.88);
    assertScore(scores, Fault.CLOCK, 0.97, 0.97);

    Map<Fault, Score> alone = measure(towns, SyntheticDemand.CALENDAR, 20, true);
    print("the same, each zone alone", alone);
    assertScore(alone, Fault.SHIFT_UP, 0.78, 0.95);
    assertScore(alone, Fault.SHIFT_DOWN, 0.79, 0.95);
    assertScore(alone, Fault.CUSTOMER, 0.73, 0.93);
    assertScore(alone, Fault.DRIFT, 0.75, 0.81);
    assertScore(alone, Fault.CLOCK, 0.97, 0.97);
  }

  @Test
  @Tag("slow")
  void honestZonesAndHouseholdsAreLeftInPeace() {
    SensorCheck check = SensorCheck.builder(SyntheticDemand.CALENDAR).build();
    Cleaner cleaner = Cleaner.builder(SyntheticDemand.CALENDAR).build();
    Map<Kind, Integer> panels = new EnumMap<>(Kind.class);
    Map<Kind, Integer> alone = new EnumMap<>(Kind.class);
    Map<Kind, Integer> households = new EnumMap<>(Kind.class);
    int taken = 0;
    int takenFromHouseholds = 0;
    for (int town = 11; town <= 20; town++) {
      Panel panel = town(town, ZONES);
      check.check(panel).faults().forEach(fault -> panels.merge(fault.kind(), 1, Integer::sum));
      taken += cleaner.clean(panel).report().count();
      for (Series series : panel.series()) {
        check
            .check(Panel.of(series))
            .faults()
            .forEach(fault -> alone.merge(fault.kind(), 1, Integer::sum));
      }
    }
    TimeAxis axis = SyntheticDemand.axis(DAYS, Duration.ofHours(1));
    double zeros = 0;
    for (int seed = 0; seed < 80; seed++) {
      double[] values = SyntheticDemand.household(seed, axis);
      zeros += Arrays.stream(values).filter(v -> v == 0).count() / (80.0 * values.length);
      Panel panel = Panel.of(Series.of("h", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values));
      check.check(panel).faults().forEach(fault -> households.merge(fault.kind(), 1, Integer::sum));
      takenFromHouseholds += cleaner.clean(panel).report().count();
    }
    System.out.printf(
        Locale.ROOT,
        "false findings in 160 years: zones in panels %s, zones alone %s; households (%.2f zero) %s;"
            + " values taken of 1.4 million: zones %d, households %d%n",
        panels,
        alone,
        zeros,
        households,
        taken,
        takenFromHouseholds);
    assertThat(total(panels)).as("in panels").isLessThanOrEqualTo(8);
    assertThat(total(alone)).as("alone").isLessThanOrEqualTo(20);
    assertThat(total(households)).as("households").isZero();
    assertThat(taken).isLessThanOrEqualTo(100);
    assertThat(takenFromHouseholds).isLessThanOrEqualTo(100);
    assertThat(zeros).isBetween(0.4, 0.6);
  }

  private static int total(Map<Kind, Integer> counts) {
    return counts.values().stream().mapToInt(Integer::intValue).sum();
  }

  @Test
  @Tag("slow")
  void faultsOfRealZonesAreFound() throws IOException {
    Panel panel =
        ReadingsCsv.builder()
            .unit(Unit.of("L/s"))
            .zone(ZoneId.of("Europe/Rome"))
            .build()
            .read(SharedData.file("data/bwdf/inflow.csv"))
            .panel();
    List<LocalDate> holidays =
        Files.readAllLines(SharedData.file("data/bwdf/holidays.csv")).stream()
            .filter(line -> line.startsWith("2"))
            .map(line -> LocalDate.parse(line.substring(0, 10)))
            .toList();
    Calendar calendar = Calendar.of(ZoneId.of("Europe/Rome"), holidays);
    SensorReport asTheyAre = SensorCheck.builder(calendar).build().check(panel);
    Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
    asTheyAre.faults().forEach(fault -> counts.merge(fault.kind(), 1, Integer::sum));
    System.out.println("ten real zones, 18 years in all, as they are: " + counts);

    Map<Fault, Score> scores = measure(List.of(panel), calendar, 60, false);
    print("ten real zones", scores);
    assertThat(counts.getOrDefault(Kind.CLOCK_SHIFT, 0)).isLessThanOrEqualTo(1);
    assertScore(scores, Fault.SPIKE, 0.6, 0.9);
    assertScore(scores, Fault.STUCK, 0.93, 0.93);
    assertScore(scores, Fault.SHIFT_UP, 0.74, 0.68);
    assertScore(scores, Fault.SHIFT_DOWN, 0.74, 0.74);
    assertScore(scores, Fault.DRIFT, 0.76, 0.6);
    assertScore(scores, Fault.CLOCK, 0.82, 0.87);
  }
}
