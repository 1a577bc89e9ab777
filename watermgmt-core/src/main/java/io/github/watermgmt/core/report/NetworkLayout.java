// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Node;
import io.github.watermgmt.network.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Places of nodes in the unit square. Where every node has coordinates, those; otherwise layers by
 * the number of links from the nearest source, ordered so that neighbours lie near each other (the
 * barycentre method of Sugiyama, Tagawa and Toda, IEEE Trans. SMC 11, 1981). Deterministic.
 */
final class NetworkLayout {
  private static final int SWEEPS = 8;

  private final Network network;
  private final double[] x;
  private final double[] y;
  private int layers = 1;
  private int widest = 1;
  private boolean mapped;

  private NetworkLayout(Network network) {
    this.network = network;
    this.x = new double[network.nodes().size()];
    this.y = new double[network.nodes().size()];
  }

  static NetworkLayout of(Problem problem) {
    NetworkLayout layout = new NetworkLayout(problem.network());
    if (!layout.byCoordinates()) {
      layout.byLayers(problem);
    }
    return layout;
  }

  /** From left to right, 0 to 1. */
  double x(int node) {
    return x[node];
  }

  /** From top to bottom, 0 to 1. */
  double y(int node) {
    return y[node];
  }

  /** Number of layers, or 1. */
  int layers() {
    return layers;
  }

  /** Number of nodes of the widest layer. */
  int widest() {
    return widest;
  }

  /** Whether these are coordinates, whose shape must be kept. */
  boolean isMapped() {
    return mapped;
  }

  private boolean byCoordinates() {
    List<Node> nodes = network.nodes();
    if (nodes.isEmpty() || !nodes.stream().allMatch(node -> node.position().isPresent())) {
      return false;
    }
    List<Position> at = nodes.stream().flatMap(node -> node.position().stream()).toList();
    double west = at.stream().mapToDouble(Position::x).min().orElse(0);
    double east = at.stream().mapToDouble(Position::x).max().orElse(0);
    double south = at.stream().mapToDouble(Position::y).min().orElse(0);
    double north = at.stream().mapToDouble(Position::y).max().orElse(0);
    double extent = Math.max(east - west, north - south);
    if (!(extent > 0) || Double.isInfinite(extent)) {
      return false;
    }
    for (int i = 0; i < x.length; i++) {
      x[i] = (at.get(i).x() - west) / extent;
      y[i] = (north - at.get(i).y()) / extent;
    }
    mapped = true;
    return true;
  }

  private void byLayers(Problem problem) {
    int[] depth = depths(problem);
    layers = 1 + Arrays.stream(depth).max().orElse(0);
    for (int i = 0; i < depth.length; i++) {
      String id = network.nodes().get(i).id();
      // Zones that feed nobody stand at the end.
      if (problem.zones().containsKey(id) && network.linksOf(id).size() == 1 && depth[i] > 0) {
        depth[i] = layers - 1;
      }
    }
    List<List<Integer>> byLayer = new ArrayList<>();
    for (int layer = 0; layer < layers; layer++) {
      List<Integer> members = new ArrayList<>();
      for (int i = 0; i < depth.length; i++) {
        if (depth[i] == layer) {
          members.add(i);
        }
      }
      byLayer.add(members);
      widest = Math.max(widest, members.size());
    }
    byLayer.forEach(this::spread);
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
      for (int k = 0; k < layers; k++) {
        order(byLayer.get(sweep % 2 == 0 ? k : layers - 1 - k), depth, sweep % 2 == 0);
      }
    }
    for (int i = 0; i < x.length; i++) {
      x[i] = layers == 1 ? 0.5 : depth[i] / (layers - 1.0);
    }
  }

  /** Links from the nearest source; nodes that none reaches join the first layer. */
  private int[] depths(Problem problem) {
    int[] depth = new int[x.length];
    Arrays.fill(depth, -1);
    Deque<Integer> queue = new ArrayDeque<>();
    for (int i = 0; i < depth.length; i++) {
      if (problem.sources().containsKey(network.nodes().get(i).id())) {
        depth[i] = 0;
        queue.add(i);
      }
    }
    for (int start = 0; start < depth.length; start++) {
      while (!queue.isEmpty()) {
        int at = queue.remove();
        for (int next : neighbours(at)) {
          if (depth[next] < 0) {
            depth[next] = depth[at] + 1;
            queue.add(next);
          }
        }
      }
      if (depth[start] < 0) {
        depth[start] = 0;
        queue.add(start);
      }
    }
    return depth;
  }

  private List<Integer> neighbours(int node) {
    String id = network.nodes().get(node).id();
    List<Integer> all = new ArrayList<>();
    for (Link link : network.linksOf(id)) {
      all.add(network.nodeIndex(link.from().equals(id) ? link.to() : link.from()));
    }
    return all;
  }

  private void spread(List<Integer> layer) {
    for (int i = 0; i < layer.size(); i++) {
      y[layer.get(i)] = (i + 0.5) / layer.size();
    }
  }

  private void order(List<Integer> layer, int[] depth, boolean forward) {
    double[] middle = y.clone();
    for (int node : layer) {
      double sum = 0;
      int count = 0;
      for (int other : neighbours(node)) {
        if (forward ? depth[other] < depth[node] : depth[other] > depth[node]) {
          sum += y[other];
          count++;
        }
      }
      middle[node] = count > 0 ? sum / count : y[node];
    }
    layer.sort(
        Comparator.<Integer>comparingDouble(node -> middle[node]).thenComparing(node -> node));
    spread(layer);
  }
}
