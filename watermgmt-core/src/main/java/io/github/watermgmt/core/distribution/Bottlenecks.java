// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.FairShares.Bottleneck;
import io.github.watermgmt.core.distribution.FairShares.Holder;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SharedLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads from the reduced costs of a round which limits hold its level: a column that would raise it
 * by being more is held by its upper bound, one that would by being less by its lower bound; and
 * that bound is one of the problem, or what was kept before.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class Bottlenecks {
  private final Problem problem;
  private final FairProgram program;
  private final Lexicographic search;
  private final boolean totalIsKept;
  private final IntPredicate isFree;
  private final Map<Key, Double> found = new LinkedHashMap<>();

  private record Key(Holder holder, String element) {}

  /**
   * @param totalIsKept whether the weighted shortfall was the first objective kept
   * @param isFree which parts rose in the round
   */
  Bottlenecks(
      Problem problem,
      FairProgram program,
      Lexicographic search,
      boolean totalIsKept,
      IntPredicate isFree) {
    this.problem = problem;
    this.program = program;
    this.search = search;
    this.totalIsKept = totalIsKept;
    this.isFree = isFree;
  }

  /**
   * Returns them, what helps most first.
   *
   * @param scale what a level of 1 counts in the objective
   */
  List<Bottleneck> of(double scale) {
    double perFlow = scale * program.flow() * problem.stepHours();
    double perVolume = scale * program.flow();
    for (Map.Entry<String, LinkTerms> link : problem.links().entrySet()) {
      Key key = new Key(Holder.LINK, link.getKey());
      int pieces = 1 + link.getValue().segments().size();
      columns("flow " + link.getKey(), pieces, key, perFlow);
      columns("back " + link.getKey(), 1, key, perFlow);
    }
    for (String id : problem.sources().keySet()) {
      columns("supply " + id, 1, new Key(Holder.SOURCE, id), perFlow);
    }
    for (String id : problem.tanks().keySet()) {
      columns("volume " + id, 1, new Key(Holder.TANK, id), perVolume);
    }
    for (Map.Entry<String, ZoneTerms> zone : problem.zones().entrySet()) {
      Key key = new Key(Holder.GUARANTEE, zone.getKey());
      boolean guaranteed =
          zone.getValue().guaranteedM3h().isPresent() || zone.getValue().guaranteedShare() > 0;
      columns("shortfall " + zone.getKey(), 1, guaranteed ? key : null, perFlow);
    }
    LinearModel model = program.model();
    for (int side = 0; side < model.rows() - model.balances(); side++) {
      slack(model.columns() + side, key(model.shared(side)), perVolume);
    }
    kept(scale);
    List<Bottleneck> all = new ArrayList<>();
    found.forEach((key, most) -> all.add(new Bottleneck(key.holder, key.element, most)));
    all.sort(
        Comparator.comparingDouble((Bottleneck b) -> -b.sharePerM3())
            .thenComparing(Bottleneck::holder)
            .thenComparing(Bottleneck::element));
    return all;
  }

  private void columns(String name, int blocks, @Nullable Key key, double per) {
    int first = program.model().firstColumn(name);
    for (int j = first; first >= 0 && j < first + blocks * problem.steps(); j++) {
      double d = search.reduced(j);
      if (d < -Lexicographic.PRICED) {
        add(search.upper(j) >= program.baseUpper(j) ? key : before(j), -d / per);
      } else if (d > Lexicographic.PRICED) {
        boolean own = search.lower(j) <= program.baseLower(j);
        // Nothing flows and nothing is missing: nothing that a limit holds.
        add(own ? (search.lower(j) > 0 ? key : null) : before(j), d / per);
      }
    }
  }

  private void slack(int j, @Nullable Key key, double per) {
    double d = search.reduced(j);
    if (d > Lexicographic.PRICED) {
      add(key, d / per);
    } else if (d < -Lexicographic.PRICED && search.upper(j) < program.baseUpper(j)) {
      add(before(j), -d / per);
    }
  }

  private static @Nullable Key key(SharedLimit limit) {
    return switch (limit.kind()) {
      case DAILY_VOLUME, VOLUME_LIMIT -> new Key(Holder.LICENCE, limit.element());
      case BLEND -> new Key(Holder.BLEND, limit.element());
      case MAX_SHORTFALL -> new Key(Holder.GUARANTEE, limit.element());
      case HIGHEST_POWER -> null; // It costs, and limits nothing.
    };
  }

  private Key before(int j) {
    boolean total = totalIsKept && search.since(j) <= 1;
    return new Key(total ? Holder.TOTAL : Holder.WORSE_OFF, "");
  }

  /** Adds the weighted shortfall, and the shares that were held before. */
  private void kept(double scale) {
    for (int g = 0; g < program.parts().size(); g++) {
      double d = Math.abs(search.reduced(program.shareSlack(g)));
      if (!isFree.test(g) && d > Lexicographic.PRICED) {
        double perShare = scale * program.shareUnitM3(g);
        add(new Key(Holder.WORSE_OFF, ""), d / perShare);
      }
    }
    if (program.limitSlack() < program.riseColumn(0)) {
      double d = search.reduced(program.limitSlack());
      if (d > Lexicographic.PRICED) {
        add(new Key(Holder.TOTAL, ""), d / (scale * program.weightedM3(1)));
      }
    }
  }

  private void add(@Nullable Key key, double sharePerM3) {
    if (key != null) {
      found.merge(key, sharePerM3, Math::max);
    }
  }
}
