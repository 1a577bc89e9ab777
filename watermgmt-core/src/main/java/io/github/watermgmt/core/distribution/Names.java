// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Finds ids that nobody has. Thread-safety: confined to one thread. */
final class Names {
  private final Predicate<String> taken;
  private final Set<String> given = new HashSet<>();

  Names(Predicate<String> taken) {
    this.taken = taken;
  }

  /** Returns the id itself if it is free, else one that begins like it. */
  String fresh(String wanted) {
    String id = wanted;
    while (taken.test(id) || !given.add(id)) {
      id += "'";
    }
    return id;
  }
}
