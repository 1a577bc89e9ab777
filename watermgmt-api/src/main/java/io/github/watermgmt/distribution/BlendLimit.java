// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.distribution;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A limit on the mixing of waters at a node, in every step: of what arrives there over all links,
 * at most a share may come over some of them. Only one-way links may touch the node, because a
 * linear program could dilute by sending water to and fro over the others. Checked by {@link
 * Problem.Builder#build}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param node id of the node
 * @param links ids of the links, all of which end there, at least one
 * @param maxShare greatest share of what arrives, in [0, 1]
 */
public record BlendLimit(String node, Set<String> links, double maxShare) {

  /** Copies the set, in its order. */
  public BlendLimit {
    links = Collections.unmodifiableSet(new LinkedHashSet<>(links));
  }

  /**
   * Returns by how much each m³ that arrives over a link uses the limit up: below 0 for a link that
   * dilutes.
   *
   * @param link id of a link that ends at the node
   */
  public double weight(String link) {
    return (links.contains(link) ? 1 : 0) - maxShare;
  }
}
