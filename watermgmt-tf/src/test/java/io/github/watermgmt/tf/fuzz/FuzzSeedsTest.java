// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.fuzz;

import io.github.watermgmt.tf.Natives;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The seeds of every fuzz target, and some hundreds of mutations of them, on every build; models
 * that TensorFlow must open, where its natives are.
 */
class FuzzSeedsTest {
  private static final int MUTATIONS = Integer.getInteger("watermgmt.fuzz.mutations", 400);

  @TestFactory
  Stream<DynamicTest> onlyDeclaredErrors() {
    return tests(FuzzTargets.all());
  }

  @TestFactory
  Stream<DynamicTest> onlyDeclaredErrorsWithNatives() {
    Natives.assume();
    return tests(FuzzTargets.withNatives());
  }

  private static Stream<DynamicTest> tests(Map<String, FuzzTargets.Target> targets) {
    return targets.entrySet().stream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(), () -> check(entry.getValue(), entry.getKey().hashCode())));
  }

  private static void check(FuzzTargets.Target target, int seed) {
    target.seeds().forEach(bytes -> checkOne(target, bytes));
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < MUTATIONS; i++) {
      List<byte[]> seeds = target.seeds();
      byte[] bytes = seeds.get(random.nextInt(seeds.size())).clone();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        bytes = mutated(bytes, seeds.get(random.nextInt(seeds.size())), random);
      }
      checkOne(target, bytes);
    }
  }

  private static void checkOne(FuzzTargets.Target target, byte[] bytes) {
    try {
      FuzzTargets.check(target.reader(), bytes);
    } catch (RuntimeException | Error e) {
      byte[] shown = Arrays.copyOf(bytes, Math.min(bytes.length, 2000));
      throw new AssertionError("input " + HexFormat.of().formatHex(shown), e);
    }
  }

  private static byte[] mutated(byte[] bytes, byte[] other, SplittableRandom random) {
    if (bytes.length == 0) {
      return other.clone();
    }
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(5)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 3 -> { // a piece of another seed put in
        int from = other.length == 0 ? 0 : random.nextInt(other.length);
        byte[] piece = Arrays.copyOfRange(other, from, Math.min(other.length, from + 20));
        byte[] longer = Arrays.copyOf(bytes, bytes.length + piece.length);
        System.arraycopy(bytes, at, longer, at + piece.length, bytes.length - at);
        System.arraycopy(piece, 0, longer, at, piece.length);
        return longer;
      }
      default -> bytes[at] = (byte) "0123456789,;\"\n\r-+:.TZe \t=".charAt(random.nextInt(25));
    }
    return bytes;
  }
}
