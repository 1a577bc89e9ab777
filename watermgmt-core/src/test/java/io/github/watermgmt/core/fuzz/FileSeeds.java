// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** Inputs from which the mutation of problem files and of tables of sensors and events starts. */
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

  private static final String LEAKS =
      """
      pipe,start,end,diameter_m,type,peak
      p257,2018-01-08 13:30:00,2018-12-31 23:55:00,0.011843,incipient,2018-01-25 08:30:00
      p461,2018-01-23T04:25:00Z,2018-04-02T11:40:00+02:00,,abrupt,
      """;
  private static final String REPAIRS =
      """
      pipe,end,known
      p257,2018-03-25 02:30:00,
      "p,1",2018-04-02T11:40:00Z,2018-04-03T08:00:00Z
      """;

  private static final String WEATHER_FORECASTS =
      """
      issued,time,temp_c,rain_mm
      2022-07-24T18:00:00Z,2022-07-24T22:00:00Z,24.1,0
      2022-07-24T18:00:00Z,2022-07-24T23:00:00Z,,NaN
      2022-07-25T06:00:00Z,2022-07-25T06:00:00Z,-3e1,0.2
      """;

  private FileSeeds() {}

  static List<byte[]> weatherForecasts() {
    return bytes(
        WEATHER_FORECASTS,
        WEATHER_FORECASTS.replace("24T22:00", "24T22:30"),
        WEATHER_FORECASTS.replace("Z", "+02:00"),
        WEATHER_FORECASTS.replace("issued", "known"),
        WEATHER_FORECASTS.replace(",", ";"),
        "issued,time,temp_c\n",
        "");
  }

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

  static List<byte[]> leaks() {
    return bytes(LEAKS, LEAKS.replace("2018-12", "2017-12"), LEAKS.replace(",", ";"), "pipe\n", "");
  }

  static List<byte[]> repairs() {
    return bytes(REPAIRS, REPAIRS.replace("known", "pipe"), "pipe,end\n", REPAIRS + REPAIRS, "");
  }

  private static List<byte[]> bytes(String... texts) {
    return Stream.of(texts).map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
  }
}
