// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import io.github.watermgmt.core.io.HolidaysCsv;
import io.github.watermgmt.core.io.RepairsCsv;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.site.Repair;
import io.github.watermgmt.unit.Quantity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code detect} itself. Thread-safety: confined to one thread. */
final class DetectSettings {
  @Option(
      names = "--panel",
      paramLabel = "FILE",
      arity = "1..*",
      required = true,
      description =
          "readings, CSV or CSV.gz: files of different sensors, steps and years; stamps without"
              + " offset are UTC")
  private List<Path> panel = new ArrayList<>();

  @Option(
      names = "--sensors",
      paramLabel = "FILE",
      required = true,
      description = "what each column is: quantity, unit, place, support, sign")
  private Path sensors = Path.of("sensors.csv");

  @Option(
      names = "--network",
      paramLabel = "INP",
      description = "the network, EPANET INP; not used yet: nothing is scored by place so far")
  private @Nullable Path network;

  @Option(
      names = "--train",
      paramLabel = "FROM/TO",
      required = true,
      description = "what detectors learn from; UTC, the end exclusive")
  private String train = "";

  @Option(
      names = "--test",
      paramLabel = "FROM/TO",
      required = true,
      description = "what they are judged on; not before the training ends")
  private String test = "";

  @Option(
      names = "--channels",
      paramLabel = "LIST",
      defaultValue = "auto",
      description =
          "what a detector sees: inflow, flows, all, ids of sensors, separated by commas; auto:"
              + " inflow and all for one that locates leaks, inflow alone for any other")
  private String channels = "auto";

  @Option(
      names = "--together",
      description = "one session for all channels, where it is one per channel otherwise")
  private boolean together;

  @Option(
      names = "--inflow",
      paramLabel = "LIST",
      defaultValue = "",
      description =
          "meters of the net inflow with their signs, such as +p227,-p9; by default those that the"
              + " sensors place at the boundary ('+ into the network')")
  private String inflow = "";

  @Option(
      names = "--tank",
      paramLabel = "ID=M2",
      description =
          "sensor of a tank's level and the area of the tank, m2: what it stores is taken off the"
              + " net inflow; repeatable")
  private Map<String, Double> tanks = new LinkedHashMap<>();

