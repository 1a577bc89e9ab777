// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.watermgmt.core.SharedData;
import io.github.watermgmt.error.InputFileException;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.site.ElementKind;
import io.github.watermgmt.site.Sensor;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SensorsCsvTest {
  private static final String HEADER = "file,column,quantity,unit,kind,element,support,sign\n";

  @TempDir Path folder;

  private Path file(String content) throws IOException {
    return Files.writeString(folder.resolve("sensors.csv"), content);
  }

  @Test
  void aLineIsASensor() throws IOException {
    Map<String, List<Sensor>> sensors =
        SensorsCsv.read(
            file(
                HEADER
                    + "scada,n1,pressure head,m,node,n1,instant,\n"
                    + "scada,q,Flow,L/s,link,p1,interval mean (stamp = start),- into the network\n"
                    + "meters,n1,flow,L/h,node,n1,INTERVAL_MEAN,+ consumption\n"
                    + "meters,v,volume,m3,,,interval-total,\n"));

    assertThat(sensors.keySet()).containsExactly("scada", "meters");
    assertThat(sensors.get("scada"))
        .containsExactly(
            Sensor.of(
                    "n1",
                    Quantity.PRESSURE_HEAD,
                    Unit.canonical(Quantity.PRESSURE_HEAD),
                    Support.INSTANT)
                .at(ElementKind.NODE, "n1"),
            Sensor.of("q", Quantity.FLOW, Unit.of("L/s"), Support.INTERVAL_MEAN)
                .at(ElementKind.LINK, "p1")
                .withSign(-1));
    assertThat(sensors.get("meters"))
        .containsExactly(
            Sensor.of("n1", Quantity.FLOW, Unit.of("L/h"), Support.INTERVAL_MEAN)
                .at(ElementKind.NODE, "n1"),
            Sensor.of("v", Quantity.VOLUME, Unit.of("m3"), Support.INTERVAL_TOTAL));
  }

  @Test
  void onlyFourColumnsAreNeeded() throws IOException {
    Map<String, List<Sensor>> sensors =
        SensorsCsv.read(file("unit,column,support,quantity\nm,h1,instant,level\n"));

    assertThat(sensors)
        .isEqualTo(
            Map.of(
                "",
                List.of(
                    Sensor.of(
                        "h1", Quantity.LEVEL, Unit.canonical(Quantity.LEVEL), Support.INSTANT))));
  }

  @Test
  void everyProblemIsNamedWithItsLineAndColumn() throws IOException {
    Path bad =
        file(
            HEADER
                + "s,a,flow,L/s,link,p1,instant,\n"
                + "s,a,flow,L/s,link,p1,instant,\n"
                + "s,,temperatur,m,pipe,p1,sometimes,into the zone\n"
                + "s,b,flow,bar,node,,interval mean (stamp = end),\n"
                + "s,c,flow,L/s,,p1,instant,\n"
                + "t,a,flow,L/s,link,p1,instant,\n");

    assertThatThrownBy(() -> SensorsCsv.read(bad))
        .isInstanceOfSatisfying(
            InputFileException.class,
            e -> {
              assertThat(e.problems()).hasSize(10);
              assertThat(e.problems())
                  .anyMatch(p -> p.contains("line 3, column 'column'") && p.contains("line 2"))
                  .anyMatch(p -> p.startsWith("line 4, column 'column'"))
                  .anyMatch(p -> p.contains("line 4, column 'quantity' (\"temperatur\")"))
                  .anyMatch(p -> p.contains("line 4, column 'support' (\"sometimes\")"))
                  .anyMatch(p -> p.contains("line 4, column 'kind' (\"pipe\")"))
                  .anyMatch(p -> p.contains("line 4, column 'sign' (\"into the zone\")"))
                  .anyMatch(p -> p.contains("line 5, column 'unit' (\"bar\")"))
                  .anyMatch(p -> p.contains("line 5, column 'support'") && p.contains("end)"))
                  .anyMatch(p -> p.contains("line 5, column 'element' (\"\")"))
                  .anyMatch(p -> p.contains("line 6, column 'element' (\"p1\")"));
            });
  }

  @Test
  void aHeaderThatLacksOrAddsColumnsIsRefused() throws IOException {
    Path bad = file("column,unit,remark\nq,L/s,x\n");

    assertThatThrownBy(() -> SensorsCsv.read(bad))
        .isInstanceOfSatisfying(
            InputFileException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(3)
                    .anyMatch(p -> p.contains("'quantity'"))
                    .anyMatch(p -> p.contains("'support'"))
                    .anyMatch(p -> p.contains("'remark'")));
  }

  @Test
  void oneFileOfReadingsAndOneWayMetersCanBeTold() throws IOException {
    Path good =
        file(
            "file,column,quantity,unit,support,one_way\n"
                + "s,a,flow,L/s,instant,true\ns,b,flow,L/s,instant,FALSE\nt,a,flow,L/s,instant,\n");

    assertThat(SensorsCsv.read(good, "s")).extracting(Sensor::oneWay).containsExactly(true, false);
    assertThatThrownBy(() -> SensorsCsv.read(good, "u"))
        .isInstanceOf(InputFileException.class)
        .hasMessageContaining("take one of s, t");
    Path bad = file("column,quantity,unit,support,one_way\na,flow,L/s,instant,yes\n");
    assertThatThrownBy(() -> SensorsCsv.read(bad)).hasMessageContaining("column 'one_way'");
  }

  @Test
  void theSensorsOfLTownAreRead() {
    Map<String, List<Sensor>> sensors =
        SensorsCsv.read(SharedData.file("data/ltown/a/sensors.csv"));

    assertThat(sensors.keySet())
        .containsExactlyInAnyOrder("pressures", "flows", "levels", "amr_hourly");
    assertThat(sensors.get("pressures")).hasSize(33);
    assertThat(sensors.get("flows"))
        .extracting(Sensor::id)
        .containsExactly("PUMP_1", "p227", "p235");
    assertThat(sensors.get("amr_hourly"))
        .hasSize(82)
        .allMatch(sensor -> sensor.support() == Support.INTERVAL_MEAN && sensor.sign() == 1);
  }
}
