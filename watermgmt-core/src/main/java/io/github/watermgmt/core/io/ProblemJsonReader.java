// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.Emissions;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.PerStep;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Pump;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.network.Valve;
import io.github.watermgmt.series.TimeAxis;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one problem file; used once. Elements may stand in any order. */
final class ProblemJsonReader {
  static final String FORMAT = "watermgmt-plan/1";
  static final String KG_PER_KWH = "co2KgPerKWh";
  static final String PRICE_PER_KG = "co2PricePerKg";

  /** More than a century of hours; a file may not ask for rows without end. */
  private static final int MOST_STEPS = 1_000_000;

  private static final List<String> REQUIRED =
      List.of(
          "format",
          "name",
          "start",
          "step",
          "steps",
          "currency",
          "sources",
          "tanks",
          "zones",
          "junctions",
          "links",
          "tariffs");
  private static final Pattern NODE =
      Pattern.compile(
          "^(?:source|tank|zone|junction) \\((.*?)\\)| of (?:source|tank|zone) '(.*?)'");

  /** Terms by id with the place where they stand. */
  private record At<T>(T terms, JsonElement element) {}

  private final Path file;
  private final FileProblems problems;
  private final Map<String, JsonField> top = new LinkedHashMap<>();
  private final Map<String, JsonPlace> nodes = new LinkedHashMap<>();
  private final Map<String, SourceTerms> sources = new LinkedHashMap<>();
  private final Map<String, TankTerms> tanks = new LinkedHashMap<>();
  private final Map<String, At<ZoneTerms>> zones = new LinkedHashMap<>();
  private final Set<String> junctions = new LinkedHashSet<>();
  private final Map<String, At<LinkTerms>> links = new LinkedHashMap<>();
  private final Map<String, Link> ends = new LinkedHashMap<>();
  private final Map<String, JsonField> tariffs = new LinkedHashMap<>();
  private final TermsReader terms = new TermsReader();
  private final Map<String, At<DemandCharge>> charges = new LinkedHashMap<>();
  private final Map<String, At<BlendLimit>> blends = new LinkedHashMap<>();

  ProblemJsonReader(Path file) {
    this.file = file;
    this.problems = new FileProblems(file);
  }

  ProblemFile read() {
    List<String> notices = JsonInput.read(file, problems, this::field);
    TimeAxis axis = header();
    steps(axis);
    ends();
    Optional<Emissions> emissions = emissions();
    problems.throwIfAny();
    return new ProblemFile(problem(Objects.requireNonNull(axis), emissions), notices);
  }

  private void field(JsonInput in, String name) throws IOException {
    switch (name) {
      case "sources" -> list(in, "source", name, this::source);
      case "tanks" -> list(in, "tank", name, this::tank);
      case "zones" -> list(in, "zone", name, this::zone);
      case "junctions" -> list(in, "junction", name, element -> node(element, junctions::add));
      case "links" -> list(in, "link", name, this::link);
      case "tariffs" -> tariffs(in);
      case "blends" -> list(in, "blend", name, this::blend);
      case "demandCharges" -> list(in, "demand charge", name, this::demandCharge);
      case "format", "name", "start", "step", "steps", "currency", KG_PER_KWH, PRICE_PER_KG ->
          top.put(name, in.value(name));
      default -> in.unknown(in.place(), "field '" + JsonInput.clip(name) + "'");
    }
  }

  private interface Reading {
    void element(JsonElement element);
  }

  private interface Adding {
    void add(String id);
  }

  private void list(JsonInput in, String kind, String list, Reading reading) throws IOException {
    top.put(list, new JsonField(in.place(), list, null));
    in.array(
        list,
        i -> {
          if (!in.isObject()) {
            in.problem(
                in.place(), list + "[" + i + "]", in.shown(), "must be an object", "correct it");
            return;
          }
          JsonElement element = new JsonElement(in, kind, list, i);
          reading.element(element);
          element.reportUnread();
        });
  }

  private void node(JsonElement element, Adding adding) {
    String id = element.text("id");
    if (id.isEmpty()) {
      return;
    }
    JsonPlace before = nodes.putIfAbsent(id, element.place());
    if (before == null) {
      adding.add(id);
    } else {
      element.fault("id", id, "must be unique among nodes; see " + before, "rename one of them");
    }
  }

  private void source(JsonElement element) {
    SourceTerms given = terms.source(element);
    node(element, id -> sources.put(id, given));
  }

  private void tank(JsonElement element) {
    TankTerms given = terms.tank(element);
    node(element, id -> tanks.put(id, given));
  }

  private void zone(JsonElement element) {
    ZoneTerms given = terms.zone(element);
    node(element, id -> zones.put(id, new At<>(given, element)));
  }

