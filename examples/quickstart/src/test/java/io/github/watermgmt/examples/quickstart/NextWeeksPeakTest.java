// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A planner's question: next week's peak-hour demand of a zone, with 90 % certainty. */
class NextWeeksPeakTest {

  @Test
  void theAnswerLiesAboveTheQuantileOfEverySingleHour() {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    NextWeeksPeak.print(
        new Settings().readings(), new PrintStream(printed, true, StandardCharsets.UTF_8));
    String text = printed.toString(StandardCharsets.UTF_8);
    assertThat(text).startsWith("Next week's peak hour stays below ").contains(" L/s: 9 to 1");
    double peak = Double.parseDouble(text.replaceAll(".*below ([0-9.]+) L/s.*", "$1").strip());
    assertThat(peak).as(text).isBetween(38.0, 60.0);
  }
}
