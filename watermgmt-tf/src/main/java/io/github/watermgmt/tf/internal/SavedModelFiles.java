// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.internal;

import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.tf.savedmodel.LoadSettings;
import io.github.watermgmt.tf.savedmodel.SavedModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * The files of a SavedModel, held in memory: a model file takes them along, and no change on disk
 * reaches a model that is loaded.
 *
 * <p>Thread-safety: immutable.
 */
public final class SavedModelFiles {
  private static final String PREFIX = "saved_model/";

  private final Map<String, byte[]> files;

  /**
   * Reads a folder.
   *
   * @throws InputFileException WM-701 if it cannot be read
   */
  public SavedModelFiles(Path folder) {
    Map<String, byte[]> read = new LinkedHashMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        read.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
      }
    } catch (IOException | UncheckedIOException e) {
      InputFileException thrown =
          new InputFileException(
              folder.toString(),
              List.of(Validation.message("SavedModel", folder, "cannot be read", "")));
      thrown.initCause(e);
      throw thrown;
    }
    this.files = read;
  }

  private SavedModelFiles(Map<String, byte[]> files) {
    this.files = files;
  }

  /** Takes the files out of a model file. */
  public static SavedModelFiles of(ModelFile file) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : file.names()) {
      if (name.startsWith(PREFIX)) {
        files.put(name.substring(PREFIX.length()), file.bytes(name));
      }
    }
    return new SavedModelFiles(files);
  }

  /** Returns a checksum of names and bytes: against mistakes, not against malice. */
  public long checksum() {
    CRC32C crc = new CRC32C();
    files.forEach(
        (name, bytes) -> {
          crc.update(name.getBytes(StandardCharsets.UTF_8));
          crc.update(bytes);
        });
    return crc.getValue();
  }

  /** Adds the files to a model file. */
  public void addTo(ModelFile.Builder builder) {
    files.forEach((name, bytes) -> builder.entry(PREFIX + name, bytes));
  }

  /**
   * Loads the model through a temporary folder: TensorFlow reads from disk, and only while it
   * loads.
   *
   * @throws InputFileException WM-701 as {@link SavedModel#load}
   * @throws UncheckedIOException if no temporary folder can be written
   */
  public SavedModel load(LoadSettings settings) {
    try {
      Path folder = Files.createTempDirectory("saved_model");
      try {
        writeTo(folder);
        return SavedModel.load(folder, settings);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes the files below a folder, which is there; names were checked by the model file. */
  private void writeTo(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Path parent = target.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.write(target, file.getValue());
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
