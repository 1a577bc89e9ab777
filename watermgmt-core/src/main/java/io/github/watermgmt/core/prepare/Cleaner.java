// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.series.Calendar;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Quality;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.spi.RunContext;
import io.github.watermgmt.unit.Quantity;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Takes values out of a panel that the sensor cannot have measured: a deliberate step of the
 * caller, before any model.
 *
 * <ul>
 *   <li>{@link Check#RANGE}: outside the limits given; without limits nothing is.
 *   <li>{@link Check#SPIKE}: further than so many robust standard deviations from the usual value:
 *       the median of the same wall-clock hour of the same day of the week over the last eight
 *       weeks, a public holiday counting among Sundays, both as the day judged and as a day
 *       remembered. However regular the series, a flow or volume between half and twice its usual
 *       is no spike, nor is one above its usual by at most 0.6 of the series' median over the last
 *       four weeks: nights use little, and a burst adds as much to them as to days ({@link
 *       Builder#spikeFactor}). So hot days, bursts of half the usual flow and most holidays that
 *       nobody has listed stay; a reading of zero does not. What deviates for longer than a spike
 *       may last is a change in the network and stays. Where a quarter of the values are zero, as
 *       in a household, use looks like a spike and none is seen. In the first weeks, too little is
 *       known to judge; the report says how many values that left.
 *   <li>{@link Check#STUCK}: at least so many equal values in a row, and more than the series' own
 *       habit explains: if neighbours were as often equal as in the eight weeks before, a run as
 *       long would come by chance less than once in a thousand such times ({@link Builder#habit}).
 *       The first of them stay, because they could not be told from honest ones when they came.
 * </ul>
 *
 * <p>Every verdict is causal: it depends on the value and those before it. What is taken out
 * becomes missing, is listed in the {@link CleaningReport}, and can be put back.
 *
 * <p>Thread-safety: immutable. Time: linear in the number of values, about half a microsecond a
 * value for the spike check. Memory while a series is cleaned: about 30 bytes a value.
 */
public final class Cleaner {
  private final Calendar calendar;
  private final Set<Check> checks;
  private final Map<String, Limits> limits;
  private final double deviations;
  private final double factor;
  private final Duration longestSpike;
  private final Map<Support, Integer> repeats;
  private final double tolerance;
  private final boolean zeroMayLast;
  private final boolean habit;

  private record Limits(double min, double max) {}

  private Cleaner(Builder builder) {
    this.calendar = builder.calendar;
    this.checks = EnumSet.copyOf(builder.checks);
    this.limits = new TreeMap<>(builder.limits);
    this.deviations = builder.deviations;
    this.factor = builder.factor;
    this.longestSpike = builder.longestSpike;
    this.repeats = new EnumMap<>(builder.repeats);
    this.tolerance = builder.tolerance;
    this.zeroMayLast = builder.zeroMayLast;
    this.habit = builder.habit;
  }

  /** Starts a cleaner for consumers who live in a zone and keep no holidays that are known. */
  public static Builder builder(ZoneId zone) {
    return new Builder(Calendar.of(zone));
  }

  /** Starts a cleaner for consumers who live by a calendar: its zone and its public holidays. */
  public static Builder builder(Calendar calendar) {
    return new Builder(calendar);
  }

  /**
   * The cleaned panel and what was done to it.
   *
   * @param panel with the same series and axis; a series of which nothing was taken is the same
   * @param report what was taken
   */
  public record Cleaned(Panel panel, CleaningReport report) {}

  /** Cleans a panel on the calling thread; see {@link #clean(Panel, RunContext)}. */
  public Cleaned clean(Panel panel) {
    return clean(panel, RunContext.standard());
  }

  /**
   * Cleans a panel.
   *
   * @throws io.github.watermgmt.error.CancelledException if the run is cancelled
   * @throws io.github.watermgmt.error.DeadlineExceededException if the run's deadline passes
   */
  public Cleaned clean(Panel panel, RunContext run) {
    One[] done = new One[panel.size()];
    DayTypes days = SpikeCheck.days(panel.axis(), calendar);
    run.forEach(done.length, s -> done[s] = new One(panel.series(s), days));
    List<Series> series = new ArrayList<>();
    List<Removal> removals = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (String id : limits.keySet()) {
      if (!id.isEmpty() && !panel.contains(id)) {
        notes.add("limits for '" + id + "', which is not in the panel");
      }
    }
    int length = panel.axis().length();
    if (checks.contains(Check.SPIKE) && length > 0) {
      LocalDate last = calendar.clock().date(panel.axis().epochSecond(length - 1));
      if (!calendar.covers(last.toEpochDay())) {
        notes.add(
            "holidays are not known until "
                + last
                + ", the last day; those unknown were taken for ordinary days");
      }
    }
    for (One one : done) {
      series.add(one.cleaned);
      removals.addAll(one.removals);
      notes.addAll(one.notes);
    }
    return new Cleaned(Panel.of(series), new CleaningReport(removals, notes));
  }

  /** One series on its way through the checks. */
  private final class One {
    private final Series series;
    private final double[] values;
    private final Quality[] qualities;
    private final List<Removal> removals = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final Series cleaned;

    One(Series series, DayTypes days) {
      this.series = series;
      this.values = series.toArray();
      this.qualities = Qualities.of(series);
      if (checks.contains(Check.RANGE)) {
        take(Check.RANGE, outOfRange());
      }
      if (checks.contains(Check.SPIKE)) {
        boolean ratio =
            series.quantity().equals(Quantity.FLOW) || series.quantity().equals(Quantity.VOLUME);
        SpikeCheck spikes =
            new SpikeCheck(series.axis(), days, values, deviations, ratio ? factor : 1);
        long longest = Math.max(1, longestSpike.toSeconds() / series.axis().stepSeconds());
        take(Check.SPIKE, spikes.run((int) Math.min(Integer.MAX_VALUE, longest)));
        if (spikes.unjudged() > 0) {
          notes.add(
              series.id()
                  + ": "
                  + spikes.unjudged()
                  + " values not checked for spikes, too little comparable history");
        }
      }
      if (checks.contains(Check.STUCK)) {
        take(Check.STUCK, stuck());
      }
      this.cleaned =
          removals.isEmpty() ? series : Qualities.apply(series.withValues(values), qualities);
    }

    private boolean[] outOfRange() {
      boolean[] bad = new boolean[values.length];
      Limits own = limits.getOrDefault(series.id(), limits.get(""));
      for (int i = 0; own != null && i < values.length; i++) {
        bad[i] = values[i] < own.min || values[i] > own.max;
      }
      return bad;
    }

    private boolean[] stuck() {
      boolean[] bad = new boolean[values.length];
      int least = repeats.getOrDefault(series.support(), Integer.MAX_VALUE);
      Habit own = new Habit(values.length, series.axis().stepSeconds());
      double first = Double.NaN;
      int run = 0;
      int enough = least;
      for (int i = 0; i < values.length; i++) {
        // A gap ends no run: a stuck sensor often drops readings as well.
        if (Double.isNaN(values[i])) {
          continue;
        }
        boolean equal = Math.abs(values[i] - first) <= tolerance;
        if (equal) {
          run++;
        } else {
          first = values[i];
          run = 1;
        }
        boolean zero = Math.abs(first) <= tolerance;
        if (run == least && habit && !zero) {
          // What this run has added since it began is no habit yet.
          enough = Math.max(least, own.longest(run - 2));
        } else if (run < least || zero) {
          enough = least;
        }
        bad[i] = run >= enough && !(zeroMayLast && zero);
        if (!bad[i] && !zero && i > 0) {
          own.add(i, equal);
        }
      }
      return bad;
    }

    private void take(Check check, boolean[] bad) {
      int from = 0;
      while (from < bad.length) {
        if (!bad[from]) {
          from++;
          continue;
        }
        int to = from;
        while (to < bad.length && bad[to]) {
          to++;
        }
        double[] taken = Arrays.copyOfRange(values, from, to);
        removals.add(
            new Removal(
                series.id(),
                check,
                series.axis().instant(from),
                series.axis().instant(to - 1),
                taken,
                Removal.qualities(series, from, to)));
        for (int i = from; i < to; i++) {
          values[i] = Double.NaN;
          qualities[i] = Quality.MISSING;
        }
        from = to;
      }
    }
  }

  /** Configures a cleaner. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final Calendar calendar;
    private final Set<Check> checks = EnumSet.allOf(Check.class);
    private final Map<String, Limits> limits = new LinkedHashMap<>();
    private double deviations = 8;
    private double factor = 2;
    private Duration longestSpike = Duration.ofHours(3);
    private final Map<Support, Integer> repeats = new EnumMap<>(Support.class);
    private double tolerance;
    private boolean zeroMayLast = true;
    private boolean habit = true;

    private Builder(Calendar calendar) {
      this.calendar = calendar;
      repeats.put(Support.INTERVAL_MEAN, 6);
      repeats.put(Support.INTERVAL_TOTAL, 6);
      repeats.put(Support.INSTANT, 12);
    }

    /** Leaves a check out; all are made by default. */
    public Builder without(Check check) {
      checks.remove(check);
      return this;
    }

    /**
     * Sets the limits of every series that has none of its own, both inclusive, canonical unit.
     *
     * @throws IllegalArgumentException if they are NaN or reversed
     */
    public Builder range(double min, double max) {
      return limits("", min, max);
    }

    /**
     * Sets the limits of a series, both inclusive, canonical unit.
     *
     * @throws IllegalArgumentException if they are NaN or reversed, or the id is blank
     */
    public Builder range(String id, double min, double max) {
      if (id.isBlank()) {
        throw new IllegalArgumentException("id must not be blank");
      }
      return limits(id, min, max);
    }

    private Builder limits(String id, double min, double max) {
      if (!(min <= max)) {
        throw new IllegalArgumentException(
            "min, max (" + min + ", " + max + "), must be numbers in this order");
      }
      limits.put(id, new Limits(min, max));
      return this;
    }

    /**
     * Sets how far a spike stands out, in robust standard deviations; 8 by default.
     *
     * @throws IllegalArgumentException unless positive
     */
    public Builder spike(double robustDeviations) {
      if (!(robustDeviations > 0)) {
        throw new IllegalArgumentException(
            "robustDeviations (" + robustDeviations + "), must be positive");
      }
      deviations = robustDeviations;
      return this;
    }

    /**
     * Sets how far a flow or volume may lie from its usual and still be no spike, whatever {@link
     * #spike} says; 2 by default. A value from usual / factor to usual × factor stays, and one
     * above its usual by at most 0.6 × (factor − 1) of the series' median over the last four weeks.
     * With 1 the robust deviations decide alone, as they do for every other quantity: twice the
     * usual pressure or temperature means nothing.
     *
     * @throws IllegalArgumentException if below 1 or not finite
     */
    public Builder spikeFactor(double factor) {
      if (!(factor >= 1) || Double.isInfinite(factor)) {
        throw new IllegalArgumentException(
            "factor (" + factor + "), must be finite and at least 1");
      }
      this.factor = factor;
      return this;
    }

    /**
     * Sets how long a spike may last, at least one step; 3 hours by default.
     *
     * @throws IllegalArgumentException unless positive
     */
    public Builder longestSpike(Duration duration) {
      if (duration.isNegative() || duration.isZero()) {
        throw new IllegalArgumentException("duration (" + duration + "), must be positive");
      }
      longestSpike = duration;
      return this;
    }

    /**
     * Sets from how many equal values on a sensor counts as stuck; by default 6 for intervals and
     * 12 for instants.
     *
     * @throws IllegalArgumentException if below 2
     */
    public Builder stuck(Support support, int equalValues) {
      if (equalValues < 2) {
        throw new IllegalArgumentException("equalValues (" + equalValues + "), must be at least 2");
      }
      repeats.put(support, equalValues);
      return this;
    }

    /**
     * Sets by how much values may differ and still count as equal, canonical unit; 0 by default.
     *
     * @throws IllegalArgumentException if negative or not finite
     */
    public Builder tolerance(double difference) {
      if (!(difference >= 0) || Double.isInfinite(difference)) {
        throw new IllegalArgumentException(
            "difference (" + difference + "), must be finite and not negative");
      }
      tolerance = difference;
      return this;
    }

    /** Sets whether a lasting zero is honest, as in an empty house; true by default. */
    public Builder zeroMayLast(boolean honest) {
      zeroMayLast = honest;
      return this;
    }

    /**
     * Sets whether equal values must also be more than the series' own habit explains, as they are
     * not where a meter counts in large units; true by default. Zeroes have no habit: {@link
     * #zeroMayLast} decides alone.
     */
    public Builder habit(boolean counts) {
      habit = counts;
      return this;
    }

    /** Returns the cleaner; the builder may be used on. */
    public Cleaner build() {
      return new Cleaner(this);
    }
  }
}
