// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Link;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The optimum of a problem without losses, licences, pump units and least volumes, as a flow of
 * least cost by successive shortest paths (Bellman and Ford). Slow, short, and no relation of any
 * solver: an oracle.
 */
final class LeastCostFlow {
  private static final double MUST = 1e5;
  private static final double NOTHING = 1e-9;

  private final Problem problem;
  private final int steps;
  private final double h;
  private final int source;
  private final int sink;
  private final List<double[]> arcs = new ArrayList<>(); // from, to, left, cost; odd ones reversed

  private LeastCostFlow(Problem problem) {
    this.problem = problem;
    this.steps = problem.steps();
    this.h = problem.stepHours();
    this.source = problem.network().nodes().size() * steps;
    this.sink = source + 1;
  }

  /** Returns the least cost; NaN if there is no plan. */
  static double optimum(Problem problem) {
    return new LeastCostFlow(problem).solve();
  }

  private double solve() {
    double must = 0;
    problem.links().forEach(this::link);
    problem.sources().forEach(this::source);
    for (var tank : problem.tanks().entrySet()) {
      must += tank(tank.getKey(), tank.getValue());
    }
    for (var zone : problem.zones().entrySet()) {
      must += zone(zone.getKey(), zone.getValue());
    }
    double cost = 0;
    double path = push();
    while (path < 0) {
      cost += path;
      path = push();
    }
    double rest = cost + MUST * must;
    return rest > MUST / 2 ? Double.NaN : rest;
  }

  private int node(String id, int step) {
    return problem.network().nodeIndex(id) * steps + step;
  }

  private void arc(int from, int to, double capacity, double cost) {
    arcs.add(new double[] {from, to, capacity, cost});
    arcs.add(new double[] {to, from, 0, -cost});
  }

  private void link(String id, LinkTerms terms) {
    Link link = problem.network().link(id);
    double[] cost = problem.linkCosts(id);
    for (int t = 0; t < steps; t++) {
      arc(node(link.from(), t), node(link.to(), t), h * terms.maxFlowM3h(), cost[t]);
      if (terms.bidirectional()) {
        arc(node(link.to(), t), node(link.from(), t), h * terms.maxFlowM3h(), cost[t]);
      }
    }
  }

  private void source(String id, SourceTerms terms) {
    for (int t = 0; t < steps; t++) {
      arc(source, node(id, t), h * terms.maxFlowM3h(), terms.costPerM3());
    }
  }

  /** Returns how much must flow: what is there at the start, and what must be left at the end. */
  private double tank(String id, TankTerms terms) {
    arc(source, node(id, 0), terms.initialVolumeM3(), -MUST);
    for (int t = 0; t < steps - 1; t++) {
      arc(node(id, t), node(id, t + 1), terms.maxVolumeM3(), 0);
    }
    int last = node(id, steps - 1);
    arc(last, sink, terms.finalMinVolumeM3(), -MUST);
    arc(last, sink, terms.maxVolumeM3() - terms.finalMinVolumeM3(), 0);
    return terms.initialVolumeM3() + terms.finalMinVolumeM3();
  }

  private double zone(String id, ZoneTerms terms) {
    double[] demand = terms.demandM3h();
    double must = 0;
    for (int t = 0; t < steps; t++) {
      arc(node(id, t), sink, h * demand[t], -MUST);
      arc(source, node(id, t), h * demand[t], terms.shortfallCostPerM3());
      must += h * demand[t];
    }
    return must;
  }

  /** Sends what fits along the cheapest path; returns what that costs, 0 if none is worth it. */
  private double push() {
    double[] distance = new double[sink + 1];
    int[] by = new int[sink + 1];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    Arrays.fill(by, -1);
    distance[source] = 0;
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int a = 0; a < arcs.size(); a++) {
        double[] arc = arcs.get(a);
        double through = distance[(int) arc[0]] + arc[3];
        if (arc[2] > NOTHING && through < distance[(int) arc[1]] - NOTHING) {
          distance[(int) arc[1]] = through;
          by[(int) arc[1]] = a;
          changed = true;
        }
      }
    }
    if (!(distance[sink] < 0)) {
      return 0;
    }
    double amount = Double.POSITIVE_INFINITY;
    for (int n = sink; n != source; n = (int) arcs.get(by[n])[0]) {
      amount = Math.min(amount, arcs.get(by[n])[2]);
    }
    for (int n = sink; n != source; n = (int) arcs.get(by[n])[0]) {
      arcs.get(by[n])[2] -= amount;
      arcs.get(by[n] ^ 1)[2] += amount;
    }
    return amount * distance[sink];
  }
}
