// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.site.Event;
import io.github.watermgmt.site.Repair;
import io.github.watermgmt.site.Site;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Hours from 0 on: training to hour 10, test from hour 20. */
class WatchTest {
  private static final long START = Instant.parse("2021-01-01T00:00:00Z").getEpochSecond();
  private static final int LENGTH = 1000;
  private final double[] script = new double[LENGTH];

  @BeforeEach
  void forget() {
    ScriptedProvider.HEARD.clear();
  }

  private static Instant hour(double hours) {
    return Instant.ofEpochSecond(START + Math.round(hours * 3600));
  }

  private void set(int from, int to, double value) {
    for (int t = from; t < to; t++) {
      script[t] = value;
    }
  }

  private List<Alarm> alarms(Support support, int until, Event... events) {
    ScriptedProvider provider = new ScriptedProvider();
    Series series =
        Series.of("x", Quantity.FLOW, support, TimeAxis.of(START, 3600, LENGTH), script);
    return new Watch(
            provider.create(Options.defaults(provider.options())),
            Panel.of(series),
            new Window(hour(0), hour(10)),
            new Window(hour(20), hour(until)),
            Calendar.of(ZoneOffset.UTC),
            Site.empty(),
            List.of(events))
        .run(RunContext.standard())
        .alarms();
  }

  @Test
  void anEpisodeRaisesOneAlarmWhenItsFrameIsComplete() {
    set(30, 40, ScriptedProvider.LEAK);
    set(41, 43, ScriptedProvider.BURST);
    assertThat(alarms(Support.INSTANT, 100).stream().map(Alarm::time))
        .containsExactly(hour(30), hour(41));
    assertThat(alarms(Support.INTERVAL_MEAN, 100).stream().map(Alarm::time))
        .containsExactly(hour(31), hour(42));
  }

  @Test
  void faultsAndLullsAreNoAlarmsAndHindsightChangesNone() {
    set(30, 32, ScriptedProvider.FAULT);
    set(32, 34, ScriptedProvider.LOW_USE);
    set(34, 36, ScriptedProvider.LEAK);
    set(36, 50, ScriptedProvider.FAULT);
    List<Alarm> alarms = alarms(Support.INSTANT, 100);
    assertThat(alarms).hasSize(1);
    assertThat(alarms.get(0).time()).as("the first frame that may be a loss").isEqualTo(hour(34));
    assertThat(alarms.get(0).sizeM3h()).as("as it was said then").hasValue(1);
    assertThat(alarms.get(0).onset()).isEqualTo(hour(30));
  }

  @Test
  void aLeakThatGrewForWeeksIsSlow() {
    // A fault that turns into a leak keeps its onset: more than 14 days before, and just as many.
    set(30, 30 + 14 * 24 + 1, ScriptedProvider.FAULT);
    script[30 + 14 * 24 + 1] = ScriptedProvider.LEAK;
    set(500, 500 + 14 * 24, ScriptedProvider.FAULT);
    script[500 + 14 * 24] = ScriptedProvider.LEAK;
    assertThat(alarms(Support.INSTANT, LENGTH).stream().map(Alarm::kind))
        .containsExactly(Alarm.Kind.SLOW, Alarm.Kind.FAST);
  }

  @Test
  void whatWasReportedBeforeTheTestIsKnown() {
    set(15, 25, ScriptedProvider.BURST);
    set(26, 27, ScriptedProvider.BURST);
    List<Alarm> alarms = alarms(Support.INSTANT, 100);
    assertThat(alarms.stream().map(Alarm::kind)).containsExactly(Alarm.Kind.KNOWN, Alarm.Kind.FAST);
    assertThat(alarms.get(0).time()).isEqualTo(hour(20));
  }

  @Test
  void whatEndedBeforeTheTestGivesNoRowAndWhatBeginsWithItIsNew() {
    set(12, 20, ScriptedProvider.BURST);
    assertThat(alarms(Support.INSTANT, 100)).isEmpty();
    set(12, 20, ScriptedProvider.NORMAL);
    set(20, 30, ScriptedProvider.BURST);
    assertThat(alarms(Support.INSTANT, 100).get(0).kind()).isEqualTo(Alarm.Kind.FAST);
  }

  @Test
  void noAlarmLiesOutsideTheTest() {
    set(99, 101, ScriptedProvider.BURST);
    assertThat(alarms(Support.INSTANT, 99)).isEmpty();
    assertThat(alarms(Support.INTERVAL_MEAN, 100)).isEmpty();
    assertThat(alarms(Support.INSTANT, 100)).hasSize(1);
  }

  @Test
  void aRepairIsToldWhenItWasKnownAndNotBefore() {
    Repair early = new Repair(hour(1), hour(9), "p1");
    Repair late = new Repair(hour(2), hour(30.5), "p2");
    alarms(Support.INSTANT, 100, late, early);
    assertThat(ScriptedProvider.HEARD)
        .as("the fit hears the early one; each of two sessions the late one, after hour 30")
        .containsExactly(
            "fit " + hour(9),
            "after " + hour(30) + " " + hour(30.5),
            "after " + hour(30) + " " + hour(30.5));
  }

  @Test
  void aRepairEndsNoEpisodeOfASessionThatStaysAnomalous() {
    set(30, 60, ScriptedProvider.LEAK);
    assertThat(alarms(Support.INSTANT, 100, new Repair(hour(40), hour(40), "p"))).hasSize(1);
  }
}
