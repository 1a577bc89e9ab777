// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How providers and teams fared.
 *
 * <p>Thread-safety: immutable.
 *
 * @param ours each provider when it alone joins the teams, in the order of the providers
 * @param teams each team among the teams alone, best mean rank first
 */
record Placing(List<Teams.Standing> ours, List<Teams.Standing> teams) {

  /** Copies the lists. */
  Placing {
    ours = List.copyOf(ours);
    teams = List.copyOf(teams);
  }

  /** Places every provider; the weeks of the teams in order are the origins in order. */
  static Placing of(Teams teams, Inputs inputs, ScoreBook scores) {
    double[] none = new double[Teams.INDICATORS.size()];
    Arrays.fill(none, Double.NaN);
    int[] metrics = Teams.INDICATORS.stream().mapToInt(scores::metric).toArray();
    return new Placing(
        scores.providers().stream()
            .map(
                provider -> {
                  Map<Cell, double[]> own = new HashMap<>();
                  for (ScoreBook.Row row : scores.rows(provider)) {
                    double[] indicators =
                        Arrays.stream(metrics).mapToDouble(m -> row.scores()[m]).toArray();
                    own.put(new Cell(row.origin(), row.series()), indicators);
                  }
                  return teams.place(
                      provider,
                      (week, series) ->
                          own.getOrDefault(new Cell(inputs.origins().get(week), series), none));
                })
            .toList(),
        teams.standings());
  }

  private record Cell(Instant origin, String series) {}
}
