// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal;

import org.tensorflow.Graph;
import org.tensorflow.Session;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.RunOptions;

/** Sessions whose result does not depend on the number of cores. Thread-safety: stateless. */
public final class Sessions {
  /** Runs on the calling thread: handing a small network to another thread costs more than it. */
  private static final RunOptions HERE = RunOptions.newBuilder().setInterOpThreadPool(-1).build();

  private Sessions() {}

  /** Returns a run of a session that stays on the calling thread. */
  public static Session.Runner runner(Session session) {
    return session.runner().setOptions(HERE);
  }

  /**
   * Returns the configuration of a session: one thread for a sum, which so has one order and the
   * same bits. TensorFlow keeps these threads for the whole process: if a program of yours opens a
   * session of its own first, its configuration holds for all.
   */
  public static ConfigProto config() {
    return ConfigProto.newBuilder()
        .setIntraOpParallelismThreads(1)
        .setInterOpParallelismThreads(1)
        .build();
  }

  /** Opens a session of one thread; the caller closes it before the graph. */
  public static Session open(Graph graph) {
    return new Session(graph, config());
  }
}
