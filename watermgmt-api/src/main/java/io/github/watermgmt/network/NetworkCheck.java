// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.network;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks a network before it exists; every fault is told at once. */
final class NetworkCheck {
  private final Network.Builder builder;
  private final Validation validation = new Validation();
  private final Set<String> nodes = new LinkedHashSet<>();
  private final Set<String> links = new LinkedHashSet<>();
  private final Set<String> curves = new LinkedHashSet<>();

  NetworkCheck(Network.Builder builder) {
    this.builder = builder;
  }

  void check() {
    builder.nodes.forEach(node -> id("node", node.id(), nodes));
    builder.links.forEach(link -> id("link", link.id(), links));
    builder.curves.forEach(curve -> id("curve", curve.id(), curves));
    builder.nodes.forEach(this::node);
    builder.links.forEach(this::link);
    validation.throwIfAny(ErrorCode.INVALID_NETWORK, "network");
  }

  private void id(String what, String id, Set<String> taken) {
    validation.check(!id.isBlank(), what, "'" + id + "'", "must have an id", "give it one");
    validation.check(taken.add(id), what, "'" + id + "'", "must be unique", "rename one of them");
  }

  private void node(Node node) {
    String of = " of node '" + node.id() + "'";
    node.elevationM().ifPresent(value -> finite("elevation" + of, value));
    node.position()
        .ifPresent(
            place ->
                validation.check(
                    Double.isFinite(place.x()) && Double.isFinite(place.y()),
                    "position" + of,
                    place.x() + ", " + place.y(),
                    "must be finite",
                    ""));
    if (node instanceof Reservoir reservoir) {
      reservoir.headM().ifPresent(value -> finite("head" + of, value));
    } else if (node instanceof Tank tank) {
      tank.geometry().ifPresent(geometry -> geometry(of, geometry));
    }
  }

  private void geometry(String of, Tank.Geometry shape) {
    validation.check(
        shape.minLevelM() >= 0
            && shape.minLevelM() <= shape.initialLevelM()
            && shape.initialLevelM() <= shape.maxLevelM()
            && Double.isFinite(shape.maxLevelM()),
        "levels" + of,
        shape.minLevelM() + ", " + shape.initialLevelM() + ", " + shape.maxLevelM(),
        "must be finite with 0 <= lowest <= initial <= highest",
        "check their unit, m above the bottom");
    atLeastZero("least volume" + of, shape.minVolumeM3());
    curve("volume curve" + of, shape.volumeCurve());
    if (shape.volumeCurve() == null) {
      positive("diameter" + of, shape.diameterM());
    } else {
      atLeastZero("diameter" + of, shape.diameterM());
    }
  }

  private void link(Link link) {
    String of = " of link '" + link.id() + "'";
    end("start" + of, link.from());
    end("end" + of, link.to());
    validation.check(
        !link.from().equals(link.to()),
        "start and end" + of,
        link.from(),
        "must be different nodes",
        "remove the link");
    if (link instanceof Pipe pipe) {
      pipe.physics().ifPresent(physics -> pipe(of, physics));
    } else if (link instanceof Pump pump) {
      pump.physics().ifPresent(physics -> pump(of, physics));
    } else if (link instanceof Valve valve) {
      valve.physics().ifPresent(physics -> valve(of, physics));
    }
  }

  private void pipe(String of, Pipe.Physics physics) {
    positive("length" + of, physics.lengthM());
    positive("diameter" + of, physics.diameterM());
    positive("roughness" + of, physics.roughness());
    atLeastZero("minor loss" + of, physics.minorLoss());
  }

  private void pump(String of, Pump.Physics physics) {
    validation.check(
        physics.headCurve() != null || physics.powerKW().isPresent(),
        "physics" + of,
        "neither head curve nor power",
        "must have one of them",
        "leave the physics out where they are not known");
    curve("head curve" + of, physics.headCurve());
    curve("efficiency curve" + of, physics.efficiencyCurve());
    physics.powerKW().ifPresent(value -> positive("power" + of, value));
    atLeastZero("relative speed" + of, physics.relativeSpeed());
  }

  private void valve(String of, Valve.Physics physics) {
    positive("diameter" + of, physics.diameterM());
    atLeastZero("setting" + of, physics.setting());
    atLeastZero("minor loss" + of, physics.minorLoss());
    curve("head-loss curve" + of, physics.headLossCurve());
    validation.check(
        physics.kind() != Valve.Kind.GENERAL_PURPOSE || physics.headLossCurve() != null,
        "head-loss curve" + of,
        "none",
        "must be given for a general-purpose valve",
        "");
  }

  private void end(String what, String node) {
    validation.check(
        nodes.contains(node),
        what,
        "'" + node + "'",
        "must be a node of the network",
        "add the node, or correct the id");
  }

  private void curve(String what, @Nullable String curve) {
    if (curve != null) {
      validation.check(
          curves.contains(curve),
          what,
          "'" + curve + "'",
          "must be a curve of the network",
          "add the curve, or correct the id");
    }
  }

  private void finite(String what, double value) {
    validation.check(Double.isFinite(value), what, value, "must be finite", "");
  }

  private void positive(String what, double value) {
    validation.check(
        value > 0 && Double.isFinite(value), what, value, "must be positive and finite", "");
  }

  private void atLeastZero(String what, double value) {
    validation.check(
        value >= 0 && Double.isFinite(value), what, value, "must be finite and at least 0", "");
  }
}
