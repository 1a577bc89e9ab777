// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.series.TimeAxis;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TimeZone;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonChartsTest {
  private static final ZoneId ROME = ZoneId.of("Europe/Rome");
  private static final Instant START = Instant.parse("2024-03-29T23:00:00Z");
  private static final int[] WIDTHS = {300, 560, 920};
  private static final List<LanesChart.Mark> KINDS = List.of(LanesChart.Mark.values());
  private static final String LONG =
      "a name that is much longer than any drawing is wide ".repeat(8);

  /** Draws at several widths; labels must be apart and inside, as must all that is drawn. */
  private static void legible(Chart chart) {
    for (int width : WIDTHS) {
      String svg = chart.toSvg(width);
      Drawn drawn = Drawn.of(svg);

      assertThat(drawn.faults()).as("%s at %d", chart.title(), width).isEmpty();
      assertThat(drawn.outside()).as("%s at %d", chart.title(), width).isEmpty();
      assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
      assertThat(chart.description()).doesNotContain("NaN").doesNotContain("Infinity");
      assertThat(chart.toSvg(width)).isEqualTo(svg);
    }
  }

  private static Arbitrary<Double> exponents() {
    return Arbitraries.doubles().between(-9, 9);
  }

  @Provide
  Arbitrary<Double> values() {
    return Arbitraries.oneOf(
        exponents().map(e -> StrictMath.pow(10, e)),
        exponents().map(e -> -StrictMath.pow(10, e)),
        Arbitraries.doubles().between(0.9, 1.1),
        Arbitraries.of(
            Double.NaN,
            0.0,
            -0.0,
            1.0,
            1e-9,
            1e9,
            -1e9,
            123.456,
            1e300,
            -1e300,
            4.9e-324,
            -4.9e-324,
            1e-295,
            Double.MAX_VALUE,
            -Double.MAX_VALUE));
  }

  @Provide
  Arbitrary<Double> positive() {
    return Arbitraries.oneOf(
        exponents().map(e -> StrictMath.pow(10, e)),
        Arbitraries.doubles().between(0.9, 1.1),
        Arbitraries.of(
            Double.NaN, 1.0, 2.0, 1e-9, 1e9, 999.9999, 1e300, 1e-300, 4.9e-324, Double.MAX_VALUE));
  }

  @Provide
  Arbitrary<String> names() {
    return Arbitraries.of(
        "a", "weekly-profile", "<script>&\"'", "水道".repeat(30), "", LONG, "W".repeat(40));
  }

  @Property(tries = 25)
  void dotsOfAnySizeAreLegible(
      @ForAll @Size(max = 40) List<@From("values") Double> values,
      @ForAll("names") String name,
      @ForAll @IntRange(min = 1, max = 12) int competitors,
      @ForAll boolean whiskers) {
    DotChart.Builder chart = DotChart.of(name, name + ", m³/h").whiskers(name);
    for (int i = 0; i < values.size(); i++) {
      double value = values.get(i);
      double half = value / 2;
      String row = name + Math.floorDiv(i, competitors);
      String competitor = name + i % competitors;
      if (whiskers) {
        chart.dot(row, competitor, value, Math.min(half, value), Math.max(half, value));
      } else {
        chart.dot(row, competitor, value);
      }
      if (i % 9 == 0 && !Double.isNaN(value)) {
        chart.reference(name, value);
      }
    }
    legible(chart.build());
  }

  @Property(tries = 25)
  void dotsOnALogarithmicAxisAreLegible(
      @ForAll @Size(max = 40) List<@From("positive") Double> values, @ForAll("names") String name) {
    DotChart.Builder chart = DotChart.of(name, "gap, %").logScale();
    for (int i = 0; i < values.size(); i++) {
      chart.dot("row " + i % 3, name + i, values.get(i));
    }
    legible(chart.build());
  }

  @Property(tries = 25)
  void pointsAndLinesAreLegible(
      @ForAll @Size(max = 30) List<@From("values") Double> x,
      @ForAll @Size(max = 30) List<@From("positive") Double> y,
      @ForAll("names") String name,
      @ForAll boolean diagonal) {
    XyChart.Builder chart = XyChart.of(name, name, "cost, ms").logY();
    int n = Math.min(x.size(), y.size());
    for (int i = 0; i < n; i++) {
      chart.point(name + i % 12, x.get(i), y.get(i));
    }
    double[] across = x.stream().limit(n).mapToDouble(v -> v).toArray();
    double[] up = y.stream().limit(n).mapToDouble(v -> v).toArray();
    chart.line("line", across, up);
    if (diagonal) {
      chart.diagonal(name);
    }
    legible(chart.build());
  }

  @Property(tries = 25)
  void lanesAreLegible(
      @ForAll @Size(max = 30) List<@IntRange(min = -100, max = 900) Integer> hours,
      @ForAll("names") String name,
      @ForAll @IntRange(min = 1, max = 800) int length) {
    Instant end = START.plus(Duration.ofHours(length));
    LanesChart.Builder chart = LanesChart.of(name, ROME, START, end).spans(name);
    for (int i = 0; i < hours.size(); i++) {
      Instant at = START.plus(Duration.ofHours(hours.get(i)));
      String lane = name + i % 3;
      if (i % 2 == 0) {
        chart.span(lane, at, at.plus(Duration.ofHours(i * 7L)), name);
      } else {
        chart.mark(lane, at, KINDS.get(i % 4), name);
      }
    }
    legible(chart.build());
  }

  @Property(tries = 25)
  void linesOverTimeAreLegible(
      @ForAll @Size(max = 50) List<@From("values") Double> values,
      @ForAll("names") String name,
      @ForAll @IntRange(min = 1, max = 12) int competitors) {
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), values.size());
    double[] row = values.stream().mapToDouble(v -> v).toArray();
    TimeChart.Builder chart = TimeChart.of(name, name, ROME).truth(axis, row).now(START);
    for (int i = 0; i < competitors; i++) {
      chart.line(name + i, axis, row);
      chart.band(name + i, axis, row, row);
    }
    legible(chart.build());
  }

  @Property(tries = 25)
  void heatMapsAreLegible(
      @ForAll @Size(max = 60) List<@From("values") Double> values,
      @ForAll("names") String name,
      @ForAll @IntRange(min = 1, max = 30) int columns) {
    List<String> heads = IntStream.range(0, columns).mapToObj(c -> name + c).toList();
    HeatChart.Builder chart = HeatChart.of(name, name, name, heads);
    for (int row = 0; (row + 1) * columns <= values.size(); row++) {
      int from = row * columns;
      chart.row(
          name + row, IntStream.range(from, from + columns).mapToDouble(values::get).toArray());
    }
    legible(chart.build());
  }

  @Property(tries = 25)
  void bandsAndLevelsAreLegible(
      @ForAll @Size(min = 2, max = 30) List<@From("values") Double> values,
      @ForAll("names") String name) {
    int n = values.size();
    double[] x = IntStream.range(0, n).mapToDouble(i -> i).toArray();
    double[] y = values.stream().mapToDouble(v -> v).toArray();
    double[] low = Arrays.stream(y).map(v -> Double.isNaN(v) ? 0 : v - Math.abs(v) / 9).toArray();
    double[] high = Arrays.stream(y).map(v -> Double.isNaN(v) ? 0 : v).toArray();
    boolean finite = Arrays.stream(low).allMatch(Double::isFinite);
    XyChart.Builder chart = XyChart.of(name, name, name).line(name, x, y).level(name, 1);
    legible((finite ? chart.band(name, x, low, high) : chart).ticks(0, 30, 3).build());
  }

  @Test
  void aHeatMapIsDarkestWhereItIsGreatest() {
    HeatChart chart =
        HeatChart.of("H", "hour", "L/s", List.of("a", "b", "c"))
            .row("one", new double[] {0, 7, Double.NaN})
            .row("two", new double[] {3.4, 3.6, 6.9})
            .build();
    String svg = chart.toSvg();
    // The legend has one of each; the cells stand after it.
    String cells = svg.substring(svg.indexOf(">one<"));
    List<String> shades =
        Pattern.compile("rect class=\"(h\\d)\"")
            .matcher(cells)
            .results()
            .map(m -> m.group(1))
            .toList();
    assertThat(shades).containsExactly("h0", "h6", "h3", "h3", "h6");
    assertThat(chart.description())
        .isEqualTo("L/s by hour. one: most at b, 7; two: most at c, 6.9.");
    legible(HeatChart.of("H", "hour", "L/s", List.of()).build());
    legible(HeatChart.of("H", "hour", "L/s", List.of("a")).row("r", new double[] {5}).build());
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                HeatChart.of("H", "hour", "L/s", List.of("a", "b"))
                    .row("r", new double[] {1})
                    .row("r", new double[] {1, Double.POSITIVE_INFINITY})
                    .build())
        .withMessageContaining("row 'r' (1 values)")
        .withMessageContaining("must be finite")
        .withMessageContaining("must be the only one");
  }

  @Test
  void bandsAndLevelsWidenTheAxisAndMustBeKnown() {
    double[] x = {0, 1};
    XyChart chart =
        XyChart.of("X", "x", "y")
            .line("a", x, new double[] {1, 2})
            .band("chance", x, new double[] {-5, -5}, new double[] {5, 5})
            .level("aim", 9)
            .build();
    Drawn drawn = Drawn.of(chart.toSvg());
    assertThat(drawn.labels())
        .extracting(Drawn.Label::text)
        .contains("chance", "aim", "−5.0", "10.0");
    assertThat(drawn.outside()).isEmpty();
    assertThat(chart.description()).contains("aim 9");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                XyChart.of("X", "x", "y")
                    .band("short", x, new double[] {1}, new double[] {1, 2})
                    .band("gap", x, new double[] {1, Double.NaN}, new double[] {1, 2})
                    .level("none", Double.NaN)
                    .ticks(3, 3, 1)
                    .build())
        .withMessageContaining("band 'short'")
        .withMessageContaining("band 'gap'")
        .withMessageContaining("level 'none'")
        .withMessageContaining("ticks");
  }

  @Test
  void aCompetitorWhoseRowHasItsNameIsNotInTheLegend() {
    DotChart.Builder chart = DotChart.of("D", "L/s").dot("a", "a", 1).dot("b", "b", 2);
    assertThat(Drawn.of(chart.build().toSvg()).labels())
        .extracting(Drawn.Label::text)
        .containsOnlyOnce("a", "b");
    assertThat(Drawn.of(chart.dot("b", "a", 3).build().toSvg()).labels())
        .filteredOn(label -> label.text().equals("a"))
        .hasSize(2);
  }

  @Test
  void emptyAndHugeChartsAreDrawn() {
    legible(DotChart.of("Nothing", "L/s").build());
    legible(DotChart.of("Nothing", "L/s").logScale().build());
    legible(XyChart.of("Nothing", "x", "y").logX().logY().diagonal("equal").build());
    legible(LanesChart.of("Nothing", ROME, START, START.plusSeconds(1)).build());
    legible(LanesChart.of("Idle", ROME, START, START.plusSeconds(1)).lane("idle").build());
    legible(TimeChart.of("Nothing", "L/s", ROME).build());
    DotChart.Builder many = DotChart.of("Many", "L/s");
    for (int row = 0; row < 200; row++) {
      for (int i = 0; i < 12; i++) {
        many.dot("row " + row, "competitor " + i, row * 0.01 + i);
      }
    }
    legible(many.build());
  }

  @Test
  void samplesAreLegible() {
    ComparisonSampler.charts().forEach(ComparisonChartsTest::legible);
  }

  @Test
  @Tag("locale")
  void bytesDoNotDependOnLocaleOrZone() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    String expected = ComparisonSampler.report().toHtml();
    try {
      for (String tag : new String[] {"tr-TR", "de-DE", "ar-EG-u-nu-arab"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
        assertThat(ComparisonSampler.report().toHtml()).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
  }

  @Test
  void dotsStandWhereTheirValuesAre() {
    DotChart.Builder chart = DotChart.of("D", "L/s");
    Drawn drawn =
        Drawn.of(chart.dot("r", "a", 0).dot("r", "b", 5).dot("r", "c", 10).build().toSvg());
    double a = middle(drawn, "m0");
    double c = middle(drawn, "m2");

    assertThat(middle(drawn, "m1")).isCloseTo((a + c) / 2, within(0.2));
    assertThat(c - a).isGreaterThan(700);
    DotChart.Builder log = DotChart.of("D", "L/s").logScale();
    drawn = Drawn.of(log.dot("r", "a", 1e-9).dot("r", "b", 1).dot("r", "c", 1e9).build().toSvg());
    assertThat(middle(drawn, "m1"))
        .isCloseTo((middle(drawn, "m0") + middle(drawn, "m2")) / 2, within(0.2));
  }

  /** The middle of the last marker of a class, from left to right. */
  private static double middle(Drawn drawn, String style) {
    String d = drawn.path(style);
    double[] x =
        Pattern.compile("[ML]([-0-9.]+) [-0-9.]+")
            .matcher(d.substring(d.lastIndexOf('M')))
            .results()
            .mapToDouble(match -> Double.parseDouble(match.group(1)))
            .toArray();
    double least = Arrays.stream(x).min().orElseThrow();
    double most = Arrays.stream(x).max().orElseThrow();
    // A circle is written from its left end on.
    return style.equals("m0") ? least + 4.6 : (least + most) / 2;
  }

  @Test
  void dotsThatWouldCoverOneAnotherStandApart() {
    DotChart.Builder chart = DotChart.of("D", "L/s");
    for (int i = 0; i < 7; i++) {
      chart.dot("r", "c" + i, 1);
    }
    Drawn drawn = Drawn.of(chart.build().toSvg());
    Set<String> starts = new HashSet<>();
    for (int i = 0; i < 7; i++) {
      String d = drawn.path("m" + i);
      starts.add(d.substring(d.lastIndexOf('M')));
    }

    double[] y =
        starts.stream()
            .mapToDouble(d -> Double.parseDouble(d.substring(1).split("[ LaC]", -1)[1]))
            .sorted()
            .toArray();
    assertThat(IntStream.range(1, 7).mapToDouble(i -> y[i] - y[i - 1]).min().orElse(0))
        .isGreaterThan(6);
  }

  @Test
  void aRowSaysWhoHasNoValue() {
    DotChart chart =
        DotChart.of("D", "L/s")
            .dot("all", "a", 1)
            .dot("some", "a", 1)
            .dot("some", "b", Double.NaN)
            .dot("none", "a", Double.NaN)
            .build();

    assertThat(Drawn.of(chart.toSvg()).labels())
        .extracting(Drawn.Label::text)
        .contains("no value: b", "no value");
    assertThat(Drawn.of(chart.toSvg()).path("m1")).as("only its sample").containsOnlyOnce("M");
    XyChart point = XyChart.of("X", "x", "y").point("a", 1, Double.NaN).point("b", 1, 2).build();
    assertThat(Drawn.of(point.toSvg()).labels())
        .extracting(Drawn.Label::text)
        .contains("no value: a", "b");
  }

  @Test
  void aCompetitorKeepsHueAndShapeInAllChartsOfAPage() {
    List<String> order = List.of("first", "second", "third");
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), 2);
    double[] two = {1, 2};
    List<Chart> charts =
        List.of(
            DotChart.of("D", "L/s").competitors(order).dot("r", "third", 1).build(),
            XyChart.of("X", "x", "y").competitors(order).point("third", 1, 1).build(),
            XyChart.of("X", "x", "y").competitors(order).line("third", two, two).build(),
            TimeChart.of("T", "L/s", ROME).competitors(order).line("third", axis, two).build());

    for (Chart chart : charts) {
      Drawn drawn = Drawn.of(chart.toSvg());
      // A triangle has three corners.
      assertThat(drawn.path("m2")).matches("(M[^LZ]*L[^LZ]*L[^LZ]*Z)+");
      assertThat(drawn.path("m0")).isEmpty();
      assertThat(drawn.labels()).extracting(Drawn.Label::text).doesNotContain("first");
    }
  }

  @Test
  void competitorsDifferInHueOrShape() {
    Set<String> looks = new HashSet<>();
    for (int i = 0; i < Competitors.MOST; i++) {
      Svg svg = new Svg("x", 100, 0);
      Competitors.mark(svg, i, 50, 50);
      looks.add(svg.finish("", "", 0, ""));
    }
    assertThat(looks).hasSize(56);
    Set<String> lines = new HashSet<>();
    IntStream.range(0, 28).forEach(i -> lines.add(Competitors.line(i)));
    assertThat(lines).hasSize(28);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 17, 18})
  void aLogarithmicScaleHoldsItsValuesAndHasTicks(int decades) {
    for (double least : new double[] {1e-9, 0.3, 1, 7.7, 9.999999}) {
      double most = least * StrictMath.pow(10, decades - 0.3);
      LogScale scale = LogScale.of(least, most, 6);

      assertThat(scale.share(least)).isBetween(0.0, 0.5);
      assertThat(scale.share(most)).isBetween(0.5, 1.0);
      assertThat(scale.count()).isBetween(2, 12);
      for (int i = 0; i < scale.count(); i++) {
        assertThat(scale.share(scale.tick(i))).isBetween(-1e-12, 1 + 1e-12);
        assertThat(scale.at(scale.share(scale.tick(i))) / scale.tick(i))
            .isBetween(1 - 1e-9, 1 + 1e-9);
        assertThat(i == 0 || scale.tick(i) > scale.tick(i - 1)).isTrue();
      }
    }
  }

  @Test
  void aGapBreaksALine() {
    double[] x = {1, 2, 3, 4, 5};
    double[] y = {1, 2, Double.NaN, 2, 1};
    Drawn drawn = Drawn.of(XyChart.of("X", "x", "y").line("a", x, y).build().toSvg());

    // The sample in the legend is a path of the class too.
    assertThat(drawn.path("l0").chars().filter(c -> c == 'M').count()).isEqualTo(1 + 2);
  }

  @Test
  void overlappingSpansStandBelowOneAnother() {
    LanesChart.Builder chart = LanesChart.of("L", ROME, START, START.plusSeconds(1000));
    chart
        .span("a", START, START.plusSeconds(500), "")
        .span("a", START.plusSeconds(400), START.plusSeconds(900), "");
    double two = Drawn.of(chart.build().toSvg()).height();
    chart.span("a", START.plusSeconds(500), START.plusSeconds(1000), "");
    assertThat(Drawn.of(chart.build().toSvg()).height()).as("fits behind the first").isEqualTo(two);
    chart.span("a", START.plusSeconds(450), START.plusSeconds(460), "");
    assertThat(Drawn.of(chart.build().toSvg()).height()).isGreaterThan(two);
  }

  @Test
  void theLegendOfLanesNamesOnlyWhatIsDrawn() {
    LanesChart.Builder chart = LanesChart.of("L", ROME, START, START.plusSeconds(1000));
    chart.mark("a", START.plusSeconds(5), LanesChart.Mark.FALSE, "");
    chart.mark("a", START.minusSeconds(5), LanesChart.Mark.FALSE, "");
    List<String> labels = new ArrayList<>();
    Drawn.of(chart.build().toSvg()).labels().forEach(label -> labels.add(label.text()));

    assertThat(labels).contains("false", "spans and marks outside this time: 1");
    assertThat(labels).doesNotContain("hit", "repeat", "span");
    assertThat(chart.build().description()).contains("a: false 2.");
  }

  @Test
  void refusesWithEveryProblem() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                DotChart.of("D", "L/s")
                    .logScale()
                    .dot("r", "a", 0)
                    .dot("r", "a", 1)
                    .dot("r", "b", 1, 3, 2)
                    .dot("r", "c", 1, 1, Double.NaN)
                    .dot("r", "d", Double.POSITIVE_INFINITY)
                    .reference("naive", Double.NaN)
                    .build())
        .withMessageContaining("'a' in 'r' (0.0), must be positive")
        .withMessageContaining("must be the only one")
        .withMessageContaining("(3.0 to 2.0), must have two ends")
        .withMessageContaining("'c' in 'r' (1.0 to NaN), must have two ends")
        .withMessageContaining("'d' in 'r' (Infinity), must be finite")
        .withMessageContaining("reference 'naive' (NaN), must be a number");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                XyChart.of("X", "cost", "error")
                    .logX()
                    .point("a", -1, 1)
                    .line("b", new double[2], new double[3])
                    .build())
        .withMessageContaining("'a', cost (-1.0), must be positive")
        .withMessageContaining("2 and 3 values");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                LanesChart.of("L", ROME, START, START)
                    .span("a", START, START.minusSeconds(1), "s")
                    .build())
        .withMessageContaining("must end after it begins")
        .withMessageContaining("must not end before it begins");
    TimeAxis axis = TimeAxis.of(START, Duration.ofHours(1), 2);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                TimeChart.of("T", "L/s", ROME)
                    .truth(axis, new double[3])
                    .line("a", axis, new double[] {1, Double.NEGATIVE_INFINITY})
                    .band("a", axis, new double[] {2, 2}, new double[] {1, 3})
                    .build())
        .withMessageContaining("truth (3 values)")
        .withMessageContaining("-Infinity")
        .withMessageContaining("(2.0 to 1.0), must be in order");
    DotChart.Builder many = DotChart.of("D", "L/s");
    IntStream.range(0, 57).forEach(i -> many.dot("r", "c" + i, i));
    assertThatIllegalArgumentException()
        .isThrownBy(many::build)
        .withMessageContaining("competitors (57), must be at most 56");
  }
}
