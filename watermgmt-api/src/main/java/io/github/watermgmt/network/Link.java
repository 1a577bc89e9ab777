// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

/** What leads water from one node to another. Thread-safety: implementations are immutable. */
public sealed interface Link permits Pipe, Pump, Valve {

  /** Returns the id, unique among links. */
  String id();

  /** Returns the id of the node where positive flow enters. */
  String from();

  /** Returns the id of the node where positive flow leaves. */
  String to();
}
