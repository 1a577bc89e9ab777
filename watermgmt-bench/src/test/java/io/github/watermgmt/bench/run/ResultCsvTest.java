// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultCsvTest {

  @Property
  void numbersHaveSixDecimals(@ForAll @DoubleRange(min = -1e8, max = 1e8) double value) {
    BigDecimal written = new BigDecimal(ResultCsv.number(value));
    assertThat(written.scale()).isEqualTo(6);
    // The product with a million is rounded once more, which is below a unit of the last place.
    assertThat(written.subtract(new BigDecimal(value)).abs())
        .isLessThanOrEqualTo(new BigDecimal("5.1e-7").setScale(8, RoundingMode.UP));
  }

  @Test
  void nothingIsLostAtTheEdges() {
    assertThat(ResultCsv.number(Double.NaN)).isEmpty();
    assertThat(ResultCsv.number(-0.0)).isEqualTo("0.000000");
    assertThat(ResultCsv.number(-1e-9)).isEqualTo("0.000000");
    assertThat(ResultCsv.number(-0.25)).isEqualTo("-0.250000");
    assertThat(ResultCsv.number(1e300)).isEqualTo("1.0E300");
    assertThat(ResultCsv.number(Double.NEGATIVE_INFINITY)).isEqualTo("-Infinity");
  }

  @Test
  void cellsAreQuotedAndRowsCounted(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("a.csv");
    ResultCsv.write(file, List.of("a", "b"), sink -> sink.row(List.of("x,\"y\"", "1")));
    assertThat(Files.readString(file)).isEqualTo("a,b\n\"x,\"\"y\"\"\",1\n");
    Path bad = folder.resolve("b.csv");
    assertThatThrownBy(
            () -> ResultCsv.write(bad, List.of("a", "b"), sink -> sink.row(List.of("1"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("1 cells");
    assertThat(bad).doesNotExist();
  }
}
