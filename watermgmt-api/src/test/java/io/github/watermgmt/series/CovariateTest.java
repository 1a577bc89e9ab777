// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CovariateTest {
  private static final Instant START = Instant.parse("2024-07-01T00:00:00Z");
  private static final int HOURS = 48;

  private static Series temperature(int from, int to, double level) {
    double[] values = new double[to - from];
    for (int i = 0; i < values.length; i++) {
      values[i] = level + from + i;
    }
    TimeAxis axis = TimeAxis.of(at(from), Duration.ofHours(1), to - from);
    return Series.of("temp", Quantity.TEMPERATURE, Support.INTERVAL_MEAN, axis, values);
  }

  private static Instant at(int hour) {
    return START.plusSeconds(3600L * hour);
  }

  /** Two vintages, given out of order: issued at 10 h (level 1000) and at 20 h (level 2000). */
  private static Covariate forecast() {
    return Covariate.forecast(
        temperature(0, HOURS, 0),
        List.of(
            new Covariate.Vintage(at(20), temperature(20, 44, 2000)),
            new Covariate.Vintage(at(10), temperature(10, 34, 1000))));
  }

  @Test
  void afterTheCutoffOnlyTheNewestVintageIssuedByThenIsSeen() {
    Covariate seen = forecast().asOf(at(15));

    assertThat(seen.at(at(14).getEpochSecond())).as("observed").isEqualTo(14);
    assertThat(seen.at(at(15).getEpochSecond())).as("vintage of 10 h").isEqualTo(1015);
    assertThat(seen.at(at(33).getEpochSecond())).isEqualTo(1033);
    assertThat(seen.at(at(34).getEpochSecond())).as("no vintage reaches").isNaN();
    assertThat(forecast().asOf(at(20)).at(at(20).getEpochSecond())).isEqualTo(2020);
    assertThat(forecast().asOf(at(5)).at(at(5).getEpochSecond())).as("none issued").isNaN();
  }

  @Test
  void anIntervalIsObservedOnceItHasEnded() {
    Covariate seen = Covariate.observed(temperature(0, HOURS, 0)).asOf(at(3).plusSeconds(1800));

    assertThat(seen.at(at(2).getEpochSecond())).isEqualTo(2);
    assertThat(seen.at(at(3).getEpochSecond())).isNaN();
  }

  /** A model that splits its own history must not see more than its own cutoff allows. */
  @Property
  void anEarlierCutoffCanFollowALaterOne(
      @ForAll @IntRange(min = 0, max = 48) int later, @ForAll @IntRange(min = 0, max = 48) int by) {
    Instant last = at(later);
    Instant first = at(Math.max(0, later - by));
    for (Covariate covariate :
        List.of(
            forecast(),
            Covariate.observed(temperature(0, HOURS, 0)),
            Covariate.known(temperature(0, HOURS, 0)))) {
      assertThat(covariate.asOf(last).asOf(first)).isEqualTo(covariate.asOf(first));
    }
  }

  /** Corrupting what lies after the cutoff changes nothing that is seen at the cutoff. */
  @Property
  void theFutureIsNotSeen(@ForAll @IntRange(min = 0, max = 48) int cutoff) {
    Series truth = temperature(0, HOURS, 0);
    double[] corrupted = truth.toArray();
    Arrays.fill(corrupted, cutoff, HOURS, -999);

    assertThat(Covariate.observed(truth.withValues(corrupted)).asOf(at(cutoff)))
        .isEqualTo(Covariate.observed(truth).asOf(at(cutoff)));
    assertThat(
            Covariate.forecast(truth.withValues(corrupted), forecast().vintages()).asOf(at(cutoff)))
        .isEqualTo(forecast().asOf(at(cutoff)));
  }

  @Test
  void whatIsKnownInAdvanceStays() {
    Covariate known = Covariate.known(temperature(0, HOURS, 0));

    assertThat(known.asOf(at(1))).isEqualTo(known);
    assertThat(known.at(at(40).getEpochSecond())).isEqualTo(40);
  }

  @Test
  void contradictionsAreRefused() {
    Series flow =
        Series.of(
            "temp",
            Quantity.FLOW,
            Support.INTERVAL_MEAN,
            TimeAxis.of(START, Duration.ofHours(1), 1),
            new double[] {1});
    List<Covariate.Vintage> flows = List.of(new Covariate.Vintage(START, flow));

    assertThatThrownBy(() -> Covariate.forecast(temperature(0, 1, 0), flows))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("temperature");
    assertThatThrownBy(
            () -> new Covariate(Covariate.Kind.KNOWN, temperature(0, 1, 0), forecast().vintages()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Covariates.of(forecast(), forecast()))
        .isInstanceOf(DataException.class);
  }
}
