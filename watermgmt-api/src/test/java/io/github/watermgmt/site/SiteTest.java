// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.SensorSpec;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import io.github.watermgmt.unit.Unit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SiteTest {
  private static final Unit FLOW = Unit.of("L/s");
  private static final Network NETWORK =
      Network.builder()
          .node(Junction.of("n1"))
          .node(Tank.of("T1"))
          .link(Pipe.of("p1", "n1", "T1"))
          .build();

  private static Sensor flow(String id) {
    return Sensor.of(id, Quantity.FLOW, FLOW, Support.INTERVAL_MEAN);
  }

  private static List<String> problems(Site.Builder builder) {
    DataException thrown = catchThrowableOfType(DataException.class, builder::build);
    assertThat(thrown).as("refused").isNotNull();
    assertThat(thrown.code()).isEqualTo(ErrorCode.INVALID_SITE);
    return thrown.problems();
  }

  @Test
  void aSiteKnowsItsZonesAndSensors() {
    Zone town = Zone.of("town", SignedMeter.in("f1")).withTanks(List.of("T1"));
    Zone west = Zone.of("west", SignedMeter.in("f2")).withParent("town").withPopulation(900);
    Zone east = Zone.of("east").withParent("town").withConnections(40).withMainsLengthKm(7.5);
    Sensor meter = flow("f1").at(ElementKind.LINK, "p1").withSign(-1);
    Site site =
        Site.builder()
            .zone(town)
            .zone(west)
            .zone(east)
            .sensor(meter)
            .sensor(flow("f2").at(ElementKind.ZONE, "west"))
            .network(NETWORK)
            .build();
    assertThat(site.zones()).containsExactly(town, west, east);
    assertThat(site.children("town")).containsExactly(west, east);
    assertThat(site.children("west")).isEmpty();
    assertThat(site.zone("west").population()).hasValue(900);
    assertThat(site.zone("east").connections()).hasValue(40);
    assertThat(site.zone("east").mainsLengthKm()).hasValue(7.5);
    assertThat(site.sensor("f1")).isEqualTo(meter);
    assertThat(site.network()).contains(NETWORK);
    assertThatThrownBy(() -> site.zone("north"))
        .hasMessageContaining("WM-106")
        .hasMessageContaining("[town, west, east]");
    assertThatThrownBy(() -> site.children("north")).hasMessageContaining("WM-106");
    assertThatThrownBy(() -> site.sensor("f3")).hasMessageContaining("[f1, f2]");
    assertThat(Site.empty().zones()).isEmpty();
    assertThat(Site.empty()).isEqualTo(Site.of(List.of(), List.of())).isNotEqualTo(site);
  }

  @Test
  void everyProblemComesAtOnce() {
    Unit celsius = Unit.of("°C");
    Site.Builder builder =
        Site.builder()
            .network(NETWORK)
            .zone(Zone.of("a", SignedMeter.in("t"), new SignedMeter("f", 2)).withParent("b"))
            .zone(Zone.of("b", SignedMeter.in("none")).withParent("a"))
            .zone(Zone.of("b").withParent("nowhere").withTanks(List.of("n1")))
            .zone(Zone.of(" ").withPopulation(-1).withConnections(-2).withMainsLengthKm(-0.5))
            .zone(Zone.of("c", SignedMeter.in("f"), SignedMeter.out("f")))
            .sensor(flow("f").at(ElementKind.LINK, "n1"))
            .sensor(flow("f").at(ElementKind.NODE, "p1"))
            .sensor(Sensor.of("t", Quantity.TEMPERATURE, celsius, Support.INSTANT).withSign(0))
            .sensor(Sensor.of("u", Quantity.FLOW, celsius, Support.INSTANT))
            .sensor(flow("v").at(ElementKind.ZONE, "nowhere"))
            .sensor(flow("w").at(ElementKind.NONE, "n1"))
            .sensor(
                new Sensor(
                    "x", Quantity.FLOW, FLOW, Support.INSTANT, null, ElementKind.NODE, 1, true));
    String[][] expected = {
      {"parent of zone a", "a part of itself"},
      {"parent of zone b", "a part of itself"},
      {"meter of zone a", "t measures temperature"},
      {"sign of meter f of zone a", "(2)"},
      {"meter of zone b", "none", "no sensor"},
      {"zone (b)", "twice"},
      {"parent of zone b", "nowhere", "no zone"},
      {"tank of zone b", "n1", "no tank"},
      {"id of zone", "blank"},
      {"population of zone", "(-1)"},
      {"connections of zone", "(-2)"},
      {"mains length of zone", "(-0.5)", "km"},
      {"meter of zone c", "twice"},
      {"element of sensor f", "n1", "no link"},
      {"element of sensor f", "p1", "no node"},
      {"sensor (f)", "twice"},
      {"sign of sensor t", "(0)"},
      {"unit of sensor u", "unit of flow"},
      {"element of sensor v", "no zone"},
      {"element of sensor w", "absent"},
      {"kind of sensor x", "NONE"},
    };
    List<String> problems = problems(builder);
    assertThat(problems).hasSize(expected.length);
    for (String[] words : expected) {
      assertThat(problems).anySatisfy(problem -> assertThat(problem).contains(words));
    }
  }

  @Test
  void withoutANetworkElementsAreTakenOnTrust() {
    Site site =
        Site.of(
            List.of(Zone.of("a").withTanks(List.of("T9"))),
            List.of(flow("f").at(ElementKind.LINK, "p9")));
    assertThat(site.network()).isEmpty();
    assertThat(site.sensor("f").element()).isEqualTo("p9");
  }

  @Test
  void longCirclesOfZonesAreFoundAndLongChainsAreNot() {
    Site.Builder circle = Site.builder();
    Site.Builder chain = Site.builder().zone(Zone.of("z0"));
    for (int i = 0; i < 50; i++) {
      circle.zone(Zone.of("z" + i).withParent("z" + (i + 1) % 50));
      chain.zone(Zone.of("z" + (i + 1)).withParent("z" + i));
    }
    // A zone that merely hangs on a circle is not itself in it.
    circle.zone(Zone.of("outside").withParent("z7"));
    assertThat(problems(circle)).hasSize(50).noneMatch(problem -> problem.contains("outside"));
    assertThat(chain.build().zones()).hasSize(51);
  }

  @Property
  void inflowIsTheSignedSumAndMissingWhereAnyMeterIs(
      @ForAll @Size(6) List<@DoubleRange(min = -1e6, max = 1e6) Double> in,
      @ForAll @Size(6) List<@DoubleRange(min = -1e6, max = 1e6) Double> out) {
    TimeAxis axis = TimeAxis.of(Instant.parse("2022-03-27T00:00:00Z"), Duration.ofHours(1), 6);
    double[] first = in.stream().mapToDouble(Double::doubleValue).toArray();
    double[] second = out.stream().mapToDouble(Double::doubleValue).toArray();
    first[1] = Double.NaN;
    second[4] = Double.NaN;
    Panel panel =
        Panel.of(
            Series.of("other", Quantity.LEVEL, Support.INSTANT, axis, new double[6]),
            Series.of("in", Quantity.FLOW, Support.INTERVAL_MEAN, axis, first),
            Series.of("out", Quantity.FLOW, Support.INTERVAL_MEAN, axis, second));
    // How the sensor is turned in its pipe is not how the zone counts it.
    Site site =
        Site.of(
            List.of(Zone.of("z", SignedMeter.in("in"), SignedMeter.out("out"))),
            List.of(flow("in").withSign(-1), flow("out")));
    Series inflow = site.inflow("z", panel);
    assertThat(inflow.id()).isEqualTo("z");
    assertThat(inflow.quantity()).isEqualTo(Quantity.FLOW);
    assertThat(inflow.support()).isEqualTo(Support.INTERVAL_MEAN);
    assertThat(inflow.axis()).isEqualTo(axis);
    for (int t = 0; t < 6; t++) {
      if (t == 1 || t == 4) {
        assertThat(inflow.isMissing(t)).isTrue();
      } else {
        assertThat(inflow.value(t)).isEqualTo(first[t] - second[t]);
      }
    }
  }

  @Test
  void inflowsThatCannotBeSummedAreRefused() {
    TimeAxis axis = TimeAxis.of(Instant.parse("2022-03-27T00:00:00Z"), Duration.ofHours(1), 1);
    double[] one = {1};
    Panel panel =
        Panel.of(
            Series.of("mean", Quantity.FLOW, Support.INTERVAL_MEAN, axis, one),
            Series.of("instant", Quantity.FLOW, Support.INSTANT, axis, one),
            Series.of("volume", Quantity.VOLUME, Support.INTERVAL_MEAN, axis, one));
    Site site =
        Site.of(
            List.of(
                Zone.of("none"),
                Zone.of("mixed", SignedMeter.in("mean"), SignedMeter.in("instant")),
                Zone.of("volume", SignedMeter.in("volume")),
                Zone.of("absent", SignedMeter.in("absent"))),
            List.of(flow("mean"), flow("instant"), flow("volume"), flow("absent")));
    assertThatThrownBy(() -> site.inflow("none", panel))
        .hasMessageContaining("WM-109")
        .hasMessageContaining("at least one");
    assertThatThrownBy(() -> site.inflow("mixed", panel)).hasMessageContaining("instant");
    assertThatThrownBy(() -> site.inflow("volume", panel)).hasMessageContaining("must be flow");
    assertThatThrownBy(() -> site.inflow("absent", panel)).hasMessageContaining("WM-106");
  }

  @Test
  void aSensorTellsThePanelBuilderHowToReadIt() {
    assertThat(flow("f").withOneWay(true).spec())
        .isEqualTo(new SensorSpec("f", FLOW, Support.INTERVAL_MEAN, true));
  }
}
