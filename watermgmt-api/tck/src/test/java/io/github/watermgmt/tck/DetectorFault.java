// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import java.util.Set;

/** What can be wrong with a toy detector, and the tests that must notice. */
enum DetectorFault implements Toys.Broken {
  NONE,
  HUMBLE,
  SNAPSHOT_FORGETS_THE_SUM(
      "goesOnFromASnapshotAsIfNothingHadHappened", "comesBackFromItsFileAsItWas"),
  RESTORES_ANYTHING("refusesASnapshotThatIsNone"),
  TIME_MAY_GO_BACK("refusesTimeGoingBack"),
  REFUSES_TOO_LATE("refusesTimeGoingBack"),
  FRAMES_OF_ANY_LENGTH("refusesFramesOfAnotherLength"),
  KEEPS_THE_FRAME("keepsNothingOfTheArray"),
  ALLOCATES("observeAllocatesNothing"),
  ALLOCATES_ONCE_A_WEEK("observeAllocatesNothing"),
  ALLOCATES_WHERE_VALUES_ARE_MISSING("observeAllocatesNothing"),
  ALLOCATES_IN_SUMMER("observeAllocatesNothing"),
  SESSIONS_SHARE_THE_SUM(
      "sessionsDoNotDisturbEachOther",
      "sessionsOfManyThreadsDoNotDisturbEachOther",
      "keepsNothingOfTheArray",
      "goesOnFromASnapshotAsIfNothingHadHappened"),
  SESSIONS_SHARE_A_SCRATCH("sessionsOfManyThreadsDoNotDisturbEachOther"),
  GRADE_WITHOUT_LIMIT("staysWithinItsRanges", "missingValuesNeverStopIt"),
  REPORTS_WHILE_NORMAL("staysWithinItsRanges"),
  MISSING_VALUES_SPREAD("missingValuesNeverStopIt"),
  DEAF("findsALargeLeak"),
  NERVOUS("raisesFewFalseAlarms"),
  HEEDS_UNCLAIMED_EVENTS("takesEventsWithoutHarm"),
  /** Honest: suspects the nodes behind the meter. */
  LOCATES,
  CLAIMS_TO_LOCATE("suspectsPlacesOfTheNetwork"),
  SUSPECTS_ELSEWHERE("suspectsPlacesOfTheNetwork"),
  LEAST_LIKELY_FIRST("suspectsPlacesOfTheNetwork"),
  SUSPECTS_TWICE("suspectsPlacesOfTheNetwork"),
  FAR_FROM_ITSELF("suspectsPlacesOfTheNetwork"),
  BEGINS_WITH_A_STAMP("beginsWithNothingSeen"),
  ORDER_BY_THREADS("givesTheSameBitsWithAnyNumberOfThreads"),
  LEARNS_INTO_THE_CONFIGURATION("givesTheSameBitsAgain"),
  ASKS_FOR_TOO_LITTLE("refusesTooLittleTrainingAndSaysHowMuchIsEnough"),
  ROUNDS_IN_ITS_FILE("comesBackFromItsFileAsItWas"),
  READS_ANY_FILE("refusesAFileThatIsNotWhole"),
  FORGETS_ITS_SEED("tellsItsProvenance"),
  IGNORES_CANCELLATION(
      "stopsWhenCancelledBefore", "stopsAtItsDeadline", "stopsWhenCancelledInBetween"),
  LOOKS_ONCE_FOR_CANCELLATION("stopsWhenCancelledInBetween");

  private final String tests;

  DetectorFault(String... tests) {
    this.tests = String.join(",", tests);
  }

  @Override
  public Set<String> caughtBy() {
    return tests.isEmpty() ? Set.of() : Set.of(tests.split(",", -1));
  }
}
