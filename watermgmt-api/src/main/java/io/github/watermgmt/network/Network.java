// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Nodes, links and curves, checked as a whole. Order is that of addition.
 *
 * <p>Thread-safety: immutable.
 */
public final class Network {
  private final Map<String, Node> nodes;
  private final Map<String, Link> links;
  private final Map<String, Curve> curves;
  private final Map<String, List<Link>> linksOf = new LinkedHashMap<>();

  private Network(Builder builder) {
    this.nodes = Collections.unmodifiableMap(new LinkedHashMap<>(builder.nodes));
    this.links = Collections.unmodifiableMap(new LinkedHashMap<>(builder.links));
    this.curves = Collections.unmodifiableMap(new LinkedHashMap<>(builder.curves));
    nodes.keySet().forEach(id -> linksOf.put(id, new ArrayList<>()));
    for (Link link : links.values()) {
      listOf(link.from()).add(link);
      listOf(link.to()).add(link);
    }
  }

  /** Starts an empty network. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the nodes in order. */
  public List<Node> nodes() {
    return List.copyOf(nodes.values());
  }

  /** Returns the links in order. */
  public List<Link> links() {
    return List.copyOf(links.values());
  }

  /** Returns the curves in order. */
  public List<Curve> curves() {
    return List.copyOf(curves.values());
  }

  /** Returns whether there is such a node. */
  public boolean hasNode(String id) {
    return nodes.containsKey(id);
  }

  /** Returns whether there is such a link. */
  public boolean hasLink(String id) {
    return links.containsKey(id);
  }

  /**
   * Returns a node.
   *
   * @throws DataException WM-106 if there is none of this id
   */
  public Node node(String id) {
    Node node = nodes.get(id);
    if (node == null) {
      throw unknown("node", id, nodes.size());
    }
    return node;
  }

  /**
   * Returns a link.
   *
   * @throws DataException WM-106 if there is none of this id
   */
  public Link link(String id) {
    Link link = links.get(id);
    if (link == null) {
      throw unknown("link", id, links.size());
    }
    return link;
  }

  /** Returns the links that start or end at a node. */
  public List<Link> linksOf(String nodeId) {
    return List.copyOf(listOf(node(nodeId).id()));
  }

  /**
   * Returns the nodes that water can reach from the given ones. O(nodes + links).
   *
   * @param from where to start; part of the result
   * @param passable whether a link can be passed from the node of this id
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

  private List<Link> listOf(String nodeId) {
    List<Link> list = linksOf.get(nodeId);
    if (list == null) {
      throw unknown("node", nodeId, nodes.size());
    }
    return list;
  }

  private static DataException unknown(String what, String id, int count) {
    return new DataException(
        ErrorCode.UNKNOWN_ID,
        Validation.message(what, id, "is not one of the network's " + count, "check the id"));
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Network other
        && nodes().equals(other.nodes())
        && links().equals(other.links())
        && curves().equals(other.curves());
  }

  @Override
  public int hashCode() {
    return nodes.hashCode() * 31 + links.hashCode();
  }

  @Override
  public String toString() {
    return "network of " + nodes.size() + " nodes, " + links.size() + " links";
  }

  /** Collects a network. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Map<String, Link> links = new LinkedHashMap<>();
    private final Map<String, Curve> curves = new LinkedHashMap<>();
    private final Validation validation = new Validation();

    private Builder() {}

    /** Adds a node. */
    public Builder node(Node node) {
      unique("node", node.id(), nodes.put(node.id(), node) == null);
      return this;
    }

    /** Adds a link; its nodes may follow later. */
    public Builder link(Link link) {
      unique("link", link.id(), links.put(link.id(), link) == null);
      return this;
    }

    /** Adds a curve. */
    public Builder curve(Curve curve) {
      unique("curve", curve.id(), curves.put(curve.id(), curve) == null);
      return this;
    }

    /**
     * Returns the network.
     *
     * @throws io.github.watermgmt.error.WaterManagementException WM-401 with every problem: ids
     *     that are empty or taken, links to unknown nodes, loops from a node to itself
     */
    public Network build() {
      for (Link link : links.values()) {
        known(link, link.from());
        known(link, link.to());
        validation.check(
            !link.from().equals(link.to()),
            "link '" + link.id() + "'",
            link.from(),
            "must not lead from a node to itself",
            "remove it");
      }
      validation.throwIfAny(ErrorCode.INVALID_NETWORK, "network");
      return new Network(this);
    }

    private void known(Link link, String node) {
      validation.check(
          nodes.containsKey(node),
          "link '" + link.id() + "'",
          node,
          "must end at nodes of the network",
          "add the node, or correct the id");
    }

    private void unique(String what, String id, boolean free) {
      validation.check(!id.isBlank(), what, id, "must have an id", "");
      validation.check(free, what, id, "must be unique", "rename one of them");
    }
  }
}
