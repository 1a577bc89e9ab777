// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.github.watermgmt.bench.plan.Instances;
import io.github.watermgmt.bench.plan.TestProviders;
import io.github.watermgmt.bench.run.Stop;
import io.github.watermgmt.core.io.PlanJson;
import io.github.watermgmt.core.io.ProblemJson;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("locale")
class PlanTest {
  @TempDir Path folder;
  private final StringWriter printed = new StringWriter();
  private final StringWriter err = new StringWriter();
  private Path town;
  private Path infeasible;
  private Path units;
  private Path out;

  @BeforeEach
  void instances() {
    town = folder.resolve("town.json");
    infeasible = folder.resolve("infeasible.json");
    units = folder.resolve("units.json");
    out = folder.resolve("out");
    ProblemJson.write(town, Instances.town());
    ProblemJson.write(infeasible, Instances.infeasible());
    ProblemJson.write(units, Instances.units());
  }

  private int plan(Path to, Object... more) {
    List<String> args = new ArrayList<>(List.of("plan", "--out", to.toString()));
    for (Object arg : more) {
      args.add(arg.toString());
    }
    return Compare.run(
        new Stop(), new PrintWriter(printed), new PrintWriter(err), args.toArray(String[]::new));
  }

  private static List<NamedCsvRecord> rows(Path to) throws IOException {
    try (CsvReader<NamedCsvRecord> csv =
        CsvReader.builder().ofNamedCsvRecord(to.resolve("plans.csv"))) {
      return csv.stream().toList();
    }
  }

  private static double number(NamedCsvRecord row, String column) {
    return Double.parseDouble(row.getField(column));
  }

