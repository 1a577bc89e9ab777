// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SplitMix64Test {

  /** The published numbers of the algorithm for this seed. */
  @Test
  void theSequenceIsThatOfTheAlgorithm() {
    SplitMix64 random = new SplitMix64(1234567);
    assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("6457827717110365317");
    assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("3203168211198807973");
    assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("9817491932198370423");
    assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("4593380528125082431");
    assertThat(Long.toUnsignedString(random.nextLong())).isEqualTo("16408922859458223821");
  }

  @Test
  void derivedDrawsAreFrozenForEveryJdk() {
    SplitMix64 random = SplitMix64.derive(42, "residuals", 7);
    StringBuilder drawn = new StringBuilder();
    byte[] bytes = new byte[9];
    random.nextBytes(bytes);
    drawn.append(random.nextInt()).append(' ').append(random.nextInt(10)).append(' ');
    drawn.append(random.nextInt(-5, 5)).append(' ').append(random.nextLong(1L << 40)).append(' ');
    drawn.append(random.nextLong(Long.MIN_VALUE, Long.MAX_VALUE)).append(' ');
    drawn.append(Double.toHexString(random.nextDouble())).append(' ');
    drawn.append(Double.toHexString(random.nextDouble(2, 3))).append(' ');
    drawn.append(Float.toHexString(random.nextFloat())).append(' ');
    drawn.append(Double.toHexString(random.nextGaussian())).append(' ');
    drawn.append(Double.toHexString(random.nextExponential())).append(' ');
    drawn.append(random.nextBoolean()).append(' ').append(bytes[0]).append(' ').append(bytes[8]);
    assertThat(drawn)
        .hasToString(
            "462463744 0 2 894987474450 -3030781829662626409 0x1.de61cc4a89ff1p-1"
                + " 0x1.5d93aa0d6d71ep1 0x1.dc053ep-1 0x1.91bd5e447977bp0 0x1.ca97153784b65p-2"
                + " false 102 -39");
  }

  @Test
  void streamsAndIndicesAreIndependent() {
    RunContext run = RunContext.standard();
    Set<Long> first = new HashSet<>();
    for (long seed = 0; seed < 20; seed++) {
      for (String stream : new String[] {"", "a", "b", "ab", "ba"}) {
        for (long index = -5; index < 20; index++) {
          first.add(run.withSeed(seed).random(stream, index).nextLong());
        }
      }
    }
    assertThat(first).hasSize(20 * 5 * 25);
    assertThat(run.random("a").nextLong()).isEqualTo(run.random("a", 0).nextLong());
  }

  @Property
  void drawsStayInTheirRange(@ForAll long seed, @ForAll long a, @ForAll long b) {
    SplitMix64 random = new SplitMix64(seed);
    long low = Math.min(a, b);
    long high = Math.max(a, b);
    if (low < high) {
      for (int i = 0; i < 20; i++) {
        assertThat(random.nextLong(low, high)).isBetween(low, high - 1);
      }
    }
    assertThat(random.nextDouble()).isGreaterThanOrEqualTo(0).isLessThan(1);
    assertThat(random.nextFloat()).isGreaterThanOrEqualTo(0f).isLessThan(1f);
    assertThat(random.nextExponential()).isGreaterThanOrEqualTo(0).isFinite();
    assertThat(random.nextDouble(1, Math.nextUp(1.0))).isEqualTo(1);
    assertThat(random.nextFloat(1, Math.nextUp(1f))).isEqualTo(1f);
  }

  @Test
  void theMomentsAreRight() {
    RandomGenerator random = RunContext.standard().random("moments");
    int n = 200_000;
    double sum = 0;
    double squares = 0;
    double fourth = 0;
    double exponential = 0;
    int[] counts = new int[7];
    for (int i = 0; i < n; i++) {
      double z = random.nextGaussian();
      sum += z;
      squares += z * z;
      fourth += z * z * z * z;
      exponential += random.nextExponential();
      counts[random.nextInt(7)]++;
    }
    // Four standard errors each.
    assertThat(sum / n).isCloseTo(0, within(4 / Math.sqrt(n)));
    assertThat(squares / n).isCloseTo(1, within(4 * Math.sqrt(2.0 / n)));
    assertThat(fourth / n).isCloseTo(3, within(4 * Math.sqrt(96.0 / n)));
    assertThat(exponential / n).isCloseTo(1, within(4 / Math.sqrt(n)));
    double chiSquare = 0;
    for (int count : counts) {
      double expected = n / 7.0;
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(22.5);
  }

  @Test
  void impossibleRangesAreRefused() {
    SplitMix64 random = new SplitMix64(1);
    assertThatThrownBy(() -> random.nextInt(0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> random.nextInt(5, 5)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> random.nextLong(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> random.nextDouble(1, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> random.nextDouble(Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> random.nextFloat(-1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> random.nextGaussian(0, -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
