// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.PerStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts an explanation into words. Thread-safety: immutable. */
record ExplanationText(PlanExplanation plan, Words words) {
  private static final int MOST_ELEMENTS = 3;
  private static final int MOST_LIMITS = 6;
  private static final double SMALL = 0.05; // part of a kind that is not worth a word
  private static final double MOSTLY = 0.9;
  private static final double ROUND = 0.05; // part of a limit up to which a round number is taken

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("plan of '" + plan.name() + "': " + money(plan.cost()));
    double paid =
        plan.costByKind().values().stream()
            .mapToDouble(Double::doubleValue)
            .filter(c -> c > 0)
            .sum();
    plan.costByKind()
        .forEach(
            (kind, amount) -> {
              String share = amount > 0 ? " (" + Words.percent(amount / paid) + ")" : "";
              lines.add(kind + " " + money(amount) + share + elements(kind, amount));
            });
    if (plan.hasUnits()) {
      lines.add("limits have no price: pumps run in whole units");
    }
    plan.limits().stream().limit(MOST_LIMITS).forEach(limit -> lines.add(limit(limit)));
    if (plan.limits().size() > MOST_LIMITS) {
      lines.add("and " + (plan.limits().size() - MOST_LIMITS) + " more limits that cost something");
    }
    prices(lines);
    return List.copyOf(lines);
  }

  private String money(double amount) {
    return Words.number(amount) + " " + plan.currency();
  }

  private String elements(CostKind kind, double amount) {
    List<CostShare> shares = plan.shares(kind);
    if (shares.size() == 1) {
      return ", all of it " + shares.get(0).where() + when(shares.get(0));
    }
    return shares.stream()
        .limit(MOST_ELEMENTS)
        .filter(share -> share.amount() / amount >= SMALL)
        .map(share -> share.where() + " " + money(share.amount()) + when(share))
        .collect(Collectors.joining(", ", ", of which ", ""));
  }

  /** The shortest time in which most of a cost arises, where that tells something. */
  private String when(CostShare share) {
    if (share.kind() == CostKind.STORED_VALUE) {
      return "";
    }
    PerStep cost = share.byStep();
    int from = 0;
    int bestFrom = 0;
    int bestTo = cost.length();
    double sum = 0;
    for (int t = 0; t < cost.length(); t++) {
      sum += cost.get(t);
      while (from < t && Math.abs(sum - cost.get(from)) >= MOSTLY * Math.abs(share.amount())) {
        sum -= cost.get(from++);
      }
      boolean most = Math.abs(sum) >= MOSTLY * Math.abs(share.amount());
      if (most && t + 1 - from < bestTo - bestFrom) {
        bestFrom = from;
        bestTo = t + 1;
      }
    }
    return 2 * (bestTo - bestFrom) <= cost.length()
        ? " mostly from " + words.span(bestFrom, bestTo - 1)
        : "";
  }

  /** What a limit is, when it is in force, and what a round number more of it saves. */
  private String limit(BindingLimit limit) {
    boolean part = limit.kind().unit().equals("m3/h") && limit.value() < limit.size();
    String value =
        Words.number(limit.value())
            + (part && limit.kind().isUpper() ? " of " + Words.number(limit.size()) : "")
            + " "
            + limit.kind().unit();
    double size = limit.kind().isUpper() ? limit.size() : Math.min(limit.size(), limit.value());
    double change = size > 0 ? StrictMath.pow(10, Math.floor(StrictMath.log10(ROUND * size))) : 1;
    String each = limit.count() > 1 ? " in each of them" : "";
    return limit.kind()
        + " '"
        + limit.element()
        + "' ("
        + value
        + ") is "
        + verb(limit.kind())
        + " "
        + when(limit)
        + ": "
        + Words.number(change)
        + " "
        + limit.kind().unit()
        + (limit.kind().isUpper() ? " more" : " less")
        + each
        + " would save at most "
        + money(change * limit.relief());
  }

  private static String verb(BindingLimit.Kind kind) {
    return switch (kind) {
      case DAILY_VOLUME, VOLUME_LIMIT, MAX_SHORTFALL -> "used up";
      case HIGHEST_POWER -> "paid for";
      default -> "reached";
    };
  }

  private String when(BindingLimit limit) {
    String span = words.span(limit.firstStep(), limit.lastStep());
    return switch (limit.kind()) {
      case DAILY_VOLUME -> "on day " + (limit.index() + 1) + ", " + span;
      case TANK_FULL, TANK_LEAST, FINAL_VOLUME ->
          limit.count() == 1
              ? "at the end of the step at " + words.time(limit.firstStep())
              : steps(limit, span);
      default -> limit.count() == 1 ? "from " + span : steps(limit, span);
    };
  }

  private static String steps(BindingLimit limit, String span) {
    return "in " + limit.count() + " steps from " + span;
  }

  private void prices(List<String> lines) {
    List<PlanExplanation.ZonePrice> dearest = plan.dearest(1);
    if (dearest.isEmpty()) {
      return;
    }
    PlanExplanation.ZonePrice top = dearest.get(0);
    double sum = 0;
    double least = top.price();
    int count = 0;
    for (Map.Entry<String, PerStep> zone : plan.prices().entrySet()) {
      for (double price : zone.getValue().values()) {
        sum += price;
        least = Math.min(least, price);
        count++;
      }
    }
    lines.add(
        "one more m3 of demand costs "
            + money(least)
            + " at least, "
            + money(sum / count)
            + " on average and "
            + money(top.price())
            + " at most, in zone '"
            + top.zone()
            + "' at "
            + words.time(top.step()));
  }
}
