// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.model;

import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.TimeAxis;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * The fingerprint of training data: SHA-256 over axis, names, quantities and the bits of all
 * values. Two panels have the same digest if and only if, for all practical purposes, a model
 * learns the same from them.
 *
 * <p>Thread-safety: stateless.
 */
public final class DataDigest {
  private static final int CHUNK = 1024;

  private DataDigest() {}

  /** Returns the digest of a panel as 64 hexadecimal digits; linear in the number of values. */
  public static String of(Panel panel) {
    MessageDigest digest = sha256();
    ByteBuffer buffer = ByteBuffer.allocate(CHUNK * Double.BYTES);
    TimeAxis axis = panel.axis();
    buffer.putLong(axis.start().getEpochSecond());
    buffer.putLong(axis.step().toSeconds());
    buffer.putInt(axis.length());
    buffer.putInt(panel.size());
    drain(buffer, digest);
    double[] values = new double[CHUNK];
    for (int s = 0; s < panel.size(); s++) {
      Series series = panel.series(s);
      text(series.id(), buffer, digest);
      text(series.quantity().name(), buffer, digest);
      text(series.support().name(), buffer, digest);
      for (int from = 0; from < axis.length(); from += CHUNK) {
        int count = Math.min(CHUNK, axis.length() - from);
        series.copyTo(from, values, 0, count);
        for (int i = 0; i < count; i++) {
          // Not the raw bits: all missing values are alike.
          buffer.putLong(Double.doubleToLongBits(values[i]));
        }
        drain(buffer, digest);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void text(String text, ByteBuffer buffer, MessageDigest digest) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    // The length keeps "a" + "bc" apart from "ab" + "c".
    buffer.putInt(bytes.length);
    drain(buffer, digest);
    digest.update(bytes);
  }

  private static void drain(ByteBuffer buffer, MessageDigest digest) {
    buffer.flip();
    digest.update(buffer);
    buffer.clear();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
