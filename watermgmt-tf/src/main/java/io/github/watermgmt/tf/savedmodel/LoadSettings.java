// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.savedmodel;

import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * How a SavedModel is loaded.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param signature key of the signature to call; empty for {@code serving_default}, or the only one
 *     there is
 * @param allowedDigests SHA-256 digests of which the model must have one, in lower-case hex; empty
 *     to load any. A SavedModel is a program: it can read and write files with the rights of this
 *     process. Load what others made only by its digest, see {@link SavedModel#digest}
 */
public record LoadSettings(String signature, Set<String> allowedDigests) {

  /** Copies the digests, in lower case. */
  public LoadSettings {
    allowedDigests =
        allowedDigests.stream()
            .map(digest -> digest.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns the digests that a text holds, with commas between. */
  public static Set<String> digests(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(digest -> digest.strip().toLowerCase(Locale.ROOT))
        .filter(digest -> !digest.isEmpty())
        .collect(Collectors.toUnmodifiableSet());
  }

  /** Returns settings that call the default signature, whatever the digest. */
  public static LoadSettings standard() {
    return new LoadSettings("", Set.of());
  }

  /** Returns these settings with another signature. */
  public LoadSettings withSignature(String key) {
    return new LoadSettings(key, allowedDigests);
  }

  /** Returns these settings with the digests that are allowed. */
  public LoadSettings withAllowedDigests(Set<String> digests) {
    return new LoadSettings(signature, digests);
  }
}
