// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.anomaly.AnomalyKind;
import io.github.watermgmt.anomaly.DetectorTraining;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.anomaly.Session;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.site.DemandChange;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.site.Repair;
import io.github.watermgmt.site.Rezoning;
import io.github.watermgmt.site.Site;
import io.github.watermgmt.spi.DetectorProvider;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is planted in an invented DMA is found, and little else. */
class PlantedAnomaliesTest {
  private static final long HOUR = 3600;

  /** Some two and a half standard deviations of the night flow, m³/h. */
  private static final double LEAK = 6;

  private static final int TRAINED = 100;
  private static final int DAYS = 160;
  private static final int PLANTED = 130;
  private static final DetectorProvider NIGHT = new NightFlowProvider();
  private static final DetectorProvider RESIDUAL = new ForecastResidualProvider();

  private static List<Finding> watch(DetectorProvider provider, SyntheticDma dma, Event... events) {
    Panel all = dma.panel();
    int cut = dma.index(TRAINED, 0);
    DetectorTraining training =
        new DetectorTraining(
            all.slice(0, cut), SyntheticDma.CALENDAR, Site.empty(), List.of(events));
    return DetectionRun.perSeries(
        provider.create(Options.defaults(provider.options())),
        training,
        all.slice(cut, all.axis().length()),
        RunContext.standard());
  }

  /** In fine steps a sum that lingers from before may date the onset early, and call it a leak. */
  private static List<AnomalyKind> sudden(long step) {
    return step == HOUR ? List.of(AnomalyKind.BURST) : List.of(AnomalyKind.BURST, AnomalyKind.LEAK);
  }

  private static List<Finding> after(List<Finding> findings, Instant start) {
    return findings.stream().filter(one -> !one.detection().time().isBefore(start)).toList();
  }

  @ParameterizedTest
  @ValueSource(longs = {300, 900, 3600})
  void aLeakIsFoundByTheNightFlowWithItsOnsetAndSize(long step) {
    double sum = 0;
    for (int seed = 1; seed <= 5; seed++) {
      SyntheticDma dma = new SyntheticDma(seed, DAYS, step);
      int from = dma.index(PLANTED, 14);
      Instant start = dma.axis.instant(from);
      dma.add(from, dma.values.length, LEAK);

      List<Finding> found = after(watch(NIGHT, dma), start);

      assertThat(found).as("seed %d", seed).isNotEmpty();
      Finding leak = found.get(0);
      // A quarter of the night flow: which of the two it is called depends on the noise.
      assertThat(leak.detection().kind()).isIn(AnomalyKind.LEAK, AnomalyKind.BURST);
      assertThat(Duration.between(start, leak.detection().time())).isLessThan(Duration.ofDays(8));
      assertThat(Duration.between(start, leak.detection().onset()).abs())
          .isLessThan(Duration.ofDays(4));
      assertThat(leak.detection().excessFlow().orElseThrow())
          .as("seed %d", seed)
          .isCloseTo(LEAK, within(0.3 * LEAK));
      sum += leak.detection().excessFlow().orElseThrow();
    }
    assertThat(sum / 5).isCloseTo(LEAK, within(0.2 * LEAK));
  }

