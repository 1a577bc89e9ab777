// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.SeriesIngest;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingsCsvTest {
  @TempDir Path folder;

  private PanelBuilder.Built read(String text) throws IOException {
    Path file = folder.resolve("readings.csv");
    Files.writeString(file, text, StandardCharsets.UTF_8);
    return ReadingsCsv.builder().unit(Unit.of("L/s")).build().read(file);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"1,5\"", "0x10", "1d", "1f", "Infinity", "1e999", "1 000", "1_0", "abc"})
  void aValueThatIsNotADecimalIsRefusedWithItsPlace(String value) {
    assertThatThrownBy(() -> read("time,A\n2022-01-01T00:00:00Z,1\n2022-01-01T01:00:00Z," + value))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("readings.csv")
        .hasMessageContaining("line 3, column 'A'");
  }

  @Test
  void anUnquotedDecimalCommaIsRefusedToo() {
    assertThatThrownBy(() -> read("time,A\n2022-01-01T00:00:00Z,1,5\n"))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("3 fields")
        .hasMessageContaining("decimal comma");
  }

  @Test
  void allProblemsComeAtOnce() {
    assertThatThrownBy(() -> read("time,A,B\n2022-01-01T00:00:00Z,x,y\n2022-01-01,1,2\n"))
        .isInstanceOfSatisfying(InputFileException.class, e -> assertThat(e.problems()).hasSize(3));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "time,A\n",
        "when,A\n2022-01-01T00:00:00Z,1\n",
        "time,A,A\n2022-01-01T00:00:00Z,1,2\n",
        "time,A\n2022-01-01T00:00:00,1\n",
        "time,A\n2022-01-01T00:00:00Z,1\n2022-01-01T02:00:00+01:00,1\n",
        "time,A\n2022-02-30T00:00:00Z,1\n",
        "time,A\n2022-01-01T00:00:00Z,\"1\n"
      })
  void faultsOfFormAreFatal(String text) {
    assertThatThrownBy(() -> read(text)).isInstanceOf(InputFileException.class);
  }

  @Test
  void missingFileIsNamed() {
    assertThatThrownBy(
            () ->
                ReadingsCsv.builder().unit(Unit.of("L/s")).build().read(Path.of("no", "such.csv")))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("such.csv")
        .hasMessageContaining("does not exist");
  }

  @Test
  void repairsAreReported() throws IOException {
    PanelBuilder.Built built =
        read(
            "\uFEFFtime,A,B\n2022-01-01T01:00:00Z,2,\n2022-01-01T00:00:00Z,NaN,\n"
                + "2022-01-01T01:00:00Z,3,\n2022-01-01T02:00:00Z,4,\n");

    assertThat(built.panel().ids()).containsExactly("A");
    assertThat(built.panel().series("A").toArray(Unit.of("L/s"))).containsExactly(Double.NaN, 3, 4);
    assertThat(built.report().total(SeriesIngest::duplicates)).isEqualTo(2);
    assertThat(built.report().total(SeriesIngest::outOfOrder)).isEqualTo(2);
    assertThat(built.report().toText())
        .contains("byte-order mark")
        .contains("NaN text")
        .contains("B: ")
        .contains("skipped");
  }

  @Test
  void longFormGivesTheSameAsWide() throws IOException {
    PanelBuilder.Built wide =
        read("time,A,B\n2022-01-01T00:00:00Z,1,2\n2022-01-01T01:00:00Z,3,4\n");
    PanelBuilder.Built tall =
        read(
            "sensor,time,value\nA,2022-01-01T00:00:00Z,1\nA,2022-01-01T01:00:00Z,3\n"
                + "B,2022-01-01T00:00:00Z,2\nB,2022-01-01T01:00:00Z,4\n");

    assertThat(tall.panel()).isEqualTo(wide.panel());
  }

  @Property(tries = 2000)
  void decimalsAgreeWithTheJdk(@ForAll double value) {
    if (Double.isFinite(value)) {
      assertThat(Decimals.parse(Double.toString(value))).isEqualTo(value);
      String plain = new java.math.BigDecimal(value).toPlainString();
      assertThat(Decimals.parse(plain)).isEqualTo(Double.parseDouble(plain));
    }
  }

  @Property(tries = 2000)
  void onlyDeclaredErrorsUnderGarbage(
      @ForAll @Chars({'0', '1', ',', ';', '"', '\n', '-', ':', 'T', 'Z', 't', 'e', '.'})
          String text)
      throws IOException {
    Path file = Files.createTempFile("fuzz", ".csv");
    try {
      Files.writeString(file, "time,A\n2022-01-01T00:00:00Z,1\n" + text, StandardCharsets.UTF_8);
      ReadingsCsv.builder().unit(Unit.of("L/s")).build().read(file);
    } catch (WaterManagementException e) {
      assertThat(e.problems()).isNotEmpty();
    } finally {
      Files.delete(file);
    }
  }
}
