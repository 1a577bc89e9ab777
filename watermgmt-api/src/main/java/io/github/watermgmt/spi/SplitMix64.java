// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.util.random.RandomGenerator;

/**
 * The generator behind {@link RunContext#random}: SplitMix64 (Steele, Lea, Flood: Fast splittable
 * pseudorandom number generators, OOPSLA 2014).
 *
 * <p>Every derived method is written out here, because the JDK may change the algorithms of the
 * interface's default methods, and results must be the same bits on every JDK.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class SplitMix64 implements RandomGenerator {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
  private static final long FNV_PRIME = 0x100000001B3L;
  private static final long FNV_OFFSET = 0xCBF29CE484222325L;

  private long state;

  SplitMix64(long state) {
    this.state = state;
  }

  /** Derives a generator from a seed, the name of a stream and an index in it. */
  static SplitMix64 derive(long seed, String stream, long index) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < stream.length(); i++) {
      hash = (hash ^ stream.charAt(i)) * FNV_PRIME;
    }
    long state = mix(seed + GOLDEN_GAMMA);
    state = mix(state ^ hash);
    return new SplitMix64(mix(state + (index + 1) * GOLDEN_GAMMA));
  }

  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  @Override
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  @Override
  public int nextInt() {
    return (int) (nextLong() >>> 32);
  }

  @Override
  public boolean nextBoolean() {
    return nextLong() < 0;
  }

  @Override
  public void nextBytes(byte[] bytes) {
    long bits = 0;
    for (int i = 0; i < bytes.length; i++) {
      if ((i & 7) == 0) {
        bits = nextLong();
      }
      bytes[i] = (byte) bits;
      bits >>>= 8;
    }
  }

  @Override
  public int nextInt(int bound) {
    return (int) nextLong((long) bound);
  }

  @Override
  public int nextInt(int origin, int bound) {
    return (int) nextLong(origin, bound);
  }

  @Override
  public long nextLong(long bound) {
    if (bound <= 0) {
      throw new IllegalArgumentException("bound (" + bound + ") must be positive");
    }
    // Rejection from the top keeps every value equally likely.
    long bits;
    long value;
    do {
      bits = nextLong() >>> 1;
      value = bits % bound;
    } while (bits - value + (bound - 1) < 0);
    return value;
  }

  @Override
  public long nextLong(long origin, long bound) {
    if (origin >= bound) {
      throw new IllegalArgumentException(
          "origin (" + origin + ") must be below bound (" + bound + ")");
    }
    long width = bound - origin;
    if (width > 0) {
      return origin + nextLong(width);
    }
    // The range is wider than the positive longs: at least every second draw falls into it.
    long value = nextLong();
    while (value < origin || value >= bound) {
      value = nextLong();
    }
    return value;
  }

  @Override
  public double nextDouble() {
    return (nextLong() >>> 11) * 0x1.0p-53;
  }

  @Override
  public double nextDouble(double bound) {
    return nextDouble(0, bound);
  }

  @Override
  public double nextDouble(double origin, double bound) {
    if (!(origin < bound) || Double.isInfinite(bound - origin)) {
      throw new IllegalArgumentException(
          "origin (" + origin + ") must be below bound (" + bound + ") by a finite difference");
    }
    double value = origin + nextDouble() * (bound - origin);
    return value < bound ? value : Math.nextDown(bound);
  }

  @Override
  public float nextFloat() {
    return (nextLong() >>> 40) * 0x1.0p-24f;
  }

  @Override
  public float nextFloat(float bound) {
    return nextFloat(0, bound);
  }

  @Override
  public float nextFloat(float origin, float bound) {
    if (!(origin < bound) || Float.isInfinite(bound - origin)) {
      throw new IllegalArgumentException(
          "origin (" + origin + ") must be below bound (" + bound + ") by a finite difference");
    }
    float value = origin + nextFloat() * (bound - origin);
    return value < bound ? value : Math.nextDown(bound);
  }

  /** Marsaglia's polar method; the second of each pair is left out to keep the state one number. */
  @Override
  public double nextGaussian() {
    double u;
    double square;
    do {
      u = 2 * nextDouble() - 1;
      double v = 2 * nextDouble() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square == 0);
    return u * StrictMath.sqrt(-2 * StrictMath.log(square) / square);
  }

  @Override
  public double nextGaussian(double mean, double stddev) {
    if (!(stddev >= 0)) {
      throw new IllegalArgumentException("stddev (" + stddev + ") must be at least 0");
    }
    return mean + stddev * nextGaussian();
  }

  @Override
  public double nextExponential() {
    return -StrictMath.log(1 - nextDouble());
  }
}
