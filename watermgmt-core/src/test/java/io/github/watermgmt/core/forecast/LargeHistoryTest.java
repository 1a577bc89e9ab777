// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.core.ChildJvm;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Ten million values, in one series of minutes or in sixty of hours, in 2 GiB. */
@Tag("slow")
class LargeHistoryTest {
  private static final int HOUR = 60;

  @TempDir Path folder;

  /** Without the minutes of {@code combination}: they take longer than the five minutes given. */
  static Stream<Arguments> providersAndSteps() {
    return BadInputTest.providers().stream()
        .flatMap(
            name ->
                name.equals("combination")
                    ? Stream.of(Arguments.of(name, HOUR))
                    : Stream.of(Arguments.of(name, 1), Arguments.of(name, HOUR)));
  }

  @ParameterizedTest
  @MethodSource("providersAndSteps")
  void tenMillionValuesFitIntoTwoGigabytes(String provider, int minutes) throws Exception {
    String output =
        ChildJvm.run(
            folder.resolve("log.txt"), List.of("-Xmx2g"), LargeHistory.class, provider, minutes);

    System.out.println(output);
    assertThat(output).contains(minutes + " series, forecast of 1440 steps");
  }
}
