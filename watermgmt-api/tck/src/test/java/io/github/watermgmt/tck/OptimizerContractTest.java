// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.watermgmt.spi.OptimizerProvider;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract of optimizers passes an honest toy and catches each broken one. */
class OptimizerContractTest {
  private static final Set<OptimizerFault> SLOW =
      Set.of(
          OptimizerFault.NONE,
          OptimizerFault.IGNORES_CANCELLATION,
          OptimizerFault.LOOKS_ONCE_FOR_CANCELLATION);

  @ExtendWith(Toys.Fault.class)
  static class OnToy extends OptimizerContract {
    private final OptimizerFault fault;

    OnToy(OptimizerFault fault) {
      this.fault = fault;
    }

    @Override
    protected OptimizerProvider provider() {
      return new ToyOptimizerProvider(fault);
    }

    @Override
    protected boolean isShipped() {
      return false;
    }

    @Override
    protected int mostSteps() {
      return SLOW.contains(fault) ? 16 : 1;
    }
  }

  @TestFactory
  Stream<DynamicTest> everyToyIsJudgedRightly() {
    return Arrays.stream(OptimizerFault.values())
        .map(fault -> dynamicTest(fault.name(), () -> Toys.assertJudged(OnToy.class, fault)));
  }

  @Test
  void whatIsNotClaimedIsSkippedVisibly() {
    assertThat(Toys.skipped(Toys.run(OnToy.class, OptimizerFault.HUMBLE)))
        .contains("pricesProveTheOptimum", "stopsAtItsDeadline");
  }
}
