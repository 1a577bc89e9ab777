// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.watermgmt.tf.Natives;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("fuzz")
class ModelFileFuzzTest {
  private static final FuzzTargets.Target TARGET = FuzzTargets.withNatives().get("model-file");

  @BeforeAll
  static void natives() {
    Natives.assume();
  }

  static Stream<byte[]> seeds() {
    return TARGET.seeds().stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void onlyDeclaredErrors(byte[] bytes) {
    FuzzTargets.check(TARGET.reader(), bytes);
  }
}
