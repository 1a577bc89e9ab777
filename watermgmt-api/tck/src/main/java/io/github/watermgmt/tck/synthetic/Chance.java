// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck.synthetic;

import io.github.watermgmt.spi.RunContext;
import java.util.random.RandomGenerator;

/** Chance that depends on seed, name and place alone. Thread-safety: an immutable value. */
record Chance(RunContext run) {
  static Chance of(long seed) {
    return new Chance(RunContext.standard().withSeed(seed));
  }

  RandomGenerator at(String name, long place) {
    return run.random(name, place);
  }

  /**
   * Returns what lasts: the sum of {@code fade}ᵏ · e(place − k) over k = 0 … 39, scaled to standard
   * deviation 1, where e are independent standard normal numbers. Nearly autoregressive, and yet it
   * depends on the place alone.
   */
  double lasting(String name, long place, double fade) {
    double sum = 0;
    double squares = 0;
    double weight = 1;
    for (int k = 0; k < 40; k++) {
      sum += weight * at(name, place - k).nextGaussian();
      squares += weight * weight;
      weight *= fade;
    }
    return sum / StrictMath.sqrt(squares);
  }

  /** Returns a Poisson number by multiplying uniform ones (Knuth); for small rates. */
  static int poisson(RandomGenerator random, double rate) {
    double least = StrictMath.exp(-rate);
    int count = 0;
    for (double product = random.nextDouble(); product > least; product *= random.nextDouble()) {
      count++;
    }
    return count;
  }
}
