// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.watermgmt.spi.DetectorProvider;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of detectors passes an honest toy and catches each broken one. */
class DetectorContractTest {

  @ExtendWith(Toys.Fault.class)
  static class OnToy extends DetectorContract {
    private final DetectorFault fault;

    OnToy(DetectorFault fault) {
      this.fault = fault;
    }

    @Override
    protected DetectorProvider provider() {
      return new ToyDetectorProvider(fault);
    }

    @Override
    protected boolean isShipped() {
      return false;
    }

    @Override
    protected int weeks() {
      return 4;
    }
  }

  @TestFactory
  Stream<DynamicTest> everyToyIsJudgedRightly() {
    return Arrays.stream(DetectorFault.values())
        .map(fault -> dynamicTest(fault.name(), () -> Toys.assertJudged(OnToy.class, fault)));
  }

  @Test
  void whatIsNotClaimedIsSkippedVisibly() {
    assertThat(Toys.skipped(Toys.run(OnToy.class, DetectorFault.HUMBLE)))
        .contains("refusesASnapshotThatIsNone", "refusesAFileThatIsNotWhole");
  }
}
