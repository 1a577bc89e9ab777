// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

/** Reads a mapping and asks it all that is asked before a network is called. */
public final class MappingReader {
  private static final long HOUR_SECONDS = 3600;

  private MappingReader() {}

  /** Reads a mapping. */
  public static void read(byte[] bytes) {
    Mapping mapping = MappingJson.read(bytes, "mapping.json");
    mapping.lookBack(HOUR_SECONDS);
    mapping.leastLag(HOUR_SECONDS);
    mapping.points();
    mapping.covariates();
    mapping.requiredCovariates();
    mapping.inputs().forEach(InputMapping::size);
  }
}
