// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.StringReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

class ForecastChartTest {

  private static ForecastChart chart(String title, double... history) {
    return new ForecastChart(
        title,
        "L/s",
        ZoneId.of("Europe/Rome"),
        Instant.parse("2024-03-30T23:00:00Z").getEpochSecond(),
        3600,
        history,
        new double[] {2, 2},
        new double[] {1, 1},
        new double[] {3, 3});
  }

  @ParameterizedTest
  @ValueSource(strings = {"<script>&\"'", "a\uFFFEb", "a\uD800b", "a\u0001b", "\uD83D\uDCA7"})
  void hostileNamesStayWellFormed(String title) {
    String svg = chart(title, 1, Double.NaN, 2).toSvg();

    assertThatCode(
            () ->
                DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg))))
        .doesNotThrowAnyException();
    assertThat(svg).doesNotContain("NaN");
  }

  @Test
  void negativeValuesHaveTheirPlaceBelowZero() {
    assertThat(chart("A", 1, 2).toSvg()).doesNotContain(">-");
    // Zero and minus three are drawn at different heights, on an axis that reaches below zero.
    assertThat(chart("A", -3, 2).toSvg()).contains(">-3").isNotEqualTo(chart("A", 0, 2).toSvg());
  }

  @Test
  void bytesDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    String expected = chart("istanbul", 1.5, -1234.5).toSvg();
    try {
      for (String tag : new String[] {"tr-TR", "de-DE", "ar-EG"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(chart("istanbul", 1.5, -1234.5).toSvg()).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(before);
    }
  }
}
