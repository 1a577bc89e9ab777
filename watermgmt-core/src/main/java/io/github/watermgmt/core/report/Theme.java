// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.util.List;

/**
 * Colours and styles. The hues are those of Okabe and Ito (Color Universal Design, 2008), darkened
 * or lightened until they stand out from the paper; dashes, hatches, shapes or words tell the same
 * as the colours.
 */
final class Theme {
  /** Sizes of text in pixels, by class. */
  static final double TITLE = 15;

  static final double TEXT = 12;

  /** A colour by name, on light and on dark paper. */
  record Colour(String name, String light, String dark) {}

  static final Colour PAPER = new Colour("paper", "#ffffff", "#12181f");

  /** Colours of text. */
  static final List<Colour> INKS =
      List.of(
          new Colour("ink", "#1b2733", "#e7edf3"),
          new Colour("soft", "#536271", "#a3b3c2"),
          new Colour("alarm", "#b03a06", "#ff9d5c"),
          new Colour("link", "#0b5c99", "#6cbcff"));

  /** Colours of lines and areas that matter. */
  static final List<Colour> SERIES =
      List.of(
          new Colour("c0", "#0072b2", "#4aa8e8"),
          new Colour("c1", "#c45500", "#f08a3c"),
          new Colour("c2", "#00835f", "#2fc39a"),
          new Colour("c3", "#a9568a", "#e39bc6"),
          new Colour("c4", "#8a6d00", "#e2bb3a"),
          new Colour("c5", "#4b5f9e", "#98a9ea"),
          new Colour("c6", "#6b7280", "#a1a8b3"));

  /** Colours of what stays in the background. */
  private static final List<Colour> QUIET =
      List.of(
          new Colour("grid", "#e3e8ed", "#27313b"),
          new Colour("day", "#c3cdd6", "#3d4a57"),
          new Colour("panel", "#f4f7f9", "#1a222b"),
          new Colour("b90", "#cfe4f2", "#173650"),
          new Colour("b50", "#98c6e4", "#245a84"),
          new Colour("found", "#fbe3d3", "#46291a"),
          new Colour("h0", "#eaf2f8", "#1c2833"),
          new Colour("h1", "#cde0ee", "#1f3c54"),
          new Colour("h2", "#a3c8e1", "#255478"),
          new Colour("h3", "#6ea8d0", "#3278aa"),
          new Colour("h4", "#3a83b8", "#559dd2"),
          new Colour("h5", "#12609b", "#8cc2ec"),
          new Colour("h6", "#08406d", "#cfe6f8"));

  /** Number of shades of a heat map. */
  static final int SHADES = 7;

  static final int HUES = SERIES.size();

