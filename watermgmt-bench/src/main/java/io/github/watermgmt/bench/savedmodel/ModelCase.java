// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.savedmodel;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.tf.savedmodel.FloatTensor;
import io.github.watermgmt.tf.savedmodel.SavedModel;
import io.github.watermgmt.tf.savedmodel.TensorJson;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A SavedModel with the inputs that everybody calls it on.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param name its folder's, which names its rows
 * @param folder where it stands
 * @param file the JSON beside it
 * @param example the inputs, and the outputs that are expected of them if the file has any
 * @param digest of the model, as {@link SavedModel#digest} has it
 */
record ModelCase(String name, Path folder, Path file, TensorJson.Example example, String digest) {

  /**
   * Reads the JSON beside every folder.
   *
   * @throws WaterManagementException WM-701 with the problems of all
   */
  static List<ModelCase> read(List<Path> folders) {
    List<String> problems = new ArrayList<>();
    Map<String, Path> names = new HashMap<>();
    List<ModelCase> cases = new ArrayList<>();
    for (Path folder : folders) {
      String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
      Path before = names.put(name, folder);
      if (before != null) {
        problems.add(
            Validation.message("model", folder, "has the name of " + before, "rename one"));
        continue;
      }
      Path file = folder.toAbsolutePath().normalize().resolveSibling(name + ".json");
      try {
        String digest = SavedModel.digest(folder);
        cases.add(new ModelCase(name, folder, file, TensorJson.readExample(file), digest));
      } catch (WaterManagementException e) {
        e.problems().forEach(one -> problems.add(name + ": " + one));
      }
    }
    if (!problems.isEmpty()) {
      throw new WaterManagementException(ErrorCode.INPUT_FILE, "models", problems);
    }
    return cases;
  }

  /**
   * Returns the inputs with so many rows, those of the example over and over; empty if the tensors
   * have no common first axis to be rows.
   *
   * @param inputs by name
   */
  static Optional<Map<String, FloatTensor>> repeated(Map<String, FloatTensor> inputs, int rows) {
    Map<String, FloatTensor> repeated = new LinkedHashMap<>();
    int given = -1;
    for (Map.Entry<String, FloatTensor> input : inputs.entrySet()) {
      FloatTensor tensor = input.getValue();
      if (tensor.rank() == 0 || tensor.size() == 0 || (given >= 0 && tensor.size(0) != given)) {
        return Optional.empty();
      }
      given = tensor.size(0);
      int width = tensor.size() / given;
      float[] values = new float[rows * width];
      for (int i = 0; i < values.length; i++) {
        values[i] = tensor.get(i % tensor.size());
      }
      int[] shape = tensor.shape();
      shape[0] = rows;
      repeated.put(input.getKey(), FloatTensor.owning(values, shape));
    }
    return given < 0 ? Optional.empty() : Optional.of(repeated);
  }
}
