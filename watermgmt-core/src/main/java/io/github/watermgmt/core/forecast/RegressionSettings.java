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
 * @param refuseUnknown whether holidays or weather that are not known ahead are refused
 * @param trees how trees are grown; null without them
 */
record RegressionSettings(
    List<MemberKind> members,
    boolean weather,
    double poolDays,
    int refits,
    boolean refuseUnknown,
    @Nullable TreeSettings trees) {

  /** Copies the list. */
  RegressionSettings {
    members = List.copyOf(members);
  }
}
