// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.core.prepare.Scaling;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.forecast.QuantileLevel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingJsonTest {
  private static final String GOOD =
      """
      {
        "signature": "serve",
        "step": "PT15M",
        "leads": 96,
        "scaling": {"centre": 10, "spread": 2.5},
        "inputs": {
          "window": {"past": 672, "columns": ["demand", "known", "sin-day:2", "lag:7d"]},
          "ahead": {
            "ahead": 96,
            "columns": ["lead", {"column": "covariate:air", "centre": 15, "optional": true}]
          },
          "day": {"columns": ["day-of-week:7", "holiday", "lag:3"]}
        },
        "outputs": {"mean": "mean", "band": [0.1, 0.9]}
      }
      """;

  private static Mapping read(String text) {
    return MappingJson.read(text.getBytes(StandardCharsets.UTF_8), "test.json");
  }

  @Test
  void readsAllThatAMappingCanSay() {
    Mapping mapping = read(GOOD);

    assertThat(mapping.signature()).isEqualTo("serve");
    assertThat(mapping.stepSeconds()).isEqualTo(900);
    assertThat(mapping.leads()).isEqualTo(96);
    assertThat(mapping.fixed()).contains(new Scaling(10, 2.5));
    assertThat(mapping.inputs()).extracting(InputMapping::size).containsExactly(2688, 192, 3);
    assertThat(mapping.points())
        .containsExactly(
            Optional.empty(),
            Optional.of(QuantileLevel.of(0.1)),
            Optional.of(QuantileLevel.of(0.9)));
    assertThat(mapping.covariates()).containsExactly("air");
    assertThat(mapping.requiredCovariates()).isEmpty();
    // A week of window, and the eight days that a lag of seven days may reach before its first
    // step.
    assertThat(mapping.lookBack(900)).isEqualTo(672 + 8 * 96);
    assertThat(mapping.inputs().get(0).columns())
        .extracting(Column::text)
        .containsExactly("demand", "known", "sin-day:2", "lag:7d");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "leads": 96,        | "leads": 0,             | leads (0.0), must be a whole number
          "leads": 96,        | "leeds": 96,            | field (leeds), is unknown
          "PT15M"             | "15 minutes"            | step (15 minutes), must be a positive
          "spread": 2.5       | "spread": 0             | the spread positive
          "spread": 2.5       | "spread": 1e999         | centre, spread of scaling (10.0, Infinity)
          "centre": 15        | "centre": -1e999        | (-Infinity, 1.0), must be finite numbers
          [0.1, 0.9]          | [0.1, 0.123456]         | (0.123456), must be "mean" or a number
          "demand",           | "demnad",               | column of input 'window' (demnad)
          "day-of-week:7"     | "day-of-week:8"         | (day-of-week:8), is none of
          "past": 672         | "past": 672, "ahead": 2 | must have past or ahead, not both
          "lead", {           | "demand", {             | would be the demand that is to be forecast
          "holiday", "lag:3"  | "holiday", "demand"     | would be the demand that is to be forecast
          "holiday", "lag:3"  | "lead", "lag:3"         | is the same in every call
          [0.1, 0.9]          | [0.1, 0.1]              | must not name a level twice
          [0.1, 0.9]          | [0.1, 90]               | must be "mean" or a number between 0 and 1
          [0.1, 0.9]          | []                      | must be "mean", a level, or a list
          "signature": "serve" | "signature": 7         | signature (7.0), must be a text
          "optional": true    | "optional": "yes"       | optional of column 'covariate:air' (yes)
          "lag:3"]            | "lag:3"                 | is not JSON
          """)
  void namesWhatIsWrong(String good, String bad, String problem) {
    assertThat(GOOD).contains(good);
    assertThatThrownBy(() -> read(GOOD.replace(good, bad)))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining(problem);
  }

  @Test
  void namesAllProblemsAtOnce() {
    assertThatThrownBy(
            () -> read(GOOD.replace("\"PT15M\"", "\"soon\"").replace("[0.1, 0.9]", "[2, 3]")))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("soon")
        .hasMessageContaining("2.0")
        .hasMessageContaining("3.0");
  }

  @Test
  void whatIsLongIsRefusedInShort() {
    String many = "\"hour\",".repeat(499) + "\"hour\"";
    assertThatThrownBy(
            () -> read(GOOD.replace("672", "100000").replace("\"demand\", \"known\"", many)))
        .hasMessageContaining("100000 steps of 502 columns), must be at most 16777216 numbers");
    assertThatThrownBy(() -> read(GOOD + " ".repeat(1 << 20)))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("must have at most 1048576 bytes");
    assertThatThrownBy(
            () ->
                read(
                    GOOD.replace("window", "w".repeat(2000))
                        .replace("\"demand\"", "1,".repeat(300) + "\"" + "d".repeat(3000) + "\"")))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("more problems")
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(100_000));
  }

  @Test
  void refusesWhatIsNoMappingAtAll() {
    for (String text : new String[] {"", "[]", "{}", "7", "{\"leads\": 1} {}", "[".repeat(2000)}) {
      assertThatThrownBy(() -> read(text)).isInstanceOf(InputFileException.class);
    }
  }
}
