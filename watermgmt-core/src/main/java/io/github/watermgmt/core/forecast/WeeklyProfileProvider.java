// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import java.util.List;

/**
 * The provider {@code weekly-profile}: a robust profile per day of the week, holidays as Sundays,
 * corrected by the level of the last days. Its defaults were chosen by rolling origins over spring
 * to autumn on ten district metered areas.
 *
 * <p>Thread-safety: stateless.
 */
public final class WeeklyProfileProvider extends DayProvider {
  private static final Option<Integer> WEEKS =
      Option.integer("weeks", 8, 1, 52, "days of each day of the week that make its profile");
  private static final Option<Double> HALF_LIFE =
      Option.decimal("half-life", 2, 0.1, 100, "weeks in which the weight of a day halves");
  private static final Option<Double> LEVEL_MEMORY =
      Option.decimal("level-memory", 0.6, 0, 0.99, "weight of a day's level relative to the next");
  private static final Option<Double> LEVEL_DECAY =
      Option.decimal("level-decay", 10, 0.1, 1000, "days in which the level fades to 1/e");

  /** Creates the provider. */
  public WeeklyProfileProvider() {}

  @Override
  public String name() {
    return "weekly-profile";
  }

  @Override
  public String description() {
    return "robust profile per day of the week with a fading level; good with little history";
  }

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(
        WEEKS,
        HALF_LIFE,
        LEVEL_MEMORY,
        LEVEL_DECAY,
        InputPolicy.UNKNOWN_FUTURE,
        InputPolicy.DOUBTFUL_HISTORY);
  }

  @Override
  DayModel model(Options options) {
    return new WeeklyProfile(
        options.get(WEEKS),
        options.get(HALF_LIFE),
        options.get(LEVEL_MEMORY),
        options.get(LEVEL_DECAY));
  }
}
