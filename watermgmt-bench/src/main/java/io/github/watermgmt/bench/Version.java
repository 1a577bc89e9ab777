// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench;

import io.github.watermgmt.model.Provenance;
import picocli.CommandLine.IVersionProvider;

/** The version of the library that is measured. */
final class Version implements IVersionProvider {
  Version() {}

  @Override
  public String[] getVersion() {
    return new String[] {
      "watermgmt " + Provenance.currentLibraryVersion(), "JVM " + System.getProperty("java.version")
    };
  }
}
