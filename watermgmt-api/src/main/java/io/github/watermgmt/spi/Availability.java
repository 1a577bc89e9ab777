// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

/**
 * Whether a provider can run here and now: a provider may be on the class path while what it needs,
 * such as a native library for this platform, is not.
 *
 * <p>Thread-safety: all implementations are immutable.
 */
public sealed interface Availability {

  /** The provider can run. */
  record Available() implements Availability {}

  /**
   * The provider cannot run.
   *
   * @param reason what is missing, such as {@code "no native library for linux-riscv64"}
   * @param remedy what the user can do about it, without a leading "Maybe"; empty if nothing
   */
  record Unavailable(String reason, String remedy) implements Availability {
    /** Refuses an empty reason. */
    public Unavailable {
      if (reason.isBlank()) {
        throw new IllegalArgumentException("reason must not be blank");
      }
      remedy = remedy.strip();
    }

    @Override
    public String toString() {
      return remedy.isEmpty()
          ? "unavailable: " + reason
          : "unavailable: " + reason + ". Maybe " + remedy;
    }
  }

  /** Returns the answer of a provider that can run. */
  static Availability available() {
    return new Available();
  }

  /** Returns the answer of a provider that cannot run, with a reason and a remedy. */
  static Availability unavailable(String reason, String remedy) {
    return new Unavailable(reason, remedy);
  }

  /** Returns whether the provider can run. */
  default boolean isAvailable() {
    return this instanceof Available;
  }
}
