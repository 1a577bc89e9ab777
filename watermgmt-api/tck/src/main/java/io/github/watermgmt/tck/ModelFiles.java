// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Model files as they come back, whole and damaged. */
final class ModelFiles {
  private ModelFiles() {}

  /** Writes a file to bytes and reads it. */
  static ModelFile throughBytes(ModelFile file) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      file.write(out);
      return ModelFile.read(new ByteArrayInputStream(out.toByteArray()), ModelLimits.standard());
    } catch (IOException e) {
      throw new UncheckedIOException("memory cannot fail", e);
    }
  }

  static ModelFile withPayload(ModelFile file, int version) {
    ModelFile.Builder builder = ModelFile.builder(file.kind(), version, file.provenance());
    file.names().forEach(name -> builder.entry(name, file.bytes(name)));
    return builder.build();
  }

  /**
   * Returns files whose envelope is whole and whose entries are not: each lacks an entry, or has
   * one cut off at some length.
   */
  static List<ModelFile> damaged(ModelFile file) {
    List<ModelFile> damaged = new ArrayList<>();
    for (String name : file.names()) {
      int length = file.bytes(name).length;
      damaged.add(with(file, name, -1));
      for (int kept : new int[] {0, 1, 4, length / 3, length / 2, length - 1}) {
        if (kept >= 0 && kept < length) {
          damaged.add(with(file, name, kept));
        }
      }
    }
    return damaged;
  }

  /** Returns the file with an entry cut to so many bytes, without it if negative. */
  private static ModelFile with(ModelFile file, String changed, int kept) {
    ModelFile.Builder builder =
        ModelFile.builder(file.kind(), file.payloadVersion(), file.provenance());
    for (String name : file.names()) {
      byte[] bytes = file.bytes(name);
      if (!name.equals(changed)) {
        builder.entry(name, bytes);
      } else if (kept >= 0) {
        builder.entry(name, Arrays.copyOf(bytes, kept));
      }
    }
    return builder.build();
  }
}
