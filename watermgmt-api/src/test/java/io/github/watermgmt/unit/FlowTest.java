// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.unit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.DataException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowTest {

  @Test
  void threeLitresPerSecondAreTenPointEightCubicMetresPerHour() {
    Flow flow = Flow.litresPerSecond(3);

    assertThat(flow.cubicMetresPerHour()).isEqualTo(10.8);
    assertThat(flow.inLitresPerSecond()).isEqualTo(3);
    assertThat(flow).isEqualTo(Flow.of(3, Unit.of("L/s")));
    assertThat(flow.plus(Flow.cubicMetresPerHour(0.2)).times(2)).isEqualTo(new Flow(22));
    assertThat(flow).isGreaterThan(Flow.litresPerSecond(2));
  }

  @Test
  void flowOverTimeIsVolume() {
    assertThat(new Flow(10.8).over(Duration.ofHours(2))).isEqualTo(new Volume(21.6));
    assertThat(new Flow(3600).over(Duration.ofNanos(500_000))).isEqualTo(new Volume(0.0005));
    assertThat(new Volume(1).plus(new Volume(2))).isEqualTo(new Volume(3));
  }

  @Test
  void aUnitOfTheCallersOwnConvertsByItsOwnFactor() {
    Unit bucket = Unit.custom("bucket/h", Quantity.FLOW, 0.01, 0);
    Unit misnamed = Unit.custom("m3/h", Quantity.FLOW, 2, 0);

    assertThat(Flow.of(300, bucket)).isEqualTo(new Flow(3));
    assertThat(Flow.of(3, misnamed)).isEqualTo(new Flow(6));
  }

  @Test
  void aUnitOfAnotherQuantityIsRefused() {
    assertThatThrownBy(() -> Flow.of(3, Unit.of("m3"))).isInstanceOf(DataException.class);
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNotFiniteIsRefused(double value) {
    assertThatThrownBy(() -> new Flow(value)).isInstanceOf(DataException.class);
    assertThatThrownBy(() -> new Volume(value)).isInstanceOf(DataException.class);
  }
}
