// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal;

import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.spi.Availability;
import java.util.Locale;

/**
 * The one place where TensorFlow is touched first. A class that names {@code org.tensorflow} types
 * in its signatures could not even be loaded without them; this one has none, and keeps the first
 * message: later attempts of the JVM only say that the class could not be initialised.
 *
 * <p>Thread-safety: stateless, but for what the JVM learns once.
 */
public final class TensorFlowRuntime {
  private static final String NATIVES = "org.tensorflow:tensorflow-core-native:1.1.0";
  private static final String API = "org.tensorflow:tensorflow-core-api:1.1.0";

  private TensorFlowRuntime() {}

  /** Loaded on first use, once per JVM, as the natives are. */
  private static final class Probe {
    static final Availability RESULT = probe();

    private static Availability probe() {
      try {
        org.tensorflow.TensorFlow.version();
        return Availability.available();
      } catch (NoClassDefFoundError e) {
        boolean noApi = String.valueOf(e.getMessage()).startsWith("org/tensorflow/");
        return noApi
            ? Availability.unavailable(
                "TensorFlow's Java API is not here: " + firstLine(e),
                "add " + API + ", and " + nativesOfThisPlatform())
            : noNatives(e);
      } catch (LinkageError e) {
        return noNatives(e);
      }
    }
  }

  private static Availability noNatives(LinkageError e) {
    return Availability.unavailable(
        "TensorFlow has no native library here: " + firstLine(e), "add " + nativesOfThisPlatform());
  }

  /** Returns whether TensorFlow can run here; never throws. */
  public static Availability availability() {
    return Probe.RESULT;
  }

  /**
   * Refuses to go on without TensorFlow.
   *
   * @param what needs it, for the message
   * @throws UnsupportedRequestException with reason and remedy
   */
  public static void require(String what) {
    if (availability() instanceof Availability.Unavailable missing) {
      throw new UnsupportedRequestException(
          Validation.message(
              what, "TensorFlow", "cannot run: " + missing.reason(), missing.remedy()));
    }
  }

  private static String nativesOfThisPlatform() {
    return NATIVES + " with classifier '" + classifier() + "'";
  }

  /** Returns the classifier of the natives for this platform, as Maven Central has them. */
  public static String classifier() {
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
