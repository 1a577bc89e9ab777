// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.bench.CompareRunner;
import io.github.watermgmt.error.InputFileException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TeamsTest {
  private static final String HEADER = "pos,week,dma,PI1,PI2,PI3\n";

  @TempDir Path folder;

  private Teams read(String rows) {
    return Teams.read(SmallTown.write(folder.resolve("teams.csv"), HEADER + rows));
  }

  /** Ranks by sorting: equal values share the mean of the places they take together. */
  private static double rank(double own, List<Double> others) {
    List<Double> all = new ArrayList<>(others);
    all.add(own);
    all.sort(null);
    return (all.indexOf(own) + all.lastIndexOf(own)) / 2.0 + 1;
  }

  @RepeatedTest(20)
  void ranksAreThoseOfASort(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int teams = 1 + random.nextInt(8);
    List<String> ids = List.of("a", "b", "c");
    double[][][][] scores = new double[teams][2][ids.size()][3];
    StringBuilder rows = new StringBuilder();
    for (int team = 0; team < teams; team++) {
      for (int w = 0; w < 2; w++) {
        for (int s = 0; s < ids.size(); s++) {
          rows.append(team).append(",week ").append(w).append(',').append(ids.get(s));
          for (int i = 0; i < 3; i++) {
            // Few different values, so that there are ties; some missing.
            double value = random.nextInt(5) == 0 ? Double.NaN : random.nextInt(4);
            scores[team][w][s][i] = value;
            rows.append(',').append(Double.isNaN(value) ? "" : Double.toString(value));
          }
          rows.append('\n');
        }
      }
    }
    double[][][] own = new double[2][ids.size()][3];
    double expected = 0;
    int cells = 0;
    for (int w = 0; w < 2; w++) {
      for (int s = 0; s < ids.size(); s++) {
        for (int i = 0; i < 3; i++) {
          own[w][s][i] = random.nextInt(6) == 0 ? Double.NaN : random.nextInt(4);
          if (!Double.isNaN(own[w][s][i])) {
            List<Double> others = new ArrayList<>();
            for (double[][][] team : scores) {
              if (!Double.isNaN(team[w][s][i])) {
                others.add(team[w][s][i]);
              }
            }
            expected += rank(own[w][s][i], others);
            cells++;
          }
        }
      }
    }
    Teams.Standing standing =
        read(rows.toString()).place("me", (week, id) -> own[week][ids.indexOf(id)]);
    assertThat(standing.cells()).isEqualTo(cells);
    assertThat(standing.rank()).isCloseTo(expected / cells, within(1e-12));
  }

  @Test
  void teamsAreRankedAmongThemselves() {
    Teams teams = read("1,W1,a,1,1,1\n2,W1,a,2,1,3\n3,W1,a,,,\n4,W1,a,2,4,2\n");
    assertThat(teams.standings().get(0).name()).isEqualTo("team 1");
    assertThat(teams.standings().get(0).rank()).isCloseTo((1 + 1.5 + 1) / 3, within(1e-12));
    assertThat(teams.standings()).anyMatch(s -> s.name().equals("team 3") && s.cells() == 0);
  }

  @Test
  void everyFaultOfAFileComesAtOnce() {
    assertThatThrownBy(() -> read("1,W1,a,1,x,1\n1,W1,a,1,1,1\n2,W1\n"))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("line 2, column PI2 (x)")
        .hasMessageContaining("line 3 (1,W1,a), is there twice")
        .hasMessageContaining("line 4 (2 fields)");
    Path other = SmallTown.write(folder.resolve("other.csv"), "team,score\n1,2\n");
    assertThatThrownBy(() -> Teams.read(other)).hasMessageContaining("pos,week,dma");
  }

  @Test
  void weeksAreMatchedWithOriginsOrRefused() throws Exception {
    Path readings = SmallTown.readings(folder);
    Path teams = folder.resolve("teams.csv");
    Files.writeString(
        teams, HEADER + "1,first,north,0.1,0.1,0.1\n1,second,north,90,90,90\n1,first,hill,1,1,1\n");
    CompareRunner compare = new CompareRunner();
    String[] args = {
      "forecast",
      "--readings",
      readings.toString(),
      "--unit",
      "L/s",
      "--zone",
      "Europe/Rome",
      "--teams",
      teams.toString(),
      "--out",
      folder.resolve("out").toString(),
      "--origins",
      ""
    };
    args[args.length - 1] = "2022-09-19,2022-09-26,2022-10-03";
    assertThat(compare.run(args)).isEqualTo(2);
    assertThat(compare.err()).contains("--teams (2 weeks: first, second)", "origins, 3");
    args[args.length - 1] = "2022-09-26,2022-10-03";
    assertThat(compare.run(args)).isZero();
    assertThat(compare.out())
        .contains("week first is the origin 2022-09-25T22:00:00Z")
        .contains("'hill' is not forecast")
        // Second of two in the first week, first in the other; 'hill' has no own score.
        .containsPattern("auto .* 1\\.50 +6\n");
  }
}
