// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.error.Validation;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Lanes over time: spans, such as true leaks, and marks, such as alarms. Spans of a lane that
 * overlap stand below one another, and marks below the spans. A label stands where there is room;
 * the chart says how many it left off.
 *
 * <p>What lies outside the time of the chart is cut or, if nothing of it lies within, counted below
 * the diagram.
 *
 * <p>Thread-safety: immutable.
 */
public final class LanesChart extends Chart {

  /** What a mark says. Each kind has a shape and a hue of its own. */
  public enum Mark {
    /** It is right: a filled circle. */
    HIT,
    /** It is wrong: a cross. */
    FALSE,
    /** It says again what was said before: a triangle. */
    REPEAT,
    /** It is neither right nor wrong: a diamond. */
    NEUTRAL
  }

  private final ZoneId zone;
  private final Instant from;
  private final Instant to;
  private final List<LaneRows.Lane> lanes;
  private final Map<Mark, String> names;
  private final String spans;

  private LanesChart(Builder builder) {
    super(builder.title);
    this.zone = builder.zone;
    this.from = builder.from;
    this.to = builder.to;
    this.names = new EnumMap<>(builder.names);
    this.spans = builder.spans;
    List<LaneRows.Lane> all = new ArrayList<>();
    builder.spansByLane.forEach(
        (lane, own) ->
            all.add(
                new LaneRows.Lane(
                    lane,
                    List.copyOf(own),
                    List.copyOf(builder.marksByLane.getOrDefault(lane, List.of())))));
    this.lanes = List.copyOf(all);
  }

  /**
   * Starts a chart.
   *
   * @param zone its times are those of this zone
   * @param from where the time of the chart begins
   * @param to where it ends, after {@code from}
   */
  public static Builder of(String title, ZoneId zone, Instant from, Instant to) {
    return new Builder(title, zone, from, to);
  }

  private String name(Mark kind) {
    return names.getOrDefault(kind, kind.name().toLowerCase(Locale.ROOT));
  }

  private long count(LaneRows.Lane lane, Mark kind) {
    return lane.marks().stream().filter(mark -> mark.kind() == kind).count();
  }

  @Override
  String description() {
    List<String> words = new ArrayList<>();
    for (LaneRows.Lane lane : lanes) {
      List<String> counts = new ArrayList<>();
      if (!lane.spans().isEmpty()) {
        counts.add(spans + " " + lane.spans().size());
      }
      for (Mark kind : Mark.values()) {
        if (count(lane, kind) > 0) {
          counts.add(name(kind) + " " + count(lane, kind));
        }
      }
      words.add(lane.name() + ": " + (counts.isEmpty() ? "nothing" : String.join(", ", counts)));
    }
    String all = words.isEmpty() ? "Nothing to show" : String.join("; ", words);
    return "From "
        + TimeTicks.stamp(from, zone)
        + " to "
        + TimeTicks.stamp(to, zone)
        + ". "
        + all
        + ".";
  }

  @Override
  double draw(Svg svg) {
    double y = legend().draw(svg, 4, svg.top());
    if (lanes.isEmpty()) {
      svg.text(4, y + 14, "start", "s", "nothing to show");
      return y + 24;
    }
    double widest = 0;
    for (LaneRows.Lane lane : lanes) {
      widest = Math.max(widest, Svg.widthOf(lane.name(), Theme.TEXT) + 14);
    }
    // On a phone the names stand above their lanes.
    double left = svg.isNarrow() ? 8 : Math.min(widest, svg.width() * 0.26);
    double top = y + 6;
    double wide = svg.width() - left - 14;
    long first = from.getEpochSecond();
    long last = Math.max(first + 1, to.getEpochSecond());
    Plot across = new Plot(left, top, wide, 1, first, last, zone, new ValueScale(0, 1, 1));
    List<LaneRows> rows = new ArrayList<>();
    double height = 0;
    for (LaneRows.Lane lane : lanes) {
      LaneRows one = new LaneRows(lane, across, svg.isNarrow());
      rows.add(one);
      height += one.height();
    }
    Plot plot = new Plot(left, top, wide, height, first, last, zone, across.values());
    plot.time(svg);
    double at = top;
    int leftOff = 0;
    int outside = 0;
    for (LaneRows one : rows) {
      svg.line("zero", 4, at, plot.right(), at);
      leftOff += one.draw(svg, at);
      outside += one.outside();
      at += one.height();
    }
    double end = at + Plot.TIME_LABELS + 16;
    String caption = TimeTicks.caption(from, zone, svg.width());
    svg.text(svg.width() - 10, end, "end", "s", caption);
    for (String note : notes(leftOff, outside)) {
      end += Svg.LINE;
      svg.text(4, end, "start", "s", Svg.fitted(note, Theme.TEXT, svg.width() - 8));
    }
    return end + 8;
  }

