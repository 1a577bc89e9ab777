// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import java.util.Set;

/** What can be wrong with a toy of hydraulics, and the tests that must notice. */
enum HydraulicFault implements Toys.Broken {
  NONE,
  HUMBLE,
  LITRES_PER_SECOND(
      "losesHeadByHazenAndWilliams",
      "splitsASymmetricalLoopInHalves",
      "heedsTheStatusOfLinks",
      "signsFlowByTheDirectionOfTheLink",
      "drainsATank",
      "sharesFlowBetweenParallelPipes",
      "deliversWhatIsDrawn"),
  ROUGH_FRICTION(
      "losesHeadByHazenAndWilliams",
      "keepsBalancesAndLossesInANetwork",
      "heedsTheStatusOfLinks",
      "leaksGrowWithTheRootOfThePressureHead",
      "takesHeadsOfReservoirsFromItsInputs"),
  FLOW_WITHOUT_SIGN("signsFlowByTheDirectionOfTheLink", "keepsBalancesAndLossesInANetwork"),
  PIPES_ALWAYS_OPEN("heedsTheStatusOfLinks"),
  HEAD_FOR_PRESSURE("tellsTheHeadAboveGround", "leaksGrowWithTheRootOfThePressureHead"),
  TIGHT_PIPES("leaksGrowWithTheRootOfThePressureHead"),
  RESERVOIRS_AS_DRAWN("takesHeadsOfReservoirsFromItsInputs"),
  FIRST_UNKNOWN_ONLY("refusesIdsThatAreNotThere"),
  FIRST_BARE_PIPE_ONLY("refusesANetworkWithoutPhysicsNamingAllOfIt"),
  STARTS_WHERE_IT_STOPPED("givesTheSameBitsAgain"),
  TANK_STANDS_STILL("drainsATank"),
  DELIVERS_LESS(
      "deliversWhatIsDrawn",
      "keepsBalancesAndLossesInANetwork",
      "leaksGrowWithTheRootOfThePressureHead"),
  IGNORES_CANCELLATION("stopsWhenCancelledOrOverdue", "stopsWhenCancelledInBetween"),
  LOOKS_ONCE_FOR_CANCELLATION("stopsWhenCancelledInBetween");

  private final String tests;

  HydraulicFault(String... tests) {
    this.tests = String.join(",", tests);
  }

  @Override
  public Set<String> caughtBy() {
    return tests.isEmpty() ? Set.of() : Set.of(tests.split(",", -1));
  }
}