  @ParameterizedTest
  @ValueSource(longs = {300, 900, 3600})
  void aBurstIsFoundWithinHoursByTheResidual(long step) {
    for (int seed = 1; seed <= 5; seed++) {
      SyntheticDma dma = new SyntheticDma(seed, DAYS, step);
      int from = dma.index(PLANTED, 9);
      Instant start = dma.axis.instant(from);
      dma.add(from, dma.values.length, 25);

      List<Finding> found = after(watch(RESIDUAL, dma), start);

      assertThat(found).as("seed %d", seed).isNotEmpty();
      Finding burst = found.get(0);
      assertThat(Duration.between(start, burst.detection().time()))
          .isLessThan(Duration.ofHours(12));
      assertThat(burst.detection().kind()).isIn(sudden(step));
      assertThat(Duration.between(start, burst.detection().onset()).abs())
          .isLessThan(Duration.ofDays(2));
      assertThat(burst.detection().excessFlow().orElseThrow()).isCloseTo(25, within(5.0));
      List<Finding> atNight = after(watch(NIGHT, dma), start);
      assertThat(atNight.get(0).detection().kind()).isIn(sudden(step));
      assertThat(atNight.get(0).detection().excessFlow().orElseThrow()).isCloseTo(25, within(5.0));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {300, 900, 3600})
  void aStuckSensorIsAFaultAndNotALeak(long step) {
    SyntheticDma dma = new SyntheticDma(3, DAYS, step);
    int from = dma.index(PLANTED, 6);
    int to = dma.index(PLANTED + 2, 6);
    dma.set(from, to, dma.values[from]);

    List<Finding> found = after(watch(RESIDUAL, dma), dma.axis.instant(from));

    assertThat(found.stream().filter(one -> one.detection().kind() == AnomalyKind.SENSOR_FAULT))
        .hasSize(1)
        .allSatisfy(
            one -> {
              assertThat(one.detection().onset()).isEqualTo(dma.axis.instant(from));
              assertThat(one.until()).isEqualTo(dma.axis.instant(to));
            });
  }

  @ParameterizedTest
  @ValueSource(doubles = {-5000, 9999})
  void anImpossibleValueIsAFaultOfTheSensorAlone(double value) {
    SyntheticDma dma = new SyntheticDma(4, DAYS, HOUR);
    List<Finding> clean = watch(RESIDUAL, dma);
    int at = dma.index(PLANTED, 3);
    dma.set(at, at + 1, value);

    List<Finding> found = new ArrayList<>(watch(RESIDUAL, dma));

    Finding fault =
        found.stream()
            .filter(one -> one.detection().time().equals(dma.axis.instant(at)))
            .findFirst()
            .orElseThrow();
    assertThat(fault.detection().kind()).isEqualTo(AnomalyKind.SENSOR_FAULT);
    assertThat(fault.until()).isEqualTo(dma.axis.instant(at + 1));
    assertThat(found).hasSize(clean.size() + 1);
  }

  @Test
  void lessUseIsLowUse() {
    for (DetectorProvider provider : List.of(NIGHT, RESIDUAL)) {
      SyntheticDma dma = new SyntheticDma(5, DAYS, HOUR);
      int from = dma.index(PLANTED, 0);
      dma.multiply(from, dma.values.length, 0.5);

      List<Finding> found = after(watch(provider, dma), dma.axis.instant(from));

      assertThat(found.get(0).detection().kind()).isEqualTo(AnomalyKind.LOW_USE);
      assertThat(found.get(0).detection().excessFlow()).isEmpty();
    }
  }

  @Test
  void cleanYearsGiveFewFalseAlarms() {
    for (DetectorProvider provider : List.of(NIGHT, RESIDUAL)) {
      int alarms = 0;
      double years = 0;
      for (int seed = 100; seed < 120; seed++) {
        SyntheticDma dma = new SyntheticDma(seed, 365, HOUR);
        alarms += watch(provider, dma).size();
        years += (365 - TRAINED) / 365.0;
      }
      assertThat(alarms / years).as(provider.name()).isLessThan(1);
    }
  }

  @Test
  void nightsWithoutValuesAreCountedAndNotGuessed() {
    SyntheticDma dma = new SyntheticDma(6, DAYS, HOUR);
    int from = dma.index(PLANTED, 14);
    dma.add(from, dma.values.length, 6);
    for (int day = PLANTED - 20; day < PLANTED - 15; day++) {
      dma.set(dma.index(day, 0), dma.index(day, 6), Double.NaN);
    }

    List<Finding> found = after(watch(NIGHT, dma), dma.axis.instant(from));

    assertThat(found.get(0).detection().reason()).contains("nights without enough values: 5");
    assertThat(Duration.between(dma.axis.instant(from), found.get(0).detection().time()))
        .isLessThan(Duration.ofDays(4));
  }

  @Test
  void aRepairEndsTheEpisodeAndTheNextLeakIsNew() {
    for (DetectorProvider provider : List.of(NIGHT, RESIDUAL)) {
      SyntheticDma dma = new SyntheticDma(7, DAYS, HOUR);
      int from = dma.index(PLANTED, 0);
      int repaired = dma.index(PLANTED + 8, 12);
      int again = dma.index(PLANTED + 16, 0);
      dma.add(from, repaired, 25).add(again, dma.values.length, 25);
      Instant told = dma.axis.instant(repaired);

      List<Finding> found =
          after(watch(provider, dma, new Repair(told, told, "pipe")), dma.axis.instant(from));

      assertThat(found.get(0).until()).as(provider.name()).isBeforeOrEqualTo(told);
      assertThat(found.stream().map(one -> one.detection().time()))
          .as(provider.name())
          .noneMatch(time -> !time.isBefore(told) && time.isBefore(dma.axis.instant(again)))
          .anyMatch(time -> !time.isBefore(dma.axis.instant(again)));
    }
  }

  @Test
  void aChangeOfDemandThatIsToldIsNoAnomaly() {
    for (DetectorProvider provider : List.of(NIGHT, RESIDUAL)) {
      SyntheticDma dma = new SyntheticDma(8, DAYS, HOUR);
      List<Finding> clean = watch(provider, dma);
      int from = dma.index(PLANTED, 0);
      Instant start = dma.axis.instant(from);
      dma.multiply(from, dma.values.length, 1.6);

      assertThat(after(watch(provider, dma), start)).as(provider.name()).isNotEmpty();
      assertThat(watch(provider, dma, new DemandChange(start, start, "dma", 1.6, "")))
          .as(provider.name())
          .hasSameSizeAs(clean);
    }
  }

  @Test
  void theRepairOfALeakThatHadBecomeNormalIsNoAnomaly() {
    SyntheticDma dma = new SyntheticDma(10, DAYS, HOUR);
    int repaired = dma.index(PLANTED, 12);
    dma.add(0, repaired, 20);
    Instant repair = dma.axis.instant(repaired);

    assertThat(after(watch(NIGHT, dma, new Repair(repair, repair, "pipe")), repair)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 15})
  void aChangeOfDemandLeavesNothingOfTheDayBeforeInTheScore(int hour) {
    double scores = 0;
    for (int seed = 11; seed <= 20; seed++) {
      SyntheticDma dma = new SyntheticDma(seed, PLANTED + 3, HOUR);
      int from = dma.index(PLANTED, hour);
      int nextMorning = dma.index(PLANTED + (hour < 5 ? 0 : 1), 6);
      dma.multiply(from, dma.values.length, 3);
      Instant change = dma.axis.instant(from);
      Panel history = dma.panel().slice(0, from);
      try (FittedDetector fitted =
          NIGHT
              .create(Options.defaults(NIGHT.options()))
              .fit(DetectorTraining.of(history, SyntheticDma.CALENDAR), RunContext.standard())) {
        Session session = fitted.open();
        session.tell(new DemandChange(change, change, "dma", 3, ""));
        for (int i = from; i < nextMorning; i++) {
          session.observe(dma.axis.epochSecond(i), new double[] {dma.values[i]});
        }
        scores += session.score();
      }
    }
    // One night that differs by much adds 3; nights as usual add less than half of that.
    assertThat(scores / 10).isLessThan(1.5);
  }

  /** A leak of the whole training is repaired, and before two nights told it demand changes. */
  @ParameterizedTest
  @CsvSource({"0.5, 24", "0.5, 36", "0.5, 48", "2, 12", "2, 27", "2, 48", "1.5, 60"})
  void aChangeOfDemandSoonAfterARepairIsNoAnomaly(double factor, int hours) {
    SyntheticDma dma = new SyntheticDma(10, DAYS, HOUR);
    int repaired = dma.index(PLANTED, 12);
    int changed = dma.index(PLANTED, 12) + hours;
    dma.multiply(changed, dma.values.length, factor).add(0, repaired, 20);
    Instant repair = dma.axis.instant(repaired);
    Instant change = dma.axis.instant(changed);

    List<Finding> found =
        watch(
            NIGHT,
            dma,
            new Repair(repair, repair, "pipe"),
            new DemandChange(change, change, "dma", factor, ""));

    assertThat(after(found, repair)).isEmpty();
  }

  @Test
  void afterARezoningTheNightFlowLearnsAnew() {
    SyntheticDma dma = new SyntheticDma(9, DAYS, HOUR);
    int from = dma.index(PLANTED, 0);
    Instant start = dma.axis.instant(from);
    dma.multiply(from, dma.values.length, 1.6);

    assertThat(after(watch(NIGHT, dma), start)).isNotEmpty();
    assertThat(after(watch(NIGHT, dma, new Rezoning(start, start, List.of("dma"), "")), start))
        .isEmpty();
  }
}
