// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.PlanCheck;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.series.TimeAxis;
import java.io.StringReader;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class HtmlReportTest {
  private static final String EVIL = "</style><script>alert(1)</script>\"'&\u0001\uD800";

  @Test
  @Tag("locale")
  void bytesDoNotDependOnLocaleOrZone() {
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    String expected = ReportSampler.report().toHtml();
    try {
      for (String tag : new String[] {"tr-TR", "de-DE", "ar-EG-u-nu-arab"}) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Chatham"));
        assertThat(ReportSampler.report().toHtml()).isEqualTo(expected);
      }
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }
    assertThat(expected).contains("5 410 m³").doesNotContain("NaN").doesNotContain("<script");
  }

  @ParameterizedTest
  @ValueSource(ints = {320, 360, 560, 920, 1600})
  void labelsOfAllChartsAreLegibleAndNameTheirUnits(int width) {
    for (Chart chart : ReportSampler.charts()) {
      Drawn drawn = Drawn.of(chart.toSvg(width));

      assertThat(drawn.faults()).as(chart.title()).isEmpty();
      assertThat(drawn.labels())
          .as(chart.title())
          .anyMatch(label -> label.text().matches(".*(m³/h|m³|L/s|EUR/m³).*"));
      if (!(chart instanceof NetworkSketch)) {
        assertThat(drawn.labels()).anyMatch(label -> label.text().startsWith("local time, Eur"));
      }
    }
  }

  @Test
  void idsAreUniqueAndAnchorsLead() {
    String page = ReportSampler.report().toHtml();
    List<String> ids = all(page, " id=\"([^\"]*)\"");

    assertThat(ids).doesNotHaveDuplicates();
    assertThat(ids).containsAll(all(page, "href=\"#([^\"]*)\""));
    for (String labels : all(page, "aria-labelledby=\"([^\"]*)\"")) {
      assertThat(ids).contains(labels.split(" ", -1));
    }
    assertThat(page).doesNotContain("style=\"").doesNotContain("src=").doesNotContain("url(");
    assertThat(all(page, "(https?://[^\"' ]*)")).containsOnly("http://www.w3.org/2000/svg");
  }

  private static List<String> all(String text, String pattern) {
    List<String> found = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  @Test
  void hostileTextIsOnlyText() {
    FindingMark mark = ReportSampler.findings().get(0);
    FindingMark evil =
        new FindingMark(
            EVIL,
            EVIL,
            mark.onset(),
            mark.reported(),
            mark.until(),
            false,
            1,
            mark.excessFlow(),
            EVIL);
    Problem problem = line(12, EVIL);
    Plan plan = idle(problem);
    String page =
        new HtmlReport(EVIL)
            .subtitle(EVIL)
            .tile(EVIL, EVIL, EVIL)
            .heading(EVIL)
            .paragraph(EVIL)
            .lines(EVIL)
            .findings(List.of(evil))
            .plan(problem, plan, Optional.empty())
            .network(problem, plan)
            .provenance(EVIL, EVIL)
            .toHtml();

    assertThat(page).doesNotContain("<script").doesNotContain("\u0001").doesNotContain("\uD800");
    assertThat(all(page, "(</style>)")).hasSize(1);
  }

  /** A row of junctions, with a source at one end and a zone at the other. */
  private static Problem line(int nodes, String name) {
    Network.Builder network = Network.builder().node(Reservoir.of(name + "0"));
    for (int i = 1; i < nodes; i++) {
      network.node(Junction.of(name + i));
      network.link(Pipe.of(name + "p" + i, name + (i - 1), name + i));
    }
    Problem.Builder problem =
        Problem.builder(name, network.build(), TimeAxis.of(0, 3600, 4), "EUR" + name)
            .source(name + "0", SourceTerms.of(10, 1))
            .zone(name + (nodes - 1), new ZoneTerms(new double[] {1, 2, 3, 4}, 10));
    for (int i = 1; i < nodes; i++) {
      problem.link(name + "p" + i, LinkTerms.pipe(i == 1 ? 0 : 10, true, 0, 0));
    }
    return problem.build();
  }

  private static Plan idle(Problem problem) {
    Plan.Builder plan = Plan.builder(problem.axis());
    problem.links().keySet().forEach(id -> plan.put(Plan.Kind.FLOW, id, new double[4]));
    problem.sources().keySet().forEach(id -> plan.put(Plan.Kind.SUPPLY, id, new double[4]));
    problem.zones().forEach((id, terms) -> plan.put(Plan.Kind.SHORTFALL, id, terms.demandM3h()));
    return plan.build();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 12, 40, 300})
  void sketchesOfAnySizeAreLegible(int nodes) {
    Problem problem = line(nodes, "a rather long name of a node ");
    for (int width : new int[] {360, 920}) {
      String svg = NetworkSketch.of(problem, idle(problem)).toSvg(width);

      assertThat(Drawn.of(svg).faults()).isEmpty();
      assertThat(svg).doesNotContain("NaN").doesNotContain("Infinity");
    }
  }

  @Test
  void labelsOfASmallNetworkAreCompleteAndOffTheLinks() {
    Problem problem = ReportSampler.problem();
    Drawn drawn = Drawn.of(NetworkSketch.of(problem, ReportSampler.plan(problem)).toSvg());
    List<double[]> points = new ArrayList<>();
    for (String style : List.of("low", "high", "full", "idle")) {
      Matcher curves =
          Pattern.compile("M(\\S+) (\\S+)Q(\\S+) (\\S+) ([-0-9.]+) ([-0-9.]+)")
              .matcher(drawn.path(style));
      while (curves.find()) {
        double[] c = new double[6];
        for (int i = 0; i < 6; i++) {
          c[i] = Double.parseDouble(curves.group(i + 1));
        }
        for (double t = 0; t <= 1; t += 0.01) {
          double a = (1 - t) * (1 - t);
          double b = 2 * t * (1 - t);
          points.add(
              new double[] {
                a * c[0] + b * c[2] + t * t * c[4], a * c[1] + b * c[3] + t * t * c[5]
              });
        }
      }
    }

    assertThat(points).hasSizeGreaterThan(1000);
    assertThat(drawn.labels()).noneMatch(label -> label.text().contains("left off"));
    assertThat(drawn.labels())
        .noneMatch(
            label ->
                points.stream()
                    .anyMatch(
                        p ->
                            p[0] > label.left()
                                && p[0] < label.right()
                                && p[1] > label.top()
                                && p[1] < label.bottom()));
  }

  @Test
  void theCostsAreThoseOfTheCheck() {
    Problem problem = ReportSampler.problem();
    Plan plan = ReportSampler.plan(problem);
    double cost = PlanCheck.of(problem, plan).cost();
    String table = Tables.costs(problem, plan).toHtml();
    List<String> cells = all(table, "<td class=\"num\">([^<]*)</td>");
    double total = Double.parseDouble(cells.get(cells.size() - 2).replace("\u202F", ""));

    assertThat(total).isCloseTo(cost, within(0.006));
  }

  @Test
  void theNoiseOfASolverIsNoAmount() {
    Problem problem = line(2, "n");
    for (double noise : new double[] {5.28e-14, -3e-9, 1e-6}) {
      double[] shortfall = {noise, 0, 0, 0};
      Plan plan =
          Plan.builder(problem.axis())
              .put(Plan.Kind.FLOW, "np1", new double[] {1, 2, 3, 4})
              .put(Plan.Kind.SUPPLY, "n0", new double[] {1, 2, 3, 4})
              .put(Plan.Kind.SHORTFALL, "n1", shortfall)
              .build();

      assertThat(Tables.costs(problem, plan).toHtml()).contains(">0 m³<").doesNotContain("×10");
      assertThat(PlanChart.supply(problem, plan, ReportSampler.ZONE).toSvg())
          .contains("shortfall 0 m³");
    }
    assertThat(Numbers.amount(2e-6, 1)).isEqualTo("2×10⁻⁶");
    assertThat(Numbers.amount(5e-14, 6e-14)).isEqualTo("5×10⁻¹⁴");
    assertThat(Numbers.amount(Double.NaN, 1)).isEqualTo("–");
  }

  @Test
  void pricesAreThoseOfDemandNotOfTheNode() {
    Problem problem = line(3, "n");
    // Water is worth 500 at the node, but a zone that costs 10 to leave dry pays no more than that.
    MarginalPrices prices = MarginalPrices.of(Map.of("n2", new double[] {1, 2, 3, 500}));
    Chart chart = PlanChart.prices(problem, prices, ReportSampler.ZONE);

    assertThat(chart.description()).contains("n2 1.0 to 10.0");
    assertThat(Drawn.of(chart.toSvg()).labels())
        .extracting(Drawn.Label::text)
        .contains("1.0 to 10.0")
        .noneMatch(text -> text.contains("500"));
  }

  @Test
  void cellsOfCardsBringTheirHeadingsAndRoles() throws Exception {
    ReportTable table =
        new ReportTable("A & B", "#No.", "What's \"what\"").cards().row("1", "x").row("2", "");
    Document html =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(table.toHtml())));
    Map<String, String> roles =
        Map.of(
            "table", "table", "caption", "caption", "tr", "row", "td", "cell", "tbody", "rowgroup");
    roles.forEach((tag, role) -> assertThat(values(html, tag, "role")).containsOnly(role));

    assertThat(values(html, "td", "data-label"))
        .containsExactly("What's \"what\"", "What's \"what\"");
    assertThat(values(html, "th", "role"))
        .containsExactly("columnheader", "columnheader", "rowheader", "rowheader");
    assertThat(table.toHtml()).contains("></td>").contains("<span>x</span>");
    assertThat(PageStyle.css()).contains("content:attr(data-label)");
  }

  private static List<String> values(Document html, String tag, String attribute) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < html.getElementsByTagName(tag).getLength(); i++) {
      values.add(((Element) html.getElementsByTagName(tag).item(i)).getAttribute(attribute));
    }
    return values;
  }

  @Test
  void wideTablesAreCardsOnAPhone() {
    String page = ReportSampler.report().toHtml();

    for (String caption : List.of("Findings, times", "What was done to the readings")) {
      assertThat(page)
          .contains(
              "<div class=\"table cards\" tabindex=\"0\" role=\"group\" aria-label=\"" + caption);
    }
  }

  @Test
  void longNamesOfLinksKeepTheirShareOfTheCapacity() {
    Problem problem = line(3, "pipe-of-the-eastern-transfer-main-");
    Plan.Builder plan = Plan.builder(problem.axis());
    double[] flow = {1, 2, 3, 4};
    problem.links().keySet().forEach(id -> plan.put(Plan.Kind.FLOW, id, flow));
    problem.sources().keySet().forEach(id -> plan.put(Plan.Kind.SUPPLY, id, flow));
    problem.zones().keySet().forEach(id -> plan.put(Plan.Kind.SHORTFALL, id, new double[4]));

    for (int width : new int[] {320, 360, 920}) {
      assertThat(Drawn.of(NetworkSketch.of(problem, plan.build()).toSvg(width)).labels())
          .anyMatch(label -> label.text().matches("pipe.*… 40 %"));
    }
  }

  @Test
  void aPartialReportSaysSoFirst() {
    String page = new HtmlReport("R").partial("12 of 31 <origins>").partial("no GPU").toHtml();

    assertThat(page.indexOf("<strong>Partial:</strong> 12 of 31 &lt;origins&gt;"))
        .isPositive()
        .isLessThan(page.indexOf("Partial:</strong> no GPU"));
    assertThat(page.indexOf("no GPU")).isLessThan(page.indexOf("<h1>"));
    assertThat(new HtmlReport("R").toHtml()).doesNotContain("Partial:");
  }

  @Test
  void aRowOfATableHasACellForEachHeading() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ReportTable("T", "a", "#b").row("1"))
        .withMessageContaining("[a, b]");
    assertThat(new HtmlReport("R").table(new ReportTable("T", "a").row("<i>")).toHtml())
        .contains("&lt;i&gt;")
        .doesNotContain("<i>");
  }

  @Test
  void numbersHaveFewDigitsAndARealMinus() {
    assertThat(Numbers.of(-0.000123456)).isEqualTo("−0.000123");
    assertThat(Numbers.of(12345.6)).isEqualTo("12\u202F346");
    assertThat(Numbers.of(1.5e12)).isEqualTo("1.5×10¹²");
    assertThat(Numbers.of(-2e-7)).isEqualTo("−2×10⁻⁷");
    assertThat(Numbers.of(Double.NaN)).isEqualTo("–");
    assertThat(Numbers.tick(-0.0, 0.5)).isEqualTo("0");
    assertThat(Numbers.tick(0.30000000000000004, 0.1)).isEqualTo("0.3");
    assertThat(Markup.coordinate(-0.04)).isEqualTo("0");
    assertThat(Markup.coordinate(-0.5)).isEqualTo("-0.5");
  }

  @Test
  void coloursStandOutFromThePaper() {
    for (boolean dark : new boolean[] {false, true}) {
      double paper = luminance(dark ? Theme.PAPER.dark() : Theme.PAPER.light());
      for (Theme.Colour ink : Theme.INKS) {
        assertThat(contrast(luminance(dark ? ink.dark() : ink.light()), paper))
            .as(ink.name())
            .isGreaterThan(4.5);
      }
      for (Theme.Colour line : Theme.SERIES) {
        assertThat(contrast(luminance(dark ? line.dark() : line.light()), paper))
            .as(line.name())
            .isGreaterThan(3);
      }
    }
  }

  private static double contrast(double a, double b) {
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** Relative luminance, WCAG 2.2. */
  private static double luminance(String colour) {
    double[] weights = {0.2126, 0.7152, 0.0722};
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      double c = Integer.parseInt(colour.substring(1 + 2 * i, 3 + 2 * i), 16) / 255.0;
      sum += weights[i] * (c <= 0.04045 ? c / 12.92 : Math.pow((c + 0.055) / 1.055, 2.4));
    }
    return sum;
  }

  @Test
  void universalTimeHasOneName() {
    for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneId.of("UTC"), ZoneId.of("Etc/UTC"))) {
      assertThat(new HtmlReport("Times", zone).toHtml()).contains("<dt>Times</dt><dd>UTC</dd>");
    }
    assertThat(new HtmlReport("Times", ZoneId.of("Europe/Rome")).toHtml())
        .contains("<dt>Times</dt><dd>Europe/Rome</dd>");
  }
}
