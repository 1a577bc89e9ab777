// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.watermgmt.bench.CompareRunner;
import io.github.watermgmt.series.Covariate;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForecastCommandTest {
  private static final List<String> SCORES =
      List.of(
          "provider",
          "series",
          "origin",
          "MAE",
          "PI1",
          "PI2",
          "PI3",
          "MASE",
          "RMSE",
          "bias",
          "CRPS",
          "cov80",
          "cov90",
          "failure",
          "MAPE",
          "WAPE",
          "Winkler80",
          "Winkler90",
          "peak",
          "peak_hour",
          "daily");

  @TempDir Path folder;

  private final CompareRunner compare = new CompareRunner();

  private int run(String out, String... more) {
    List<String> args = new ArrayList<>(List.of("forecast", "--unit", "L/s"));
    args.addAll(List.of("--zone", "Europe/Rome", "--out", folder.resolve(out).toString()));
    args.addAll(List.of(more));
    if (!args.contains("--readings")) {
      args.addAll(List.of("--readings", SmallTown.readings(folder).toString()));
    }
    return compare.run(args.toArray(String[]::new));
  }

  private List<NamedCsvRecord> rows(String out, String file) throws IOException {
    Path path = folder.resolve(out).resolve(file);
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(path)) {
      return csv.stream().toList();
    }
  }

  private static String[] mondays(String... more) {
    return Stream.concat(
            Stream.of("--from", "2022-09-19", "--to", "2022-10-03", "--every", "P7D"),
            Stream.of(more))
        .toArray(String[]::new);
  }

  @Test
  void everyFileIsWrittenWithItsColumns() throws IOException {
    assertThat(run("a", mondays("--providers", "seasonal-naive,weekly-profile"))).isZero();
    List<NamedCsvRecord> scores = rows("a", "scores.csv");
    assertThat(scores).hasSize(2 * 3 * 3);
    assertThat(scores.get(0).getHeader()).isEqualTo(SCORES);
    assertThat(scores).allMatch(row -> row.getField("failure").isEmpty());
    // By provider as named, by origin, by series as in the readings.
    assertThat(scores.stream().limit(4).map(row -> row.getFields().subList(0, 3)))
        .containsExactly(
            List.of("seasonal-naive", "north", "2022-09-18T22:00:00Z"),
            List.of("seasonal-naive", "south", "2022-09-18T22:00:00Z"),
            List.of("seasonal-naive", "port", "2022-09-18T22:00:00Z"),
            List.of("seasonal-naive", "north", "2022-09-25T22:00:00Z"));
    assertThat(scores.get(9).getField("provider")).isEqualTo("weekly-profile");
    List<NamedCsvRecord> forecasts = rows("a", "forecasts.csv");
    assertThat(forecasts).hasSize(2 * 3 * 3 * 168);
    assertThat(forecasts.get(0).getHeader()).hasSize(5 + 19).contains("mean", "0.05", "0.95");
    List<NamedCsvRecord> costs = rows("a", "costs.csv");
    assertThat(costs).hasSize(2 * 3);
    assertThat(costs.get(0).getHeader())
        .containsExactly(
            "provider", "origin", "fit_ms", "forecast_ms", "cpu_ms", "allocated_bytes");
    assertThat(costs)
        .allMatch(row -> Double.parseDouble(row.getField("fit_ms")) > 0)
        .allMatch(row -> Long.parseLong(row.getField("allocated_bytes")) > 0);
    assertThat(compare.out()).contains("weekly-profile", "CRPS %", "ratio", "report.html");
    assertThat(Files.readString(folder.resolve("a/report.html")))
        .contains("Calibration", "Three forecasts", "Cost and error", "seasonal-naive")
        .contains("Coverage of central bands", "Error by hour of the day", "Error by day ahead")
        .contains("Error by type of day", "by series and hour", "The worst forecasts", "<h2 id=")
        .contains(": why weekly-profile forecasts so");
    assertThat(compare.out()).contains("less the first", "Diebold-Mariano");
    assertThat(Files.readString(folder.resolve("a/run.json")))
        .contains("SHA-256")
        .containsPattern("weekly-profile \\S+ \\(weeks=8");
  }

  @Test
  void scoresAreThoseOfAnIndependentReckoning() throws IOException {
    run("a", mondays("--providers", "seasonal-naive"));
    Map<String, Double> truth = truth();
    Map<String, List<NamedCsvRecord>> cells = new HashMap<>();
    for (NamedCsvRecord row : rows("a", "forecasts.csv")) {
      cells
          .computeIfAbsent(row.getField("series") + row.getField("origin"), k -> new ArrayList<>())
          .add(row);
    }
    Map<String, double[]> perSeries = new HashMap<>();
    for (NamedCsvRecord score : rows("a", "scores.csv")) {
      double absolute = 0;
      double crps = 0;
      double inside = 0;
      double greatest = 0;
      int count = 0;
      List<NamedCsvRecord> cell = cells.get(score.getField("series") + score.getField("origin"));
      double sum = 0;
      for (int t = 0; t < cell.size(); t++) {
        NamedCsvRecord row = cell.get(t);
        Double y = truth.get(score.getField("series") + row.getField("target"));
        if (y == null) {
          continue;
        }
        count++;
        sum += y;
        double error = Math.abs(Double.parseDouble(row.getField("mean")) - y);
        absolute += error;
        greatest = t < 24 ? Math.max(greatest, error) : greatest;
        // The energy form of the same score over the levels: mean of |q - y| weighted by side.
        for (int level = 5; level <= 95; level += 5) {
          double q = Double.parseDouble(row.getField(String.format(Locale.ROOT, "0.%02d", level)));
          double tau = level / 100.0;
          crps += 2 * Math.max(tau * (y - q), (tau - 1) * (y - q)) / 19;
        }
        boolean in =
            y >= Double.parseDouble(row.getField("0.10"))
                && y <= Double.parseDouble(row.getField("0.90"));
        inside += in ? 1 : 0;
      }
      assertThat(count).isLessThanOrEqualTo(168).isGreaterThan(100);
      assertThat(number(score, "MAE")).isCloseTo(absolute / count, within(2e-6));
      assertThat(number(score, "PI2")).isCloseTo(greatest, within(2e-6));
      assertThat(number(score, "CRPS")).isCloseTo(crps / count, within(2e-6));
      // A truth within the sixth decimal of a quantile may fall to the other side.
      assertThat(number(score, "cov80")).isCloseTo(inside / count, within(0.01));
      double[] sums = perSeries.computeIfAbsent(score.getField("series"), k -> new double[2]);
      sums[0] += crps;
      sums[1] += sum;
    }
    double percent =
        100 * perSeries.values().stream().mapToDouble(s -> s[0] / s[1]).average().orElseThrow();
    assertThat(compare.out()).contains(String.format(Locale.ROOT, " %.3f ", percent));
  }

  private static double number(NamedCsvRecord row, String column) {
    return Double.parseDouble(row.getField(column));
  }

  private Map<String, Double> truth() throws IOException {
    Map<String, Double> truth = new HashMap<>();
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve("readings.csv"))) {
      for (NamedCsvRecord row : csv) {
        for (String id : List.of("north", "south", "port")) {
          if (!row.getField(id).isEmpty()) {
            truth.put(id + row.getField("time"), number(row, id));
          }
        }
      }
    }
    return truth;
  }

  @Test
  void theNewScoresAreThoseOfAnIndependentReckoning() throws IOException {
    run("a", mondays("--providers", "weekly-profile"));
    Map<String, Double> truth = truth();
    Map<String, List<NamedCsvRecord>> cells = new HashMap<>();
    for (NamedCsvRecord row : rows("a", "forecasts.csv")) {
      cells
          .computeIfAbsent(row.getField("series") + row.getField("origin"), k -> new ArrayList<>())
          .add(row);
    }
    for (NamedCsvRecord score : rows("a", "scores.csv")) {
      List<NamedCsvRecord> cell = cells.get(score.getField("series") + score.getField("origin"));
      double percent = 0;
      double winkler = 0;
      double absolute = 0;
      double sum = 0;
      int count = 0;
      double peak = 0;
      double hour = 0;
      double daily = 0;
      int days = 0;
      for (int day = 0; day < 7; day++) {
        int most = 24 * day;
        int said = 24 * day;
        double difference = 0;
        boolean whole = true;
        for (int t = 24 * day; t < 24 * day + 24; t++) {
          NamedCsvRecord row = cell.get(t);
          Double y = truth.get(score.getField("series") + row.getField("target"));
          whole &= y != null;
          if (y == null) {
            continue;
          }
          double mean = number(row, "mean");
          count++;
          sum += y;
          absolute += Math.abs(mean - y);
          percent += Math.abs(mean - y) / y;
          double low = number(row, "0.05");
          double high = number(row, "0.95");
          winkler += high - low + 20 * Math.max(0, Math.max(low - y, y - high));
          difference += mean - y;
          said = mean > number(cell.get(said), "mean") ? t : said;
          Double before = truth.get(score.getField("series") + cell.get(most).getField("target"));
          most = before != null && y > before ? t : most;
        }
        if (whole) {
          days++;
          double top = truth.get(score.getField("series") + cell.get(most).getField("target"));
          peak += Math.abs(top - number(cell.get(said), "mean"));
          hour += Math.abs(most - said);
          daily += Math.abs(difference) / 24;
        }
      }
      assertThat(days).isPositive();
      assertThat(number(score, "MAPE")).isCloseTo(100 * percent / count, within(1e-4));
      assertThat(number(score, "WAPE")).isCloseTo(100 * absolute / sum, within(1e-4));
      assertThat(number(score, "Winkler90")).isCloseTo(winkler / count, within(1e-4));
      assertThat(number(score, "peak")).isCloseTo(peak / days, within(1e-5));
      assertThat(number(score, "peak_hour")).isCloseTo(hour / days, within(1e-5));
      assertThat(number(score, "daily")).isCloseTo(daily / days, within(1e-5));
    }
  }

  @Test
  void fromTheOriginOnTheWeatherIsKnownByForecastsOnly() throws IOException {
    Path weather = folder.resolve("weather.csv");
    StringBuilder observed = new StringBuilder("time,temp_c\n");
    StringBuilder issued = new StringBuilder("issued,time,temp_c\n");
    StringBuilder late = new StringBuilder();
    for (int t = 0; t < SmallTown.HOURS; t++) {
      observed.append(SmallTown.START.plusSeconds(3600L * t)).append(",20\n");
    }
    Instant origin = Instant.parse("2022-09-25T22:00:00Z");
    for (int t = 0; t < 168; t++) {
      String hour = origin.plusSeconds(3600L * t).toString();
      issued.append(origin.minusSeconds(7200)).append(',').append(hour).append(",21\n");
      issued.append(origin).append(',').append(hour).append(",22\n");
      late.append(origin.plusSeconds(60)).append(',').append(hour).append(",44\n");
    }
    SmallTown.write(weather, observed.toString());
    String both = issued.toString() + late;
    Path forecasts = SmallTown.write(folder.resolve("issued.csv"), both);
    Path jar = MischiefJar.in(folder);
    List<Double> seen = new CopyOnWriteArrayList<>();
    MischiefProvider.onHistory =
        history -> {
          Covariate temperature = history.covariates().get("temp_c").orElseThrow();
          seen.add(temperature.at(history.end().getEpochSecond() - 3600));
          seen.add(temperature.at(history.end().getEpochSecond()));
        };
    String[] args = {
      "--provider-path",
      jar.toString(),
      "--providers",
      "mischief",
      "--weather",
      weather.toString(),
      "--weather-forecasts",
      forecasts.toString(),
      "--origins",
      origin.toString()
    };
    assertThat(run("a", args)).isZero();
    assertThat(seen).startsWith(20.0, 22.0);
    assertThat(compare.out())
        .contains("the weather is known by forecasts only")
        .contains("was of that very moment");
    assertThat(Files.readString(folder.resolve("a/run.json"))).contains("as forecast, 3 issues");
    assertThat(run("bad", "--weather-forecasts", forecasts.toString(), "--origins", "2022-09-26"))
        .isEqualTo(2);
    assertThat(compare.err()).contains("is needed beside --weather-forecasts");
    // Two of three origins before any issue.
    assertThat(
            run(
                "b",
                mondays(
                    "--weather", weather.toString(), "--weather-forecasts", forecasts.toString())))
        .isZero();
    assertThat(compare.out()).contains("1 origins have no forecast of the weather at all");
    assertThat(compare.out()).contains("that ends before the horizon");
  }

  @Test
  void holidaysAreComparedWithOrdinaryDays() throws IOException {
    Path holidays = SmallTown.write(folder.resolve("holidays.csv"), "date\n2022-09-21\n");
    assertThat(run("a", mondays("--holidays", holidays.toString()))).isZero();
    assertThat(compare.out()).contains("MAE on public holidays against all other days: auto ");
    assertThat(Files.readString(folder.resolve("a/report.html")))
        .contains("Public holidays against all other days", "public holiday");
  }

  @Test
  void threadsAndRepetitionChangeNoByte() throws IOException {
    String[] args =
        mondays("--providers", "seasonal-naive,weekly-profile", "--provider", "auto:refits=2");
    run("one", args);
    run("again", args);
    run("two", Stream.concat(Stream.of(args), Stream.of("--threads", "2")).toArray(String[]::new));
    run("three", Stream.concat(Stream.of(args), Stream.of("--rounds", "2")).toArray(String[]::new));
    for (String file : List.of("scores.csv", "forecasts.csv")) {
      byte[] bytes = Files.readAllBytes(folder.resolve("one").resolve(file));
      assertThat(bytes).isNotEmpty();
      for (String other : List.of("again", "two", "three")) {
        assertThat(folder.resolve(other).resolve(file)).hasBinaryContent(bytes);
      }
    }
  }

  @Test
  void refitPoliciesGiveAFullTable() throws IOException {
    for (String refit : List.of("each", "once", "update")) {
      String[] args = mondays("--refit", refit, "--threads", "2", "--providers", "weekly-profile");
      assertThat(run(refit, args)).isZero();
      assertThat(rows(refit, "scores.csv")).hasSize(9);
      assertThat(rows(refit, "costs.csv")).hasSize(3);
    }
    // weekly-profile forgets what it does not keep: to update is to fit.
    assertThat(folder.resolve("once/scores.csv"))
        .hasSameBinaryContentAs(folder.resolve("each/scores.csv"));
  }

  @Test
  void withoutTheStandardLevelsThereIsNoCrpsAndItSaysWhy() throws IOException {
    assertThat(run("a", mondays("--levels", "0.1,0.5,0.9"))).isZero();
    assertThat(rows("a", "scores.csv"))
        .allMatch(row -> row.getField("CRPS").isEmpty() && row.getField("cov90").isEmpty())
        .noneMatch(row -> row.getField("cov80").isEmpty());
    assertThat(compare.out()).contains("no CRPS", "0.05");
  }

  @Test
  void everythingWrongComesAtOnceAndNothingIsWritten() {
    Path broken = SmallTown.write(folder.resolve("broken.csv"), "day\n2022-01-01\n");
    int code =
        run(
            "bad",
            "--origins",
            "2022-06-01,2022-10-20,2022-09-19T00:07,yesterday",
            "--holidays",
            broken.toString(),
            "--providers",
            "sesonal-naive",
            "--provider",
            "weekly-profile:weeks=900",
            "--levels",
            "0.5:half");
    assertThat(code).isEqualTo(2);
    assertThat(compare.err())
        .contains("must have a column 'date'")
        .contains("origin (2022-05-31T22:00:00Z), must be after the first reading")
        .contains("goes past the end of the readings")
        .contains("origin (2022-09-18T22:07:00Z), must be the start of a step")
        .contains("--origins (yesterday)")
        .contains("'sesonal-naive'", "seasonal-naive", "weekly-profile")
        .contains("option 'weeks' (900)")
        .contains("--levels (0.5:half)");
    assertThat(folder.resolve("bad")).doesNotExist();
  }

  @Test
  void originsMustBeGivenOnce() {
    assertThat(run("bad")).isEqualTo(2);
    assertThat(run("bad", mondays("--origins", "2022-09-19"))).isEqualTo(2);
    assertThat(run("bad", "--from", "2022-09-19")).isEqualTo(2);
    assertThat(compare.err().split("must be given once", -1)).hasSize(4);
  }

  @Test
  void aPeriodOfHoursIsRefused() {
    assertThat(run("bad", "--from", "2022-09-19", "--to", "2022-10-03", "--every", "PT24H"))
        .isEqualTo(2);
    assertThat(compare.err()).contains("--every (PT24H)", "P1D");
  }

  @Test
  void everyCountsCalendarDays() throws IOException {
    // Summer time ends on 30 October: the last origin is a local midnight too.
    Path readings = SmallTown.readings(folder);
    StringBuilder longer = new StringBuilder(Files.readString(readings));
    for (int t = SmallTown.HOURS; t < SmallTown.HOURS + 40 * 24; t++) {
      longer.append(SmallTown.START.plusSeconds(3600L * t)).append(",10,20,30\n");
    }
    Files.writeString(readings, longer);
    assertThat(
            run(
                "dst",
                "--readings",
                readings.toString(),
                "--from",
                "2022-10-24",
                "--to",
                "2022-10-31"))
        .isZero();
    assertThat(rows("dst", "costs.csv").stream().map(row -> row.getField("origin")))
        .containsExactly("2022-10-23T22:00:00Z", "2022-10-30T23:00:00Z");
  }

  @Test
  void aSeriesOfWhichNothingIsKnownIsLeftOutByName() throws IOException {
    Path readings = SmallTown.readings(folder);
    List<String> lines = new ArrayList<>(Files.readAllLines(readings, StandardCharsets.UTF_8));
    for (int i = 0; i < lines.size(); i++) {
      String late = lines.get(i).compareTo("2022-09-20") > 0 ? "7" : "";
      lines.set(i, lines.get(i) + (i == 0 ? ",dry,late" : ",," + late));
    }
    Files.write(readings, lines);
    assertThat(run("a", mondays("--readings", readings.toString()))).isZero();
    assertThat(compare.out()).contains("'dry'", "'late' was left out");
    assertThat(rows("a", "scores.csv")).hasSize(9);
  }

  @Test
  void aProviderThatThrowsSaysSoAndTheOthersFinish() throws IOException {
    Path jar = MischiefJar.in(folder);
    int code =
        run(
            "a",
            mondays(
                "--provider-path",
                jar.toString(),
                "--providers",
                "seasonal-naive",
                "--provider",
                "mischief:throw-at=2"));
    assertThat(code).isEqualTo(3);
    List<NamedCsvRecord> scores = rows("a", "scores.csv");
    assertThat(scores).hasSize(18);
    assertThat(scores.stream().filter(row -> !row.getField("failure").isEmpty()))
        .hasSize(3)
        .allMatch(row -> row.getField("provider").equals("mischief:throw-at=2"))
        .allMatch(row -> row.getField("failure").contains("as I was told"))
        .allMatch(row -> row.getField("origin").equals("2022-09-25T22:00:00Z"))
        .allMatch(row -> row.getField("MAE").isEmpty());
    assertThat(compare.out()).contains("3 rows failed", "as I was told");
    assertThat(rows("a", "forecasts.csv")).hasSize((18 - 3) * 168);
    assertThat(Files.readString(folder.resolve("a/report.html"))).contains("as I was told");
  }

  @Test
  void anInterruptedRunKeepsWhatIsDone() throws IOException {
    Path jar = MischiefJar.in(folder);
    MischiefProvider.onFit =
        () -> {
          if (MischiefProvider.FITS.get() == 2) {
            compare.stop().request();
          }
        };
    int code = run("a", mondays("--provider-path", jar.toString(), "--providers", "auto,mischief"));
    assertThat(code).isEqualTo(130);
    // Turns: auto, mischief, auto, mischief, auto, and in the last of mischief the wish to stop.
    assertThat(rows("a", "scores.csv")).hasSize(5 * 3);
    assertThat(rows("a", "forecasts.csv")).hasSize(5 * 3 * 168);
    assertThat(compare.out()).contains("PARTIAL");
    assertThat(Files.readString(folder.resolve("a/run.json"))).contains("\"partial\"");
    assertThat(Files.readString(folder.resolve("a/report.html"))).contains("interrupted");
  }

  @Test
  void aProviderThatDoesNotRepeatItselfIsTold() {
    Path jar = MischiefJar.in(folder);
    run(
        "a",
        mondays(
            "--provider-path",
            jar.toString(),
            "--provider",
            "mischief:restless=true",
            "--rounds",
            "2"));
    assertThat(compare.out()).contains("'mischief:restless=true' did not repeat itself");
  }

  @Test
  void whoAsksForHelpIsToldOfEveryOption() {
    assertThat(compare.run("forecast", "--help")).isZero();
    assertThat(compare.out())
        .contains("--readings", "--origins", "--every", "--refit", "--teams", "--peer")
        .contains("Example");
  }
}
