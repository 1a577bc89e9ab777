// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.tf.internal.SavedModelFiles;
import io.github.watermgmt.tf.savedmodel.LoadSettings;
import io.github.watermgmt.tf.savedmodel.SavedModel;
import java.nio.file.Path;
import java.util.List;

/**
 * Loads a SavedModel that others trained, and trains nothing. Thread-safety: an immutable value.
 *
 * @param folder of the SavedModel, empty if not given
 * @param load which signature is called, and which digests are allowed
 */
record GivenSource(String folder, LoadSettings load) implements NetworkSource {

  @Override
  public Prospect begin() {
    if (folder.isEmpty()) {
      throw new InputFileException(
          "model",
          List.of(
              Validation.message(
                  "option 'model'", "empty", "must name the folder of a SavedModel", "")));
    }
    Path path = Path.of(folder);
    SavedModel model = SavedModel.load(path, load);
    try {
      return new Given(GivenNetwork.of(model, new SavedModelFiles(path), folder));
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  @Override
  public RowNetwork read(ModelFile file) {
    SavedModelFiles files = SavedModelFiles.of(file);
    SavedModel model = files.load(load);
    try {
      return GivenNetwork.of(model, files, "model file");
    } catch (RuntimeException e) {
      model.close();
      throw e;
    }
  }

  /** A network that is there from the begin. Thread-safety: confined to one thread. */
  private static final class Given implements Prospect {
    private final GivenNetwork network;
    private boolean taken;

    Given(GivenNetwork network) {
      this.network = network;
    }

    @Override
    public int window() {
      return network.window();
    }

    @Override
    public RowNetwork learn(RowHistory history, RunContext run) {
      taken = true;
      return network;
    }

    @Override
    public void close() {
      if (!taken) {
        network.close();
      }
    }
  }
}
