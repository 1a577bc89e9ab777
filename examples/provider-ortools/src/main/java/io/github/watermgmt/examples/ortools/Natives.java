// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.examples.ortools;

import com.google.ortools.Loader;
import io.github.watermgmt.spi.Availability;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The native part of OR-Tools. */
final class Natives {
  private static final String POM =
      "/META-INF/maven/com.google.ortools/ortools-java/pom.properties";

  private Natives() {}

  /**
   * Loads the native library, once per JVM, and looks for an engine in it. Whatever goes wrong is
   * an answer: a provider that cannot run must not take the others along.
   */
  static Availability availability(Engine engine) {
    try {
      Loader.loadNativeLibraries();
      engine.create().close();
      return Availability.available();
    } catch (LinkageError | RuntimeException e) {
      return Availability.unavailable(
          "OR-Tools cannot run " + engine + " on " + platform() + ": " + e,
          "build with -Dortools.platform=NAME for this platform");
    }
  }

  private static String platform() {
    return System.getProperty("os.name") + " " + System.getProperty("os.arch");
  }

  /** Returns the version of OR-Tools without touching native code. */
  static String version() {
    try (InputStream in = Natives.class.getResourceAsStream(POM)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