  /** Styles of the elements of charts; colours as variables. */
  static final String CHART =
      ".chart text{fill:var(ink);font:12px system-ui,-apple-system,'Segoe UI',Roboto,sans-serif}"
          + ".chart .s{fill:var(soft)}.chart .b{font-weight:600}"
          + ".chart .a{fill:var(alarm);font-weight:600}"
          + ".chart .h{font-size:15px;font-weight:600}"
          + ".chart .k{paint-order:stroke;stroke:var(paper);stroke-width:4px;"
          + "stroke-linejoin:round}"
          + ".chart .n{fill:var(paper);font-weight:700}.chart .p{fill:var(paper)}"
          + ".chart path,.chart line{fill:none;stroke-linecap:round;stroke-linejoin:round}"
          + ".chart .grid{stroke:var(grid)}.chart .day{stroke:var(day)}"
          + ".chart .zero{stroke:var(soft)}.chart .panel{fill:var(panel)}"
          + ".chart .paper{fill:var(paper)}"
          + ".chart .history{stroke:var(ink);stroke-width:1.3}"
          + ".chart path.range,.chart rect.range{fill:var(soft);fill-opacity:.28;"
          + "stroke:var(soft);stroke-width:.4}"
          + ".chart .mean{stroke:var(c0);stroke-width:2}"
          + ".chart .demand{stroke:var(ink);stroke-width:2}"
          + ".chart path.b50,.chart rect.b50{fill:var(b50);stroke:none}"
          + ".chart path.b90,.chart rect.b90{fill:var(b90);stroke:none}"
          + ".chart .now{stroke:var(alarm);stroke-dasharray:4 4}"
          + ".chart .found{fill:var(found)}.chart .mark{fill:var(alarm)}"
          + ".chart .onset{stroke:var(alarm)}"
          + ".chart .limit{stroke:var(alarm);stroke-dasharray:6 3;stroke-width:1.4}"
          + ".chart path.short,.chart rect.short{fill:var(alarm);stroke:var(paper);"
          + "stroke-width:.5}"
          + ".chart .hatch{stroke:var(paper);stroke-width:1.6;opacity:.75}"
          + ".chart .idle{stroke:var(soft);stroke-dasharray:1 5}"
          + ".chart .dash1{stroke-dasharray:7 5}.chart .dash2{stroke-dasharray:1 5}"
          + ".chart .dash3{stroke-dasharray:10 5 1 5}"
          + ".chart .ref{stroke:var(ink);stroke-dasharray:5 4;stroke-width:1.2}"
          + ".chart .span{fill:var(b50);stroke:var(paper);stroke-width:.8}"
          + ".chart .low{stroke:var(c6)}.chart .high{stroke:var(c0)}"
          + ".chart .full{stroke:var(c1);stroke-dasharray:9 5}"
          + ".chart .tip0{fill:var(c6)}.chart .tip1{fill:var(c0)}.chart .tip2{fill:var(c1)}"
          + ".chart .node{fill:var(paper);stroke:var(ink);stroke-width:1.8}"
          + ".chart .source{fill:var(c0);stroke:var(paper);stroke-width:1.5}"
          + ".chart .tank{fill:var(b50);stroke:var(ink);stroke-width:1.5}"
          + ".chart .demandzone{fill:var(found);stroke:var(alarm);stroke-width:1.8}";

  private Theme() {}

  /** Styles of areas and lines by hue and shade. */
  private static String numbered() {
    StringBuilder css = new StringBuilder();
    for (int i = 0; i < HUES; i++) {
      css.append(".chart path.f").append(i).append(",.chart rect.f").append(i);
      css.append("{fill:var(c").append(i).append(");stroke:var(paper);stroke-width:.8}");
      css.append(".chart .l").append(i).append("{stroke:var(c").append(i);
      css.append(");stroke-width:1.8}.chart path.m").append(i);
      css.append("{fill:var(c").append(i).append(");stroke:var(paper);stroke-width:1}");
      css.append(".chart path.a").append(i).append(",.chart rect.a").append(i);
      css.append("{fill:var(c").append(i).append(");fill-opacity:.2}");
    }
    for (int i = 0; i < SHADES; i++) {
      css.append(".chart .h").append(i).append("{fill:var(h").append(i).append(")}");
    }
    return css.toString();
  }

  /** The style of a chart that stands alone: literal colours, for viewers without variables. */
  static String alone() {
    String css = CHART + numbered();
    return painted(css, false)
        + "@media(prefers-color-scheme:dark){"
        + painted(css, true)
        + "}@media print{"
        + painted(css, false)
        + "}";
  }

  /** The style of charts in a page that declares {@link #variables}. */
  static String inPage() {
    return (CHART + numbered()).replace("var(", "var(--");
  }

  static String variables(boolean dark) {
    StringBuilder css = new StringBuilder();
    for (List<Colour> group : List.of(List.of(PAPER), INKS, SERIES, QUIET)) {
      for (Colour colour : group) {
        css.append("--").append(colour.name).append(':');
        css.append(dark ? colour.dark : colour.light).append(';');
      }
    }
    return css.toString();
  }

  private static String painted(String css, boolean dark) {
    String painted = css;
    for (List<Colour> group : List.of(List.of(PAPER), INKS, SERIES, QUIET)) {
      for (Colour colour : group) {
        painted = painted.replace("var(" + colour.name + ")", dark ? colour.dark : colour.light);
      }
    }
    return painted;
  }
}
