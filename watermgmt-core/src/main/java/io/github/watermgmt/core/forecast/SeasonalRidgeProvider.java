// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.spi.Options;
import java.util.List;

/**
 * The provider {@code seasonal-ridge}: for each hour and day ahead a ridge regression of the
 * deviation from what is usual, on the last days, the calendar and the weather.
 *
 * <p>Thread-safety: stateless.
 */
public final class SeasonalRidgeProvider extends RegressionProvider {

  /** Creates the provider. */
  public SeasonalRidgeProvider() {}

  @Override
  public String name() {
    return "seasonal-ridge";
  }

  @Override
  public String description() {
    return "ridge regression per hour and day ahead on last days, calendar and weather; fast";
  }

  @Override
  public int priority() {
    return 8;
  }

  @Override
  List<MemberKind> members(Options options) {
    return List.of(MemberKind.HOURS);
  }
}
