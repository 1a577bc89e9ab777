// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.spi.Options;
import java.util.List;

/**
 * The provider {@code combination}: a regression of hours, one of the curves of days around a base
 * of the last days, and exponential smoothing, weighted by how wrong they were in the past. The
 * default.
 *
 * <p>Thread-safety: stateless.
 */
public final class CombinationProvider extends RegressionProvider {

  /** Creates the provider. */
  public CombinationProvider() {}

  @Override
  public String name() {
    return "combination";
  }

  @Override
  public String description() {
    return "regressions and smoothing, weighted by their past errors; the most accurate";
  }

  @Override
  public int priority() {
    return 20;
  }

  @Override
  List<MemberKind> members(Options options) {
    return List.of(MemberKind.HOURS, MemberKind.RECENT_CURVES, MemberKind.SMOOTHING);
  }
}
