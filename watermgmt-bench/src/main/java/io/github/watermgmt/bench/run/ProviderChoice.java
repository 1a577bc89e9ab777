// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.run;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import java.util.Locale;

/**
 * One provider as it was asked for: {@code name} or {@code name:option=value;option=value}.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param label the text as it was given; names the provider's rows
 * @param name the provider's name
 * @param options its options as text; empty for the defaults
 */
public record ProviderChoice(String label, String name, String options) {

  /**
   * Reads a choice.
   *
   * @throws WaterManagementException WM-601 if there is no name
   */
  public static ProviderChoice parse(String text) {
    String label = text.strip();
    int colon = label.indexOf(':');
    String name = colon < 0 ? label : label.substring(0, colon).strip();
    if (name.isEmpty()) {
      throw new WaterManagementException(
          ErrorCode.PROVIDER_NOT_FOUND,
          Validation.message(
              "provider", text, "must be a name or name:option=value;option=value", ""));
    }
    return new ProviderChoice(label, name, colon < 0 ? "" : label.substring(colon + 1).strip());
  }

  /**
   * Returns the label as the stem of a file name: what is not a letter of the alphabet, a digit or
   * one of {@code . _ = -} becomes a hyphen.
   */
  public String fileStem() {
    return fileStem(label);
  }

  /** Returns a label as the stem of a file name; see {@link #fileStem()}. */
  public static String fileStem(String label) {
    String stem = label.replaceAll("[^A-Za-z0-9._=-]", "-");
    // A name of a device, or one that begins with a point, is no file name everywhere.
    return stem.startsWith(".") || stem.toLowerCase(Locale.ROOT).matches("con|prn|aux|nul")
        ? "_" + stem
        : stem;
  }
}
