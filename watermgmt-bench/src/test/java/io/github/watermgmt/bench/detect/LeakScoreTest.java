// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.core.io.LeaksCsv.Growth;
import io.github.watermgmt.core.io.LeaksCsv.Leak;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class LeakScoreTest {
  private static final Instant FROM = Instant.parse("2021-01-01T00:00:00Z");
  private static final Window YEAR = new Window(FROM, FROM.plus(Duration.ofDays(365)));

  private static Instant day(double days) {
    return FROM.plusSeconds(Math.round(days * 86_400));
  }

  private static Leak leak(String pipe, double from, double to, Growth growth) {
    return new Leak(pipe, day(from), day(to), growth);
  }

  private static LeakScore score(List<Leak> leaks, double... alarms) {
    List<Instant> times = new ArrayList<>();
    for (double alarm : alarms) {
      times.add(day(alarm));
    }
    return LeakScore.of(leaks, Optional.empty(), YEAR, times);
  }

  @Test
  void anAlarmHitsTheNewestLeakThatIsNotHitYet() {
    List<Leak> leaks =
        List.of(leak("a", 10, 40, Growth.ABRUPT), leak("b", 12, 40, Growth.INCIPIENT));
    LeakScore score = score(leaks, 13, 14, 15, 30);
    assertThat(score.verdicts().stream().map(LeakScore.Verdict::outcome))
        .containsExactly(
            LeakScore.Outcome.HIT,
            LeakScore.Outcome.HIT,
            LeakScore.Outcome.REPEAT,
            LeakScore.Outcome.FALSE);
    assertThat(score.verdicts().get(0).leak().orElseThrow().pipe()).isEqualTo("b");
    assertThat(score.delaysH()).containsExactly(24.0, 96.0);
    assertThat(score.medianDelayH()).isEqualTo(60);
    assertThat(score.abrupt()).hasValue(1);
    assertThat(score.abruptHits()).hasValue(1);
  }

  @Test
  void theEdgesOfALeakCount() {
    List<Leak> one = List.of(leak("a", 10, 12, Growth.ABRUPT));
    assertThat(score(one, 10).hits()).isEqualTo(1);
    assertThat(score(one, 12).hits()).isEqualTo(1);
    assertThat(score(one, 12.001).falseAlarms()).isEqualTo(1);
    List<Leak> lasting = List.of(leak("a", 10, 100, Growth.ABRUPT));
    assertThat(score(lasting, 17).hits()).isEqualTo(1);
    assertThat(score(lasting, 17.001).falseAlarms()).isEqualTo(1);
  }

  @Test
  void onlyWhatLiesWithinTheTestCounts() {
    List<Leak> before = List.of(leak("a", -1, 20, Growth.ABRUPT));
    LeakScore score = score(before, -0.5, 1, 365);
    assertThat(score.newLeaks()).isZero();
    assertThat(score.alarms()).isEqualTo(1);
    assertThat(score.falseAlarms()).isEqualTo(1);
  }

  @Test
  void whatNobodyKnowsStaysOpen() {
    LeakScore score = score(List.of(leak("a", 1, 2, Growth.UNKNOWN)));
    assertThat(score.abrupt()).isEmpty();
    assertThat(score.detectable()).isEmpty();
    assertThat(score.medianDelayH()).isNaN();
    assertThat(score.chance()).isZero();
  }

  @Test
  void chanceIsWhatOneAlarmCovers() {
    // One alarm hits one of four leaks that each can be hit for 7 of 365 days.
    List<Leak> leaks = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      leaks.add(leak("p" + i, 50 * i, 50 * i + 30, Growth.ABRUPT));
    }
    assertThat(score(leaks, 300).chance()).isCloseTo(28.0 / 365, within(0.02));
  }

  /**
   * The rule once more, as its author wrote it down: sets of what is active, and of what is hit.
   */
  @Property(tries = 150)
  void agreesWithTheRuleWrittenAnew(@ForAll long seed, @ForAll @IntRange(max = 40) int alarms) {
    Random random = new Random(seed);
    List<Leak> leaks = new ArrayList<>();
    for (int i = 0; i < 15; i++) {
      double from = Math.floor(random.nextDouble() * 120 - 10);
      Growth growth = random.nextBoolean() ? Growth.ABRUPT : Growth.INCIPIENT;
      leaks.add(leak("p" + i, from, from + 1 + random.nextInt(20), growth));
    }
    Set<Leak> detectable = new HashSet<>(leaks.subList(0, 7));
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < alarms; i++) {
      times.add(day(Math.floor(random.nextDouble() * 250 - 10) / 2));
    }
    LeakScore score = LeakScore.of(leaks, Optional.of(detectable), YEAR, times);

    Collections.sort(times);
    Set<Leak> hit = new HashSet<>();
    int wrong = 0;
    int again = 0;
    double hours = 0;
    for (Instant time : times) {
      if (time.isBefore(FROM)) {
        continue;
      }
      Set<Instant> begins = new TreeSet<>();
      boolean active = false;
      for (Leak leak : leaks) {
        boolean fits =
            !leak.start().isBefore(FROM)
                && !leak.start().isAfter(time)
                && !leak.end().isBefore(time)
                && Duration.between(leak.start(), time).compareTo(Duration.ofDays(7)) <= 0;
        active |= fits;
        if (fits && !hit.contains(leak)) {
          begins.add(leak.start());
        }
      }
      if (!begins.isEmpty()) {
        Instant newest = new ArrayList<>(begins).get(begins.size() - 1);
        Leak one = null;
        for (Leak leak : leaks) {
          boolean fits = leak.start().equals(newest) && !leak.end().isBefore(time);
          one = fits && !hit.contains(leak) ? leak : one;
        }
        hit.add(one);
        hours += Duration.between(newest, time).toMinutes() / 60.0;
      } else if (active) {
        again++;
      } else {
        wrong++;
      }
    }
    assertThat(score.hits()).isEqualTo(hit.size());
    assertThat(score.falseAlarms()).isEqualTo(wrong);
    assertThat(score.repeats()).isEqualTo(again);
    assertThat(score.detectableFound())
        .hasValue((int) hit.stream().filter(detectable::contains).count());
    assertThat(score.delaysH().stream().mapToDouble(h -> h).sum()).isCloseTo(hours, within(1e-6));
    assertThat(score.hits() + score.falseAlarms() + score.repeats()).isEqualTo(score.alarms());
  }
}
