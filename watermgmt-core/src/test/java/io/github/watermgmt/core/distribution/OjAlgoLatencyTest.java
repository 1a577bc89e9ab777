// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.StopReason;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How soon a running solve returns once it is to stop: within 5 % of what has elapsed or 50 ms,
 * whichever is more. Measured on an instance that takes many seconds, at moments in which the model
 * is set up and in which the simplex iterates.
 */
@Tag("slow")
class OjAlgoLatencyTest {
  private static final int SIDE = 12;
  private static final int STEPS = 24;
  private static final Problem GRID = grid();

  private static Outcome solve(String engine, RunContext run) {
    return Providers.discover()
        .optimizer("ojalgo", "sparse-from=" + (engine.equals("sparse") ? 0 : 1_000_000))
        .optimize(GRID, run);
  }

  /** A town of square blocks: sources at two corners, tanks along a diagonal, a zone elsewhere. */
  private static Problem grid() {
    Random random = new Random(20240701);
    Network.Builder network = Network.builder();
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        String id = id(i, j);
        network.node(isSource(i, j) ? Reservoir.of(id) : i == j ? Tank.of(id) : Junction.of(id));
      }
    }
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        if (i + 1 < SIDE) {
          network.link(Pipe.of(id(i, j) + "-down", id(i, j), id(i + 1, j)));
        }
        if (j + 1 < SIDE) {
          network.link(Pipe.of(id(i, j) + "-right", id(i, j), id(i, j + 1)));
        }
      }
    }
    Network town = network.build();
    Problem.Builder problem = Problem.builder("grid", town, TimeAxis.of(0, 3600, STEPS), "EUR");
    town.links()
        .forEach(
            link ->
                problem.link(
                    link.id(),
                    LinkTerms.pipe(
                        400 + random.nextInt(400),
                        random.nextBoolean(),
                        0.01 * random.nextInt(4),
                        0.01 * (1 + random.nextInt(9)))));
    for (int i = 0; i < SIDE; i++) {
      for (int j = 0; j < SIDE; j++) {
        if (isSource(i, j)) {
          problem.source(id(i, j), SourceTerms.of(2_000, 0.1 + random.nextDouble()));
        } else if (i == j) {
          problem.tank(id(i, j), new TankTerms(50, 600, 300, 300));
        } else {
          double[] demand = new double[STEPS];
          for (int t = 0; t < STEPS; t++) {
            demand[t] = 10 + 5 * Math.sin(t * 2 * Math.PI / STEPS) + 5 * random.nextDouble();
          }
          problem.zone(id(i, j), new ZoneTerms(demand, 5 + random.nextDouble()));
        }
      }
    }
    return problem.build();
  }

  private static String id(int i, int j) {
    return "n" + i + "." + j;
  }

  private static boolean isSource(int i, int j) {
    return i == j && (i == 0 || i == SIDE - 1);
  }

  @ParameterizedTest
  @CsvSource({"sparse, 100", "sparse, 700", "sparse, 2500", "dense, 100", "dense, 1500"})
  void cancellingEndsTheCallInTime(String engine, long millis) {
    Latency.assertInTime(
        engine + " cancelled",
        StopReason.CANCELLED,
        () -> Latency.cancelled(run -> solve(engine, run), millis));
  }

  @ParameterizedTest
  @CsvSource({"sparse, 100", "sparse, 700", "sparse, 2500", "dense, 100", "dense, 1500"})
  void theDeadlineEndsTheCallInTime(String engine, long millis) {
    Latency.assertInTime(
        engine + " deadline",
        StopReason.TIME_LIMIT,
        () -> Latency.expired(run -> solve(engine, run), millis));
  }
}
