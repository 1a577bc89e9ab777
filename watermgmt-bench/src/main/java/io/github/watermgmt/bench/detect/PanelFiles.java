// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.core.io.ReadingsCsv;
import io.github.watermgmt.core.io.SensorsCsv;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.site.Sensor;
import io.github.watermgmt.site.SignedMeter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which files hold the readings of which sensors. A file belongs to the group (the column {@code
 * file} of the sensors) that its name, without {@code .csv} and {@code .gz}, is or ends in: {@code
 * 2018_pressures.csv.gz} to {@code pressures}. A sensor goes by its column, or by {@code
 * group:column} where a column of that name stands in several groups.
 *
 * <p>Thread-safety: immutable.
 */
final class PanelFiles {
  private final Map<String, Group> groups;
  private final List<SignedMeter> boundary;

  /**
   * The files of one group.
   *
   * @param name its name, empty where the sensors name no files
   * @param sensors its sensors by their column
   * @param ids the ids they go by, by their column
   * @param files its files, in the order given
   */
  record Group(
      String name, Map<String, Sensor> sensors, Map<String, String> ids, List<Path> files) {}

  private PanelFiles(Map<String, Group> groups, List<SignedMeter> boundary) {
    this.groups = groups;
    this.boundary = List.copyOf(boundary);
  }

  /**
   * Matches files and sensors by the files' headers.
   *
   * @throws DataException WM-106 with everything that does not match
   * @throws io.github.watermgmt.error.InputFileException WM-701 if a file is not there or damaged
   */
  static PanelFiles of(Path sensors, List<Path> files) {
    Map<String, List<Sensor>> byGroup = SensorsCsv.read(sensors);
    Map<String, Integer> uses = new HashMap<>();
    byGroup.values().forEach(all -> all.forEach(one -> uses.merge(one.id(), 1, Integer::sum)));
    Map<String, Group> groups = new LinkedHashMap<>();
    byGroup.forEach(
        (name, all) -> {
          Map<String, Sensor> own = new LinkedHashMap<>();
          Map<String, String> ids = new LinkedHashMap<>();
          for (Sensor one : all) {
            own.put(one.id(), one);
            boolean unique = uses.getOrDefault(one.id(), 0) == 1;
            ids.put(one.id(), unique ? one.id() : name + ":" + one.id());
          }
          groups.put(name, new Group(name, own, ids, new ArrayList<>()));
        });
    Validation problems = new Validation();
    for (Path file : files) {
      Group group = groupOf(file, groups);
      if (group == null) {
        problems.check(
            false,
            "--panel",
            file.getFileName(),
            "belongs to no file of the sensors",
            "name it after one of " + String.join(", ", groups.keySet()));
        continue;
      }
      group.files().add(file);
      try {
        match(file, group, problems);
      } catch (WaterManagementException e) {
        e.problems().forEach(problem -> problems.add(file.getFileName() + ": " + problem));
      }
    }
    problems.throwIfAny(ErrorCode.UNKNOWN_ID, "sensors and panel");
    List<SignedMeter> boundary = new ArrayList<>();
    SensorsCsv.boundary(sensors)
        .forEach(
            (name, meters) -> {
              Group group = groups.get(name);
              if (group != null && !group.files().isEmpty()) {
                for (SignedMeter meter : meters) {
                  String id = group.ids().getOrDefault(meter.sensor(), meter.sensor());
                  boundary.add(new SignedMeter(id, meter.sign()));
                }
              }
            });
    return new PanelFiles(groups, boundary);
  }

  private static @Nullable Group groupOf(Path file, Map<String, Group> groups) {
    String stem = String.valueOf(file.getFileName()).replaceFirst("(\\.csv)?(\\.gz)?$", "");
    Group best = null;
    for (Group group : groups.values()) {
      String name = group.name();
      boolean fits =
          name.isEmpty()
              || stem.equals(name)
              || name.equals(String.valueOf(file.getFileName()))
              || (stem.endsWith(name)
                  && !Character.isLetterOrDigit(stem.charAt(stem.length() - name.length() - 1)));
      if (fits && (best == null || name.length() > best.name().length())) {
        best = group;
      }
    }
    return best;
  }

  /** Compares the columns of a wide file; those of a long one are seen when it is read. */
  private static void match(Path file, Group group, Validation problems) {
    List<String> columns = ReadingsCsv.columns(file);
    if (columns.isEmpty()) {
      return;
    }
    for (String column : columns) {
      problems.check(
          group.sensors().containsKey(column),
          "column of " + file.getFileName(),
          column,
          "is no sensor" + (group.name().isEmpty() ? "" : " of '" + group.name() + "'"),
          "add its line to the sensors");
    }
    for (String sensor : group.sensors().keySet()) {
      problems.check(
          columns.contains(sensor),
          "sensor" + (group.name().isEmpty() ? "" : " of '" + group.name() + "'"),
          sensor,
          "has no column in " + file.getFileName(),
          "remove its line from the sensors");
    }
  }

  /** Returns the groups that have files. */
  List<Group> groups() {
    return groups.values().stream().filter(group -> !group.files().isEmpty()).toList();
  }

  /** Returns the sensors of all files given, under the ids they go by. */
  List<Sensor> sensors() {
    List<Sensor> all = new ArrayList<>();
    for (Group group : groups()) {
      group.sensors().forEach((column, one) -> all.add(renamed(one, group, column)));
    }
    return List.copyOf(all);
  }

  private static Sensor renamed(Sensor one, Group group, String column) {
    return new Sensor(
        group.ids().getOrDefault(column, column),
        one.quantity(),
        one.unit(),
        one.support(),
        one.element(),
        one.kind(),
        one.sign(),
        one.oneWay());
  }

  /** Returns the meters at the boundary of the network, of the files given. */
  List<SignedMeter> boundary() {
    return boundary;
  }

  /**
   * Returns a sensor by its id.
   *
   * @throws DataException WM-106 with the ids there are
   */
  Sensor sensor(String option, String id) {
    List<Sensor> all = sensors();
    return all.stream()
        .filter(one -> one.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new DataException(
                    ErrorCode.UNKNOWN_ID,
                    Validation.message(
                        option,
                        id,
                        "is no sensor of the panel",
                        "one of "
                            + String.join(
                                ", ", new TreeSet<>(all.stream().map(Sensor::id).toList())))));
  }
}