  @Option(
      names = "--step",
      paramLabel = "P",
      description =
          "step of the frames, such as PT1H; by default that of the coarsest channel; finer ones"
              + " are averaged")
  private @Nullable Duration step;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      defaultValue = "UTC",
      description = "zone of the consumers' clock; default: ${DEFAULT-VALUE}")
  private String zone = "UTC";

  @Option(names = "--holidays", paramLabel = "FILE", description = "public holidays, column date")
  private @Nullable Path holidays;

  @Option(
      names = "--repairs",
      paramLabel = "FILE",
      description =
          "repairs, columns pipe,end and perhaps known; each is told when it was known, not before")
  private @Nullable Path repairs;

  @Option(
      names = "--truth",
      paramLabel = "FILE",
      description =
          "the leaks there were, columns pipe,start,end,type; without it nothing is scored")
  private @Nullable Path truth;

  @Option(
      names = "--leakages",
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "the flow of each leak, m3/h, a column per pipe: says which leaks can be found in time")
  private List<Path> leakages = new ArrayList<>();

  @Option(
      names = "--noise",
      paramLabel = "LIST",
      defaultValue = "",
      description =
          "noise on readings by quantity, such as 'pressure head=0.05m;flow=1%%'; seeded by --seed")
  private String noise = "";

  DetectSettings() {}

  /**
   * What was asked for, checked as far as it can be without the readings.
   *
   * @param files which files hold which sensors
   * @param rule what a detector sees
   * @param train what is learnt from
   * @param test what is judged
   * @param calendar zone and holidays
   * @param repairs what was repaired, and when that was known
   * @param truth the leaks there were, if they are known
   * @param noise what is added to readings
   */
  record Setting(
      PanelFiles files,
      ChannelRule rule,
      Window train,
      Window test,
      Calendar calendar,
      List<Repair> repairs,
      Optional<Truth> truth,
      Noise noise) {}

  /**
   * Reads everything but the readings.
   *
   * @throws WaterManagementException for the first group of problems, with all of the group
   */
  Setting read(long seed) {
    Validation problems = new Validation();
    problems.check(
        network == null || Files.isReadable(network),
        "--network",
        network == null ? "none" : network,
        "must be a file that can be read",
        "leave it out; the scores in time need no network");
    Window learnt = window("--train", train, problems);
    Window judged = window("--test", test, problems);
    ZoneId clock = zone(problems);
    Noise added = attempt(() -> Noise.parse(noise, seed), problems);
    problems.check(
        leakages.isEmpty() || truth != null, "--leakages", leakages, "needs --truth", "");
    problems.check(
        step == null || (!step.isNegative() && !step.isZero()),
        "--step",
        String.valueOf(step),
        "must be positive",
        "PT1H");
    if (learnt != null && judged != null) {
      problems.check(
          !judged.from().isBefore(learnt.to()),
          "--test",
          judged,
          "must not begin before the training ends, " + learnt.to(),
          "a detector must not see what it is judged on");
    }
    problems.throwIfAny(ErrorCode.IRREGULAR_ROWS, "detect");
    PanelFiles files = PanelFiles.of(sensors, panel);
    ChannelRule rule = ChannelRule.of(channels, inflow, together, files);
    tanks.forEach(
        (id, area) -> {
          problems.check(
              files.sensor("--tank", id).quantity().equals(Quantity.LEVEL),
              "--tank",
              id,
              "must be the sensor of a level",
              "");
          problems.check(
              area > 0 && !Double.isInfinite(area), "--tank", area, "must be an area in m2", "");
        });
    problems.throwIfAny(ErrorCode.UNIT, "detect");
    return new Setting(
        files,
        rule,
        nonNull(learnt),
        nonNull(judged),
        holidays == null
            ? Calendar.of(nonNull(clock))
            : Calendar.of(nonNull(clock), HolidaysCsv.read(holidays)),
        repairs == null ? List.of() : RepairsCsv.read(repairs, ZoneOffset.UTC),
        truth == null ? Optional.empty() : Optional.of(Truth.read(truth, leakages)),
        nonNull(added));
  }

  private static <T> T nonNull(@Nullable T value) {
    return Objects.requireNonNull(value);
  }

  private static @Nullable Window window(String option, String text, Validation problems) {
    return attempt(() -> Window.parse(option, text), problems);
  }

  private static <T> @Nullable T attempt(Supplier<T> work, Validation problems) {
    try {
      return work.get();
    } catch (DataException e) {
      e.problems().forEach(problems::add);
      return null;
    }
  }

  private @Nullable ZoneId zone(Validation problems) {
    try {
      return ZoneId.of(zone);
    } catch (DateTimeException e) {
      problems.check(false, "--zone", zone, "must be a zone", "Europe/Rome");
      return null;
    }
  }

  /** Returns the areas of the tanks that belong into the net inflow. */
  Map<String, Double> tanks() {
    return tanks;
  }

  /** Returns the step that was asked for, null for the channels' own. */
  @Nullable Duration step() {
    return step;
  }

  /** Returns every input file. */
  List<Path> inputs() {
    List<Path> all = new ArrayList<>(panel);
    all.add(sensors);
    for (Path file : new Path[] {repairs, truth, holidays, network}) {
      if (file != null) {
        all.add(file);
      }
    }
    all.addAll(leakages);
    return all;
  }

  /** Returns what was asked for and is not used. */
  List<String> unused() {
    return network == null
        ? List.of()
        : List.of(
            "network "
                + network.getFileName()
                + " is not used yet: alarms are scored in time alone");
  }

  /** Returns the options as they stand, for the record. */
  Map<String, String> asMap() {
    Map<String, String> all = new LinkedHashMap<>();
    all.put("train", train);
    all.put("test", test);
    all.put("channels", channels + (together ? ", together" : ""));
    if (!inflow.isEmpty()) {
      all.put("inflow", inflow);
    }
    tanks.forEach((id, area) -> all.put("tank " + id, area + " m2"));
    if (step != null) {
      all.put("step", step.toString());
    }
    all.put("zone", zone);
    all.put("noise", noise.isBlank() ? "none" : noise);
    return all;
  }
}
