// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.WaterManagementException;
import org.junit.jupiter.api.Test;

class CurveTest {

  @Test
  void everyProblemIsToldAtOnce() {
    WaterManagementException error =
        catchThrowableOfType(
            WaterManagementException.class,
            () ->
                new Curve(
                    "H1",
                    new double[] {0, 2, 2, Double.NaN, 1},
                    new double[] {9, Double.POSITIVE_INFINITY, 1, 1}));
    assertThat(error.code()).isEqualTo(ErrorCode.INVALID_NETWORK);
    assertThat(error).hasMessageContaining("curve 'H1'");
    assertThat(error.problems())
        .containsExactly(
            "x, y (5, 4), must be equally many.",
            "x of point 3 (NaN), must be finite.",
            "y of point 1 (Infinity), must be finite.",
            "x of point 2 (2.0), must exceed the one before, 2.0. Maybe sort them.");
  }

  @Test
  void aCurveNeedsAPoint() {
    WaterManagementException error =
        catchThrowableOfType(
            WaterManagementException.class, () -> new Curve("H1", new double[0], new double[0]));
    assertThat(error.problems()).containsExactly("points (0), must be at least one.");
  }

  @Test
  void arraysAreCopiedInAndOut() {
    double[] x = {0, 1};
    double[] y = {5, 6};
    Curve curve = new Curve("H1", x, y);
    x[0] = 7;
    y[0] = 7;
    curve.x()[1] = 7;
    curve.y()[1] = 7;
    assertThat(curve.x()).containsExactly(0, 1);
    assertThat(curve.y()).containsExactly(5, 6);
    assertThat(curve.size()).isEqualTo(2);
  }

  @Test
  void equalityIsThatOfThePoints() {
    Curve curve = new Curve("H1", new double[] {0, 1}, new double[] {5, 6});
    assertThat(curve)
        .isEqualTo(new Curve("H1", new double[] {0, 1}, new double[] {5, 6}))
        .hasSameHashCodeAs(new Curve("H1", new double[] {0, 1}, new double[] {5, 6}))
        .isNotEqualTo(new Curve("H2", new double[] {0, 1}, new double[] {5, 6}))
        .isNotEqualTo(new Curve("H1", new double[] {0, 2}, new double[] {5, 6}))
        .isNotEqualTo(new Curve("H1", new double[] {0, 1}, new double[] {5, 7}));
  }
}
