// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import java.util.Set;

/** What can be wrong with a toy forecaster, and the tests that must notice. */
enum ForecastFault implements Toys.Broken {
  NONE,
  HUMBLE,
  STARTS_LATE(
      "startsWhereTheHistoryEnds", "passesTheDaysWhenClocksChange", "updateLeavesTheOldModelAlone"),
  WRONG_UNIT("forecastsInTheCanonicalUnit", "forecastsAConstantAsConstant"),
  QUANTILES_CROSS("quantilesNeverCross"),
  OWN_LEVELS("givesTheLevelsAskedFor", "quantilesNeverCross"),
  ORDER_BY_THREADS("givesTheSameBitsWithAnyNumberOfThreads"),
  SCRATCH_SHARED_BY_THREADS("servesManyThreadsAtOnce", "staysWholeWhileAllElseGoesOn"),
  UPDATE_BORROWS_THE_MODEL("staysWholeWhileAllElseGoesOn"),
  FIT_BORROWS_THE_FIRST_MODEL("staysWholeWhileAllElseGoesOn"),
  SAVING_BORROWS_THE_MODEL("staysWholeWhileAllElseGoesOn"),
  UPDATE_MUTATES("updateLeavesTheOldModelAlone", "staysWholeWhileAllElseGoesOn"),
  UPDATE_TRUSTS_THE_OVERLAP("updateUsesOnlyWhatIsNew"),
  UPDATE_LEAVES_A_GAP("updateRefusesWhatDoesNotFit"),
  REMEMBERS_THE_FUTURE("nothingAfterTheCutoffMatters"),
  LEARNS_INTO_THE_CONFIGURATION(
      "fitLeavesConfigurationAndHistoryAlone",
      "nothingAfterTheCutoffMatters",
      "staysWholeWhileAllElseGoesOn"),
  CLOCK_OF_THE_MACHINE("doesNotDependOnDefaultsOfTheMachine"),
  DAYS_OF_24_HOURS(
      "passesTheDaysWhenClocksChange", "forecastsDays", "doesNotDependOnDefaultsOfTheMachine"),
  GAPS_SPREAD("gapsInTheHistoryMakeNoGapsInTheForecast"),
  NOTHING_IS_ZERO("refusesASeriesOfWhichNothingIsKnown"),
  ASKS_FOR_TOO_LITTLE("refusesTooLittleHistoryAndSaysHowMuchIsEnough"),
  IGNORES_THE_SEED("drawsJointPathsBySeed"),
  /** Honest: uses the temperature. */
  USES_COVARIATES,
  CLAIMS_COVARIATES("usesTheCovariatesThatItClaims"),
  FORGETS_COVARIATES_OF_THE_REQUEST("usesTheCovariatesThatItClaims"),
  PEEKS_AT_COVARIATES("usesNoCovariateBeforeItIsKnown"),
  UNCLAIMED_COVARIATES("covariatesDoNotHarm"),
  UNCLAIMED_PATHS("drawsJointPathsBySeed"),
  SWAPS_SERIES("keepsNamesQuantityAndSupport", "explainsEverySeries"),
  LOSES_THE_SPREAD_IN_ITS_FILE("comesBackFromItsFileAsItWas"),
  READS_ANY_FILE("refusesAFileThatIsNotWhole"),
  FORGETS_ITS_SEED("tellsItsProvenance"),
  FAILS_AFTER_CLOSE("afterCloseItRefusesOrGoesOnAsBefore"),
  IGNORES_CANCELLATION(
      "stopsWhenCancelledBefore", "stopsAtItsDeadline", "stopsWhenCancelledInBetween"),
  LOOKS_ONCE_FOR_CANCELLATION("stopsWhenCancelledInBetween"),
  MODEL_CLAIMS_MORE("saysWhatItIs"),
  BAD_NAME(
      "hasALegalName", "isFoundAlone", "comesBackFromItsFileAsItWas", "refusesAFileThatIsNotWhole");

  private final String tests;

  ForecastFault(String... tests) {
    this.tests = String.join(",", tests);
  }

  @Override
  public Set<String> caughtBy() {
    return tests.isEmpty() ? Set.of() : Set.of(tests.split(",", -1));
  }
}
