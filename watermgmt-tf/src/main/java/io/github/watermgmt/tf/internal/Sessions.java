// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;

/** Sessions whose result does not depend on the number of cores. Thread-safety: stateless. */
public final class Sessions {
  private Sessions() {}

  /**
   * Returns the configuration of a session.
   *
   * @param threads for one call; with 1 every sum has one order, so that results are the same bits
   */
  public static ConfigProto config(int threads) {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(threads)
        .setInterOpParallelismThreads(1)
        .setUsePerSessionThreads(false)
        .build();
  }

  /** Opens a session of one thread; the caller closes it before the graph. */
  public static Session open(Graph graph) {
    return new Session(graph, config(1));
  }
}