  /** Everything below a folder but what holds times. */
  private static Map<String, String> plans(Path to) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(to)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        if (!file.endsWith("run.json")) {
          contents.put(to.relativize(file).toString(), Files.readString(file));
        }
      }
    }
    return contents;
  }

  @Test
  void writesPlansThatACheckerAgreesWith() throws IOException {
    Files.writeString(
        folder.resolve("optimum.csv"),
        "file,objective,bound\ntown," + Instances.TOWN_COST + "," + Instances.TOWN_COST / 2);
    assertThat(plan(out, "--instances", town, "--providers", "ojalgo")).isZero();
    NamedCsvRecord row = rows(out).get(0);
    assertThat(row.getField("provider")).isEqualTo("ojalgo");
    assertThat(row.getField("instance")).isEqualTo("town");
    assertThat(row.getField("status")).isEqualTo("solved");
    Problem problem = Instances.town();
    PlanCheck check =
        PlanCheck.of(problem, PlanJson.read(out.resolve("ojalgo/town.plan.json"), problem).plan());
    assertThat(check.isFeasible()).isTrue();
    assertThat(check.cost()).isCloseTo(Instances.TOWN_COST, within(1e-9));
    assertThat(number(row, "objective")).isCloseTo(check.cost(), within(1e-6));
    assertThat(number(row, "worst_violation")).isEqualTo(check.worstViolation(), within(1e-12));
    // twice the bound: the gap is to the bound, and relative to it
    assertThat(number(row, "gap")).isCloseTo(1, within(1e-9));
    assertThat(number(row, "variables")).isEqualTo(4 * 5);
    assertThat(row.getField("engine")).isEqualTo("dense simplex");
    assertThat(number(row, "build_s") + number(row, "solve_s"))
        .isPositive()
        .isLessThanOrEqualTo(number(row, "wall_s") + 1e-6);
    assertThat(number(row, "cpu_s")).isNotNegative();
    assertThat(number(row, "heap_mb")).isNotNegative();
    assertThat(Files.readString(out.resolve("report.html"))).contains("ojalgo", "town", "<svg");
    assertThat(Files.readString(out.resolve("run.json")))
        .contains("input town.json", "input optimum.csv", "SHA-256", "sparse-from=600");
    assertThat(printed.toString()).contains("town", "solved", "12.000000");
  }

  @Test
  void whatCannotBeSolvedIsAResult() throws IOException {
    Path jar = TestProviders.jar(folder, TestProviders.Slow.class);
    Path stale = out.resolve("ojalgo/infeasible.plan.json");
    Files.createDirectories(stale.getParent());
    Files.writeString(stale, "{}");
    assertThat(
            plan(
                out,
                "--instances",
                infeasible,
                units,
                "--providers",
                "ojalgo,slow",
                "--provider-path",
                jar,
                "--time-limit",
                "PT1M"))
        .isZero();
    List<NamedCsvRecord> rows = rows(out);
    assertThat(rows)
        .extracting(row -> row.getField("status"))
        .containsExactly("infeasible", "stopped", "unsupported", "stopped");
    assertThat(rows.get(0).getField("reason")).contains("finalMinVolume", "'T'");
    assertThat(rows.get(1).getField("reason")).isEqualTo("time limit: had true");
    assertThat(number(rows.get(1), "bound")).isEqualTo(3);
    assertThat(number(rows.get(1), "build_s")).isEqualTo(0.001);
    assertThat(number(rows.get(1), "solve_s")).isEqualTo(0.002);
    assertThat(rows.get(2).getField("reason")).contains("PUMP_UNITS");
    assertThat(rows).allMatch(row -> row.getField("objective").isEmpty());
    assertThat(stale).as("the plan of an earlier run").doesNotExist();
  }

  @Test
  void whoeverFailsHasARowAndTheOthersFinish() throws IOException {
    Path jar = TestProviders.jar(folder, TestProviders.Throwing.class, TestProviders.Lying.class);
    assertThat(
            plan(
                out,
                "--instances",
                town,
                "--providers",
                "throwing,lying,ojalgo",
                "--provider-path",
                jar))
        .isEqualTo(Compare.FAILURES);
    List<NamedCsvRecord> rows = rows(out);
    assertThat(rows)
        .extracting(row -> row.getField("status"))
        .containsExactly("failed", "failed", "solved");
    assertThat(rows.get(0).getField("reason")).contains("IllegalStateException: out of luck");
    assertThat(rows.get(1).getField("reason")).contains("breaks balance of 'Z'");
    assertThat(number(rows.get(1), "worst_violation")).isEqualTo(10);
  }

  @Test
  void gapsStayEmptyWhereNothingIsProved() throws IOException {
    Path other = Files.createDirectory(folder.resolve("other"));
    Path known = other.resolve("known.json");
    Path unknown = other.resolve("unknown.json");
    ProblemJson.write(known, Instances.town());
    ProblemJson.write(unknown, Instances.town());
    Files.writeString(other.resolve("optimum.csv"), "file,objective\nknown,12\nlame,x\n");
    assertThat(plan(out, "--instances", town, known, unknown, "--providers", "ojalgo")).isZero();
    List<NamedCsvRecord> rows = rows(out);
    assertThat(rows.get(0).getField("gap")).isEmpty();
    assertThat(number(rows.get(1), "gap")).isCloseTo(0, within(1e-9));
    assertThat(rows.get(2).getField("gap")).isEmpty();
    assertThat(printed.toString())
        .containsOnlyOnce("No " + folder.resolve("optimum.csv"))
        .containsOnlyOnce("does not know unknown")
        .containsOnlyOnce("line 3");
  }

  @Test
  void solvesAChangedProblemWarmAndCold() throws IOException {
    assertThat(plan(out, "--instances", town, units, "--providers", "ojalgo", "--warm")).isZero();
    Problem changed = ProblemJson.read(out.resolve("changed/town.json")).problem();
    double[] before = Instances.town().zones().get("Z").demandM3h();
    double[] after = changed.zones().get("Z").demandM3h();
    for (int t = 0; t < before.length; t++) {
      assertThat(after[t]).isNotEqualTo(before[t]).isCloseTo(before[t], within(0.05 * before[t]));
      assertThat(after[t] / before[t]).isNotEqualTo(after[(t + 1) % 4] / before[(t + 1) % 4]);
    }
    Outcome outcome =
        Providers.discover().optimizer("ojalgo").optimize(changed, RunContext.standard());
    double optimum = ((Outcome.Solved) outcome).objective();
    NamedCsvRecord row = rows(out).get(0);
    assertThat(number(row, "warm_objective")).isCloseTo(optimum, within(1e-6));
    assertThat(number(row, "cold_objective")).isCloseTo(optimum, within(1e-6));
    assertThat(number(row, "warm_wall_s")).isPositive();
    assertThat(number(row, "cold_wall_s")).isPositive();
    assertThat(rows(out).get(1).getField("warm_status")).isEmpty();
    Problem same = ProblemJson.read(out.resolve("changed/town.json")).problem();
    assertThat(PlanJson.read(out.resolve("changed/ojalgo/town.plan.json"), same).plan().axis())
        .isEqualTo(same.axis());
    Path seeded = folder.resolve("seeded");
    assertThat(plan(seeded, "--instances", town, "--providers", "ojalgo", "--warm", "--seed", "2"))
        .isZero();
    assertThat(Files.readString(seeded.resolve("changed/town.json")))
        .isNotEqualTo(Files.readString(out.resolve("changed/town.json")));
  }

  @Test
  void plansAreTheSameForAnyNumberOfThreadsAndFromRunToRun() throws IOException {
    Path two = folder.resolve("two");
    Path again = folder.resolve("again");
    Object[] what = {"--instances", town, units, "--providers", "auto,ojalgo", "--warm"};
    assertThat(plan(out, what)).isZero();
    assertThat(plan(again, what)).isZero();
    List<Object> parallel = new ArrayList<>(List.of(what));
    parallel.addAll(List.of("--threads", 2, "--rounds", 2));
    assertThat(plan(two, parallel.toArray())).isZero();
    assertThat(plans(out)).hasSize(8).isEqualTo(plans(two)).isEqualTo(plans(again));
    assertThat(rows(two)).allMatch(row -> row.getField("cpu_s").isEmpty());
    assertThat(rows(two)).allMatch(row -> row.getField("heap_mb").isEmpty());
    assertThat(rows(two).get(0).getField("reason")).isEmpty();
  }

  @Test
  void refusesBadInputWithAllThatIsWrong() throws IOException {
    Path bad = folder.resolve("bad.json");
    Files.writeString(bad, "{\"format\":\"watermgmt-plan/1\"");
    Path same = Files.createDirectory(folder.resolve("b")).resolve("town.json");
    Files.copy(town, same);
    assertThat(
            plan(
                out,
                "--instances",
                bad,
                folder.resolve("none.json"),
                town,
                same,
                "--providers",
                "nobody",
                "--provider",
                "ojalgo:sparse-from=many",
                "--peer",
                "nothing",
                "--peers-folder",
                folder,
                "--time-limit",
                "PT0S"))
        .isEqualTo(Compare.REFUSED);
    assertThat(err.toString())
        .contains("--time-limit (PT0S)")
        .contains("bad.json")
        .contains("none.json")
        .contains("instance (town), is there twice")
        .contains("'nobody'", "ojalgo")
        .contains("sparse-from' (many)");
    assertThat(out).doesNotExist();
    assertThat(plan(out, "--instances", town, "--time-limit", "soon")).isEqualTo(Compare.REFUSED);
    assertThat(plan(out, "--providers", "ojalgo")).isEqualTo(Compare.REFUSED);
    assertThat(plan(out, "--instances", town, "--peer", "nothing")).isEqualTo(Compare.REFUSED);
    assertThat(out).doesNotExist();
  }

  @Test
  void keepsWhatIsDoneWhenInterrupted() throws IOException {
    Path jar = TestProviders.jar(folder, TestProviders.Cancelling.class);
    assertThat(
            plan(
                out,
                "--instances",
                town,
                units,
                "--providers",
                "ojalgo,cancelling",
                "--provider-path",
                jar))
        .isEqualTo(Compare.INTERRUPTED);
    assertThat(rows(out))
        .singleElement()
        .satisfies(row -> assertThat(row.getField("provider")).isEqualTo("ojalgo"));
    assertThat(out.resolve("ojalgo/town.plan.json")).exists();
    String why = "interrupted after 1 of 4 answers";
    assertThat(Files.readString(out.resolve("run.json"))).contains("\"partial\" : \"" + why);
    assertThat(Files.readString(out.resolve("report.html"))).contains(why);
    assertThat(printed.toString()).contains("Partial: " + why);
  }

  /** The protocol, spoken by a script that needs no Python. */
  @Test
  void asksAPeerAndChecksItsPlan() throws IOException {
    assumeTrue(
        Files.isExecutable(Path.of("/bin/sh")), "no /bin/sh, the peer is one of its scripts");
    assertThat(plan(out, "--instances", town, "--providers", "ojalgo")).isZero();
    Path answer = out.resolve("ojalgo/town.plan.json");
    Path peers = Files.createDirectory(folder.resolve("peers"));
    Files.write(
        peers.resolve("optimizer-parrot.py"),
        List.of(
            "[ \"$1\" = check ] && exit 0",
            "field() { sed \"s/.*\\\"$1\\\":\\\"\\([^\\\"]*\\)\\\".*/\\1/\" \"$2\"; }",
            "cp '" + answer + "' \"$(field plan \"$2\")\"",
            "echo '[{\"status\": \"solved\", \"objective\": 12.0, \"bound\": 12.0,"
                + " \"build_seconds\": 1.5, \"cpu_seconds\": 2.5}]' > \"$(field results \"$2\")\""),
        UTF_8);
    Files.write(peers.resolve("optimizer-broken.py"), List.of("[ \"$1\" = check ]"), UTF_8);
    Files.write(peers.resolve("optimizer-absent.py"), List.of("echo no such thing; exit 1"), UTF_8);
    Path beside = folder.resolve("beside");
    assertThat(
            plan(
                beside,
                "--instances",
                town,
                "--providers",
                "ojalgo",
                "--peer",
                "parrot,broken,absent",
                "--peers-folder",
                peers,
                "--python",
                "/bin/sh"))
        .isEqualTo(Compare.FAILURES);
    List<NamedCsvRecord> rows = rows(beside);
    assertThat(rows)
        .extracting(row -> row.getField("provider"))
        .containsExactly("ojalgo", "parrot", "broken");
    assertThat(rows.get(1).getField("status")).as(rows.get(1).toString()).isEqualTo("solved");
    assertThat(number(rows.get(1), "build_s")).isEqualTo(1.5);
    assertThat(number(rows.get(1), "cpu_s")).isEqualTo(2.5);
    assertThat(beside.resolve("parrot/town.plan.json")).hasSameTextualContentAs(answer);
    assertThat(rows.get(2).getField("status")).isEqualTo("failed");
    assertThat(printed.toString()).contains("absent is skipped, unavailable: no such thing");
  }
}
