// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Nodes, links and curves, checked as a whole. Order is that of addition; indices count in it from
 * 0. Parts that are not connected to each other are legal.
 *
 * <p>Thread-safety: immutable. Look-ups are O(1).
 */
public final class Network {
  private final HeadLossFormula headLoss;
  private final List<Node> nodes;
  private final List<Link> links;
  private final List<Curve> curves;
  private final Map<String, Integer> nodeIndex = new LinkedHashMap<>();
  private final Map<String, Integer> linkIndex = new LinkedHashMap<>();
  private final Map<String, Curve> curveById = new LinkedHashMap<>();
  private final List<List<Link>> linksOf;

  private Network(Builder builder) {
    this.headLoss = builder.headLoss;
    this.nodes = List.copyOf(builder.nodes);
    this.links = List.copyOf(builder.links);
    this.curves = List.copyOf(builder.curves);
    List<List<Link>> ends = new ArrayList<>();
    for (Node node : nodes) {
      nodeIndex.put(node.id(), nodeIndex.size());
      ends.add(new ArrayList<>());
    }
    for (Link link : links) {
      linkIndex.put(link.id(), linkIndex.size());
      ends.get(nodeIndex(link.from())).add(link);
      ends.get(nodeIndex(link.to())).add(link);
    }
    curves.forEach(curve -> curveById.put(curve.id(), curve));
    this.linksOf = ends.stream().map(List::copyOf).toList();
  }

  /** Starts an empty network with the formula of Hazen and Williams. */
  public static Builder builder() {
    return new Builder();
  }

  /** Starts a network that is like this one. */
  public Builder toBuilder() {
    Builder builder = new Builder().headLoss(headLoss);
    nodes.forEach(builder::node);
    links.forEach(builder::link);
    curves.forEach(builder::curve);
    return builder;
  }

  /** Returns the formula that the roughness of the pipes is meant for. */
  public HeadLossFormula headLoss() {
    return headLoss;
  }

  /** Returns the nodes in order. */
  public List<Node> nodes() {
    return nodes;
  }

  /** Returns the links in order. */
  public List<Link> links() {
    return links;
  }

  /** Returns the curves in order. */
  public List<Curve> curves() {
    return curves;
  }

  /** Returns whether there is such a node. */
  public boolean hasNode(String id) {
    return nodeIndex.containsKey(id);
  }

  /** Returns whether there is such a link. */
  public boolean hasLink(String id) {
    return linkIndex.containsKey(id);
  }

  /**
   * Returns a node.
   *
   * @throws DataException WM-106 if there is none of this id
   */
  public Node node(String id) {
    return nodes.get(nodeIndex(id));
  }

  /**
   * Returns a link.
   *
   * @throws DataException WM-106 if there is none of this id
   */
  public Link link(String id) {
    return links.get(linkIndex(id));
  }

  /**
   * Returns a curve.
   *
   * @throws DataException WM-106 if there is none of this id
   */
  public Curve curve(String id) {
    Curve curve = curveById.get(id);
    if (curve == null) {
      throw unknown("curve", id, curves.size());
    }
    return curve;
  }

  /**
   * Returns the position of a node in {@link #nodes()}.
   *
   * @throws DataException WM-106 if there is none of this id
   */
  public int nodeIndex(String id) {
    Integer index = nodeIndex.get(id);
    if (index == null) {
      throw unknown("node", id, nodes.size());
    }
    return index;
  }

  /**
   * Returns the position of a link in {@link #links()}.
   *
   * @throws DataException WM-106 if there is none of this id
   */
  public int linkIndex(String id) {
    Integer index = linkIndex.get(id);
    if (index == null) {
      throw unknown("link", id, links.size());
    }
    return index;
  }

  /**
   * Returns the links that start or end at a node, in order.
   *
   * @throws DataException WM-106 if there is no such node
   */
  public List<Link> linksOf(String nodeId) {
    return linksOf.get(nodeIndex(nodeId));
  }

  /**
   * Returns the nodes that water can reach from the given ones, nearest first. O(nodes + links).
   *
   * @param from where to start; part of the result
   * @param passable whether a link can be passed from the node of this id
   * @throws DataException WM-106 if a start is not a node
   */
  public Set<String> reachableFrom(Collection<String> from, BiPredicate<Link, String> passable) {
    Set<String> seen = new LinkedHashSet<>(from);
    Deque<String> open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      String here = open.remove();
      for (Link link : linksOf(here)) {
        String there = link.from().equals(here) ? link.to() : link.from();
        if (!seen.contains(there) && passable.test(link, here)) {
          seen.add(there);
          open.add(there);
        }
      }
    }
    return seen;
  }

  private static DataException unknown(String what, String id, int count) {
    return new DataException(
        ErrorCode.UNKNOWN_ID,
        Validation.message(what, id, "is not one of the network's " + count, "check the id"));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Network other
        && headLoss == other.headLoss
        && nodes.equals(other.nodes)
        && links.equals(other.links)
        && curves.equals(other.curves);
  }

  @Override
  public int hashCode() {
    // Not of the formula: the hash of an enum differs from one run to the next.
    return Objects.hash(nodes.size(), nodeIndex.keySet(), linkIndex.keySet());
  }

  @Override
  public String toString() {
    return "network of " + nodes.size() + " nodes, " + links.size() + " links";
  }

  /** Collects a network; may be built from repeatedly. Thread-safety: confined to one thread. */
  public static final class Builder {
    final List<Node> nodes = new ArrayList<>();
    final List<Link> links = new ArrayList<>();
    final List<Curve> curves = new ArrayList<>();
    private HeadLossFormula headLoss = HeadLossFormula.HAZEN_WILLIAMS;

    private Builder() {}

    /** Sets the formula that the roughness of the pipes is meant for. */
    public Builder headLoss(HeadLossFormula formula) {
      this.headLoss = formula;
      return this;
    }

    /** Adds a node. */
    public Builder node(Node node) {
      nodes.add(node);
      return this;
    }

    /** Adds a link; its nodes and curves may follow later. */
    public Builder link(Link link) {
      links.add(link);
      return this;
    }

    /** Adds a curve. */
    public Builder curve(Curve curve) {
      curves.add(curve);
      return this;
    }

    /**
     * Returns the network.
     *
     * @throws io.github.watermgmt.error.WaterManagementException WM-401 with every problem: ids
     *     that are blank or taken, links to unknown nodes or from a node to itself, unknown curves,
     *     and physics that are not finite or out of range
     */
    public Network build() {
      new NetworkCheck(this).check();
      return new Network(this);
    }
  }
}
