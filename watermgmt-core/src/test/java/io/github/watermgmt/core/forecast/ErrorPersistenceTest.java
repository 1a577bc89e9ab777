// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ErrorPersistenceTest {
  private static final int SLOTS = 24;
  private static final int DAYS = ErrorPersistence.DAYS;
  private static final double FORECAST = 25;
  private static final double ROOT = 5;

  /** What one day adds to a forecast of 25 with a unit of 25, and how wide its bands remain. */
  private record Corrected(double[] correction, double[] width) {
    @Override
    public String toString() {
      return Arrays.toString(correction);
    }
  }

  private static ErrorPersistence learn(int blocks, double memory, double level, double noise) {
    Random random = new Random(3);
    int[] origins = new int[blocks];
    float[][] errors = new float[blocks][ErrorBands.LEADS * SLOTS];
    for (int b = 0; b < blocks; b++) {
      origins[b] = 20_000 - 7 * b;
      double stays = level * random.nextGaussian();
      double fades = noise * random.nextGaussian();
      for (int i = 0; i < errors[b].length; i++) {
        errors[b][i] = random.nextInt(20) == 0 ? Float.NaN : (float) (stays + fades);
        double fresh = noise * Math.sqrt(1 - memory * memory);
        fades = memory * fades + fresh * random.nextGaussian();
      }
    }
    return ErrorPersistence.of(ErrorBands.of(SLOTS, FORECAST, origins, errors), SLOTS);
  }

  /** Corrects a day from its first errors, each over the root of the forecast. */
  private static Corrected correct(ErrorPersistence learnt, double... errors) {
    double[] today = new double[SLOTS];
    Arrays.fill(today, Double.NaN);
    for (int k = 0; k < errors.length; k++) {
      today[k] = FORECAST + ROOT * errors[k];
    }
    double[] forecast = new double[DAYS * SLOTS];
    Arrays.fill(forecast, FORECAST);
    double[] correction = new double[forecast.length];
    double[] width = new double[forecast.length];
    Arrays.fill(width, 1);
    learnt.correct(today, forecast, correction, width);
    return new Corrected(correction, width);
  }

  @Test
  void anErrorFadesAsFastAsItDidInThePast() {
    Corrected slow = correct(learn(43, 0.9, 0, 1), 0, 0, 0, 0, 0, 1);
    Corrected fast = correct(learn(43, 0.3, 0, 1), 0, 0, 0, 0, 0, 1);

    // Between what the past shows and what is usual, which counts as long as little is known.
    for (int hours = 1; hours <= 3; hours++) {
      double usual = Math.pow(0.5, hours);
      assertThat(slow.correction()[5 + hours] / ROOT).isBetween(usual + 0.1, Math.pow(0.9, hours));
      assertThat(fast.correction()[5 + hours] / ROOT).isBetween(Math.pow(0.3, hours), usual - 0.02);
    }
  }

  @Test
  void aLevelThatStaysIsCarriedIntoTheNextDay() {
    double[] morning = new double[18];
    Arrays.fill(morning, 1);
    Corrected stays = correct(learn(43, 0, 1, 0.3), morning);
    Corrected passes = correct(learn(43, 0, 0, 1), morning);

    assertThat(stays.correction()[18]).isGreaterThan(0.8 * ROOT);
    assertThat(stays.correction()[40]).isGreaterThan(0.7 * ROOT);
    assertThat(passes.correction()[40]).isLessThan(0.6 * stays.correction()[40]);
  }

  @Test
  void bandsNarrowAsFarAsErrorsCanBeForeseen() {
    Corrected foreseen = correct(learn(43, 0.95, 0, 1), 1, 1, 1);
    Corrected noise = correct(learn(43, 0, 0, 1), 1, 1, 1);

    assertThat(foreseen.width()[3]).isBetween(0.3, 0.65);
    assertThat(foreseen.width()[3]).isLessThan(foreseen.width()[8]);
    assertThat(noise.width()[3]).isBetween(0.8, 1.05);
    assertThat(Arrays.copyOf(foreseen.width(), 3)).containsOnly(1);
  }

  @Test
  void withoutAPastALastErrorHalvesEveryHour() {
    ErrorPersistence usual = learn(0, 0, 0, 0);
    Corrected late = correct(usual, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    double mean = 1.0 / 24; // one error in twelve hours, and twelve more of none
    for (int hours = 1; hours <= 12; hours++) {
      double fading = Math.pow(0.5, hours);
      assertThat(late.correction()[11 + hours])
          .isCloseTo(ROOT * (fading + (1 - fading) * mean), within(1e-9));
    }
  }

  @Test
  void aBrokenMeterDoesNotRuinTheDay() {
    ErrorPersistence learnt = learn(43, 0.7, 0.3, 1);

    double broken = correct(learnt, 0, 0, 0, 1000).correction()[4];
    double large = correct(learnt, 0, 0, 0, 5).correction()[4];

    assertThat(broken).isLessThan(3 * large);
  }

  @Test
  void whatIsNotKnownAddsNothing() {
    ErrorPersistence learnt = learn(43, 0.7, 0.3, 1);

    assertThat(correct(learnt).correction()).containsOnly(0);
    assertThat(correct(learnt, Double.NaN, Double.NaN).width()).containsOnly(1);
    double[] gap = correct(learnt, 1, Double.NaN, Double.NaN).correction();
    double[] none = correct(learnt, 1).correction();
    assertThat(Arrays.copyOfRange(gap, 3, gap.length))
        .containsExactly(Arrays.copyOfRange(none, 3, none.length));
  }
}
