// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.forecast.ForecastRequest;
import io.github.watermgmt.forecast.History;
import io.github.watermgmt.forecast.QuantileLevel;
import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.Provider;
import io.github.watermgmt.spi.Providers;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise R4 where it is most likely to break: the old model and the one that follows it, asked at
 * the same moment, again and again, for so many steps that what is written step by step takes most
 * of the time. A scratch array that models share is met here at once.
 */
class SharedModelTest {
  private static final int ROUNDS = 60;
  private static final RunContext RUN = RunContext.standard();
  private static final ForecastRequest LONG =
      ForecastRequest.steps(24 * 120).withLevels(List.of(QuantileLevel.of(0.9))).explained();
  private static final TimeAxis AXIS =
      TimeAxis.of(Instant.parse("2023-01-01T23:00:00Z"), Duration.ofHours(1), 42 * 24);

  static Stream<String> forecasters() {
    return Providers.discover().forecasters().stream()
        .filter(provider -> provider.availability().isAvailable())
        .map(Provider::name);
  }

  private static History history(TimeAxis axis, long seed) {
    double[] values = new double[axis.length()];
    SplittableRandom random = new SplittableRandom(seed);
    Arrays.setAll(
        values, t -> 20 + 8 * StrictMath.sin(t % 24 * Math.PI / 12) + 4 * random.nextDouble());
    Series series = Series.of("A", Quantity.FLOW, Support.INTERVAL_MEAN, axis, values);
    return History.of(Panel.of(series), Calendar.of(ZoneId.of("Europe/Rome")));
  }

  @ParameterizedTest
  @MethodSource("forecasters")
  void theOldModelAndTheNewOneAnswerEachForItself(String name) {
    try (FittedForecaster old = Providers.discover().forecaster(name).fit(history(AXIS, 1), RUN);
        FittedForecaster updated = old.update(history(AXIS.next(31), 2), RUN)) {
      Forecast before = old.forecast(LONG, RUN);
      Forecast after = updated.forecast(LONG, RUN);
      assertThat(after).isNotEqualTo(before);
      CyclicBarrier together = new CyclicBarrier(2);
      ExecutorService pool = Executors.newFixedThreadPool(2);
      try {
        CompletableFuture<Long> asOld =
            CompletableFuture.supplyAsync(() -> different(old, before, together), pool);
        CompletableFuture<Long> asNew =
            CompletableFuture.supplyAsync(() -> different(updated, after, together), pool);
        assertThat(asOld.join()).as("mixtures in place of the old model's forecast").isZero();
        assertThat(asNew.join()).as("mixtures in place of the new model's forecast").isZero();
      } finally {
        pool.shutdown();
      }
    }
  }

  private static long different(FittedForecaster model, Forecast expected, CyclicBarrier together) {
    long different = 0;
    for (int round = 0; round < ROUNDS; round++) {
      try {
        together.await();
      } catch (Exception e) {
        throw new IllegalStateException("the other thread has failed", e);
      }
      different += model.forecast(LONG, RUN).equals(expected) ? 0 : 1;
    }
    return different;
  }
}
