// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.net.URL;
import java.security.CodeSource;
import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/** Words for what went wrong in a provider, and where the provider came from. */
final class Blame {
  /** The remedy when a provider itself is wrong. */
  static final String UPDATE = "update or remove its jar";

  /** The origin of a class that does not tell it. */
  static final String UNKNOWN = "origin unknown";

  private static final int DEEPEST = 6;

  private Blame() {}

  /** Names a class with the jar, directory or module it came from. */
  static String source(Class<?> type) {
    return type.getName() + " (" + origin(type) + ")";
  }

  static String origin(Class<?> type) {
    if (type.getModule().isNamed()) {
      return "module " + type.getModule().getName();
    }
    CodeSource source = type.getProtectionDomain().getCodeSource();
    URL location = source == null ? null : source.getLocation();
    return location == null ? UNKNOWN : location.toString();
  }

  /** Tells what was thrown with its causes, on one line. */
  static String tell(Throwable thrown) {
    StringBuilder text = new StringBuilder(128);
    Throwable current = thrown;
    for (int depth = 0; current != null && depth < DEEPEST; depth++) {
      if (depth > 0) {
        text.append("; caused by ");
      }
      text.append(current.getClass().getName());
      String message = message(current);
      if (message != null) {
        text.append(": ").append(message.replaceAll("\\s*\\R\\s*", " "));
      }
      current = cause(current);
    }
    return text.toString();
  }

  /** Says what a user can do about a provider that threw this; without the leading "Maybe". */
  static String remedy(Throwable thrown) {
    Throwable current = thrown;
    for (int depth = 0; current != null && depth < DEEPEST; depth++) {
      if (current instanceof ClassNotFoundException
          || current instanceof NoClassDefFoundError
          || isMissingProvider(current)) {
        return "add the jar that holds the missing class";
      }
      if (current instanceof UnsupportedClassVersionError) {
        return "run a newer Java, or take a jar built for this one";
      }
      if (current instanceof UnsatisfiedLinkError) {
        return "add the native library for this platform";
      }
      if (current instanceof IncompatibleClassChangeError) {
        return "take versions of its jar and of this library that belong together";
      }
      current = cause(current);
    }
    return UPDATE;
  }

  // The service loader tells of a missing class by its words alone.
  private static boolean isMissingProvider(Throwable thrown) {
    String message = message(thrown);
    return thrown instanceof ServiceConfigurationError
        && message != null
        && message.endsWith(" not found");
  }

  /** Lets errors of the machine itself through: isolating them would only hide them. */
  static void rethrowIfFatal(Throwable thrown) {
    Throwable current = thrown;
    // The service loader wraps whatever a constructor threw.
    for (int depth = 0; current != null && depth < DEEPEST; depth++) {
      if (current instanceof VirtualMachineError error
          && !(current instanceof StackOverflowError)) {
        throw error;
      }
      current = cause(current);
    }
  }

  // Foreign throwables may be broken themselves.
  private static @Nullable String message(Throwable thrown) {
    try {
      return thrown.getMessage();
    } catch (RuntimeException e) {
      return null;
    }
  }

  private static @Nullable Throwable cause(Throwable thrown) {
    try {
      return thrown.getCause();
    } catch (RuntimeException e) {
      return null;
    }
  }
}
