// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.util.Arrays;
import java.util.Map;

/** Changed problems for {@link Problem}'s methods of the same names. Thread-safety: stateless. */
final class WhatIf {
  private WhatIf() {}

  static <T> T known(String what, String id, Map<String, T> terms) {
    T found = terms.get(id);
    if (found == null) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message(what, id, "is not one of " + terms.keySet(), "check the id"));
    }
    return found;
  }

  static Problem sourceCapacity(Problem problem, String id, double share, int from, int to) {
    SourceTerms terms = known("source", id, problem.sources());
    PerStep available = terms.availability().orElseGet(() -> PerStep.constant(1, problem.steps()));
    return problem.toBuilder()
        .source(id, terms.withAvailability(available.with(from, to, share)))
        .build();
  }

  static Problem linkCapacity(Problem problem, String id, double share, int from, int to) {
    LinkTerms terms = known("link", id, problem.links());
    PerStep available = terms.availability().orElseGet(() -> PerStep.constant(1, problem.steps()));
    return problem.toBuilder()
        .link(id, terms.withAvailability(available.with(from, to, share)))
        .build();
  }

  static Problem demand(Problem problem, String id, double[] demandM3h) {
    ZoneTerms terms = known("zone", id, problem.zones());
    return problem.toBuilder().zone(id, terms.withDemand(demandM3h)).build();
  }

  static Problem leak(Problem problem, String node, double leakM3h) {
    if (!problem.network().hasNode(node)) {
      throw new DataException(
          ErrorCode.UNKNOWN_ID,
          Validation.message("node", node, "is not in the network", "check the id"));
    }
    ZoneTerms terms = problem.zones().get(node);
    if (terms == null) {
      terms = new ZoneTerms(new double[problem.steps()], 0);
    }
    double[] demand = terms.demandM3h();
    double[] guaranteed = new double[demand.length];
    for (int t = 0; t < demand.length; t++) {
      guaranteed[t] = terms.guaranteedM3h(t) + leakM3h;
      demand[t] += leakM3h;
    }
    return problem.toBuilder()
        .zone(node, terms.withDemand(demand).withGuaranteed(PerStep.of(guaranteed)))
        .build();
  }

  static Problem demandScaled(Problem problem, double factor) {
    Problem.Builder builder = problem.toBuilder();
    problem
        .zones()
        .forEach(
            (id, terms) -> {
              double[] demand = Arrays.stream(terms.demandM3h()).map(d -> factor * d).toArray();
              builder.zone(id, terms.withDemand(demand));
            });
    return builder.build();
  }
}
