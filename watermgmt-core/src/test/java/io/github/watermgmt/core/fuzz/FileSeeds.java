// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Inputs from which the mutation of problem files and sensor tables starts. */
final class FileSeeds {
  static final String PROBLEM =
      """
      {"format":"watermgmt-plan/1","name":"n","start":"2024-07-01T00:00:00Z","step":"PT1H",
       "steps":2,"currency":"EUR",
       "sources":[{"id":"S","maxFlow":50,"costPerM3":0.2,"maxDailyVolume":900}],
       "tanks":[{"id":"T","minVolume":1,"maxVolume":9,"initialVolume":5,"finalMinVolume":5}],
       "zones":[{"id":"Z","demand":[5,6.5],"shortfallCostPerM3":5}],
       "junctions":[{"id":"J"}],
       "links":[{"id":"L","kind":"pipe","from":"S","to":"J","maxFlow":40,"bidirectional":true,
         "loss":0.02,"costPerM3":0},
        {"id":"P","kind":"pump","from":"J","to":"T","maxFlow":20,"bidirectional":false,"loss":0,
         "costPerM3":0.01,"energyKWhPerM3":0.3,"tariff":"day"},
        {"id":"M","kind":"pipe","from":"T","to":"Z","maxFlow":40,"bidirectional":false,"loss":0,
         "costPerM3":0}],
       "tariffs":{"day":[0.1,0.2]}}
      """;
  private static final String SENSORS =
      """
      file,column,quantity,unit,kind,element,support,sign
      flows,p1,flow,m3/h,link,p1,instant,+ into the network
      pressures,n1,pressure head,m,node,n1,instant,
      """;

  private FileSeeds() {}

  static List<byte[]> problems() {
    return bytes(
        PROBLEM,
        PROBLEM.replace("\"demand\":[5,6.5]", "\"demand\":[\"1,5\",1e999]"),
        PROBLEM.replace("\"to\":\"J\"", "\"to\":\"nowhere\""),
        PROBLEM.replace("\"steps\":2", "\"steps\":2147483647"),
        PROBLEM.replace("PT1H", "PT0S"),
        PROBLEM.replace("2024-07-01T00:00:00Z", "+1000000000-12-31T23:59:59Z"),
        PROBLEM.substring(0, PROBLEM.length() / 2),
        "[".repeat(5000),
        "{\"a\":".repeat(5000),
        "{}",
        "");
  }

  static List<byte[]> sensors() {
    return bytes(SENSORS, SENSORS.replace("instant", "now"), SENSORS.replace("m3/h", "mm"), "");
  }

  private static List<byte[]> bytes(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
