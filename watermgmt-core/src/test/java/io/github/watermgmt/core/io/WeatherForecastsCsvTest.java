// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.series.Covariate;
import io.github.watermgmt.series.Covariates;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.unit.Quantity;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeatherForecastsCsvTest {
  private static final String EVENING = "2022-07-24T18:00:00Z";
  private static final String MORNING = "2022-07-25T06:00:00Z";

  @TempDir Path folder;

  private Path write(String name, String... lines) {
    try {
      return Files.writeString(folder.resolve(name), String.join("\n", lines) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path twoIssues() {
    return write(
        "issued.csv",
        "issued,time,temp_c,rain_mm",
        MORNING + ",2022-07-25T08:00:00Z,27.5,1.5",
        MORNING + ",2022-07-25T06:00:00Z,26,",
        EVENING + ",2022-07-24T22:00:00Z,24.1,0",
        EVENING + ",2022-07-24T23:00:00Z,23.5,0.2");
  }

  @Test
  void rowsInAnyOrderBecomeVintages() {
    WeatherForecastsCsv.Issued issued = WeatherForecastsCsv.read(twoIssues());
    assertThat(issued.issues()).containsExactly(Instant.parse(EVENING), Instant.parse(MORNING));
    assertThat(issued.vintages()).containsOnlyKeys("temp_c", "rain_mm");
    List<Covariate.Vintage> temperatures = issued.vintages().get("temp_c");
    Series evening = temperatures.get(0).series();
    assertThat(evening.quantity()).isEqualTo(Quantity.TEMPERATURE);
    assertThat(evening.toArray()).containsExactly(24.1, 23.5);
    // An hour without a row is missing.
    assertThat(temperatures.get(1).series().toArray()).containsExactly(26, Double.NaN, 27.5);
    assertThat(issued.vintages().get("rain_mm").get(0).series().support())
        .isEqualTo(Support.INTERVAL_TOTAL);
    assertThat(issued.notes()).isEmpty();
  }

  @Test
  void aFolderIsReadAsOneFile() throws IOException {
    Path many = Files.createDirectory(folder.resolve("many"));
    List<String> lines = Files.readAllLines(twoIssues());
    write("many/b.csv", lines.get(0), lines.get(1), lines.get(2));
    write("many/a.csv", lines.get(0), lines.get(3), lines.get(4));
    write("many/readme.txt", "not a table");
    assertThat(WeatherForecastsCsv.read(many)).isEqualTo(WeatherForecastsCsv.read(twoIssues()));
    Path none = Files.createDirectory(folder.resolve("none"));
    assertThatThrownBy(() -> WeatherForecastsCsv.read(none))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("has no file that ends in .csv");
  }

  @Test
  void withWhatWasObservedTheyAreCovariates() {
    Path weather =
        write(
            "weather.csv",
            "time,temp_c,rain_mm,wind_ms",
            "2022-07-24T17:00:00Z,25,0,3",
            "2022-07-24T18:00:00Z,24,0,4",
            "2022-07-24T19:00:00Z,23,0,5");
    Panel observed = WeatherCsv.read(weather).panel();
    Covariates covariates = WeatherForecastsCsv.read(twoIssues()).covariates(observed);
    assertThat(covariates.ids()).containsExactly("temp_c", "rain_mm", "wind_ms");
    Covariate temperature = covariates.get("temp_c").orElseThrow();
    long night = Instant.parse("2022-07-24T22:00:00Z").getEpochSecond();
    assertThat(temperature.kind()).isEqualTo(Covariate.Kind.FORECAST);
    assertThat(temperature.asOf(Instant.parse(EVENING)).at(night)).isEqualTo(24.1);
    assertThat(temperature.asOf(Instant.parse(EVENING).minusSeconds(1)).at(night)).isNaN();
    // No forecast of the wind: known up to now.
    assertThat(covariates.get("wind_ms").orElseThrow().kind()).isEqualTo(Covariate.Kind.OBSERVED);
    Panel rain = observed.select(List.of("rain_mm"));
    assertThatThrownBy(() -> WeatherForecastsCsv.read(twoIssues()).covariates(rain))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("WM-106")
        .hasMessageContaining("forecast of 'temp_c'");
  }

  @Test
  void everyProblemOfAFileComesAtOnce() {
    Path bad =
        write(
            "bad.csv",
            "issued,time,temp_c",
            "yesterday,2022-07-25T08:00:00Z,27.5",
            MORNING + ",2022-07-25T08:00,27.5",
            MORNING + ",2022-07-25T08:00:00Z,warm",
            MORNING + ",2202-07-25T08:00:00Z,20");
    InputFileException thrown =
        catchThrowableOfType(InputFileException.class, () -> WeatherForecastsCsv.read(bad));
    assertThat(thrown.problems()).hasSize(4);
    assertThat(thrown.getMessage())
        .contains("column 'issued'", "column 'time'", "\"warm\"", "within 92 days");
    Path observed = write("observed.csv", "time,temp_c", "2022-07-25T08:00:00Z,1");
    assertThatThrownBy(() -> WeatherForecastsCsv.read(observed))
        .hasMessageContaining("must have a column 'issued'")
        .hasMessageContaining("observed weather");
    Path unit = write("unit.csv", "issued,time,heat", EVENING + ",,1");
    assertThatThrownBy(() -> WeatherForecastsCsv.read(unit))
        .hasMessageContaining("must end in its unit");
    Path only = write("only.csv", "issued,time", EVENING + ",");
    assertThatThrownBy(() -> WeatherForecastsCsv.read(only))
        .hasMessageContaining("must have a column with the weather");
  }

  @Test
  void anHourThatIsForecastTwiceIsTold() {
    WeatherForecastsCsv.Issued issued =
        WeatherForecastsCsv.read(
            write(
                "twice.csv",
                "issued,time,temp_c",
                EVENING + ",2022-07-24T22:00:00Z,20",
                EVENING + ",2022-07-24T22:00:00Z,21"));
    assertThat(issued.vintages().get("temp_c").get(0).series().toArray()).containsExactly(21);
    assertThat(issued.notes()).hasSize(1).first().asString().startsWith("1 ");
  }
}
