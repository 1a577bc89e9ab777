// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The dynamic program against every schedule. */
class StartsProgramTest {

  @Property(tries = 300)
  void findsTheCheapestThatKeepsTheLimit(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 3) int most,
      @ForAll @IntRange(max = 6) int limit,
      @ForAll @IntRange(min = 1, max = 4) int day) {
    Random random = new Random(seed);
    int steps = 5;
    int per = most + 1;
    double[] cost = new double[steps * per];
    for (int i = 0; i < cost.length; i++) {
      cost[i] = random.nextInt(6) == 0 ? Double.POSITIVE_INFINITY : random.nextInt(100) - 30;
    }
    double least = Double.POSITIVE_INFINITY;
    int all = (int) Math.round(Math.pow(per, steps));
    for (int code = 0; code < all; code++) {
      int[] units = new int[steps];
      double total = 0;
      for (int t = 0, rest = code; t < steps; t++, rest /= per) {
        units[t] = rest % per;
        total += cost[t * per + units[t]];
      }
      if (StartsProgram.isWithin(limit, day, units)) {
        least = Math.min(least, total);
      }
    }
    Stations.Station station =
        new Stations.Station("P", most, 1, 2, 10, 0, -1, new double[steps], day, limit);
    int[] units = new int[steps];

    double found = new StartsProgram(station, limit, steps).solve(cost, units);

    if (least == Double.POSITIVE_INFINITY) {
      assertThat(found).isInfinite();
      return;
    }
    assertThat(found).isCloseTo(least, within(1e-9));
    assertThat(StartsProgram.isWithin(limit, day, units)).isTrue();
    double total = 0;
    for (int t = 0; t < steps; t++) {
      total += cost[t * per + units[t]];
    }
    assertThat(total).isCloseTo(least, within(1e-9));
  }
}
