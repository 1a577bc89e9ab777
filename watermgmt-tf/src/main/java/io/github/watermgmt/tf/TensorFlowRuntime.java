// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import io.github.watermgmt.spi.Availability;
import java.util.Locale;

/**
 * The one place where TensorFlow is touched first. A class that names {@code org.tensorflow} types
 * in its signatures could not even be loaded without them; this one has none, and keeps the first
 * message: later attempts of the JVM only say that the class could not be initialised.
 */
final class TensorFlowRuntime {
  private TensorFlowRuntime() {}

  /** Loaded on first use, once per JVM, as the natives are. */
  private static final class Probe {
    static final Availability RESULT = probe();

    private static Availability probe() {
      try {
        String version = org.tensorflow.TensorFlow.version();
        return Availability.unavailable(
            "TensorFlow " + version + " is here, but this release brings no network for it yet",
            "use another forecaster; networks come with a later release of watermgmt-tf");
      } catch (LinkageError e) {
        return Availability.unavailable(
            "TensorFlow has no native library here: " + firstLine(e), remedy());
      }
    }
  }

  /** Returns whether TensorFlow can run here; never throws. */
  static Availability availability() {
    return Probe.RESULT;
  }

  private static String remedy() {
    return "add org.tensorflow:tensorflow-core-native:1.1.0 with classifier '" + classifier() + "'";
  }

  /** Returns the classifier of the natives for this platform, as Maven Central has them. */
  static String classifier() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    boolean arm = arch.equals("aarch64") || arch.equals("arm64");
    if (os.contains("mac")) {
      return "macosx-arm64";
    }
    if (os.contains("win")) {
      return "windows-x86_64";
    }
    return arm ? "linux-arm64" : "linux-x86_64";
  }

  private static String firstLine(Throwable e) {
    String text = e.getClass().getSimpleName() + ": " + e.getMessage();
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }
}
