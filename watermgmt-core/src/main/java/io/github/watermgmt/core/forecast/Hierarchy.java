// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.site.Site;
import io.github.watermgmt.site.Zone;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which series add up to which: areas to zones, zones to a city, to any depth. A parent is the sum
 * of its children and of nothing else; where a zone has customers outside its parts, give them a
 * leaf of their own. There may be several roots.
 *
 * <p>Thread-safety: immutable.
 */
public final class Hierarchy {
  private final List<String> ids; // parents before their children, leaves last
  private final Map<String, Integer> index = new LinkedHashMap<>();
  private final int[][] children; // [parent], positions in ids
  private final int[] parent; // [node], -1 for a root
  private final int[] leafCount; // [node]

  private Hierarchy(Map<String, String> parents, Set<String> leaves, List<String> declared) {
    Map<String, List<String>> kids = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>();
    for (String id : declared) {
      String up = parents.get(id);
      if (up != null) {
        kids.computeIfAbsent(up, k -> new ArrayList<>()).add(id);
      } else if (!leaves.contains(id)) {
        open.add(id);
      }
    }
    List<String> ordered = new ArrayList<>();
    while (!open.isEmpty()) {
      String next = open.remove();
      ordered.add(next);
      kids.getOrDefault(next, List.of()).stream()
          .filter(kid -> !leaves.contains(kid))
          .forEach(open::add);
    }
    int aggregates = ordered.size();
    declared.stream().filter(leaves::contains).forEach(ordered::add);
    ids = List.copyOf(ordered);
    for (int i = 0; i < ids.size(); i++) {
      index.put(ids.get(i), i);
    }
    parent = new int[ids.size()];
    for (int i = 0; i < parent.length; i++) {
      String up = parents.get(ids.get(i));
      parent[i] = up == null ? -1 : position(up);
    }
    children = new int[aggregates][];
    leafCount = new int[ids.size()];
    for (int i = ids.size() - 1; i >= 0; i--) {
      if (i < aggregates) {
        children[i] =
            kids.getOrDefault(ids.get(i), List.of()).stream().mapToInt(this::position).toArray();
      } else {
        leafCount[i] = 1;
      }
      if (parent[i] >= 0) {
        leafCount[parent[i]] += leafCount[i];
      }
    }
  }

  /**
   * Returns a hierarchy by the parent of each series that has one; whoever has no children is a
   * leaf.
   *
   * @throws io.github.watermgmt.error.DataException WM-109 with all problems: blank ids, series
   *     that are part of themselves, nothing at all
   */
  public static Hierarchy of(Map<String, String> parents) {
    Builder builder = new Builder();
    Set<String> aggregates = new LinkedHashSet<>(parents.values());
    for (String id : aggregates) {
      if (!parents.containsKey(id)) {
        builder.aggregate(id);
      }
    }
    parents.forEach(
        (id, up) ->
            builder.add(id, Optional.of(up), aggregates.contains(id) ? Kind.SUM : Kind.LEAF));
    return builder.build();
  }

  /**
   * Returns the zones of a site: a zone that is the parent of others is their sum, every other one
   * a leaf.
   *
   * @throws io.github.watermgmt.error.DataException WM-109 if the site has no zone
   */
  public static Hierarchy of(Site site) {
    Builder builder = new Builder();
    Set<String> aggregates = new HashSet<>();
    for (Zone zone : site.zones()) {
      Optional.ofNullable(zone.parent()).ifPresent(aggregates::add);
    }
    for (Zone zone : site.zones()) {
      Kind kind = aggregates.contains(zone.id()) ? Kind.SUM : Kind.LEAF;
      builder.add(zone.id(), Optional.ofNullable(zone.parent()), kind);
    }
    return builder.build();
  }

  /** Starts a hierarchy. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns all ids: sums with parents before their children, then the leaves as declared. */
  public List<String> ids() {
    return ids;
  }

  /** Returns the ids of the leaves, as declared. */
  public List<String> leaves() {
    return ids.subList(children.length, ids.size());
  }

  /** Returns the ids of the sums, parents before their children. */
  public List<String> aggregates() {
    return ids.subList(0, children.length);
  }

  /** Returns whether a series is part of it. */
  public boolean contains(String id) {
    return index.containsKey(id);
  }

  /**
   * Returns the parent of a series, empty for a root.
   *
   * @throws io.github.watermgmt.error.DataException WM-106 if there is no such series
   */
  public Optional<String> parent(String id) {
    int up = parent[position(id)];
    return up < 0 ? Optional.empty() : Optional.of(ids.get(up));
  }

  /**
   * Returns the children of a series, none for a leaf.
   *
   * @throws io.github.watermgmt.error.DataException WM-106 if there is no such series
   */
  public List<String> children(String id) {
    int at = position(id);
    List<String> names = new ArrayList<>();
    if (at < children.length) {
      for (int child : children[at]) {
        names.add(ids.get(child));
      }
    }
    return Collections.unmodifiableList(names);
  }

