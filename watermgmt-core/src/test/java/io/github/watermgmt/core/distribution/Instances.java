// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** Reads the instances that the tests compare with. */
final class Instances {
  private Instances() {}

  static Problem read(Path file) throws IOException {
    Map<?, ?> root;
    try (InputStream in = Files.newInputStream(file);
        JsonParser parser = new JsonFactory().createParser(in)) {
      parser.nextToken();
      root = (Map<?, ?>) value(parser);
    }
    Network.Builder network = Network.builder();
    objects(root, "sources").forEach(o -> network.node(Reservoir.of(id(o))));
    objects(root, "tanks").forEach(o -> network.node(Tank.of(id(o))));
    objects(root, "zones").forEach(o -> network.node(Junction.of(id(o))));
    objects(root, "junctions").forEach(o -> network.node(Junction.of(id(o))));
    objects(root, "links")
        .forEach(o -> network.link(Pipe.of(id(o), text(o, "from"), text(o, "to"))));
    TimeAxis axis =
        TimeAxis.of(
            Instant.parse(text(root, "start")),
            Duration.parse(text(root, "step")),
            (int) number(root, "steps"));
    Problem.Builder problem =
        Problem.builder(text(root, "name"), network.build(), axis, text(root, "currency"));
    for (Map<?, ?> o : objects(root, "sources")) {
      OptionalDouble licence =
          o.containsKey("maxDailyVolume")
              ? OptionalDouble.of(number(o, "maxDailyVolume"))
              : OptionalDouble.empty();
      problem.source(id(o), new SourceTerms(number(o, "maxFlow"), number(o, "costPerM3"), licence));
    }
    for (Map<?, ?> o : objects(root, "tanks")) {
      problem.tank(
          id(o),
          new TankTerms(
              number(o, "minVolume"),
              number(o, "maxVolume"),
              number(o, "initialVolume"),
              number(o, "finalMinVolume")));
    }
    for (Map<?, ?> o : objects(root, "zones")) {
      problem.zone(
          id(o),
          new ZoneTerms(numbers((List<?>) o.get("demand")), number(o, "shortfallCostPerM3")));
    }
    for (Map<?, ?> o : objects(root, "links")) {
      problem.link(
          id(o),
          new LinkTerms(
              number(o, "maxFlow"),
              (Boolean) o.get("bidirectional"),
              number(o, "loss"),
              number(o, "costPerM3"),
              o.containsKey("energyKWhPerM3") ? number(o, "energyKWhPerM3") : 0,
              Optional.ofNullable((String) o.get("tariff")),
              Optional.empty()));
    }
    ((Map<?, ?>) root.get("tariffs"))
        .forEach((name, prices) -> problem.tariff((String) name, numbers((List<?>) prices)));
    return problem.build();
  }

  private static List<Map<?, ?>> objects(Map<?, ?> root, String key) {
    List<Map<?, ?>> objects = new ArrayList<>();
    ((List<?>) root.get(key)).forEach(o -> objects.add((Map<?, ?>) o));
    return objects;
  }

  private static String id(Map<?, ?> object) {
    return text(object, "id");
  }

  private static String text(Map<?, ?> object, String key) {
    return (String) object.get(key);
  }

  private static double number(Map<?, ?> object, String key) {
    return (Double) object.get(key);
  }

  private static double[] numbers(List<?> list) {
    return list.stream().mapToDouble(v -> (Double) v).toArray();
  }

  private static Object value(JsonParser parser) throws IOException {
    switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(name, value(parser));
        }
        return object;
      }
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        return list;
      }
      case VALUE_TRUE, VALUE_FALSE -> {
        return parser.getBooleanValue();
      }
      case VALUE_STRING -> {
        return parser.getText();
      }
      default -> {
        return parser.getDoubleValue();
      }
    }
  }
}
