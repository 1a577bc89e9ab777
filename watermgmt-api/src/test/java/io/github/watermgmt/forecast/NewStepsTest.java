// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NewStepsTest {
  private static final int HOUR = 3600;

  /**
   * Two series of hours; the value of a step is its number, so that each shows where it is from.
   */
  private static Panel hours(int from, int to, double sign) {
    TimeAxis axis = TimeAxis.of((long) from * HOUR, HOUR, to - from);
    double[] values = new double[to - from];
    for (int t = 0; t < values.length; t++) {
      values[t] = sign * (from + t);
    }
    return Panel.of(
        Series.of("a", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values),
        Series.of("b", Quantity.LEVEL, Support.INSTANT, axis, values));
  }

  /**
   * The oracle: what a model has seen, step by step, and then each step of the newer history that
   * is not among them.
   */
  @Property
  void addsTheStepsAfterTheCutoffAndNoOthers(
      @ForAll @IntRange(min = -60, max = 60) int first,
      @ForAll @IntRange(min = 1, max = 40) int seen,
      @ForAll @IntRange(min = 1, max = 40) int kept,
      @ForAll @IntRange(min = -50, max = 0) int start,
      @ForAll @IntRange(max = 60) int length) {
    int cutoff = first + seen;
    int from = cutoff + start;
    int to = from + length;
    TimeAxis trainedOn = hours(first, cutoff, 1).axis();
    NewSteps steps = NewSteps.of(hours(from, to, -1), trainedOn);

    int end = Math.max(cutoff, to);
    assertThat(steps.seen()).isEqualTo(hours(first, end, 1).axis());
    assertThat(steps.fresh().isPresent()).isEqualTo(to > cutoff);
    steps.fresh().ifPresent(fresh -> assertThat(fresh).isEqualTo(hours(cutoff, to, -1)));
    int keptFrom = cutoff - Math.min(kept, seen);
    Panel joined = steps.after(hours(keptFrom, cutoff, 1));
    assertThat(joined.axis()).isEqualTo(hours(keptFrom, end, 1).axis());
    for (int t = keptFrom; t < end; t++) {
      double expected = t < cutoff ? t : -t;
      assertThat(joined.series("a").value(t - keptFrom)).isEqualTo(expected);
      assertThat(joined.series("b").value(t - keptFrom)).isEqualTo(expected);
    }
  }

  @Property
  void aGapOfAnyLengthIsRefused(@ForAll @IntRange(min = 1, max = 5000) int gap) {
    TimeAxis trainedOn = hours(0, 24, 1).axis();
    Panel newer = hours(24 + gap, 48 + gap, 1);
    assertThatThrownBy(() -> NewSteps.of(newer, trainedOn)).isInstanceOf(DataException.class);
    assertThat(NewSteps.check(new Validation(), newer.axis(), trainedOn)).isFalse();
  }

  @Test
  void anotherStepOrGridIsRefused() {
    TimeAxis trainedOn = hours(0, 24, 1).axis();
    TimeAxis[] others = {
      TimeAxis.of(0, HOUR / 2, 96), TimeAxis.of(0, 2 * HOUR, 24), TimeAxis.of(900, HOUR, 48)
    };
    for (TimeAxis other : others) {
      Series series =
          Series.of("a", Quantity.FLOW, Support.INSTANT, other, new double[other.length()]);
      assertThatThrownBy(() -> NewSteps.of(Panel.of(series), trainedOn))
          .isInstanceOf(DataException.class);
    }
  }

  @Test
  void theErrorNamesWhatIsWrongAndWhatToDo() {
    TimeAxis trainedOn = hours(0, 24, 1).axis();
    Panel newer = hours(25, 48, 1);
    DataException refused =
        catchThrowableOfType(DataException.class, () -> NewSteps.of(newer, trainedOn));
    assertThat(refused.code()).isEqualTo(ErrorCode.AXIS_MISMATCH);
    String message =
        "newer history (1970-01-02T01:00:00Z/1970-01-03T00:00:00Z by PT1H), must be on the grid of"
            + " 1970-01-01T00:00:00Z/1970-01-02T00:00:00Z by PT1H and start at or before its end."
            + " Maybe give the steps in between as well, NaN where missing.";
    assertThat(refused).hasMessageContaining(message);

    Validation problems = new Validation();
    problems.add("another");
    assertThat(NewSteps.check(problems, newer.axis(), trainedOn)).isFalse();
    assertThat(problems.problems()).containsExactly("another", message);
  }

  @Test
  void checkIsContentWithWhatOfAccepts() {
    TimeAxis trainedOn = hours(0, 24, 1).axis();
    Validation problems = new Validation();
    assertThat(NewSteps.check(problems, hours(24, 25, 1).axis(), trainedOn)).isTrue();
    assertThat(NewSteps.check(problems, hours(-5, 3, 1).axis(), trainedOn)).isTrue();
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void whatIsKeptMustEndWhereTheNewStepsStart() {
    NewSteps steps = NewSteps.of(hours(20, 30, 1), hours(0, 24, 1).axis());
    Panel tooShort = hours(10, 23, 1);
    Panel another = hours(10, 24, 1).select(List.of("a"));
    assertThatThrownBy(() -> steps.after(tooShort)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> steps.after(another)).isInstanceOf(DataException.class);
    assertThat(steps).hasToString("6 new steps, " + hours(0, 30, 1).axis() + " seen");
  }
}
