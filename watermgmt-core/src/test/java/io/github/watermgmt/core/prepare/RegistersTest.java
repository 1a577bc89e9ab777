// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.core.prepare.RegisterFinding.Kind;
import io.github.watermgmt.core.prepare.Registers.LongSpans;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.series.Quality;
import io.github.watermgmt.series.Reading;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RegistersTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Unit M3 = Unit.of("m3");
  private static final long START = Instant.parse("2023-03-25T00:00:00Z").getEpochSecond();

  /** Reads at minutes after the start. */
  private static RegisterReads reads(double... minutesAndValues) {
    long[] times = new long[minutesAndValues.length / 2];
    double[] values = new double[times.length];
    for (int i = 0; i < times.length; i++) {
      times[i] = START + Math.round(60 * minutesAndValues[2 * i]);
      values[i] = minutesAndValues[2 * i + 1];
    }
    return RegisterReads.of("M", M3, times, values);
  }

  private static RegisterReads hourly(double... values) {
    double[] pairs = new double[2 * values.length];
    for (int i = 0; i < values.length; i++) {
      pairs[2 * i] = 60 * i;
      pairs[2 * i + 1] = values[i];
    }
    return reads(pairs);
  }

  private static Instant at(double minutes) {
    return Instant.ofEpochSecond(START + Math.round(60 * minutes));
  }

  private static Registers.Use use(RegisterReads reads) {
    return Registers.by(HOUR).build().use(reads);
  }

  private static void assertBalanced(Registers.Use use) {
    RegisterReport report = use.report();
    double size = 1 + Math.abs(report.registerDifference()) + report.used();
    for (RegisterFinding finding : report.findings()) {
      size += Math.abs(finding.volume());
    }
    assertThat(report.imbalance()).as(report.toText()).isCloseTo(0, within(1e-9 * size));
    double sum = 0;
    for (double value : use.series().toArray()) {
      assertThat(value < 0).isFalse();
      sum += Double.isNaN(value) ? 0 : value;
    }
    assertThat(sum).isCloseTo(report.used(), within(1e-9 * size));
    assertThat(use.series().missing()).isEqualTo(report.missingSteps());
  }

  private static List<Kind> kinds(Registers.Use use) {
    return use.report().findings().stream().map(RegisterFinding::kind).toList();
  }

  @Test
  void readsOnTheHourGiveTheUseOfEachHour() {
    Registers.Use use = use(hourly(100, 101, 101, 104.5));

    assertThat(use.series().toArray()).containsExactly(1, 0, 3.5);
    assertThat(use.series().quality(2)).isEqualTo(Quality.GOOD);
    assertThat(use.series().axis().start()).isEqualTo(at(0));
    assertThat(use.report().findings()).isEmpty();
    assertThat(use.report().counted()).isEqualTo(4);
    assertBalanced(use);
  }

  @Test
  void unitsAreConvertedOnce() {
    RegisterReads litres =
        RegisterReads.of(
            "M", Unit.of("L"), new long[] {START, START + 3600}, new double[] {99_000, 99_500});
    assertThat(use(litres).series().toArray()).containsExactly(0.5);
  }

  @Test
  void aReadNearTheHourStandsForIt() {
    Registers.Use use = use(reads(-2, 10, 61, 12, 118, 15));

    assertThat(use.series().toArray()).containsExactly(2, 3);
    assertThat(use.report().estimatedSteps()).isZero();
    assertThat(use.series().axis().start()).isEqualTo(at(0));
    assertBalanced(use);
  }

  @Test
  void irregularReadsAreSplitByTimeAndMarked() {
    Registers.Use use = use(reads(0, 0, 50, 5, 70, 9, 120, 10));

    assertThat(use.series().toArray()).containsExactly(7, 3);
    assertThat(use.series().quality(0)).isEqualTo(Quality.ESTIMATED);
    assertThat(use.report().estimatedSteps()).isEqualTo(2);
    assertBalanced(use);
  }

  @Test
  void whatTheFirstAndLastStepLackIsSaid() {
    Registers.Use use = use(reads(30, 0, 60, 2, 120, 3, 150, 7));

    assertThat(use.series().toArray()).containsExactly(Double.NaN, 1, Double.NaN);
    assertThat(use.report().findings(Kind.UNASSIGNED))
        .extracting(RegisterFinding::volume)
        .containsExactly(2.0, 4.0);
    assertBalanced(use);
  }

  @Test
  void aLongSpanHasItsSumAndNoCourse() {
    RegisterReads reads = reads(0, 0, 60, 1, 300, 9, 360, 10);
    Registers.Use use = use(reads);

    assertThat(use.series().toArray())
        .containsExactly(1, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 1);
    RegisterFinding one = use.report().findings().get(0);
    assertThat(one)
        .isEqualTo(new RegisterFinding(Kind.UNASSIGNED, at(60), at(300), at(300), 8, "4 steps"));
    assertBalanced(use);

    Registers.Use even = Registers.by(HOUR).longSpans(LongSpans.EVENLY).build().use(reads);
    assertThat(even.series().toArray()).containsExactly(1, 2, 2, 2, 2, 1);
    assertThat(even.series().quality(2)).isEqualTo(Quality.ESTIMATED);
    assertThat(even.series().quality(5)).isEqualTo(Quality.GOOD);
    assertBalanced(even);
  }

  @Test
  void eachDailyReadKeepsItsOwnSum() {
    Registers.Use use = use(reads(0, 0, 1440, 24, 2880, 25));

    assertThat(use.series().missing()).isEqualTo(48);
    assertThat(use.report().findings(Kind.UNASSIGNED))
        .extracting(RegisterFinding::volume)
        .containsExactly(24.0, 1.0);
    assertBalanced(use);
  }

  @Test
  void aRegisterThatStoodStillIsKnownToHaveStoodStill() {
    Registers.Use use = use(reads(0, 5, 6000, 5, 6060, 6));

    assertThat(use.series().missing()).isZero();
    assertThat(use.report().estimatedSteps()).isZero();
    assertThat(use.report().used()).isEqualTo(1);
  }

  @Test
  void aRolloverGoesOn() {
    RegisterReads reads = hourly(99_990, 99_992, 99_995, 99_997, 1, 3);
    Registers.Use known = Registers.by(HOUR).digits(5).build().use(reads);
    Registers.Use inferred = use(reads);

    for (Registers.Use use : List.of(known, inferred)) {
      assertThat(use.series().toArray()).containsExactly(2, 3, 2, 4, 2);
      assertThat(kinds(use)).containsExactly(Kind.ROLLOVER);
      assertThat(use.report().findings().get(0).volume()).isEqualTo(100_000);
      assertBalanced(use);
    }
    assertThat(inferred.report().findings().get(0).note()).contains("inferred");
    assertThat(known.report().findings().get(0).note()).doesNotContain("inferred");
  }

  @Test
  void aRolloverMustBePlausible() {
    // It would take 40,000 m³ in an hour.
    Registers.Use use =
        Registers.by(HOUR).digits(5).build().use(hourly(61_000, 61_002, 61_004, 61_005, 1000));
    assertThat(kinds(use)).containsExactly(Kind.DROP);
    assertThat(use.series().isMissing(3)).isTrue();
    assertBalanced(use);

    Registers pump = Registers.by(HOUR).digits(5).maxFlow(50_000).build();
    assertThat(kinds(pump.use(hourly(61_000, 61_002, 61_004, 61_005, 1000))))
        .containsExactly(Kind.ROLLOVER);
    // Nothing is known of the use yet, and nobody has said what the meter can pass.
    assertThat(kinds(use(hourly(99_999, 2, 3)))).containsExactly(Kind.DROP);
  }

  @Test
  void anExchangeLeavesOutWhatNobodyRead() {
    RegisterReads reads = hourly(500, 502, 3, 4);
    Registers.Builder by = Registers.by(HOUR);
    Registers.Use both =
        Registers.by(HOUR).exchange(MeterExchange.of(at(90), 503, 2)).build().use(reads);
    assertThat(both.series().toArray()).containsExactly(2, 2, 1);
    assertThat(both.report().findings(Kind.EXCHANGE).get(0).volume()).isEqualTo(-501);
    assertBalanced(both);

    Registers.Use unread = by.exchange(MeterExchange.unread(at(90))).build().use(reads);
    assertThat(unread.series().toArray()).containsExactly(2, Double.NaN, 1);
    assertThat(unread.report().unassigned()).isZero();
    assertBalanced(unread);

    MeterExchange old = new MeterExchange(at(90), OptionalDouble.of(503), OptionalDouble.empty());
    Registers.Use half = Registers.by(HOUR).exchange(old).build().use(reads);
    assertThat(half.series().toArray()).containsExactly(2, Double.NaN, 1);
    assertThat(half.report().unassigned()).as("until the exchange").isEqualTo(1);
    assertBalanced(half);

    MeterExchange young = new MeterExchange(at(90), OptionalDouble.empty(), OptionalDouble.of(1));
    Registers.Use other = Registers.by(HOUR).exchange(young).build().use(reads);
    assertThat(other.series().toArray()).containsExactly(2, Double.NaN, 1);
    assertThat(other.report().unassigned()).as("from the exchange on").isEqualTo(2);
    assertBalanced(other);
  }

  @Test
  void anExchangeToAHigherReadIsNoUse() {
    Registers.Use use =
        Registers.by(HOUR)
            .exchange(MeterExchange.of(at(60), 502, 7000))
            .build()
            .use(hourly(500, 7000, 7001));
    assertThat(use.series().toArray()).containsExactly(2, 1);
    assertBalanced(use);
  }

  @Test
  void aDropIsReportedAndNeverGuessed() {
    Registers.Use use = use(hourly(500, 502, 3, 4, 6));

    assertThat(use.series().toArray()).containsExactly(2, Double.NaN, 1, 2);
    assertThat(use.report().findings())
        .containsExactly(new RegisterFinding(Kind.DROP, at(60), at(120), at(120), -499, ""));
    assertBalanced(use);
  }

  @Test
  void aSingleReadThatStandsApartIsLeftOut() {
    for (double wrong : new double[] {3, 9000}) {
      Registers.Use use = use(hourly(500, 502, wrong, 506, 507));

      assertThat(use.series().toArray()).containsExactly(2, Double.NaN, Double.NaN, 1);
      assertThat(kinds(use)).containsExactlyInAnyOrder(Kind.MISREAD, Kind.UNASSIGNED);
      assertThat(use.report().findings(Kind.MISREAD).get(0).known()).isEqualTo(at(180));
      assertThat(use.report().unassigned()).isEqualTo(4);
      assertBalanced(use);
    }
  }

  @Test
  void aJumpIsNoUse() {
    Registers.Use tooMuch = Registers.by(HOUR).maxFlow(10).build().use(hourly(500, 502, 900, 903));
    assertThat(tooMuch.series().toArray()).containsExactly(2, Double.NaN, 3);
    assertThat(kinds(tooMuch)).containsExactly(Kind.JUMP);
    assertBalanced(tooMuch);

    Registers.Use back = use(hourly(500, 502, 3, 4, 506, 507));
    assertThat(back.series().toArray()).containsExactly(2, Double.NaN, 1, Double.NaN, 1);
    assertThat(kinds(back)).containsExactly(Kind.DROP, Kind.JUMP);
    assertBalanced(back);
  }

  /** Years later a new meter passes the old one's last read, as it may. */
  @Test
  void passingTheLevelOfADropIsNoJump() {
    assertThat(kinds(use(hourly(500, 502, 497, 499, 501, 502.5, 504)))).containsExactly(Kind.DROP);
  }

  @Test
  void estimatesTellNothingUnlessTrusted() {
    Quality[] qualities = {Quality.GOOD, Quality.ESTIMATED, Quality.ESTIMATED, Quality.GOOD};
    RegisterReads reads = hourly(10, 12, 14, 13).withQualities(qualities);
    Registers.Use use = use(reads);

    assertThat(use.series().missing()).isEqualTo(3);
    assertThat(use.report().setAside()).isEqualTo(2);
    assertThat(use.report().unassigned()).isEqualTo(3);
    assertThat(use.report().findings(Kind.SET_ASIDE)).hasSize(1);
    assertBalanced(use);

    Registers.Use trusted = Registers.by(HOUR).trustEstimates(true).build().use(reads);
    assertThat(trusted.series().toArray()).containsExactly(2, Double.NaN, Double.NaN);
    assertThat(trusted.series().quality(0)).isEqualTo(Quality.ESTIMATED);
    assertThat(trusted.report().findings(Kind.MISREAD)).as("14, then 13").hasSize(1);
    assertBalanced(trusted);
  }

  @Test
  void doubtfulMissingNegativeAndRepeatedReadsAreCounted() {
    RegisterReads reads =
        reads(120, 3, 0, 1, 60, 2, 60, 2, 90, -4, 100, Double.NaN, 110, 77)
            .withQualities(
                new Quality[] {
                  Quality.GOOD,
                  Quality.GOOD,
                  Quality.GOOD,
                  Quality.GOOD,
                  Quality.GOOD,
                  Quality.MISSING,
                  Quality.SUSPECT
                });
    Registers.Use use = use(reads);
    RegisterReport report = use.report();

    assertThat(use.series().toArray()).containsExactly(1, 1);
    assertThat(report.negative()).isEqualTo(1);
    assertThat(report.missing()).isEqualTo(1);
    assertThat(report.duplicates()).isEqualTo(1);
    assertThat(report.setAside()).isEqualTo(1);
    assertThat(report.outOfOrder()).isEqualTo(6);
    assertThat(report.toText()).contains("1 negative reads left out").contains("6 reads out of");
    assertThat(use.undo()).isSameAs(reads);
    assertBalanced(use);
  }

  @Test
  void anAxisOfItsOwn() {
    TimeAxis axis = TimeAxis.of(at(60), HOUR, 2);
    Registers.Use inside = Registers.by(HOUR).build().use(hourly(0, 1, 3, 6, 10), axis);
    assertThat(inside.series().toArray()).containsExactly(2, 3);
    assertThat(inside.report().findings(Kind.OUTSIDE))
        .extracting(RegisterFinding::volume)
        .containsExactly(1.0, 4.0);
    assertBalanced(inside);

    TimeAxis later = TimeAxis.of(at(6000), HOUR, 3);
    Registers.Use after = Registers.by(HOUR).build().use(hourly(0, 1, 3), later);
    assertThat(after.series().missing()).isEqualTo(3);
    assertThat(after.report().volume(Kind.OUTSIDE)).isEqualTo(3);
    assertBalanced(after);
    assertThatThrownBy(() -> Registers.by(Duration.ofMinutes(5)).build().use(hourly(0, 1), axis))
        .isInstanceOf(DataException.class);
  }

  @Test
  void badInputIsRefusedByName() {
    assertError(ErrorCode.NO_DATA, () -> use(hourly(5)));
    assertError(ErrorCode.NO_DATA, () -> use(hourly(Double.NaN, Double.NaN)));
    assertError(ErrorCode.NO_DATA, () -> RegisterReads.of(List.of()));
    assertError(ErrorCode.DUPLICATE, () -> use(reads(0, 1, 0, 2, 60, 3)));
    assertError(
        ErrorCode.UNIT, () -> Registers.by(HOUR).digits(3).build().use(hourly(998, 999, 1000)));
    assertError(
        ErrorCode.UNIT, () -> RegisterReads.of("M", Unit.of("m3/h"), new long[1], new double[1]));
    assertError(
        ErrorCode.AXIS_MISMATCH, () -> RegisterReads.of("M", M3, new long[2], new double[1]));
    assertError(
        ErrorCode.NON_FINITE_VALUE,
        () -> RegisterReads.of("M", M3, new long[1], new double[] {Double.POSITIVE_INFINITY}));
    assertError(ErrorCode.IRREGULAR_ROWS, () -> use(reads(0, 1, 1e10, 2)));
    assertError(ErrorCode.IRREGULAR_ROWS, () -> Registers.by(Duration.ZERO));
    assertThatThrownBy(() -> Registers.by(HOUR).tolerance(Duration.ofMinutes(30)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Registers.by(HOUR).digits(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Registers.by(HOUR).maxFlow(0))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MeterExchange.of(at(0), -1, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertError(ErrorCode code, Runnable action) {
    assertThatThrownBy(action::run)
        .isInstanceOfSatisfying(DataException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  @Test
  void readingsOfOneMeter() {
    List<Reading> readings = new ArrayList<>();
    readings.add(new Reading("M", at(0), 1, M3, Quality.GOOD));
    readings.add(new Reading("M", at(60), 4, M3, Quality.GOOD));
    assertThat(use(RegisterReads.of(readings)).series().toArray()).containsExactly(3);
    readings.add(new Reading("N", at(120), 4, M3, Quality.GOOD));
    assertError(ErrorCode.UNKNOWN_ID, () -> RegisterReads.of(readings));
  }

  // ---------------------------------------------------------------- properties

  /** A meter's life: use in fits and starts, rollovers, an exchange, misreads, gaps, estimates. */
  private static RegisterReads life(SplittableRandom random, int n, boolean trouble) {
    long[] times = new long[n];
    double[] values = new double[n];
    Quality[] qualities = new Quality[n];
    double register = 900 * random.nextDouble();
    long time = START;
    for (int i = 0; i < n; i++) {
      time += 1 + random.nextInt(random.nextInt(10) == 0 ? 40_000 : 5000);
      register += random.nextInt(3) == 0 ? 0 : 3 * random.nextDouble();
      register = register >= 1000 ? register - 1000 : register;
      if (trouble && random.nextInt(60) == 0) {
        register = 800 * random.nextDouble();
      }
      times[i] = time;
      values[i] = trouble && random.nextInt(40) == 0 ? 999 * random.nextDouble() : register;
      qualities[i] =
          trouble && random.nextInt(15) == 0
              ? Quality.ESTIMATED
              : trouble && random.nextInt(30) == 0 ? Quality.SUSPECT : Quality.GOOD;
      if (trouble && random.nextInt(40) == 0) {
        values[i] = Double.NaN;
        qualities[i] = Quality.MISSING;
      }
    }
    return RegisterReads.of("M", M3, times, values).withQualities(qualities);
  }

  private static Registers anyhow(SplittableRandom random, RegisterReads reads) {
    Registers.Builder by = Registers.by(Duration.ofMinutes(random.nextBoolean() ? 60 : 15));
    if (random.nextBoolean()) {
      by.digits(3);
    }
    if (random.nextBoolean()) {
      by.maxFlow(4 + 10 * random.nextDouble());
    }
    if (random.nextBoolean()) {
      by.longSpans(LongSpans.EVENLY);
    }
    by.trustEstimates(random.nextBoolean()).tolerance(Duration.ofSeconds(random.nextInt(400)));
    for (int i = random.nextInt(3); i > 0; i--) {
      Instant at = reads.instant(random.nextInt(reads.size())).plusSeconds(random.nextInt(1000));
      OptionalDouble last =
          random.nextBoolean()
              ? OptionalDouble.of(999 * random.nextDouble())
              : OptionalDouble.empty();
      OptionalDouble first =
          random.nextBoolean()
              ? OptionalDouble.of(9 * random.nextDouble())
              : OptionalDouble.empty();
      by.exchange(new MeterExchange(at, last, first));
    }
    return by.build();
  }

  @Property(tries = 400, shrinking = ShrinkingMode.OFF)
  void noLitreGoesUnmentioned(@ForAll long seed, @ForAll @IntRange(min = 40, max = 400) int n) {
    SplittableRandom random = new SplittableRandom(seed);
    RegisterReads reads = life(random, n, true);
    Registers how = anyhow(random, reads);

    assertBalanced(how.use(reads));
    TimeAxis own = how.use(reads).series().axis();
    int from = random.nextInt(own.length());
    assertBalanced(how.use(reads, own.slice(from, from + random.nextInt(own.length() - from + 1))));
  }

  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void whatIsFinalStaysWhateverComes(
      @ForAll long seed, @ForAll @IntRange(min = 40, max = 300) int n) {
    SplittableRandom random = new SplittableRandom(seed);
    RegisterReads reads = life(random, n, true);
    Registers how = anyhow(random, reads);
    int cut = 20 + random.nextInt(n - 20);
    RegisterReads head = slice(reads, 0, cut);
    double[] values = new double[n];
    long[] times = new long[n];
    Quality[] qualities = new Quality[n];
    for (int i = 0; i < n; i++) {
      times[i] = reads.epochSecond(i);
      values[i] = i < cut ? reads.value(i) : 999 * random.nextDouble();
      qualities[i] = i < cut ? reads.quality(i) : Quality.GOOD;
    }
    RegisterReads spoilt = RegisterReads.of("M", M3, times, values).withQualities(qualities);
    Registers.Use early = how.use(head);

    for (RegisterReads later : List.of(reads, spoilt)) {
      Registers.Use late = how.use(later);
      Instant until = early.report().provisionalFrom();
      Series a = early.series().before(until);
      Series b = late.series().before(until);
      assertThat(b.axis()).isEqualTo(a.axis());
      for (int i = 0; i < a.length(); i++) {
        assertThat(Double.compare(b.value(i), a.value(i))).isZero();
        assertThat(b.quality(i)).isEqualTo(a.quality(i));
      }
      assertThat(known(late, until)).isEqualTo(known(early, until));
    }
  }

  private static List<RegisterFinding> known(Registers.Use use, Instant until) {
    return use.report().findings().stream().filter(f -> !f.known().isAfter(until)).toList();
  }

  private static RegisterReads slice(RegisterReads reads, int from, int to) {
    long[] times = new long[to - from];
    double[] values = new double[to - from];
    Quality[] qualities = new Quality[to - from];
    for (int i = from; i < to; i++) {
      times[i - from] = reads.epochSecond(i);
      values[i - from] = reads.value(i);
      qualities[i - from] = reads.quality(i);
    }
    return RegisterReads.of("M", reads.unit(), times, values).withQualities(qualities);
  }

  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void theOrderOfReadsDoesNotMatter(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    RegisterReads reads = life(random, 80, true);
    Registers how = anyhow(random, reads);
    int n = reads.size();
    long[] times = new long[n];
    double[] values = new double[n];
    Quality[] qualities = new Quality[n];
    int[] order = new int[n];
    Arrays.setAll(order, i -> i);
    for (int i = n - 1; i >= 0; i--) {
      int other = random.nextInt(i + 1);
      int index = order[other];
      order[other] = order[i];
      times[i] = reads.epochSecond(index);
      values[i] = reads.value(index);
      qualities[i] = reads.quality(index);
    }
    Registers.Use one = how.use(reads);
    Registers.Use two = how.use(RegisterReads.of("M", M3, times, values).withQualities(qualities));

    assertThat(two.series()).isEqualTo(one.series());
    assertThat(two.report().findings()).isEqualTo(one.report().findings());
  }

  /** Without trouble, the true use comes back wherever reads lie on the boundaries. */
  @Property(tries = 100, shrinking = ShrinkingMode.OFF)
  void trueUseComesBack(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int n = 500;
    double[] truth = new double[n - 1];
    double[] values = new double[n];
    int litres = random.nextInt(900_000);
    for (int i = 0; i < n; i++) {
      values[i] = litres % 1_000_000 / 1000.0;
      if (i < n - 1) {
        int use = random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(6000);
        truth[i] = use / 1000.0;
        litres += use;
      }
    }
    Registers.Use use = Registers.by(HOUR).digits(3).maxFlow(6).build().use(hourly(values));

    assertThat(use.series().missing()).isZero();
    for (int i = 0; i < truth.length; i++) {
      assertThat(use.series().value(i)).isCloseTo(truth[i], within(1e-9));
    }
    assertBalanced(use);
  }

  @Test
  @Tag("slow")
  void tenMillionReads() {
    int n = 10_000_000;
    long[] times = new long[n];
    double[] values = new double[n];
    double register = 0;
    for (int i = 0; i < n; i++) {
      times[i] = START + 60L * i;
      values[i] = register;
      register = (register + 0.001 * (i % 17)) % 10_000;
    }
    Registers.Use use =
        Registers.by(Duration.ofMinutes(1))
            .digits(4)
            .build()
            .use(RegisterReads.of("M", M3, times, values));

    assertThat(use.series().length()).isEqualTo(n - 1);
    assertThat(use.series().missing()).isZero();
    assertThat(kinds(use)).containsOnly(Kind.ROLLOVER).hasSize(7);
    assertBalanced(use);
  }
}
