// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import java.util.List;

/**
 * The provider {@code boosted-trees}: gradient-boosted trees of the deviation from what is usual,
 * one set for all series of a panel, on the last days, the calendar and the weather.
 *
 * <p>Thread-safety: stateless.
 */
public final class BoostedTreesProvider extends RegressionProvider {
  private static final Option<Integer> TREES =
      Option.integer("trees", 120, 1, 10_000, "trees for the first day, and for the days after");
  private static final Option<Integer> LEAVES =
      Option.integer("leaves", 31, 2, 1024, "most leaves of a tree");
  private static final Option<Double> RATE =
      Option.decimal("rate", 0.085, 1e-4, 1, "share of what each tree learns that counts");
  private static final Option<Integer> ROWS =
      Option.integer(
          "rows", 50_000, 1000, 2_000_000, "most hours drawn from all series to learn from");
  private static final Option<Integer> REFITS =
      Option.integer("refits", 4, 1, 43, "fits to parts of the past, for errors that are honest");

  /** Creates the provider. */
  public BoostedTreesProvider() {}

  @Override
  public String name() {
    return "boosted-trees";
  }

  @Override
  public String description() {
    return "boosted trees shared by all series, on last days, calendar and weather";
  }

  @Override
  public int priority() {
    return 5;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(
        TREES,
        LEAVES,
        RATE,
        ROWS,
        WEATHER,
        REFITS,
        InputPolicy.UNKNOWN_FUTURE,
        InputPolicy.DOUBTFUL_HISTORY);
  }

  @Override
  List<MemberKind> members(Options options) {
    return List.of(MemberKind.TREES);
  }

  @Override
  RegressionSettings settings(Options options) {
    return new RegressionSettings(
        members(options),
        options.get(WEATHER),
        0,
        options.get(REFITS),
        InputPolicy.of(name(), options),
        new TreeSettings(
            options.get(TREES), options.get(LEAVES), options.get(RATE), options.get(ROWS)),
        false);
  }
}