  private static List<String> notes(int leftOff, int outside) {
    List<String> notes = new ArrayList<>();
    if (leftOff > 0) {
      notes.add("labels left off for want of room: " + leftOff);
    }
    if (outside > 0) {
      notes.add("spans and marks outside this time: " + outside);
    }
    return notes;
  }

  private Legend legend() {
    Legend legend = new Legend();
    if (lanes.stream().anyMatch(lane -> !lane.spans().isEmpty())) {
      legend.area("span", spans);
    }
    for (Mark kind : Mark.values()) {
      if (lanes.stream().anyMatch(lane -> count(lane, kind) > 0)) {
        legend.sample((svg, x, y) -> LaneRows.mark(svg, kind, x + 11, y), name(kind));
      }
    }
    return legend;
  }

  /** Collects a chart. Thread-safety: confined to one thread. */
  public static final class Builder {
    private final String title;
    private final ZoneId zone;
    private final Instant from;
    private final Instant to;
    private final Map<String, List<LaneRows.Span>> spansByLane = new LinkedHashMap<>();
    private final Map<String, List<LaneRows.Event>> marksByLane = new LinkedHashMap<>();
    private final Map<Mark, String> names = new EnumMap<>(Mark.class);
    private String spans = "span";

    private Builder(String title, ZoneId zone, Instant from, Instant to) {
      this.title = title;
      this.zone = zone;
      this.from = from;
      this.to = to;
    }

    /** Adds a lane, if it is not there, below the others. */
    public Builder lane(String lane) {
      spansByLane.computeIfAbsent(lane, name -> new ArrayList<>());
      marksByLane.computeIfAbsent(lane, name -> new ArrayList<>());
      return this;
    }

    /** Says in the legend what spans are, such as {@code true leak}. */
    public Builder spans(String meaning) {
      spans = meaning;
      return this;
    }

    /** Says in the legend what marks of a kind are, such as {@code false alarm}. */
    public Builder marks(Mark kind, String meaning) {
      names.put(kind, meaning);
      return this;
    }

    /**
     * Adds a span to a lane.
     *
     * @param label may be empty
     */
    public Builder span(String lane, Instant begin, Instant end, String label) {
      lane(lane);
      spansByLane
          .computeIfAbsent(lane, name -> new ArrayList<>())
          .add(new LaneRows.Span(begin, end, label));
      return this;
    }

    /**
     * Adds a mark to a lane.
     *
     * @param label may be empty
     */
    public Builder mark(String lane, Instant at, Mark kind, String label) {
      lane(lane);
      marksByLane
          .computeIfAbsent(lane, name -> new ArrayList<>())
          .add(new LaneRows.Event(at, kind, label));
      return this;
    }

    /**
     * Returns the chart.
     *
     * @throws IllegalArgumentException with every problem: a time that does not end after it
     *     begins; a span that ends before it begins
     */
    public LanesChart build() {
      Validation validation = new Validation();
      validation.check(
          from.isBefore(to), "time", from + " to " + to, "must end after it begins", "");
      spansByLane.forEach(
          (lane, own) -> {
            for (LaneRows.Span span : own) {
              validation.check(
                  !span.end().isBefore(span.begin()),
                  "span '" + span.label() + "' of '" + lane + "'",
                  span.begin() + " to " + span.end(),
                  "must not end before it begins",
                  "");
            }
          });
      refuse(title, validation);
      return new LanesChart(this);
    }
  }
}
