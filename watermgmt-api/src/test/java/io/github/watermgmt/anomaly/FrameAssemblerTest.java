// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.series.DuplicatePolicy;
import io.github.watermgmt.series.Stamp;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameAssemblerTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final double NAN = Double.NaN;

  private static FrameAssembler.Builder hourly(Support... supports) {
    FrameAssembler.Builder builder = FrameAssembler.builder(HOUR);
    for (int i = 0; i < supports.length; i++) {
      builder.channel("c" + i, supports[i]);
    }
    return builder;
  }

  private static FrameAssembler.Builder mean() {
    return hourly(Support.INTERVAL_MEAN);
  }

  /** Hour of the stamp and values, one line per frame. */
  private static List<String> drained(FrameAssembler assembler) {
    List<String> frames = new ArrayList<>();
    assembler.drain((time, frame) -> frames.add(text(time, frame)));
    return frames;
  }

  private static List<String> flushed(FrameAssembler assembler) {
    List<String> frames = new ArrayList<>();
    assembler.flush((time, frame) -> frames.add(text(time, frame)));
    return frames;
  }

  private static String text(long time, double[] frame) {
    return String.format(Locale.ROOT, "%.2f %s", time / 3600.0, Arrays.toString(frame));
  }

  private static long at(double hour) {
    return Math.round(hour * 3600);
  }

  @Test
  void aFrameComesWhenTheWatermarkPassesItsEnd() {
    FrameAssembler assembler = mean().lateness(Duration.ofMinutes(30)).build();
    assertThat(assembler.offer(0, at(10), 1)).isTrue();
    assertThat(drained(assembler)).isEmpty();
    assembler.offer(0, at(11.49), 2);
    assertThat(drained(assembler)).isEmpty();
    assembler.offer(0, at(11.5), 4);
    assertThat(drained(assembler)).containsExactly("10.00 [1.0]");
    assertThat(drained(assembler)).isEmpty();
    assertThat(flushed(assembler)).containsExactly("11.00 [3.0]");
    assertThat(assembler.emitted()).isEqualTo(2);
  }

  @Test
  void whatIsLateIsCountedAndLeftOut() {
    FrameAssembler assembler = mean().lateness(Duration.ofMinutes(30)).build();
    assembler.offer(0, at(10), 1);
    assembler.offer(0, at(11.6), 2);
    // The step is closed by the watermark, drained or not.
    assertThat(assembler.offer(0, at(10.9), 100)).isFalse();
    // Older than the watermark, of a step that is still open: not too late.
    assertThat(assembler.offer(0, at(11), 4)).isTrue();
    assertThat(assembler.late()).isEqualTo(1);
    assertThat(flushed(assembler)).containsExactly("10.00 [1.0]", "11.00 [3.0]");
    assertThat(assembler.offer(0, at(11.9), 100)).isFalse();
    assertThat(assembler.late()).isEqualTo(2);
    assertThat(assembler.offer(0, at(12), 5)).isTrue();
    assertThat(flushed(assembler)).containsExactly("12.00 [5.0]");
  }

  @Test
  void severalReadingsOfAStepAreCombinedBySupport() {
    FrameAssembler assembler =
        hourly(Support.INTERVAL_MEAN, Support.INTERVAL_TOTAL, Support.INSTANT).build();
    double[] values = {4, 8, 3};
    for (int i = 0; i < 3; i++) {
      assembler.offer(0, at(10 + i * 0.25), values[i]);
      assembler.offer(1, at(10 + i * 0.25), values[i]);
      // For an instant the newest at or before the stamp counts, less than a step old.
      assembler.offer(2, at(9.25 + i * 0.25), values[i]);
    }
    assembler.offer(2, at(10.01), 99);
    assertThat(flushed(assembler))
        .containsExactly("10.00 [5.0, 15.0, 3.0]", "11.00 [NaN, NaN, 99.0]");
  }

  @Test
  void missingReadingsAreMissing() {
    FrameAssembler assembler =
        hourly(Support.INTERVAL_MEAN, Support.INTERVAL_TOTAL, Support.INSTANT).build();
    for (int channel = 0; channel < 3; channel++) {
      double shift = channel == 2 ? -0.75 : 0;
      assembler.offer(channel, at(10 + shift), 4);
      assembler.offer(channel, at(10.5 + shift), NAN);
    }
    assertThat(flushed(assembler)).containsExactly("10.00 [4.0, NaN, 4.0]");
    assembler.offer(0, at(11), NAN);
    assertThat(flushed(assembler)).containsExactly("11.00 [NaN, NaN, NaN]");
  }

  @ParameterizedTest
  @CsvSource({"KEEP_LAST, 3.0", "KEEP_FIRST, 1.0", "MEAN, 2.5"})
  void duplicatesAreResolvedAndCounted(DuplicatePolicy policy, String expected) {
    FrameAssembler assembler = mean().duplicates(policy).build();
    assembler.offer(0, at(10), 1);
    assembler.offer(0, at(11), 9);
    assembler.offer(0, at(10), NAN);
    assertThat(assembler.late()).isEqualTo(1);
    assertThat(flushed(assembler)).containsExactly("10.00 [1.0]", "11.00 [9.0]");

    FrameAssembler again = mean().duplicates(policy).lateness(HOUR).build();
    again.offer(0, at(10), 1);
    again.offer(0, at(10), NAN);
    again.offer(0, at(11), 9);
    again.offer(0, at(10), 3.5);
    again.offer(0, at(10), 3);
    assertThat(again.duplicates()).isEqualTo(3);
    assertThat(again.late()).isZero();
    assertThat(flushed(again)).containsExactly("10.00 [" + expected + "]", "11.00 [9.0]");
  }

  @Test
  void aDuplicateThatIsRefusedChangesNothing() {
    FrameAssembler assembler = mean().duplicates(DuplicatePolicy.REFUSE).build();
    assembler.offer(0, at(10), 1);
    DataException error =
        catchThrowableOfType(DataException.class, () -> assembler.offer(0, at(10), 2));
    assertThat(error.code()).isEqualTo(ErrorCode.DUPLICATE);
    assertThat(error)
        .hasMessageContaining("reading of 'c0' (1970-01-01T10:00:00Z), is refused: there is");
    assertThat(assembler.duplicates()).isZero();
    assertThat(flushed(assembler)).containsExactly("10.00 [1.0]");
  }

  @Test
  void infiniteValuesNeverPass() {
    FrameAssembler assembler = hourly(Support.INTERVAL_MEAN, Support.INSTANT).build();
    DataException error =
        catchThrowableOfType(
            DataException.class, () -> assembler.offer(1, at(10), Double.NEGATIVE_INFINITY));
    assertThat(error.code()).isEqualTo(ErrorCode.NON_FINITE_VALUE);
    assertThat(error)
        .hasMessageContaining("reading of 'c1' (1970-01-01T10:00:00Z)")
        .hasMessageContaining("-Infinity is not a number");
    assertThat(flushed(assembler)).isEmpty();
  }

  @Test
  void silenceGivesEmptyFramesUpToTheLongestGap() {
    FrameAssembler assembler = mean().longestGap(Duration.ofHours(3)).build();
    assembler.offer(0, at(10), 1);
    assembler.offer(0, at(13), 2);
    assembler.offer(0, at(20), 3);
    assertThat(drained(assembler))
        .containsExactly(
            "10.00 [1.0]",
            "11.00 [NaN]",
            "12.00 [NaN]",
            "13.00 [2.0]",
            "14.00 [NaN]",
            "15.00 [NaN]",
            "16.00 [NaN]");
    assertThat(assembler.skipped()).isZero();
    assertThat(flushed(assembler)).containsExactly("20.00 [3.0]");
    assertThat(assembler.skipped()).isEqualTo(3);
    assertThat(assembler.emitted()).isEqualTo(8);
  }

  @Test
  void timePassesWithoutReadings() {
    FrameAssembler assembler = mean().longestGap(Duration.ofHours(2)).build();
    assembler.advanceTo(at(9));
    assertThat(drained(assembler)).isEmpty();
    assembler.offer(0, at(10), 1);
    assembler.advanceTo(at(12));
    assembler.advanceTo(at(11));
    assertThat(drained(assembler)).containsExactly("10.00 [1.0]", "11.00 [NaN]");
    assembler.advanceTo(at(1000));
    assertThat(drained(assembler)).containsExactly("12.00 [NaN]");
    assertThat(assembler.offer(0, at(999), 1)).isFalse();
    assembler.offer(0, at(1000.5), 5);
    assertThat(flushed(assembler)).containsExactly("1000.00 [5.0]");
  }

  @Test
  void aStampFarInTheFutureIsStoppedByTheClock() {
    AtomicLong now = new AtomicLong(at(11));
    FrameAssembler assembler = mean().clock(now::get).build();
    assertThat(assembler.offer(0, at(10), 1)).isTrue();
    assertThat(assembler.offer(0, at(11) + 1, 9)).isFalse();
    assertThat(assembler.early()).isEqualTo(1);
    now.incrementAndGet();
    assertThat(assembler.offer(0, at(11) + 1, 9)).isTrue();
    assertThat(assembler.late()).isZero();
    assertThat(drained(assembler)).containsExactly("10.00 [1.0]");
  }

  @Test
  void endStampsBelongToTheStepBefore() {
    FrameAssembler assembler =
        hourly(Support.INTERVAL_TOTAL, Support.INSTANT).stamp(Stamp.END).build();
    for (int quarter = 1; quarter <= 4; quarter++) {
      assembler.offer(0, at(10 + quarter * 0.25), quarter);
    }
    assembler.offer(1, at(10), 7);
    // Another reading of this instant may still come for 10:00, so it is not closed.
    assertThat(drained(assembler)).isEmpty();
    assertThat(assembler.offer(0, at(11.25), 100)).isTrue();
    assertThat(drained(assembler)).containsExactly("10.00 [10.0, 7.0]");
  }

  @Test
  void framesLieOnTheGridOfTheAxis() {
    TimeAxis grid = TimeAxis.of(at(100.25), 3600, 5);
    FrameAssembler assembler =
        FrameAssembler.builder(grid).channel("a", Support.INTERVAL_MEAN).build();
    assembler.offer(0, at(10.24), 1);
    assembler.offer(0, at(10.25), 2);
    assembler.offer(0, at(11.24), 4);
    assertThat(flushed(assembler)).containsExactly("9.25 [1.0]", "10.25 [3.0]");
  }

  @Test
  void timesBeforeTheEpochAreTimesToo() {
    FrameAssembler assembler = hourly(Support.INTERVAL_MEAN, Support.INSTANT).build();
    assembler.offer(0, at(-0.5), 1);
    assembler.offer(1, at(-1.5), 2);
    assertThat(flushed(assembler)).containsExactly("-1.00 [1.0, 2.0]");
  }

  @Test
  void aConsumerThatThrowsGetsTheFrameAgain() {
    FrameAssembler assembler = mean().build();
    assembler.offer(0, at(10), 1);
    assembler.offer(0, at(12), 2);
    List<String> seen = new ArrayList<>();
    FrameConsumer fussy =
        (time, frame) -> {
          if (seen.size() == 1) {
            seen.add("thrown");
            throw new IllegalStateException("store down");
          }
          seen.add(text(time, frame));
        };
    assertThatThrownBy(() -> assembler.drain(fussy)).hasMessage("store down");
    assertThat(assembler.drain(fussy)).isEqualTo(1);
    assertThat(seen).containsExactly("10.00 [1.0]", "thrown", "11.00 [NaN]");
    assertThat(assembler.emitted()).isEqualTo(2);
  }

  @Test
  void aConsumerMustNotUseItsAssembler() {
    FrameAssembler assembler = mean().build();
    assembler.offer(0, at(10), 1);
    assembler.offer(0, at(11), 1);
    assertThatThrownBy(() -> assembler.drain((time, frame) -> assembler.offer(0, time, 1)))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> assembler.drain((time, frame) -> assembler.flush((t, f) -> {})))
        .isInstanceOf(IllegalStateException.class);
    assertThat(drained(assembler)).containsExactly("10.00 [1.0]");
  }

  @Test
  void programmerErrorsAreTheJdksOwn() {
    FrameAssembler assembler = mean().build();
    assertThatThrownBy(() -> assembler.offer(1, 0, 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> assembler.offer(0, Long.MAX_VALUE, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Maybe it is in milliseconds");
    assertThatThrownBy(() -> assembler.advanceTo(Long.MIN_VALUE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(flushed(assembler)).isEmpty();
  }

  @Test
  void everyProblemOfTheConfigurationIsToldAtOnce() {
    DataException error =
        catchThrowableOfType(
            DataException.class,
            () ->
                mean()
                    .channels(List.of("c0", "c1"), Support.INSTANT)
                    .lateness(Duration.ofMillis(1500))
                    .longestGap(Duration.ofHours(-1))
                    .build());
    assertThat(error.code()).isEqualTo(ErrorCode.IRREGULAR_ROWS);
    assertThat(error.problems())
        .containsExactly(
            "channel (c0), must be unique. Maybe rename it.",
            "lateness (PT1.5S), must be whole seconds, not negative.",
            "longestGap (PT-1H), must be whole seconds, not negative.");
    assertThatThrownBy(() -> FrameAssembler.builder(HOUR).build())
        .hasMessageContaining("channels (0), must be at least one");
    assertThatThrownBy(() -> FrameAssembler.builder(Duration.ZERO))
        .isInstanceOf(DataException.class);
    assertThat(mean().channels(List.of("x", "y"), Support.INSTANT).build().channels())
        .containsExactly("c0", "x", "y");
  }
}
