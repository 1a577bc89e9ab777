// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.watermgmt.spi.ForecasterProvider;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.Events;

/** The contract of forecasters passes an honest toy and catches each broken one. */
class ForecasterContractTest {

  @ExtendWith(Toys.Fault.class)
  static class OnToy extends ForecasterContract {
    private final ForecastFault fault;

    OnToy(ForecastFault fault) {
      this.fault = fault;
    }

    @Override
    protected ForecasterProvider provider() {
      return new ToyForecasterProvider(fault);
    }

    @Override
    protected boolean isShipped() {
      return false;
    }

    @Override
    protected int weeks() {
      return 4;
    }

    @Override
    protected boolean forecastsSeriesAlone() {
      return true;
    }
  }

  @TestFactory
  Stream<DynamicTest> everyToyIsJudgedRightly() {
    return Arrays.stream(ForecastFault.values())
        .map(fault -> dynamicTest(fault.name(), () -> Toys.assertJudged(OnToy.class, fault)));
  }

  @Test
  void whatIsNotClaimedIsSkippedVisibly() {
    Events events = Toys.run(OnToy.class, ForecastFault.HUMBLE);
    assertThat(Toys.skipped(events))
        .contains("updateUsesOnlyWhatIsNew", "refusesAFileThatIsNotWhole", "quantilesNeverCross");
    assertThat(events.failed().list()).isEmpty();
  }
}
