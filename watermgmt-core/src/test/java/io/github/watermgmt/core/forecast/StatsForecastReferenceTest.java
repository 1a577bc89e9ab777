// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Exponential smoothing with a single season, and the Theta method, against an implementation by
 * others: with its parameters the same numbers, and with our own search an error no greater than
 * that of its search. The series, its results and the script that made them stand in {@code
 * reference/}.
 */
class StatsForecastReferenceTest {
  private static final int SEASON = 12;
  private static final double CLOSE = 1e-6;
  private static final double NO_WORSE = 1.001;
  private static final double NO_CLIP = 1e9;

  private final Properties reference = properties();
  private final double[] daily = values("daily.csv");
  private final double[] level = values("level.csv");

  private static InputStream open(String name) {
    return Objects.requireNonNull(
        StatsForecastReferenceTest.class.getResourceAsStream("reference/" + name), name);
  }

  private static Properties properties() {
    Properties properties = new Properties();
    try (InputStream in = open("reference.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return properties;
  }

  private static double[] values(String name) {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .skip(1)
          .mapToDouble(Double::parseDouble)
          .toArray();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private double[] numbers(String name) {
    return Arrays.stream(reference.getProperty(name).split(" "))
        .mapToDouble(Double::parseDouble)
        .toArray();
  }

  private double number(String name) {
    return numbers(name)[0];
  }

  private static void assertClose(double[] ours, double[] theirs) {
    assertThat(ours).hasSameSizeAs(theirs);
    for (int i = 0; i < ours.length; i++) {
      assertThat(ours[i]).as("[%d]", i).isCloseTo(theirs[i], within(CLOSE * Math.abs(theirs[i])));
    }
  }

  // ---------------------------------------------------------------- exponential smoothing

  /** Runs over the whole series; returns the sum of the squared errors of one step. */
  private double run(Smoothing state) {
    double squares = 0;
    for (int at = 0; at < daily.length; at += SEASON) {
      squares += state.observe(Arrays.copyOfRange(daily, at, at + SEASON), 1, true, SEASON);
    }
    return squares;
  }

  private static Smoothing smoothing(
      double alpha, double beta, double phi, double gamma, double[] states) {
    Smoothing.Gains gains = new Smoothing.Gains(alpha, 1, beta, phi, gamma, 0, 0, NO_CLIP);
    Smoothing state = new Smoothing(gains, SEASON);
    state.leastScale = 1;
    state.level = states[0];
    state.trend = states[1];
    System.arraycopy(states, 2, state.day, 0, SEASON);
    return state;
  }

  private double[] states(String model) {
    double[] states = new double[2 + SEASON];
    states[0] = number(model + ".level");
    states[1] = number(model + ".trend");
    System.arraycopy(numbers(model + ".season"), 0, states, 2, SEASON);
    return states;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ana", "aada"})
  void withTheSameParametersTheSameErrorsStatesAndForecast(String model) {
    Smoothing state =
        smoothing(
            number(model + ".alpha"),
            number(model + ".beta"),
            number(model + ".phi"),
            number(model + ".gamma"),
            states(model));

    assertClose(new double[] {run(state)}, numbers(model + ".sse"));
    double[] last = numbers(model + ".last");
    assertThat(state.level).isCloseTo(last[0], within(CLOSE));
    assertThat(state.trend).isCloseTo(last.length > 1 ? last[1] : 0, within(CLOSE));
    double[] forecast = new double[2 * SEASON];
    double b = state.trend;
    double l = state.level;
    for (int h = 0; h < forecast.length; h++) {
      b *= state.gains.damping();
      l += b;
      forecast[h] = l + state.day[h % SEASON];
    }
    assertClose(forecast, numbers(model + ".forecast"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ana", "aada"})
  void ourSearchErrsNoMoreThanTheirs(String model) {
    boolean trended = model.equals("aada");
    // alpha, gamma, beta / alpha and phi as log odds, and the states: what they search for.
    double[] start = new double[4 + 2 + SEASON];
    start[0] = -2;
    start[1] = -2;
    start[2] = -4;
    start[3] = 3;
    start[4] = Arrays.stream(daily, 0, 2 * SEASON).average().orElseThrow();
    for (int k = 0; k < SEASON; k++) {
      start[6 + k] = (daily[k] + daily[k + SEASON]) / 2 - start[4];
    }
    double[] steps = new double[start.length];
    Arrays.fill(steps, 0.5);
    if (!trended) {
      steps[2] = 0;
      steps[3] = 0;
      steps[5] = 0;
    }
    double[] best = start;
    for (int round = 0; round < 4; round++) {
      best = NelderMead.minimise(x -> run(searched(x, trended)), best, steps, 1e-9, 4000);
    }

    assertThat(run(searched(best, trended))).isLessThanOrEqualTo(NO_WORSE * number(model + ".sse"));
  }

  private static Smoothing searched(double[] x, boolean trended) {
    double alpha = share(x[0]);
    double beta = trended ? alpha * share(x[2]) : 0;
    double phi = trended ? share(x[3]) : 1;
    return smoothing(alpha, beta, phi, share(x[1]), Arrays.copyOfRange(x, 4, x.length));
  }

  private static double share(double logit) {
    return 1 / (1 + Math.exp(-logit));
  }

  // ---------------------------------------------------------------- Theta

  private double[] all() {
    double[] shares = new double[level.length];
    Arrays.fill(shares, 1);
    return shares;
  }

  /** The recursion as it is written, without the first three errors. */
  private double squares(ThetaLines lines) {
    double sum = 0;
    double l = lines.first();
    for (int t = 0; t < level.length; t++) {
      double fade = Math.pow(1 - lines.alpha(), t);
      double line =
          lines.intercept() * fade
              + lines.slope() * (1 - fade * (1 - lines.alpha())) / lines.alpha();
      double error = level[t] - l - lines.weight() * line;
      sum += t < 3 ? 0 : error * error;
      l += lines.alpha() * (level[t] - l);
    }
    return sum;
  }

  @ParameterizedTest
  @ValueSource(strings = {"stm.fixed", "otm.fixed", "stm", "otm"})
  void withTheSameParametersTheSameLinesAndForecast(String model) {
    ThetaLines lines =
        ThetaLines.of(
            level,
            all(),
            number(model + ".alpha"),
            1 - 1 / number(model + ".theta"),
            number(model + ".first"));

    assertClose(new double[] {lines.last()}, numbers(model + ".last"));
    assertClose(new double[] {squares(lines)}, numbers(model + ".sse"));
    assertClose(lines.ahead(14), numbers(model + ".forecast"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"stm", "otm"})
  void ourThetaErrsNoMoreThanTheirs(String model) {
    ThetaLines lines = ThetaLines.fit(level, all(), model.equals("stm") ? 0.5 : Double.NaN);

    assertThat(squares(lines)).isLessThanOrEqualTo(NO_WORSE * number(model + ".sse"));
  }

  /** The closed form of first level and weight against a search for them. */
  @Test
  void noOtherFirstLevelOrWeightErrsLess() {
    ThetaLines best = ThetaLines.of(level, all(), 0.4, Double.NaN);
    for (double weight : new double[] {0, best.weight() - 0.01, best.weight(), 1}) {
      for (double first : new double[] {best.first() - 0.1, best.first(), best.first() + 0.1}) {
        assertThat(ThetaLines.of(level, all(), 0.4, weight, first).squares())
            .isGreaterThanOrEqualTo(best.squares() - 1e-9);
      }
    }
  }
}
