// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.plan;

import io.github.watermgmt.core.io.ProblemFile;
import io.github.watermgmt.core.io.ProblemJson;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.spi.RunContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The instances of a comparison as they were read.
 *
 * <p>Thread-safety: an immutable value.
 *
 * @param instances the instances in the order named
 * @param optima the files of optima that were found beside them
 * @param notes what the reader should know: fields that were not read, optima that are missing
 */
record InstanceFiles(List<Instance> instances, List<Path> optima, List<String> notes) {
  private static final String ENDING = ".json";

  InstanceFiles {
    instances = List.copyOf(instances);
    optima = List.copyOf(optima);
    notes = List.copyOf(notes);
  }

  /**
   * Reads every file.
   *
   * @param warm whether each is to be solved again with other demands
   * @throws WaterManagementException WM-701 with the problems of all files
   */
  static InstanceFiles read(List<Path> files, boolean warm, RunContext run) {
    List<String> problems = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    Optima optima = new Optima();
    Map<String, Path> stems = new HashMap<>();
    List<Instance> instances = new ArrayList<>();
    for (Path file : files) {
      String stem = stem(file);
      Path before = stems.put(stem, file);
      if (before != null) {
        problems.add(
            Validation.message(
                "instance", stem, "is there twice, as " + before + " and " + file, "rename one"));
        continue;
      }
      try {
        ProblemFile read = ProblemJson.read(file);
        Problem problem = read.problem();
        read.notices().forEach(notice -> notes.add(file.getFileName() + ": " + notice));
        instances.add(
            new Instance(
                stem,
                file,
                problem,
                warm ? Optional.of(ChangedDemand.of(stem, problem, run)) : Optional.empty(),
                optima.of(file, stem)));
      } catch (WaterManagementException e) {
        e.problems().forEach(one -> problems.add(named(file, one)));
      }
    }
    if (!problems.isEmpty()) {
      throw new WaterManagementException(ErrorCode.INPUT_FILE, "instances", problems);
    }
    notes.addAll(optima.notes());
    return new InstanceFiles(instances, optima.files(), notes);
  }

  private static String named(Path file, String problem) {
    return problem.contains(String.valueOf(file.getFileName())) ? problem : file + ": " + problem;
  }

  private static String stem(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(ENDING) ? name.substring(0, name.length() - ENDING.length()) : name;
  }
}
