// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.watermgmt.spi.HydraulicProvider;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of hydraulics passes an honest toy and catches each broken one. */
class HydraulicContractTest {
  private static final Set<HydraulicFault> SLOW =
      Set.of(
          HydraulicFault.NONE,
          HydraulicFault.IGNORES_CANCELLATION,
          HydraulicFault.LOOKS_ONCE_FOR_CANCELLATION);

  @ExtendWith(Toys.Fault.class)
  static class OnToy extends HydraulicContract {
    private final HydraulicFault fault;

    OnToy(HydraulicFault fault) {
      this.fault = fault;
    }

    @Override
    protected HydraulicProvider provider() {
      return new ToyHydraulicProvider(fault);
    }

    @Override
    protected boolean isShipped() {
      return false;
    }

    @Override
    protected int mostDays() {
      return SLOW.contains(fault) ? 2048 : 1;
    }
  }

  @TestFactory
  Stream<DynamicTest> everyToyIsJudgedRightly() {
    return Arrays.stream(HydraulicFault.values())
        .map(fault -> dynamicTest(fault.name(), () -> Toys.assertJudged(OnToy.class, fault)));
  }

  @Test
  void whatIsNotClaimedIsSkippedVisibly() {
    assertThat(Toys.skipped(Toys.run(OnToy.class, HydraulicFault.HUMBLE)))
        .contains("losesHeadByManning", "stopsWhenCancelledOrOverdue");
  }
}
