// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.unit.Quantity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeatherCsvTest {
  @TempDir Path folder;

  @Test
  void namesSayTheUnit() throws IOException {
    Path file = folder.resolve("weather.csv");
    Files.writeString(
        file, "time,rain_mm,temp_f\n2022-01-01T00:00:00Z,0.5,50\n2022-01-01T01:00:00Z,,32\n");

    Panel panel = WeatherCsv.read(file).panel();

    assertThat(panel.series("rain_mm").support()).isEqualTo(Support.INTERVAL_TOTAL);
    assertThat(panel.series("temp_f").quantity()).isEqualTo(Quantity.TEMPERATURE);
    assertThat(panel.series("temp_f").value(0))
        .isEqualTo(10, org.assertj.core.api.Assertions.within(1e-9));
    assertThat(panel.series("temp_f").value(1))
        .isEqualTo(0, org.assertj.core.api.Assertions.within(1e-9));
  }

  @Test
  void everyColumnWithoutAUnitIsNamed() throws IOException {
    Path file = folder.resolve("weather.csv");
    Files.writeString(file, "time,rain,temp_kelvin\n2022-01-01T00:00:00Z,0.5,50\n");

    assertThatThrownBy(() -> WeatherCsv.read(file))
        .isInstanceOfSatisfying(InputFileException.class, e -> assertThat(e.problems()).hasSize(2));
  }

  @Test
  void aMissingFileIsNamed() {
    assertThatThrownBy(() -> WeatherCsv.read(folder.resolve("none.csv")))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("none.csv");
  }
}
