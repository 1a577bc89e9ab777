// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import java.util.Set;

/** What can be wrong with a toy optimizer, and the tests that must notice. */
enum OptimizerFault implements Toys.Broken {
  NONE,
  HUMBLE,
  FORGETS_LOSSES(
      "makesUpForLosses", "pricesProveTheOptimum", "pricesLieBetweenTheDifferencesOnEitherSide"),
  /** Knows what the first version of problems knew. */
  FORGETS_TERMS("keepsTheLessCommonTerms", "reliefsProveTheOptimum"),
  FORGETS_LICENCES(
      "keepsDailyLicences",
      "keepsTheLessCommonTerms",
      "reliefsProveTheOptimum",
      "pricesProveTheOptimum",
      "pricesLieBetweenTheDifferencesOnEitherSide",
      "namesTheConflictOfAProblemWithoutAPlan"),
  PUMPS_AT_ANY_HOUR(
      "fillsTheTankWhenPowerIsCheap",
      "reachesTheOptimumOfRandomProblems",
      "solvesAChangedProblemAnew"),
  REFUSES_SHORTFALL(
      "keepsTheLessCommonTerms",
      "reliefsProveTheOptimum",
      "runsShortWhereThatCostsLeast",
      "pricesProveTheOptimum",
      "pricesLieBetweenTheDifferencesOnEitherSide",
      "givesTheSameBitsAgain",
      "givesTheSameBitsWithAnyNumberOfThreads"),
  NEVER_AGAINST_A_LINK(
      "sendsWaterAgainstATwoWayLink", "pricesProveTheOptimum", "reachesTheOptimumOfRandomProblems"),
  PRICES_OF_THE_WRONG_SIGN(
      "pricesProveTheOptimum",
      "pricesLieBetweenTheDifferencesOnEitherSide",
      "reliefsProveTheOptimum"),
  PRICES_PER_FLOW(
      "pricesProveTheOptimum",
      "pricesLieBetweenTheDifferencesOnEitherSide",
      "reliefsProveTheOptimum"),
  NO_PRICES(
      "pricesProveTheOptimum",
      "pricesLieBetweenTheDifferencesOnEitherSide",
      "reliefsProveTheOptimum"),
  BLAMES_ANYONE("namesTheConflictOfAProblemWithoutAPlan"),
  /** Honest: plans pumps in whole units. */
  PLANS_UNITS,
  TELLS_PARTS_OF_UNITS("plansPumpsInWholeUnitsOrSaysThatItCannot"),
  FORGETS_STARTS("plansPumpsInWholeUnitsOrSaysThatItCannot"),
  FORGETS_POWER_OF_UNITS("plansPumpsInWholeUnitsOrSaysThatItCannot"),
  UNITS_AS_FRACTIONS("plansPumpsInWholeUnitsOrSaysThatItCannot"),
  NOT_CONVEX_AND_SILENT("tellsAProblemThatIsNotConvex"),
  NEVER_THE_SAME("givesTheSameBitsAgain", "givesTheSameBitsWithAnyNumberOfThreads"),
  ORDER_BY_THREADS("givesTheSameBitsWithAnyNumberOfThreads"),
  FORGETS_THE_CHANGE("solvesAChangedProblemAnew"),
  THROWS_WHEN_CANCELLED("stopsWhenCancelledBefore", "stopsAtItsDeadline"),
  IGNORES_CANCELLATION(
      "stopsWhenCancelledBefore", "stopsWhenCancelledInBetween", "stopsAtItsDeadline"),
  LOOKS_ONCE_FOR_CANCELLATION("stopsWhenCancelledInBetween", "stopsAtItsDeadline");

  private final String tests;

  OptimizerFault(String... tests) {
    this.tests = String.join(",", tests);
  }

  @Override
  public Set<String> caughtBy() {
    return tests.isEmpty() ? Set.of() : Set.of(tests.split(",", -1));
  }
}
