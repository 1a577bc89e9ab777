// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.distribution.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryTest {
  private static final Problem TOWN = Instances.town();
  private static final Instance INSTANCE =
      new Instance("town", Path.of("town.json"), TOWN, Optional.empty(), Optional.empty());

  private static Answer answer(Status status, double wall, double cpu) {
    return new Answer(
        Solve.without(status, "", new SolveTime(Double.NaN, 1, wall, cpu, 0)), Optional.empty());
  }

  @Test
  void costsAreMediansOfWhatIsKnown() {
    Entry entry =
        Entry.of(
            "a",
            INSTANCE,
            List.of(
                answer(Status.STOPPED, 5, 1),
                answer(Status.STOPPED, 1, Double.NaN),
                answer(Status.STOPPED, 3, 4)));
    assertThat(entry.given().time()).isEqualTo(new SolveTime(Double.NaN, 1, 3, 2.5, 0));
    assertThat(entry.given().reason()).isEmpty();
  }

  @Test
  void roundsThatDifferAreTold() {
    Entry stopped =
        Entry.of(
            "a", INSTANCE, List.of(answer(Status.STOPPED, 1, 1), answer(Status.INFEASIBLE, 1, 1)));
    assertThat(stopped.given().status()).isEqualTo(Status.STOPPED);
    assertThat(stopped.given().reason()).contains("another round ended infeasible");
    Entry failed =
        Entry.of("a", INSTANCE, List.of(answer(Status.STOPPED, 1, 1), answer(Status.FAILED, 1, 1)));
    assertThat(failed.hasFailed()).isTrue();
  }

  @Test
  void ratiosAreOfProcessorTimeWhereItsClockCanTell() {
    SolveTime coarse = new SolveTime(0, 0, 0.02, 0.01, 0);
    SolveTime fine = new SolveTime(0, 0, 2, 1, 0);
    assertThat(coarse.relativeTo(fine)).isEqualTo(0.01);
    assertThat(new SolveTime(0, 0, 9, 3, 0).relativeTo(fine)).isEqualTo(3);
    assertThat(new SolveTime(0, 0, 9, Double.NaN, 0).relativeTo(fine)).isEqualTo(4.5);
  }

  @Test
  void theGapIsToTheBound() {
    assertThat(new Optimum(110, 100).gap(105)).isEqualTo(0.05);
    assertThat(new Optimum(-90, -100).gap(-95)).isEqualTo(0.05);
  }
}
