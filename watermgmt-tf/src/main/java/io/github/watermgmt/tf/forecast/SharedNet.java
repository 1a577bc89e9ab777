// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.forecast;

import io.github.watermgmt.model.ModelClosedException;
import io.github.watermgmt.tf.internal.net.InferenceNet;

/**
 * A network that several models use: it is freed when the last of them is closed.
 *
 * <p>Thread-safety: may be used by several threads at once.
 */
final class SharedNet {
  private final InferenceNet net;
  private final String provider;
  private int users = 1;

  /** Takes over a network, for its first user. */
  SharedNet(InferenceNet net, String provider) {
    this.net = net;
    this.provider = provider;
  }

  /**
   * Counts one more user, who releases it once.
   *
   * @throws ModelClosedException if the last one has gone already
   */
  synchronized InferenceNet retain() {
    if (users == 0) {
      throw new ModelClosedException(provider);
    }
    users++;
    return net;
  }

  /** Counts one user less, and frees the network after the last. */
  synchronized void release() {
    users--;
    if (users == 0) {
      net.close();
    }
  }
}
