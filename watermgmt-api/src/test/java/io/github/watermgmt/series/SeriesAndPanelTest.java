// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SeriesAndPanelTest {
  private static final Instant START = Instant.parse("2024-01-01T00:00:00Z");

  private static Series flow(String id, double... values) {
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), values.length);
    return Series.of(id, Quantity.FLOW, Support.INTERVAL_MEAN, axis, values);
  }

  /**
   * Nothing that is not finite passes unseen: infinite is refused with its index, NaN is missing.
   */
  @Property
  void infiniteIsRefusedWithItsIndexAndNanIsMissing(
      @ForAll @IntRange(min = 1, max = 50) int n, @ForAll long seed) {
    Random random = new Random(seed);
    double[] values = random.doubles(n).toArray();
    int bad = random.nextInt(n);
    values[bad] = random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;

    assertThatThrownBy(() -> flow("A", values))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NON_FINITE_VALUE))
        .hasMessageContaining("index " + bad + " ");

    values[bad] = Double.NaN;
    Series series = flow("A", values);
    assertThat(series.missing()).isEqualTo(1);
    for (int i = 0; i < n; i++) {
      assertThat(series.isMissing(i)).isEqualTo(i == bad);
      assertThat(series.quality(i)).isEqualTo(i == bad ? Quality.MISSING : Quality.GOOD);
    }
  }

  @Test
  void startAndEndOfAnAxisAreInstants() {
    long first = Instant.MIN.getEpochSecond();
    long last = Instant.MAX.getEpochSecond();
    assertThat(TimeAxis.of(last - 10, 5, 2).end().getEpochSecond()).isEqualTo(last);
    assertThat(TimeAxis.of(first, 5, 0).end().getEpochSecond()).isEqualTo(first);
    long[][] beyond = {
      {last - 9, 5, 2},
      {first - 1, 5, 2},
      {last + 1, 5, 0},
      {Long.MIN_VALUE, Long.MAX_VALUE, 2},
      {0, Long.MAX_VALUE, Integer.MAX_VALUE}
    };
    for (long[] axis : beyond) {
      assertThatThrownBy(() -> TimeAxis.of(axis[0], axis[1], (int) axis[2]))
          .isInstanceOf(DataException.class)
          .hasMessageContaining("start, step, length (" + axis[0] + " s since 1970, " + axis[1])
          .hasMessageContaining("must be instants");
    }
  }

  @Test
  void missingAndNanMustAgree() {
    Series series = flow("A", 1, Double.NaN);

    assertThat(series.withQualities(new Quality[] {Quality.SUSPECT, Quality.MISSING}).quality(0))
        .isEqualTo(Quality.SUSPECT);
    assertThatThrownBy(() -> series.withQualities(new Quality[] {Quality.GOOD, Quality.GOOD}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("index 1");
    assertThatThrownBy(() -> series.withQualities(new Quality[] {Quality.MISSING, Quality.MISSING}))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("index 0");
  }

  @Test
  void arraysAreCopiedOnTheWayInAndOut() {
    double[] values = {1, 2};
    Series series = flow("A", values);
    values[0] = 9;
    series.toArray()[1] = 9;

    assertThat(series.toArray()).containsExactly(1, 2);
  }

  @Test
  void leavesInAnyUnitOfItsQuantityAndNoOther() {
    Series series = flow("A", 36, Double.NaN);

    assertThat(series.toArray(Unit.of("L/s"))).containsExactly(10, Double.NaN);
    assertThat(series.toArray(Unit.custom("bucket/h", Quantity.FLOW, 0.01, 0)))
        .containsExactly(3600, Double.NaN);
    assertThatThrownBy(() -> series.toArray(Unit.of("m3"))).isInstanceOf(DataException.class);
  }

  @Property
  void sliceAndConcatAreInverse(
      @ForAll @IntRange(min = 0, max = 20) int cut, @ForAll @IntRange(min = 20, max = 40) int n) {
    double[] values = new double[n];
    Quality[] qualities = new Quality[n];
    for (int i = 0; i < n; i++) {
      values[i] = i % 5 == 3 ? Double.NaN : i;
      qualities[i] = i % 5 == 3 ? Quality.MISSING : i % 7 == 0 ? Quality.SUSPECT : Quality.GOOD;
    }
    Series series = flow("A", values).withQualities(qualities);

    Series past = series.slice(0, cut);
    assertThat(past.concat(series.slice(cut, n))).isEqualTo(series);
    assertThat(series.before(START.plusSeconds(3600L * cut))).isEqualTo(past);
    if (cut < n) {
      assertThat(series.before(START.plusSeconds(3600L * cut + 3599))).isEqualTo(past);
      assertThatThrownBy(() -> past.concat(series.slice(cut + 1, n)))
          .as("a step is left out")
          .isInstanceOf(DataException.class);
    }
  }

  @Property
  void axisFindsWhatItNames(
      @ForAll @LongRange(min = -4_000_000_000L, max = 4_000_000_000L) long start,
      @ForAll @IntRange(min = 1, max = 100_000) int step,
      @ForAll @IntRange(min = 1, max = 1000) int length,
      @ForAll @LongRange(min = -10, max = 1010) long at,
      @ForAll @IntRange(min = 0, max = 99_999) int within) {
    TimeAxis axis = TimeAxis.of(start, step, length);
    long second = start + at * step + within % step;
    boolean inside = at >= 0 && at < length;
    boolean onGrid = within % step == 0;

    assertThat(axis.indexOf(second)).isEqualTo(inside && onGrid ? (int) at : -1);
    assertThat(axis.indexCovering(second)).isEqualTo(inside ? (int) at : -1);
    int ceiling = (int) Math.max(0, Math.min(length, onGrid ? at : at + 1));
    assertThat(axis.ceilingIndex(Instant.ofEpochSecond(second))).isEqualTo(ceiling);
    assertThat(axis.before(Instant.ofEpochSecond(second)).length())
        .isEqualTo((int) Math.max(0, Math.min(length, at)));
    assertThat(axis.next(3).start()).isEqualTo(axis.end());
    assertThat(axis.sameGrid(axis.next(3))).isTrue();
    assertThat(axis.sameGrid(TimeAxis.of(start + 1, step, length))).isEqualTo(step == 1);
  }

  @Test
  void panelsKeepTheirOrderAndNameWhatTheyLack() {
    Panel panel = Panel.of(flow("B", 1, 2), flow("A", 3, 4));

    assertThat(panel.frame(1, new double[2])).containsExactly(2, 4);
    assertThat(panel.select(List.of("A")).ids()).containsExactly("A");
    assertThat(panel.with(flow("A", 5, 6)).frame(0, new double[2])).containsExactly(1, 5);
    assertThat(panel.with(flow("C", 5, 6)).ids()).containsExactly("B", "A", "C");
    assertThatThrownBy(() -> panel.series("X"))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("B, A");
    assertThatThrownBy(() -> Panel.of(List.of())).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> Panel.of(flow("A", 1), flow("A", 1), flow("B", 1, 2)))
        .isInstanceOfSatisfying(
            DataException.class, e -> assertThat(e.problems()).as("all at once").hasSize(2));
    assertThatThrownBy(() -> panel.frame(0, new double[1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aContinuationHasTheSameSeries() {
    Panel past = Panel.of(flow("A", 1, 2, 3).slice(0, 2));
    Series next = flow("A", 1, 2, 3).slice(2, 3);

    assertThat(past.concat(Panel.of(next)).series("A")).isEqualTo(flow("A", 1, 2, 3));
    assertThatThrownBy(() -> past.concat(Panel.of(next, next.withId("B"))))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("A, B");
  }
}
