// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class HistoryTest {
  private static final Instant START = Instant.parse("2022-07-24T22:00:00Z");
  private static final TimeAxis AXIS = TimeAxis.of(START, Duration.ofHours(1), 4);

  private static Series series(String id, Quantity quantity) {
    return Series.of(id, quantity, Support.INTERVAL_MEAN, AXIS, new double[] {1, 2, 3, 4});
  }

  private static final History HISTORY =
      new History(
          Panel.of(series("A", Quantity.FLOW)),
          Covariates.of(
              Covariate.observed(series("seen", Quantity.TEMPERATURE)),
              Covariate.known(series("known", Quantity.TEMPERATURE))),
          Calendar.of(ZoneId.of("Europe/Rome")));

  @Test
  void theEndIsThatOfTheLastStep() {
    assertThat(HISTORY.end()).isEqualTo(START.plus(Duration.ofHours(4)));
    assertThat(HISTORY.before(HISTORY.end()).targets()).isEqualTo(HISTORY.targets());
  }

  @Test
  void aStepThatHadNotEndedIsNotKnown() {
    for (int seconds : new int[] {7200, 7201, 10_799}) {
      History known = HISTORY.before(START.plusSeconds(seconds));
      assertThat(known.targets().axis().length()).isEqualTo(2);
      assertThat(known.end()).isEqualTo(START.plusSeconds(7200));
    }
    assertThat(HISTORY.before(START.plusSeconds(10_800)).targets().axis().length()).isEqualTo(3);
  }

  @Test
  void covariatesAreThoseOfTheCutoff() {
    Covariates known = HISTORY.before(START.plusSeconds(7200)).covariates();
    long third = START.plusSeconds(7200).getEpochSecond();
    assertThat(known.get("seen").orElseThrow().at(third)).isNaN();
    assertThat(known.get("seen").orElseThrow().at(third - 3600)).isEqualTo(2);
    assertThat(known.get("known").orElseThrow().at(third)).isEqualTo(3);
  }

  @Test
  void beforeTheStartNothingIsKnown() {
    assertThat(HISTORY.before(START).targets().axis().length()).isZero();
  }
}
