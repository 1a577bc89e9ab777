// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.forecast;

import io.github.watermgmt.core.evaluate.DieboldMariano;
import io.github.watermgmt.forecast.QuantileLevel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.TreeMap;

/**
 * The results in a few numbers per provider, for the terminal and the report.
 *
 * <p>Thread-safety: stateless.
 */
final class Summary {
  /** Metrics that stand in the summary, in order; the CRPS stands there in percent of demand. */
  static final List<String> METRICS =
      List.of("MAE", "PI1", "PI2", "PI3", "MASE", "RMSE", "bias", "CRPS %", "cov80", "cov90");

  /** Metrics whose differences are tested in the summary. */
  private static final List<String> TESTED = List.of("MAE", "PI1", "MASE");

  private static final String PERCENT = "CRPS %";
  private static final int WIDTH = 9;

  private Summary() {}

  /** Returns one of {@link #METRICS} of a provider; NaN if there is none. */
  static double value(ScoreBook scores, String provider, String metric) {
    return metric.equals(PERCENT)
        ? scores.percent(provider, "CRPS")
        : scores.mean(provider, metric);
  }

  /** Returns how a provider's median cost per origin compares with that of the first. */
  static OptionalDouble ratio(ForecastRun.Result result, List<Instant> origins, String provider) {
    OptionalDouble own = result.costs().median(provider, origins, CostBook.Medians::cpuMs);
    OptionalDouble first =
        result.costs().median(result.scores().providers().get(0), origins, CostBook.Medians::cpuMs);
    return own.isPresent() && first.isPresent() && first.getAsDouble() > 0
        ? OptionalDouble.of(own.getAsDouble() / first.getAsDouble())
        : OptionalDouble.empty();
  }

  /** Returns what a reader should know of the results, a sentence each. */
  static List<String> notes(Inputs inputs, ForecastRun.Result result) {
    List<String> notes = new ArrayList<>(inputs.notes());
    List<QuantileLevel> lacking =
        QuantileLevel.STANDARD.stream().filter(level -> !inputs.levels().contains(level)).toList();
    if (!lacking.isEmpty()) {
      notes.add(
          "no CRPS: it is the mean over the levels 0.05, 0.10, … 0.95, and --levels lacks "
              + lacking);
    }
    for (String provider : result.scores().providers()) {
      boolean some = result.scores().rows(provider).stream().anyMatch(r -> r.failure().isEmpty());
      if (some && result.scores().observed(provider).isEmpty()) {
        notes.add("'" + provider + "' gives no quantiles: it has neither CRPS nor coverage");
      }
    }
    notes.addAll(result.notes());
    result.skipped().forEach((peer, why) -> notes.add("peer '" + peer + "' skipped: " + why));
    // Each reason once, with how many rows it spoiled.
    TreeMap<String, Integer> reasons = new TreeMap<>();
    for (ScoreBook.Row row : result.scores().rows()) {
      row.failure().ifPresent(why -> reasons.merge(row.provider() + ": " + why, 1, Integer::sum));
    }
    reasons.forEach((why, rows) -> notes.add(rows + " rows failed, " + why));
    return notes;
  }

  /** Returns the table of the terminal. */
  static String text(Inputs inputs, ForecastRun.Result result) {
    ScoreBook scores = result.scores();
    int width =
        scores.providers().stream().mapToInt(String::length).reduce("provider".length(), Math::max);
    StringBuilder text = new StringBuilder(1 << 12);
    text.append(pad("provider", width)).append(right("rows")).append(right("failed"));
    METRICS.forEach(metric -> text.append(right(metric)));
    text.append(right("CPU ms")).append(right("ratio")).append('\n');
    for (String provider : scores.providers()) {
      text.append(pad(provider, width));
      text.append(right(Integer.toString(scores.rows(provider).size())));
      text.append(right(Long.toString(scores.failures(provider))));
      for (String metric : METRICS) {
        text.append(right(number(value(scores, provider, metric), 3)));
      }
      OptionalDouble cpu =
          result.costs().median(provider, inputs.origins(), CostBook.Medians::cpuMs);
      text.append(right(number(cpu.orElse(Double.NaN), 2)));
      text.append(right(number(ratio(result, inputs.origins(), provider).orElse(Double.NaN), 2)));
      text.append('\n');
    }
    text.append("Errors in ").append(inputs.unit().symbol());
    text.append(", means over series and origins; CPU ms: median per origin, all series.\n");
    differences(text, width, scores);
    inputs.teams().ifPresent(teams -> teams(text, width, Placing.of(teams, inputs, scores)));
    inputs.ingest().notes().forEach(note -> text.append("- ").append(note).append('\n'));
    notes(inputs, result).forEach(note -> text.append("- ").append(note).append('\n'));
    result.partial().ifPresent(why -> text.append("PARTIAL: ").append(why).append('\n'));
    return text.toString();
  }

  /** How sure it is that a provider is better or worse than the first. */
  private static void differences(StringBuilder text, int width, ScoreBook scores) {
    List<String> providers = scores.providers();
    if (providers.size() > 1) {
      text.append('\n').append(pad("less the first", width));
      for (String metric : TESTED) {
        text.append(right(metric)).append(right("± SE")).append(right("p"));
      }
      text.append(right("origins")).append('\n');
      for (String provider : providers.subList(1, providers.size())) {
        text.append(pad(provider, width));
        int origins = 0;
        for (String metric : TESTED) {
          DieboldMariano test = scores.test(provider, providers.get(0), metric);
          text.append(right(number(test.difference(), 3)));
          text.append(right(number(test.standardError(), 3)));
          text.append(right(probability(test.twoSided())));
          origins = Math.max(origins, test.origins());
        }
        text.append(right(Integer.toString(origins))).append('\n');
      }
      text.append("p: two-sided, Diebold-Mariano with small-sample correction, by origins.\n");
    }
    List<String> holidays = new ArrayList<>();
    for (String provider : providers) {
      double more = WhereSection.holidays(scores, provider);
      if (!Double.isNaN(more)) {
        holidays.add(String.format(Locale.ROOT, "%s %+.0f %%", provider, 100 * more));
      }
    }
    if (!holidays.isEmpty()) {
      text.append("MAE on public holidays against all other days: ");
      text.append(String.join(", ", holidays)).append(".\n");
    }
  }

  /** Returns a probability, a dash for NaN. */
  static String probability(double p) {
    return p < 0.001 ? "<0.001" : number(p, 3);
  }

  private static void teams(StringBuilder text, int width, Placing placing) {
    text.append('\n').append(pad("among the teams", width));
    Teams.INDICATORS.forEach(indicator -> text.append(right(indicator)));
    text.append(right("rank")).append(right("cells")).append('\n');
    for (Teams.Standing standing : placing.ours()) {
      text.append(pad(standing.name(), width));
      for (double mean : standing.means()) {
        text.append(right(number(mean, 3)));
      }
      text.append(right(number(standing.rank(), 2)));
      text.append(right(Integer.toString(standing.cells()))).append('\n');
    }
    Teams.Standing best = placing.teams().get(0);
    text.append("Best mean rank of the ")
        .append(placing.teams().size())
        .append(" teams among themselves: ")
        .append(number(best.rank(), 2))
        .append(" (")
        .append(best.name())
        .append(").\n");
  }

  /** Returns a number with so many decimals, a dash for NaN. */
  static String number(double value, int decimals) {
    return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }

  private static String right(String text) {
    return " " + " ".repeat(Math.max(0, WIDTH - 1 - text.length())) + text;
  }
}