  private void link(JsonElement element) {
    String id = element.text("id");
    String from = element.text("from");
    String to = element.text("to");
    if (!from.isEmpty() && from.equals(to)) {
      element.fault("to", to, "must be another node than 'from'", "remove the link");
    }
    LinkTerms carried = terms.link(element);
    Link link = kind(element, id, from, to);
    if (id.isEmpty()) {
      return;
    }
    At<LinkTerms> before = links.putIfAbsent(id, new At<>(carried, element));
    if (before == null) {
      ends.put(id, link);
    } else {
      element.fault(
          "id",
          id,
          "must be unique among links; see " + before.element().place(),
          "rename one of them");
    }
  }

  private void demandCharge(JsonElement element) {
    String id = element.text("id");
    DemandCharge charge =
        new DemandCharge(
            element.links(),
            element.atLeastZero("pricePerKW"),
            element.optionalAtLeastZero("reachedKW").orElse(0));
    if (!id.isEmpty() && charges.putIfAbsent(id, new At<>(charge, element)) != null) {
      element.fault("id", id, "must be unique among demand charges", "rename one of them");
    }
  }

  private void blend(JsonElement element) {
    String id = element.text("id");
    BlendLimit blend =
        new BlendLimit(element.text("node"), element.links(), element.share("maxShare"));
    if (!id.isEmpty() && blends.putIfAbsent(id, new At<>(blend, element)) != null) {
      element.fault("id", id, "must be unique among blends", "rename one of them");
    }
  }

  /** Returns what energy emits, nothing where the file does not say or says it wrongly. */
  private Optional<Emissions> emissions() {
    JsonField kg = top.get(KG_PER_KWH);
    JsonField price = top.get(PRICE_PER_KG);
    if (kg == null && price == null) {
      return Optional.empty();
    }
    double pricePerKg = 0;
    if (price != null && price.value() instanceof Double value && value >= 0) {
      pricePerKg = value;
    } else if (price != null) {
      fault(PRICE_PER_KG, "must be a finite number and at least 0", "check it");
    }
    if (kg != null && kg.value() instanceof double[] values) {
      return Optional.of(new Emissions(PerStep.of(values), pricePerKg));
    }
    if (kg == null) {
      fault(PRICE_PER_KG, "must have the field '" + KG_PER_KWH + "' with it", "add the field");
    } else {
      fault(KG_PER_KWH, "must be a list of numbers, one per step", "enclose them in [ ]");
    }
    return Optional.empty();
  }

  private static Link kind(JsonElement element, String id, String from, String to) {
    String kind = element.optionalText("kind").orElse("pipe");
    return switch (kind) {
      case "pump" -> Pump.of(id, from, to);
      case "valve" -> Valve.of(id, from, to);
      case "pipe" -> Pipe.of(id, from, to);
      default -> {
        if (!kind.isEmpty()) {
          element.fault("kind", kind, "must be pipe, pump or valve", "choose the nearest");
        }
        yield Pipe.of(id, from, to);
      }
    };
  }

  private void tariffs(JsonInput in) throws IOException {
    top.put("tariffs", new JsonField(in.place(), "tariffs", null));
    if (!in.isObject()) {
      in.problem(in.place(), "tariffs", in.shown(), "must be an object", "see the format");
      return;
    }
    in.object(
        "tariffs, ",
        name -> {
          JsonField prices = in.value("tariff '" + JsonInput.clip(name) + "'");
          tariffs.put(name, prices);
          if (!(prices.value() instanceof double[])) {
            in.problem(
                prices.place(),
                "tariff '" + JsonInput.clip(name) + "'",
                prices.shown(),
                "must be a list of numbers, one per step",
                "enclose them in [ ]");
          }
        });
  }

  /** Checks the fields at the top and returns the steps, or null if they are not known. */
  private @Nullable TimeAxis header() {
    for (String name : REQUIRED) {
      if (!top.containsKey(name)) {
        problems.add(
            Validation.message(
                "field '" + name + "'", "nothing", "must be there", "add it; a list may be empty"));
      }
    }
    String format = text("format");
    if (format != null && !format.equals(FORMAT)) {
      fault(
          "format",
          "must be " + FORMAT,
          format.startsWith("watermgmt-plan/")
              ? "use the version of the library that wrote it"
              : "check that it is the right file");
    }
    text("name");
    text("currency");
    Instant start =
        parsed(
            "start",
            "such as 2024-07-01T00:00:00Z",
            text -> OffsetDateTime.parse(text).toInstant());
    Duration step = parsed("step", "an ISO 8601 duration such as PT1H", Duration::parse);
    int steps = stepCount();
    if (start == null || step == null || steps == 0) {
      return null;
    }
    try {
      return TimeAxis.of(start, step, steps);
    } catch (WaterManagementException | ArithmeticException e) {
      fault("step", "must be positive whole seconds, and end in time", "correct start or step");
      return null;
    }
  }

  private int stepCount() {
    JsonField field = top.get("steps");
    if (field != null
        && field.value() instanceof Double value
        && value >= 1
        && value <= MOST_STEPS
        && value == Math.rint(value)) {
      return (int) (double) value;
    }
    fault("steps", "must be a whole number from 1 to " + MOST_STEPS, "write it without quotes");
    return 0;
  }

