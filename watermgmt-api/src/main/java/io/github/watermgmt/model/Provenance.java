// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.series.Panel;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a fitted model comes from: enough to fit it again and get the same bits.
 *
 * <p>Thread-safety: immutable.
 *
 * @param provider name of the provider that fitted the model
 * @param providerVersion version of that provider
 * @param libraryVersion version of the library, see {@link #currentLibraryVersion()}
 * @param options all options of the provider as text by name, in their order
 * @param seed seed of the run
 * @param dataDigest digest of the training data, see {@link DataDigest}: 64 hexadecimal digits
 * @param trainedFrom stamp of the first training step
 * @param trainedUntil end of the last training step, exclusive
 * @param series number of training series, at least 1
 */
public record Provenance(
    String provider,
    String providerVersion,
    String libraryVersion,
    Map<String, String> options,
    long seed,
    String dataDigest,
    Instant trainedFrom,
    Instant trainedUntil,
    int series) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /**
   * Copies the options and checks the rest.
   *
   * @throws IllegalArgumentException if the provider is blank, the digest malformed, the training
   *     time reversed or the number of series below 1
   */
  public Provenance {
    if (provider.isBlank()) {
      throw new IllegalArgumentException("provider must not be blank");
    }
    if (!DIGEST.matcher(dataDigest).matches()) {
      throw new IllegalArgumentException(
          "dataDigest (" + dataDigest + ") must be 64 hexadecimal digits in lower case");
    }
    if (trainedUntil.isBefore(trainedFrom)) {
      throw new IllegalArgumentException(
          "trainedUntil ("
              + trainedUntil
              + ") must not be before trainedFrom ("
              + trainedFrom
              + ")");
    }
    if (series < 1) {
      throw new IllegalArgumentException("series (" + series + ") must be at least 1");
    }
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
  }

  /**
   * Returns the provenance of a model that is fitted now, by this version of the library.
   *
   * @param provider name of the provider
   * @param providerVersion its version
   * @param options all its options as text by name, in their order
   * @param seed seed of the run
   * @param training all that the model is fitted to; read once, for its digest
   */
  public static Provenance of(
      String provider,
      String providerVersion,
      Map<String, String> options,
      long seed,
      Panel training) {
    return new Provenance(
        provider,
        providerVersion,
        currentLibraryVersion(),
        options,
        seed,
        DataDigest.of(training),
        training.axis().start(),
        training.axis().end(),
        training.size());
  }

  /**
   * Returns the provenance of this model after an update: what it has seen ends later, and all else
   * stays, the version of the library included.
   *
   * @param newDigest digest of what the updated model learnt from, or of the part that it keeps
   * @param seenUntil end of the last step that it has seen, exclusive
   * @throws IllegalArgumentException if the digest is malformed, or the end before {@link
   *     #trainedFrom}
   */
  public Provenance updated(String newDigest, Instant seenUntil) {
    return new Provenance(
        provider,
        providerVersion,
        libraryVersion,
        options,
        seed,
        newDigest,
        trainedFrom,
        seenUntil,
        series);
  }

  /** Returns the version of this library as its jar or module states it, else {@code unknown}. */
  public static String currentLibraryVersion() {
    Module module = Provenance.class.getModule();
    Optional<String> moduleVersion =
        module.isNamed() ? module.getDescriptor().rawVersion() : Optional.empty();
    return moduleVersion.orElseGet(
        () -> {
          // The root error class stands for the library: its package is never split or shaded away.
          String version = WaterManagementException.class.getPackage().getImplementationVersion();
          return version == null ? "unknown" : version;
        });
  }
}
