// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.error.Validation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a change of a problem costs: the difference of two explained plans by kind of cost and by
 * element. Where several plans cost the same, which of two equal elements is used may change with
 * the plan; the sum by kind and the whole tell more than such a pair.
 *
 * <pre>{@code
 * Problem out = problem.withSourceOutage("S1", 6, 12);
 * PlanComparison.of("S1 is out", PlanExplanation.of(problem, plan), PlanExplanation.of(out, other));
 * }</pre>
 *
 * <p>Thread-safety: an immutable value.
 */
public final class PlanComparison {
  /** Beside the costs less than this is no change. */
  private static final double NOTHING = 1e-9;

  private static final int MOST_ELEMENTS = 4;

  /**
   * The cost of one element by one kind in both plans.
   *
   * @param kind for what
   * @param element id of the source, link, zone or tank, or name of the demand charge
   * @param before in the first plan, currency
   * @param after in the second plan, currency
   */
  public record Change(CostKind kind, String element, double before, double after) {
    /** Returns by how much it rises, currency. */
    public double rise() {
      return after - before;
    }
  }

  private final String what;
  private final PlanExplanation before;
  private final PlanExplanation after;
  private final List<Change> changes;
  private final Map<CostKind, Double> byKind;

  private PlanComparison(String what, PlanExplanation before, PlanExplanation after) {
    this.what = what;
    this.before = before;
    this.after = after;
    Map<String, Change> all = new LinkedHashMap<>();
    before.shares().forEach(s -> all.put(key(s), new Change(s.kind(), s.element(), s.amount(), 0)));
    after
        .shares()
        .forEach(
            s -> {
              Change old = all.get(key(s));
              double was = old == null ? 0 : old.before();
              all.put(key(s), new Change(s.kind(), s.element(), was, s.amount()));
            });
    double size =
        all.values().stream()
            .mapToDouble(c -> Math.max(Math.abs(c.before), Math.abs(c.after)))
            .sum();
    List<Change> real = new ArrayList<>();
    Map<CostKind, Double> sums = new EnumMap<>(CostKind.class);
    for (Change change : all.values()) {
      sums.merge(change.kind, change.rise(), Double::sum);
      if (Math.abs(change.rise()) > NOTHING * size) {
        real.add(change);
      }
    }
    sums.values().removeIf(sum -> Math.abs(sum) <= NOTHING * size);
    real.sort(Comparator.comparingDouble((Change c) -> Math.abs(c.rise())).reversed());
    this.changes = List.copyOf(real);
    this.byKind = Collections.unmodifiableMap(sums);
  }

  private static String key(CostShare share) {
    return share.kind().name() + ' ' + share.element();
  }

  /**
   * Compares two plans.
   *
   * @param what what was changed, such as {@code S1 is out}
   * @param before the plan as it was
   * @param after the plan of the changed problem
   * @throws IllegalArgumentException if their currencies differ
   */
  public static PlanComparison of(String what, PlanExplanation before, PlanExplanation after) {
    if (!before.currency().equals(after.currency())) {
      throw new IllegalArgumentException(
          Validation.message(
              "currency",
              after.currency(),
              "must be that of the plan before, " + before.currency(),
              "convert the prices of one of the problems"));
    }
    return new PlanComparison(what, before, after);
  }

  /** Returns what was changed. */
  public String what() {
    return what;
  }

  /** Returns the plan as it was. */
  public PlanExplanation before() {
    return before;
  }

  /** Returns the plan of the changed problem. */
  public PlanExplanation after() {
    return after;
  }

  /** Returns by how much the cost rises, currency. */
  public double rise() {
    return after.cost() - before.cost();
  }

  /**
   * Returns by how much each kind of cost rises, currency; those that do not change are left out.
   */
  public Map<CostKind, Double> riseByKind() {
    return byKind;
  }

  /** Returns the elements whose cost changes, the greatest change first. */
  public List<Change> changes() {
    return changes;
  }

  /** Returns the comparison in words: the whole, and a line for each kind of cost. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    String kinds =
        byKind.entrySet().stream()
            .map(kind -> kind.getKey() + " " + Words.signed(kind.getValue()))
            .collect(Collectors.joining(", "));
    String currency = " " + before.currency();
    lines.add(
        what
            + ": "
            + Words.signed(rise())
            + currency
            + " ("
            + Words.number(before.cost())
            + " to "
            + Words.number(after.cost())
            + currency
            + ")"
            + (kinds.isEmpty() ? "" : ": " + kinds));
    byKind.forEach(
        (kind, rise) ->
            lines.add(kind + " " + Words.signed(rise) + currency + ": " + elements(kind)));
    return List.copyOf(lines);
  }

  private String elements(CostKind kind) {
    List<Change> own = changes.stream().filter(change -> change.kind == kind).toList();
    String some =
        own.stream()
            .limit(MOST_ELEMENTS)
            .map(c -> kind.element() + " '" + c.element + "' " + Words.signed(c.rise()))
            .collect(Collectors.joining(", "));
    int more = own.size() - MOST_ELEMENTS;
    return more > 0 ? some + ", and " + more + " more" : some;
  }

  /** Returns the lines. */
  @Override
  public String toString() {
    return String.join("\n", lines());
  }
}
