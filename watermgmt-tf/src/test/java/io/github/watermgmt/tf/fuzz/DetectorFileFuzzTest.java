// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("fuzz")
class DetectorFileFuzzTest {
  private static final FuzzTargets.Target TARGET = FuzzTargets.all().get("detector-file");

  static Stream<byte[]> seeds() {
    return TARGET.seeds().stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void onlyDeclaredErrors(byte[] bytes) {
    FuzzTargets.check(TARGET.reader(), bytes);
  }
}
