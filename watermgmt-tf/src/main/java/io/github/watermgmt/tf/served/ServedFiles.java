// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.served;

import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.model.ModelFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The files of a SavedModel, held in memory: a model file takes them along, and no change on disk
 * reaches a model that is loaded.
 *
 * <p>Thread-safety: immutable.
 */
final class ServedFiles {
  static final String PREFIX = "saved_model/";

  private final Map<String, byte[]> files;

  /**
   * Reads a folder.
   *
   * @throws InputFileException WM-701 if it cannot be read
   */
  ServedFiles(Path folder) {
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

  private ServedFiles(Map<String, byte[]> files) {
    this.files = files;
  }

  /** Takes the files out of a model file. */
  static ServedFiles of(ModelFile file) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String name : file.names()) {
      if (name.startsWith(PREFIX)) {
        files.put(name.substring(PREFIX.length()), file.bytes(name));
      }
    }
    return new ServedFiles(files);
  }

  void addTo(ModelFile.Builder builder) {
    files.forEach((name, bytes) -> builder.entry(PREFIX + name, bytes));
  }

  /** Writes the files below a folder, which is there; names were checked by the model file. */
  void writeTo(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path target = folder.resolve(file.getKey());
      Path parent = target.getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      Files.write(target, file.getValue());
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    }
  }
}
