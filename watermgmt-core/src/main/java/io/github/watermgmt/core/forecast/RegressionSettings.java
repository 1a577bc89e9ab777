// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a regression forecaster is set up.
 *
 * @param members what it is made of, at least one
 * @param weather whether weather is used where there is any
 * @param poolDays days that the equations of the other series count for; 0 to learn alone
 * @param refits how often the past is learnt anew for its errors
 * @param policy what is done with odd input
 * @param trees how trees are grown; null without them
 * @param fixedPersistence whether a day that has begun is corrected as by models of the first
 *     files, see {@link FixedPersistence}
 */
record RegressionSettings(
    List<MemberKind> members,
    boolean weather,
    double poolDays,
    int refits,
    InputPolicy policy,
    @Nullable TreeSettings trees,
    boolean fixedPersistence) {

  /** Copies the list. */
  RegressionSettings {
    members = List.copyOf(members);
  }

  /** Returns the settings of models of the first files. */
  RegressionSettings asAtFirst() {
    return new RegressionSettings(members, weather, poolDays, refits, policy, trees, true);
  }
}
