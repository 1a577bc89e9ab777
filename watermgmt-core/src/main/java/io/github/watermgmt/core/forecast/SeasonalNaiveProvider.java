// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import java.util.List;

/**
 * The provider {@code seasonal-naive}: last week again, by the wall clock.
 *
 * <p>Thread-safety: stateless.
 */
public final class SeasonalNaiveProvider extends DayProvider {
  private static final Option<Integer> WEEKS =
      Option.integer("weeks", 4, 1, 14, "weeks to look back where last week is missing");

  /** Creates the provider. */
  public SeasonalNaiveProvider() {}

  @Override
  public String name() {
    return "seasonal-naive";
  }

  @Override
  public String description() {
    return "last week again, by the wall clock; the yardstick";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(WEEKS, InputPolicy.UNKNOWN_FUTURE, InputPolicy.DOUBTFUL_HISTORY);
  }

  @Override
  DayModel model(Options options) {
    return new SeasonalNaive(options.get(WEEKS));
  }
}
