// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.unit;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;

class UnitCheckTest {

  @Property
  void mixUpsAreFlaggedAtAnyLevel(
      @ForAll @DoubleRange(min = 0.01, max = 1e5) double reference,
      @ForAll @DoubleRange(min = 0.98, max = 1.02) double noise) {
    assertThat(UnitCheck.suspect(reference, reference * 3.6 * noise)).isPresent();
    assertThat(UnitCheck.suspect(reference, reference / 3.6 * noise)).isPresent();
    assertThat(UnitCheck.suspect(reference, reference * 1000 * noise)).isPresent();
    assertThat(UnitCheck.suspect(reference, reference / 1000 * noise)).isPresent();
  }

  @Property
  void ordinaryChangesAreNot(
      @ForAll @DoubleRange(min = 0.01, max = 1e5) double reference,
      @ForAll @DoubleRange(min = 0.3, max = 3.4) double ratio) {
    assertThat(UnitCheck.suspect(reference, reference * ratio)).isEmpty();
  }

  @Test
  void whatHasNoRatioIsNotFlagged() {
    assertThat(UnitCheck.suspect(0, 3.6)).isEmpty();
    assertThat(UnitCheck.suspect(1, 0)).isEmpty();
    assertThat(UnitCheck.suspect(1, -3.6)).isEmpty();
    assertThat(UnitCheck.suspect(Double.NaN, 3.6)).isEmpty();
    assertThat(UnitCheck.suspect(1, Double.POSITIVE_INFINITY)).isEmpty();
  }

  @Test
  void theTextSaysWhichMixUp() {
    assertThat(UnitCheck.suspect(10, 36).orElse("")).contains("L/s");
    assertThat(UnitCheck.suspect(10, 10_000).orElse("")).contains("litres");
  }
}
