// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import java.util.List;

/**
 * The provider {@code holt-winters}: exponential smoothing with the seasons of a day and a week,
 * whose parameters are learnt for each series. Its defaults were chosen by rolling origins over
 * autumn and winter on ten district metered areas.
 *
 * <p>Thread-safety: stateless.
 */
public final class HoltWintersProvider extends DayProvider {
  private static final Option<Integer> WEEKS =
      Option.integer("weeks", 52, 4, 520, "weeks before an origin that the state is run over");
  private static final Option<Boolean> TREND =
      Option.flag("trend", false, "whether there is a trend, which is damped");
  private static final Option<Double> CLIP =
      Option.decimal("clip", 4, 0.5, 1000, "usual errors that an error may count; an outlier more");

  /** Creates the provider. */
  public HoltWintersProvider() {}

  @Override
  public String name() {
    return "holt-winters";
  }

  @Override
  public String description() {
    return "exponential smoothing with seasons of a day and a week, fitted to each series";
  }

  @Override
  public int priority() {
    return 5;
  }

  @Override
  public List<Option<?>> options() {
    return List.of(WEEKS, TREND, CLIP, InputPolicy.UNKNOWN_FUTURE, InputPolicy.DOUBTFUL_HISTORY);
  }

  @Override
  DayModel model(Options options) {
    return new HoltWinters(options.get(WEEKS), options.get(TREND), options.get(CLIP));
  }
}
