// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Node;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Parts of a network without source or tank whose demand arrives over few links: each zone alone,
 * and all that hangs on one link (a bridge of the graph, found by depth-first search in linear
 * time; Tarjan, Information Processing Letters 2, 1974). Thread-safety: confined to one thread.
 */
final class NarrowParts {

  /**
   * A part and what it demands.
   *
   * @param zone the zone, or the first of them
   * @param what the demand in words
   * @param over over what it arrives, in words
   * @param meanDemandM3h mean over all steps
   * @param capacityM3h what can arrive at most, mean over all steps
   * @param missingM3 what cannot arrive, m³ over all steps
   */
  record Part(
      String zone,
      String what,
      String over,
      double meanDemandM3h,
      double capacityM3h,
      double missingM3) {}

  private final Problem problem;
  private final Map<String, double[]> demand;
  private final int steps;
  private final List<String> ids = new ArrayList<>();
  private final Map<String, Integer> at = new HashMap<>();
  private final List<List<Link>> links = new ArrayList<>();
  private final List<Part> parts = new ArrayList<>();

  private NarrowParts(Problem problem, Map<String, double[]> demand) {
    this.problem = problem;
    this.demand = demand;
    this.steps = problem.steps();
    for (Node node : problem.network().nodes()) {
      at.put(node.id(), ids.size());
      ids.add(node.id());
      links.add(new ArrayList<>());
    }
    for (Link link : problem.network().links()) {
      links.get(index(link.from())).add(link);
      links.get(index(link.to())).add(link);
    }
  }

  /** Returns every part that demands something, zones first. */
  static List<Part> of(Problem problem, Map<String, double[]> demand) {
    NarrowParts search = new NarrowParts(problem, demand);
    search.zones();
    search.bridges();
    return search.parts;
  }

  private int index(String node) {
    return at.getOrDefault(node, 0);
  }

  private boolean isOrigin(String node) {
    return problem.sources().containsKey(node) || problem.tanks().containsKey(node);
  }

  private void zones() {
    demand.forEach(
        (id, row) -> {
          double[] arriving = new double[steps];
          List<Link> own = links.get(index(id));
          for (Link link : own) {
            arrive(arriving, link, id);
          }
          if (own.size() > 1) {
            add(id, "mean demand of zone '" + id + "'", "over its links", row, arriving);
          }
        });
  }

  /** Adds what a link can bring to a node at its end. */
  private void arrive(double[] sum, Link link, String node) {
    LinkTerms terms = problem.links().get(link.id());
    if (terms != null && (link.to().equals(node) || terms.bidirectional())) {
      for (int t = 0; t < steps; t++) {
        sum[t] += (1 - terms.loss()) * terms.maxFlowM3h(t);
      }
    }
  }

  private void add(String zone, String what, String over, double[] wanted, double[] arriving) {
    double sum = 0;
    double most = 0;
    double missing = 0;
    for (int t = 0; t < steps; t++) {
      sum += wanted[t] / steps;
      most += arriving[t] / steps;
      missing += problem.stepHours() * Math.max(0, wanted[t] - arriving[t]);
    }
    if (sum > 0 && most > 0) {
      parts.add(new Part(zone, what, over, sum, most, missing));
    }
  }

  /** A node on the way of the depth-first search. */
  private static final class Visit {
    final int node;
    final Link by;
    int next;

    Visit(int node, Link by) {
      this.node = node;
      this.by = by;
    }
  }

  /** Starts at an origin, so that what hangs on a bridge is what was found after it. */
  private void bridges() {
    int n = ids.size();
    int[] order = new int[n];
    int[] low = new int[n];
    int[] parts = new int[n]; // origins found from here on
    double[][] wanted = new double[n][];
    String[] first = new String[n];
    int time = 0;
    for (int root = 0; root < n; root++) {
      if (order[root] != 0 || !isOrigin(ids.get(root)) || links.get(root).isEmpty()) {
        continue;
      }
      Deque<Visit> stack = new ArrayDeque<>();
      stack.push(new Visit(root, links.get(root).get(0)));
      order[root] = ++time;
      low[root] = time;
      while (!stack.isEmpty()) {
        Visit visit = stack.element();
        int node = visit.node;
        if (visit.next < links.get(node).size()) {
          Link link = links.get(node).get(visit.next++);
          int other = index(link.from().equals(ids.get(node)) ? link.to() : link.from());
          boolean back = stack.size() > 1 && link == visit.by;
          if (order[other] == 0) {
            stack.push(new Visit(other, link));
            order[other] = ++time;
            low[other] = time;
          } else if (!back) {
            low[node] = Math.min(low[node], order[other]);
          }
          continue;
        }
        stack.pop();
        parts[node] += isOrigin(ids.get(node)) ? 1 : 0;
        add(wanted, first, node, ids.get(node), demand.get(ids.get(node)));
        if (stack.isEmpty()) {
          break;
        }
        int before = stack.element().node;
        if (low[node] == order[node] && parts[node] == 0 && wanted[node] != null) {
          bridge(visit.by, ids.get(node), first[node], wanted[node]);
        }
        low[before] = Math.min(low[before], low[node]);
        parts[before] += parts[node];
        add(wanted, first, before, first[node], wanted[node]);
        wanted[node] = null;
      }
    }
  }

  private static void add(
      double[][] wanted, String[] first, int node, String zone, double @Nullable [] more) {
    if (more == null) {
      return;
    }
    if (wanted[node] == null) {
      wanted[node] = more.clone();
      first[node] = zone;
    } else {
      for (int t = 0; t < more.length; t++) {
        wanted[node][t] += more[t];
      }
    }
  }

  private void bridge(Link link, String node, String zone, double[] wanted) {
    double[] arriving = new double[steps];
    arrive(arriving, link, node);
    String what = "mean demand behind link '" + link.id() + "'";
    add(zone, what, "over it", wanted, arriving);
  }
}
