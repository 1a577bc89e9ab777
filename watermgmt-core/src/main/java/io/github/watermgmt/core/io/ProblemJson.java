// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.watermgmt.distribution.BlendLimit;
import io.github.watermgmt.distribution.DemandCharge;
import io.github.watermgmt.distribution.Emissions;
import io.github.watermgmt.distribution.EnergySegment;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.PumpUnits;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.VolumeLimit;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Node;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Pump;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.network.Valve;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads and writes distribution problems in the format {@code watermgmt-plan/1}: JSON with flows in
 * m³/h, volumes in m³, instants with Z or offset and the step as an ISO 8601 duration. The fields
 * {@code format, name, start, step, steps, currency, sources, tanks, zones, junctions, links,
 * tariffs} must all be there; lists may be empty. What is beyond them need not be there: {@code
 * availability} (shares in [0, 1], one per step) and {@code minFlow} (m³/h) of a source or link;
 * {@code segmentsAbove} (m³/h) and {@code segmentsKWhPerM3} of the energy curve of a link; {@code
 * volumeLimits} (m³) of a source with {@code volumeLimitsFrom} and {@code volumeLimitsTo} (their
 * first steps from 0, and those after their last); {@code guaranteed} (m³/h, one per step), {@code
 * guaranteedShare} and {@code maxShortfall} (m³) of a zone; {@code finalValuePerM3}, {@code
 * minVolumes} and {@code maxVolumes} (m³, one per step) of a tank; at the top {@code co2KgPerKWh}
 * (one per step) with {@code co2PricePerKg}, {@code demandCharges}, a list of {@code id, links,
 * pricePerKW, reachedKW}, and {@code blends}, a list of {@code id, node, links, maxShare}.
 *
 * <p>Numbers are JSON numbers: {@code "1,5"} is refused. Every fault of a file is told at once,
 * with its place; only what is not well-formed JSON ends the reading. Fields that the format does
 * not know are not read, and reported. A file may have 256 MiB and a 64th of the heap at most.
 *
 * <p>What is written reads back as the same numbers, bit for bit, and the same problem always gives
 * the same bytes. The format lists nodes by what they are (sources, tanks, zones, junctions) and
 * knows no hydraulics.
 *
 * <p>Thread-safety: stateless.
 */
public final class ProblemJson {
  private ProblemJson() {}

  /**
   * Reads a problem.
   *
   * @throws io.github.watermgmt.error.InputFileException WM-701 with all problems of the file
   */
  public static ProblemFile read(Path file) {
    return new ProblemJsonReader(file).read();
  }

  /**
   * Writes a problem, whole or not at all.
   *
   * @return what of the network the format cannot hold, and the file therefore lacks; usually
   *     nothing
   * @throws io.github.watermgmt.error.WaterManagementException WM-702 if the file cannot be written
   */
  public static List<String> write(Path file, Problem problem) {
    JsonOutput.write(
        file,
        json -> {
          json.writeStartObject();
          json.writeStringField("format", ProblemJsonReader.FORMAT);
          json.writeStringField("name", problem.name());
          json.writeStringField("start", problem.axis().start().toString());
          json.writeStringField("step", problem.axis().step().toString());
          json.writeNumberField("steps", problem.steps());
          json.writeStringField("currency", problem.currency());
          nodes(json, problem);
          json.writeArrayFieldStart("links");
          for (Map.Entry<String, LinkTerms> link : problem.links().entrySet()) {
            link(json, problem.network().link(link.getKey()), link.getValue());
          }
          json.writeEndArray();
          json.writeObjectFieldStart("tariffs");
          for (String tariff : problem.tariffs()) {
            JsonOutput.row(json, tariff, problem.tariff(tariff));
          }
          json.writeEndObject();
          shared(json, problem);
          json.writeEndObject();
        });
    return lost(problem);
  }

