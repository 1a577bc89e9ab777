// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import io.github.watermgmt.tf.internal.SavedModelFiles;

/**
 * A network with its mapping and the files of both.
 *
 * <p>Thread-safety: as the network.
 *
 * @param mapping read from the bytes
 * @param mappingBytes as it was written
 * @param files of the network
 * @param asker asks the network
 */
record ServedBundle(Mapping mapping, byte[] mappingBytes, SavedModelFiles files, Asker asker)
    implements AutoCloseable {
  @Override
  public void close() {
    asker.model().close();
  }

  @Override
  public boolean equals(Object o) {
    return this == o;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(this);
  }

  @Override
  public String toString() {
    return "network of " + asker.model().signature();
  }
}