  private @Nullable String text(String name) {
    JsonField field = top.get(name);
    if (field != null && field.value() instanceof String text && !text.isBlank()) {
      return text;
    }
    fault(name, "must be a text that is not blank", "enclose it in quotation marks");
    return null;
  }

  private interface Parsing<T> {
    T parse(String text);
  }

  private <T> @Nullable T parsed(String name, String form, Parsing<T> parsing) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      return parsing.parse(text);
    } catch (DateTimeException | ArithmeticException e) {
      fault(name, "must be " + form, "correct it");
      return null;
    }
  }

  /** Notes a fault of a field at the top; one that is missing has been noted already. */
  private void fault(String name, String rule, String remedy) {
    JsonField field = top.get(name);
    if (field != null) {
      problems.add(
          Validation.message(
              field.place() + ", field '" + name + "'", field.shown(), rule, remedy));
    }
  }

  private void steps(@Nullable TimeAxis axis) {
    if (axis == null) {
      return;
    }
    String rule = "must be one per step, " + axis.length();
    terms.check(axis.length(), rule);
    JsonField kg = top.get(KG_PER_KWH);
    if (kg != null && kg.value() instanceof double[] values && values.length != axis.length()) {
      problems.add(
          Validation.message(
              kg.place() + ", field '" + KG_PER_KWH + "'",
              values.length + " values",
              rule,
              "check steps and " + KG_PER_KWH));
    }
    zones.forEach(
        (id, zone) -> {
          int n = zone.terms().demandM3h().length;
          // A list that is missing or none has been noted already.
          if (n != axis.length() && zone.element().isList("demand")) {
            zone.element().fault("demand", n + " values", rule, "check steps and demand");
          }
        });
    tariffs.forEach(
        (name, prices) -> {
          if (prices.value() instanceof double[] values && values.length != axis.length()) {
            problems.add(
                Validation.message(
                    prices.place() + ", tariff '" + JsonInput.clip(name) + "'",
                    values.length + " values",
                    rule,
                    "check steps and tariff"));
          }
        });
  }

  private void ends() {
    links.forEach(
        (id, link) -> {
          Link ends = Objects.requireNonNull(this.ends.get(id));
          end(link.element(), "from", ends.from());
          end(link.element(), "to", ends.to());
          String tariff = link.terms().tariff().orElse("");
          if (!tariff.isEmpty() && !tariffs.containsKey(tariff)) {
            link.element().fault("tariff", tariff, "is not one of the tariffs", "check the name");
          }
        });
    charges.forEach((id, charge) -> known(charge.element(), charge.terms().links()));
    blends.forEach(
        (id, blend) -> {
          known(blend.element(), blend.terms().links());
          end(blend.element(), "node", blend.terms().node());
        });
  }

  private void known(JsonElement element, Set<String> ids) {
    for (String id : ids) {
      if (!links.containsKey(id)) {
        element.fault("links", id, "is not a link of the file", "add the link, or correct the id");
      }
    }
  }

  private void end(JsonElement element, String field, String node) {
    if (!node.isEmpty() && !nodes.containsKey(node)) {
      element.fault(field, node, "is not a node of the file", "add the node, or correct the id");
    }
  }

  /** Builds what has been read; what only the whole can tell is noted here. */
  private Problem problem(TimeAxis axis, Optional<Emissions> emissions) {
    try {
      Network.Builder network = Network.builder();
      sources.keySet().forEach(id -> network.node(Reservoir.of(id)));
      tanks.keySet().forEach(id -> network.node(Tank.of(id)));
      zones.keySet().forEach(id -> network.node(Junction.of(id)));
      junctions.forEach(id -> network.node(Junction.of(id)));
      ends.values().forEach(network::link);
      Problem.Builder problem =
          Problem.builder(known("name"), network.build(), axis, known("currency"));
      sources.forEach(problem::source);
      tanks.forEach(problem::tank);
      zones.forEach((id, zone) -> problem.zone(id, zone.terms()));
      links.forEach((id, link) -> problem.link(id, link.terms()));
      tariffs.forEach(
          (name, prices) ->
              problem.tariff(name, (double[]) Objects.requireNonNull(prices.value())));
      emissions.ifPresent(problem::emissions);
      blends.forEach((id, blend) -> problem.blend(id, blend.terms()));
      charges.forEach((id, charge) -> problem.demandCharge(id, charge.terms()));
      return problem.build();
    } catch (WaterManagementException e) {
      for (String message : e.problems()) {
        Matcher node = NODE.matcher(message);
        JsonPlace place =
            node.find() ? nodes.get(node.group(1) == null ? node.group(2) : node.group(1)) : null;
        problems.add(place == null ? message : place + ", " + message);
      }
      throw problems.toException();
    }
  }

  private String known(String name) {
    return String.valueOf(Objects.requireNonNull(top.get(name)).value());
  }
}
