// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One lane of a {@link LanesChart}: its spans and marks in rows that do not collide. */
final class LaneRows {
  private static final double BAR = 17;
  private static final double MARKS = 15;
  private static final double PAD = 5;
  private static final double REACH = 6.5;

  /** Pixels of a bar that is worth a part of its label. */
  private static final double CUT = 46;

  private static final int MOST_MARK_ROWS = 4;

  /** Most elements of a lane that tell what they are to a mouse. */
  private static final int MOST_TOLD = 400;

  /** From a begin to an end. */
  record Span(Instant begin, Instant end, String label) {}

  /** A mark. */
  record Event(Instant at, LanesChart.Mark kind, String label) {}

  /** A lane as it was given. */
  record Lane(String name, List<Span> spans, List<Event> marks) {}

  private final Lane lane;
  private final Plot across;
  private final double head;
  private final List<Span> spans;
  private final List<Event> marks;
  private final Levels bars = new Levels();
  private final Levels dots = new Levels();
  private final int[] barOf;
  private final int[] dotOf;

  /**
   * Lays a lane out.
   *
   * @param across maps instants to pixels; its height does not matter
   * @param named whether the name stands above
   */
  LaneRows(Lane lane, Plot across, boolean named) {
    this.lane = lane;
    this.across = across;
    this.head = named ? Svg.LINE : 0;
    this.spans = new ArrayList<>(lane.spans.stream().filter(this::isWithin).toList());
    this.marks = new ArrayList<>(lane.marks.stream().filter(this::isWithin).toList());
    spans.sort(Comparator.comparing(Span::begin));
    // Hits first, so that they stand in one row as far as there is room.
    marks.sort(Comparator.comparing(Event::kind).thenComparing(Event::at));
    this.barOf = new int[spans.size()];
    this.dotOf = new int[marks.size()];
    for (int i = 0; i < barOf.length; i++) {
      barOf[i] = bars.place(left(spans.get(i)), right(spans.get(i)));
    }
    for (int i = 0; i < dotOf.length; i++) {
      double x = x(marks.get(i).at);
      dotOf[i] = dots.place(x - REACH, x + REACH, MOST_MARK_ROWS);
    }
  }

  private boolean isWithin(Span span) {
    return span.end.getEpochSecond() >= across.from() && span.begin.getEpochSecond() <= across.to();
  }

  private boolean isWithin(Event mark) {
    return mark.at.getEpochSecond() >= across.from() && mark.at.getEpochSecond() <= across.to();
  }

  private double x(Instant at) {
    return across.x(at.getEpochSecond());
  }

  private double left(Span span) {
    return Math.min(Math.max(across.left(), x(span.begin)), across.right() - 3);
  }

  private double right(Span span) {
    return Math.max(left(span) + 3, Math.min(across.right(), x(span.end)));
  }

  /** How many spans and marks lie wholly outside. */
  int outside() {
    return lane.spans.size() - spans.size() + lane.marks.size() - marks.size();
  }

  double height() {
    double rows = bars.count() * BAR + dots.count() * MARKS;
    return head + Math.max(MARKS, rows) + 2 * PAD;
  }

  /** Draws the lane from a height down; returns how many labels found no room. */
  int draw(Svg svg, double top) {
    double y = top + PAD + head;
    if (head > 0) {
      String name = Svg.fitted(lane.name, Theme.TEXT, svg.width() - 10);
      svg.text(4, y - 4, "start", "b k", name);
    } else {
      String name = Svg.fitted(lane.name, Theme.TEXT, across.left() - 12);
      svg.text(4, top + height() / 2 + 4, "start", "", name);
    }
    int leftOff = 0;
    boolean told = spans.size() + marks.size() <= MOST_TOLD;
    for (int i = 0; i < barOf.length; i++) {
      leftOff += span(svg, spans.get(i), barOf[i], y + barOf[i] * BAR, told) ? 0 : 1;
    }
    y += bars.count() * BAR;
    for (int i = 0; i < dotOf.length; i++) {
      leftOff += event(svg, marks.get(i), dotOf[i], y + dotOf[i] * MARKS, told) ? 0 : 1;
    }
    return leftOff;
  }

  /** Draws a span; returns whether its label found room, in it or beside it. */
  private boolean span(Svg svg, Span span, int level, double y, boolean told) {
    double left = left(span);
    double right = right(span);
    begin(svg, span.label, span.begin, told);
    svg.rect("span", left, y + 1, right - left, BAR - 2).raw(told ? "</g>" : "");
    double wide = Svg.widthOf(span.label, Theme.TEXT);
    if (span.label.isEmpty()) {
      return true;
    }
    boolean within = wide + 8 <= right - left;
    boolean beside =
        !within
            && right + wide + 6 <= svg.width()
            && bars.takeIfFree(level, right, right + wide + 6);
    if (beside) {
      svg.text(right + 3, y + 13, "start", "s k", span.label);
    } else if (within || right - left >= CUT) {
      svg.text(left + 4, y + 13, "start", "", Svg.fitted(span.label, Theme.TEXT, right - left - 8));
    }
    return within || beside || right - left >= CUT;
  }

  private boolean event(Svg svg, Event mark, int level, double y, boolean told) {
    double x = x(mark.at);
    begin(svg, mark.label, mark.at, told);
    mark(svg, mark.kind, x, y + MARKS / 2);
    svg.raw(told ? "</g>" : "");
    double wide = Svg.widthOf(mark.label, Theme.TEXT);
    double from = x + REACH;
    if (mark.label.isEmpty()) {
      return true;
    }
    boolean free = from + wide + 6 <= svg.width() && dots.takeIfFree(level, from, from + wide + 6);
    if (free) {
      svg.text(from + 2, y + 12, "start", "s k", mark.label);
    }
    return free;
  }

  /** Begins a group that tells a mouse what it is. */
  private void begin(Svg svg, String label, Instant at, boolean told) {
    if (told) {
      String stamp = TimeTicks.stamp(at, across.zone());
      String words = label.isEmpty() ? stamp : label + ", " + stamp;
      svg.raw("<g><title>" + Markup.escape(words) + "</title>");
    }
  }

  static void mark(Svg svg, LanesChart.Mark kind, double x, double y) {
    switch (kind) {
      case HIT -> Marker.draw(svg, "m2", 0, x, y, 5);
      case FALSE -> Marker.draw(svg, "m1", 5, x, y, 5);
      case REPEAT -> Marker.draw(svg, "m5", 2, x, y, 4.4);
      case NEUTRAL -> Marker.draw(svg, "m6", 3, x, y, 4.4);
    }
  }
}
