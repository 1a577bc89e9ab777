// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.series.Quality;
import io.github.watermgmt.series.Series;
import java.util.Arrays;

/** Qualities as arrays that can be changed. */
final class Qualities {
  private Qualities() {}

  static Quality[] of(Series series) {
    Quality[] qualities = new Quality[series.length()];
    Arrays.setAll(qualities, series::quality);
    return qualities;
  }

  /** Returns the series with these qualities, or as it is if they say no more than its values. */
  static Series apply(Series series, Quality[] qualities) {
    for (Quality quality : qualities) {
      if (quality != Quality.GOOD && quality != Quality.MISSING) {
        return series.withQualities(qualities);
      }
    }
    return series;
  }
}
