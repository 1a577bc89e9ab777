// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.anomaly.Detection.Attribution;
import io.github.watermgmt.anomaly.Detection.Suspect;
import io.github.watermgmt.error.ErrorCode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DetectionTest {
  private static final Instant TIME = Instant.parse("2024-05-01T06:00:00Z");

  private static Detection of(
      Instant onset, double grade, List<Attribution> attributions, List<Suspect> suspects) {
    return new Detection(
        TIME,
        onset,
        grade,
        1,
        AnomalyKind.LEAK,
        Optional.empty(),
        attributions,
        suspects,
        OptionalDouble.empty(),
        "");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, -0.01, 1.01, Double.POSITIVE_INFINITY})
  void whatIsAFractionLiesBetweenZeroAndOne(double wrong) {
    assertThatThrownBy(() -> of(TIME, wrong, List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("grade (" + wrong + "), must lie in [0, 1]");
    assertThatThrownBy(() -> of(TIME, 1, List.of(new Attribution("c", wrong, 2, 1)), List.of()))
        .hasMessage("share of 'c' (" + wrong + "), must lie in [0, 1]");
    assertThatThrownBy(
            () -> of(TIME, 0, List.of(), List.of(new Suspect("p1", wrong, OptionalDouble.empty()))))
        .hasMessage("weight of 'p1' (" + wrong + "), must lie in [0, 1]");
  }

  @Test
  void theOnsetIsNotAfterTheReport() {
    assertThat(of(TIME, 0.5, List.of(), List.of()).onset()).isEqualTo(TIME);
    assertThatThrownBy(() -> of(TIME.plusSeconds(1), 0.5, List.of(), List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must not be after");
  }

  @Test
  void listsAreCopied() {
    List<Attribution> attributions = new ArrayList<>(List.of(new Attribution("c", 1, 2, 1)));
    List<Suspect> suspects = new ArrayList<>(List.of(new Suspect("p", 1, OptionalDouble.of(0))));
    Detection detection = of(TIME, 1, attributions, suspects);
    attributions.clear();
    suspects.clear();
    assertThat(detection.attributions()).hasSize(1);
    assertThat(detection.suspects()).hasSize(1);
  }

  @Test
  void timeThatGoesBackIsToldWithBothStamps() {
    TimeOrderException error = new TimeOrderException(7200, 3600);
    assertThat(error.code()).isEqualTo(ErrorCode.TIME_ORDER);
    assertThat(error.last()).isEqualTo(7200);
    assertThat(error.given()).isEqualTo(3600);
    assertThat(error)
        .hasMessageContaining("time of the frame (1970-01-01T01:00:00Z), must be later than")
        .hasMessageContaining("1970-01-01T02:00:00Z");
  }
}