  private static void nodes(JsonGenerator json, Problem problem) throws IOException {
    json.writeArrayFieldStart("sources");
    for (Map.Entry<String, SourceTerms> source : problem.sources().entrySet()) {
      SourceTerms terms = source.getValue();
      start(json, source.getKey());
      json.writeNumberField("maxFlow", terms.maxFlowM3h());
      json.writeNumberField("costPerM3", terms.costPerM3());
      if (terms.maxDailyVolumeM3().isPresent()) {
        json.writeNumberField("maxDailyVolume", terms.maxDailyVolumeM3().getAsDouble());
      }
      JsonOutput.row(json, "availability", terms.availability());
      if (terms.minFlowM3h() != 0) {
        json.writeNumberField("minFlow", terms.minFlowM3h());
      }
      volumeLimits(json, terms.volumeLimits());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("tanks");
    for (Map.Entry<String, TankTerms> tank : problem.tanks().entrySet()) {
      TankTerms terms = tank.getValue();
      start(json, tank.getKey());
      json.writeNumberField("minVolume", terms.minVolumeM3());
      json.writeNumberField("maxVolume", terms.maxVolumeM3());
      json.writeNumberField("initialVolume", terms.initialVolumeM3());
      json.writeNumberField("finalMinVolume", terms.finalMinVolumeM3());
      if (terms.finalValuePerM3() != 0) {
        json.writeNumberField("finalValuePerM3", terms.finalValuePerM3());
      }
      JsonOutput.row(json, "minVolumes", terms.minVolumesM3());
      JsonOutput.row(json, "maxVolumes", terms.maxVolumesM3());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("zones");
    for (Map.Entry<String, ZoneTerms> zone : problem.zones().entrySet()) {
      start(json, zone.getKey());
      JsonOutput.row(json, "demand", zone.getValue().demandM3h());
      json.writeNumberField("shortfallCostPerM3", zone.getValue().shortfallCostPerM3());
      ZoneTerms terms = zone.getValue();
      JsonOutput.row(json, "guaranteed", terms.guaranteedM3h());
      if (terms.guaranteedShare() != 0) {
        json.writeNumberField("guaranteedShare", terms.guaranteedShare());
      }
      if (terms.maxShortfallM3().isPresent()) {
        json.writeNumberField("maxShortfall", terms.maxShortfallM3().getAsDouble());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("junctions");
    for (Node node : problem.network().nodes()) {
      if (isJunction(problem, node.id())) {
        start(json, node.id());
        json.writeEndObject();
      }
    }
    json.writeEndArray();
  }

  /** Writes what belongs to no one element. */
  private static void shared(JsonGenerator json, Problem problem) throws IOException {
    if (problem.emissions().isPresent()) {
      Emissions emissions = problem.emissions().get();
      JsonOutput.row(json, ProblemJsonReader.KG_PER_KWH, emissions.kgPerKWh().values());
      json.writeNumberField(ProblemJsonReader.PRICE_PER_KG, emissions.pricePerKg());
    }
    if (!problem.blends().isEmpty()) {
      json.writeArrayFieldStart("blends");
      for (Map.Entry<String, BlendLimit> blend : problem.blends().entrySet()) {
        start(json, blend.getKey());
        json.writeStringField("node", blend.getValue().node());
        links(json, blend.getValue().links());
        json.writeNumberField("maxShare", blend.getValue().maxShare());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
    if (!problem.demandCharges().isEmpty()) {
      json.writeArrayFieldStart("demandCharges");
      for (Map.Entry<String, DemandCharge> charge : problem.demandCharges().entrySet()) {
        start(json, charge.getKey());
        links(json, charge.getValue().links());
        json.writeNumberField("pricePerKW", charge.getValue().pricePerKW());
        json.writeNumberField("reachedKW", charge.getValue().reachedKW());
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }

  private static void links(JsonGenerator json, Set<String> ids) throws IOException {
    json.writeArrayFieldStart("links");
    for (String id : ids) {
      json.writeString(id);
    }
    json.writeEndArray();
  }

  private static void volumeLimits(JsonGenerator json, List<VolumeLimit> limits)
      throws IOException {
    if (!limits.isEmpty()) {
      JsonOutput.row(json, "volumeLimitsFrom", limits.stream().mapToInt(VolumeLimit::fromStep));
      JsonOutput.row(json, "volumeLimitsTo", limits.stream().mapToInt(VolumeLimit::toStep));
      double[] volumes = limits.stream().mapToDouble(VolumeLimit::maxVolumeM3).toArray();
      JsonOutput.row(json, "volumeLimits", volumes);
    }
  }

  private static boolean isJunction(Problem problem, String id) {
    return !problem.sources().containsKey(id)
        && !problem.tanks().containsKey(id)
        && !problem.zones().containsKey(id);
  }

  private static void start(JsonGenerator json, String id) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", id);
  }

  private static void link(JsonGenerator json, Link link, LinkTerms terms) throws IOException {
    start(json, link.id());
    json.writeStringField(
        "kind", link instanceof Pump ? "pump" : link instanceof Valve ? "valve" : "pipe");
    json.writeStringField("from", link.from());
    json.writeStringField("to", link.to());
    json.writeNumberField("maxFlow", terms.maxFlowM3h());
    json.writeBooleanField("bidirectional", terms.bidirectional());
    json.writeNumberField("loss", terms.loss());
    json.writeNumberField("costPerM3", terms.costPerM3());
    json.writeNumberField("energyKWhPerM3", terms.energyKWhPerM3());
    if (terms.tariff().isPresent()) {
      json.writeStringField("tariff", terms.tariff().get());
    }
    if (terms.units().isPresent()) {
      PumpUnits units = terms.units().get();
      json.writeNumberField("units", units.units());
      json.writeNumberField("unitMinFlow", units.unitMinFlowM3h());
      json.writeNumberField("unitMaxFlow", units.unitMaxFlowM3h());
      json.writeNumberField("unitPowerKW", units.unitPowerKW());
      json.writeNumberField("maxStartsPerDay", units.maxStartsPerDay());
    }
    JsonOutput.row(json, "availability", terms.availability());
    if (terms.minFlowM3h() != 0) {
      json.writeNumberField("minFlow", terms.minFlowM3h());
    }
    List<EnergySegment> segments = terms.segments();
    if (!segments.isEmpty()) {
      double[] above = segments.stream().mapToDouble(EnergySegment::aboveM3h).toArray();
      double[] energy = segments.stream().mapToDouble(EnergySegment::kWhPerM3).toArray();
      JsonOutput.row(json, "segmentsAbove", above);
      JsonOutput.row(json, "segmentsKWhPerM3", energy);
    }
    json.writeEndObject();
  }

  private static List<String> lost(Problem problem) {
    List<String> lost = new ArrayList<>();
    Network network = problem.network();
    for (Node node : network.nodes()) {
      Node read =
          problem.sources().containsKey(node.id())
              ? Reservoir.of(node.id())
              : problem.tanks().containsKey(node.id())
                  ? Tank.of(node.id())
                  : Junction.of(node.id());
      if (!node.equals(read)) {
        lost.add("node '" + node.id() + "': elevation, position, shape or what else it is");
      }
    }
    for (Link link : network.links()) {
      boolean bare =
          link instanceof Pump pump
              ? pump.physics().isEmpty()
              : link instanceof Valve valve
                  ? valve.physics().isEmpty()
                  : ((Pipe) link).physics().isEmpty();
      if (!bare) {
        lost.add("link '" + link.id() + "': its physics");
      }
    }
    network.curves().forEach(curve -> lost.add("curve '" + curve.id() + "'"));
    return List.copyOf(lost);
  }
}
