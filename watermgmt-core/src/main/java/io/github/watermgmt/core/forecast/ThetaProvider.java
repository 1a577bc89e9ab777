// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import java.util.List;

/**
 * The provider {@code theta}: the Theta method on daily levels, after the seasons of a week and of
 * a day are taken out. Its defaults were chosen by rolling origins over autumn and winter on ten
 * district metered areas.
 *
 * <p>Thread-safety: stateless.
 */
public final class ThetaProvider extends DayProvider {
  private static final String OPTIMISED = "optimised";
  private static final Option<Integer> WEEKS =
      Option.integer("weeks", 20, 4, 260, "weeks before an origin that count");
  private static final Option<Double> HALF_LIFE =
      Option.decimal("half-life", 8, 0.1, 100, "weeks in which a day's weight in its class halves");
  private static final Option<Double> DAY_HALF_LIFE =
      Option.decimal(
          "day-half-life", 5, 0.1, 1000, "days in which a day's weight in the common shape halves");
  private static final Option<String> THETA =
      Option.choice(
          "theta",
          "standard",
          List.of("standard", OPTIMISED),
          "2, as in the standard method, or the theta that errs least, for each series");

  /** Creates the provider. */
  public ThetaProvider() {}

  @Override
  public String name() {
    return "theta";
  }

  @Override
  public String description() {
    return "Theta method on daily levels, with seasons of a day and a week";
  }

  @Override
  public int priority() {
    return 4;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(
        WEEKS,
        HALF_LIFE,
        DAY_HALF_LIFE,
        THETA,
        InputPolicy.UNKNOWN_FUTURE,
        InputPolicy.DOUBTFUL_HISTORY);
  }

  @Override
  DayModel model(Options options) {
    return new Theta(
        options.get(WEEKS),
        options.get(HALF_LIFE),
        options.get(DAY_HALF_LIFE),
        options.get(THETA).equals(OPTIMISED));
  }
}
