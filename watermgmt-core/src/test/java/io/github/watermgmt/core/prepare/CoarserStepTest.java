// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CoarserStepTest {
  private static final double GAP = Double.NaN;

  private static Series series(Support support, long start, double... values) {
    return Series.of("x", Quantity.FLOW, support, TimeAxis.of(start, 900, values.length), values);
  }

  @Test
  void meansNeedHalfOfTheirStepAndTotalsAllOfIt() {
    double[] values = {1, 2, 3, 6, 1, GAP, GAP, 3, 5, GAP, GAP, GAP, 4, 4, 4, 4};
    Series means = CoarserStep.of(series(Support.INSTANT, 0, values), Duration.ofHours(1));
    assertThat(means.support()).isEqualTo(Support.INTERVAL_MEAN);
    assertThat(means.axis().stepSeconds()).isEqualTo(3600);
    assertThat(means.toArray()).containsExactly(3, 2, GAP, 4);
    Series totals = CoarserStep.of(series(Support.INTERVAL_TOTAL, 0, values), Duration.ofHours(1));
    assertThat(totals.support()).isEqualTo(Support.INTERVAL_TOTAL);
    assertThat(totals.toArray()).containsExactly(12, GAP, GAP, 16);
  }

  @Test
  void theGridIsThatOfTheEpochAndNothingBecomesFiner() {
    Series late = series(Support.INTERVAL_MEAN, 3600 - 900, 9, 1, 1, 1, 1, 7, 7);
    Series hours = CoarserStep.of(late, Duration.ofHours(1));
    assertThat(hours.axis().epochSecond(0)).isZero();
    assertThat(hours.toArray()).containsExactly(GAP, 1, 7);
    assertThat(CoarserStep.of(late, Duration.ofMinutes(15))).isSameAs(late);
    for (Duration wrong : new Duration[] {Duration.ofMinutes(5), Duration.ofMinutes(20)}) {
      assertThatThrownBy(() -> CoarserStep.of(late, wrong)).isInstanceOf(DataException.class);
    }
  }

  @Property(tries = 100)
  void meansOfWholeStepsKeepTheMean(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int n) {
    double[] values = new Random(seed).doubles(4L * n, 0, 100).toArray();
    Series fine = series(Support.INTERVAL_MEAN, 0, values);
    double sum = 0;
    for (double mean : CoarserStep.of(fine, Duration.ofHours(1)).toArray()) {
      sum += mean;
    }
    double all = 0;
    for (double value : values) {
      all += value;
    }
    assertThat(sum / n).isCloseTo(all / values.length, within(1e-9));
  }

  @Test
  void aTankTakesInItsAreaTimesTheRise() {
    Series level =
        Series.of(
            "T",
            Quantity.LEVEL,
            Support.INSTANT,
            TimeAxis.of(0, 900, 4),
            new double[] {1, 1.5, GAP, 1});
    Series flow = TankStorage.inflow(level, 200);
    assertThat(flow.quantity()).isEqualTo(Quantity.FLOW);
    assertThat(flow.toArray()).containsExactly(GAP, 400, GAP, GAP);
    assertThatThrownBy(() -> TankStorage.inflow(flow, 200)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> TankStorage.inflow(level, 0))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