  /**
   * Returns how many steps a series lies below its root, 0 for a root.
   *
   * @throws io.github.watermgmt.error.DataException WM-106 if there is no such series
   */
  public int depth(String id) {
    int depth = 0;
    for (int at = parent[position(id)]; at >= 0; at = parent[at]) {
      depth++;
    }
    return depth;
  }

  int position(String id) {
    Integer at = index.get(id);
    if (at == null) {
      Validation problems = new Validation();
      problems.check(
          false, "series", id, "is not in the hierarchy", "use one of " + String.join(", ", ids));
      problems.throwIfAny(ErrorCode.UNKNOWN_ID, "hierarchy");
      throw new AssertionError();
    }
    return at;
  }

  /** Returns the number of sums; they come first. */
  int sums() {
    return children.length;
  }

  int size() {
    return ids.size();
  }

  int[] childrenOf(int sum) {
    return children[sum];
  }

  int parentOf(int node) {
    return parent[node];
  }

  int leavesUnder(int node) {
    return leafCount[node];
  }

  /** Makes every sum that of its children, {@code [node][step]}, in the children's order. */
  void sum(double[][] values) {
    for (int a = children.length - 1; a >= 0; a--) {
      double[] sum = values[a];
      System.arraycopy(values[children[a][0]], 0, sum, 0, sum.length);
      for (int k = 1; k < children[a].length; k++) {
        double[] child = values[children[a][k]];
        for (int t = 0; t < sum.length; t++) {
          sum[t] += child[t];
        }
      }
    }
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Hierarchy other
        && ids.equals(other.ids)
        && Arrays.equals(parent, other.parent);
  }

  @Override
  public int hashCode() {
    return ids.hashCode();
  }

  @Override
  public String toString() {
    return "hierarchy of " + leaves().size() + " leaves and " + children.length + " sums";
  }

  private enum Kind {
    SUM,
    LEAF
  }

  /**
   * Collects series, in any order; {@link #build()} reports every problem at once.
   *
   * <p>Thread-safety: confined to one thread.
   */
  public static final class Builder {
    private final Map<String, @Nullable String> parents = new LinkedHashMap<>();
    private final Set<String> leaves = new LinkedHashSet<>();
    private final Validation problems = new Validation();

    private Builder() {}

    /** Adds a root: the sum of its children. */
    public Builder aggregate(String id) {
      return add(id, Optional.empty(), Kind.SUM);
    }

    /** Adds the sum of its children, which is a part of another. */
    public Builder aggregate(String id, String parent) {
      return add(id, Optional.of(parent), Kind.SUM);
    }

    /** Adds a series without children. */
    public Builder leaf(String id, String parent) {
      return add(id, Optional.of(parent), Kind.LEAF);
    }

    private Builder add(String id, Optional<String> parent, Kind kind) {
      problems.check(!id.isBlank(), "id", "'" + id + "'", "must not be blank", "");
      if (problems.check(
          !parents.containsKey(id), "series", id, "is there twice", "give each an id of its own")) {
        parents.put(id, parent.orElse(null));
        if (kind == Kind.LEAF) {
          leaves.add(id);
        }
      }
      return this;
    }

    /**
     * Returns the hierarchy.
     *
     * @throws io.github.watermgmt.error.DataException WM-109 with all problems: blank or repeated
     *     ids, parents that are unknown or leaves, sums without children, series that are part of
     *     themselves, nothing at all
     */
    public Hierarchy build() {
      Validation all = new Validation();
      problems.problems().forEach(all::add);
      all.check(!parents.isEmpty(), "series", 0, "must be at least one", "");
      Set<String> withChildren = new HashSet<>();
      Map<String, String> known = new LinkedHashMap<>();
      for (Map.Entry<String, @Nullable String> entry : parents.entrySet()) {
        String up = entry.getValue();
        if (up != null) {
          String name = "parent of " + entry.getKey();
          withChildren.add(up);
          known.put(entry.getKey(), up);
          if (all.check(parents.containsKey(up), name, up, "is not there", "add it")) {
            all.check(!leaves.contains(up), name, up, "is a leaf", "add it as an aggregate");
          }
        }
      }
      for (String id : parents.keySet()) {
        all.check(
            leaves.contains(id) || withChildren.contains(id),
            "sum",
            id,
            "has no children",
            "add it as a leaf");
        checkCycle(id, known, all);
      }
      all.throwIfAny(ErrorCode.INVALID_SITE, "hierarchy");
      return new Hierarchy(known, leaves, List.copyOf(parents.keySet()));
    }

    private static void checkCycle(String id, Map<String, String> known, Validation all) {
      String ancestor = known.get(id);
      // A chain longer than the number of series must have come round.
      for (int i = 0; i <= known.size() && ancestor != null; i++) {
        if (ancestor.equals(id)) {
          all.check(false, "series", id, "is a part of itself", "look at its parents");
          return;
        }
        ancestor = known.get(ancestor);
      }
    }
  }
}
