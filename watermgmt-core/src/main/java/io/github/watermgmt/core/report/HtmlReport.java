// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.core.prepare.CleaningReport;
import io.github.watermgmt.distribution.MarginalPrices;
import io.github.watermgmt.distribution.Outcome;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.forecast.Forecast;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.series.IngestReport;
import io.github.watermgmt.series.Panel;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.SeriesIngest;
import io.github.watermgmt.unit.Unit;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A self-contained page: no scripts, nothing loaded from elsewhere, light and dark by the reader's
 * choice, readable on a phone and on paper. All text is escaped. Sections stand in the order of the
 * calls; a table of contents and the provenance are added.
 *
 * <pre>{@code
 * String page = new HtmlReport("Water of tomorrow", zone)
 *     .tile("Demand tomorrow", "12 400 m³", "11 800 to 13 100, nine times out of ten")
 *     .forecast(panel, forecast, Unit.of("L/s"), findings)
 *     .findings(findings)
 *     .plan(problem, plan, prices)
 *     .network(problem, plan)
 *     .data(built.report())
 *     .provenance(fitted.provenance())
 *     .toHtml();
 * }</pre>
 *
 * <p>Thread-safety: confined to one thread.
 */
public final class HtmlReport {
  private static final int BUSIEST = 6;

  private final String title;
  private final ZoneId zone;
  private final StringBuilder body = new StringBuilder(1 << 16);
  private final List<String> tiles = new ArrayList<>();
  private final List<String> sections = new ArrayList<>();
  private final List<Chart> charts = new ArrayList<>();
  private final StringBuilder sources = new StringBuilder();
  private final StringBuilder partial = new StringBuilder();
  private String subtitle = "";

  /** Starts a report whose times are UTC. */
  public HtmlReport(String title) {
    this(title, ZoneOffset.UTC);
  }

  /** Starts a report whose times are those of a zone. */
  public HtmlReport(String title, ZoneId zone) {
    this.title = title;
    this.zone = zone;
  }

  /** Sets the line below the title. */
  public HtmlReport subtitle(String text) {
    subtitle = text;
    return this;
  }

  /**
   * Adds a key number to the top.
   *
   * @param label what it is, such as {@code Demand tomorrow}
   * @param value the number with its unit
   * @param note what a reader should know besides, such as the band; may be empty
   */
  public HtmlReport tile(String label, String value, String note) {
    tiles.add(
        "<li><span>"
            + Markup.escape(label)
            + "</span><strong>"
            + Markup.escape(value)
            + "</strong><span>"
            + Markup.escape(note)
            + "</span></li>\n");
    return this;
  }

  /**
   * Says at the top of the page, before anything else, that the report is not whole; each call adds
   * a line.
   *
   * @param why what is missing, such as {@code interrupted after 12 of 31 origins}
   */
  public HtmlReport partial(String why) {
    partial.append("<p class=\"partial\" role=\"note\"><strong>Partial:</strong> ");
    partial.append(Markup.escape(why)).append("</p>\n");
    return this;
  }

  /** Starts a section. */
  public HtmlReport heading(String text) {
    sections.add(text);
    body.append("<h2 id=\"s").append(sections.size()).append("\">");
    body.append(Markup.escape(text)).append("</h2>\n");
    return this;
  }

  /** Adds a paragraph. */
  public HtmlReport paragraph(String text) {
    body.append("<p>").append(Markup.escape(text)).append("</p>\n");
    return this;
  }

  /** Adds text that keeps its lines. */
  public HtmlReport lines(String text) {
    body.append("<pre>").append(Markup.escape(text)).append("</pre>\n");
    return this;
  }

  /** Adds a chart with a numbered caption. */
  public HtmlReport chart(Chart chart) {
    charts.add(chart);
    int figures = charts.size();
    body.append("<figure id=\"f").append(figures).append("\"><figcaption><span>Figure ");
    body.append(figures).append(".</span> ").append(Markup.escape(chart.title()));
    body.append("</figcaption><div class=\"wide\">");
    body.append(chart.inPage("f" + figures + "w", Chart.WIDE));
    body.append("</div><div class=\"narrow\">");
    body.append(chart.inPage("f" + figures + "n", Chart.NARROW));
    body.append("</div></figure>\n");
    return this;
  }

  /** Adds a table. */
  public HtmlReport table(ReportTable table) {
    body.append(table.toHtml());
    return this;
  }

  /**
   * Adds a section with a chart for each series of a forecast.
   *
   * @param history the end of what was observed, as much as shall be drawn
   * @param unit unit of the charts
   * @param findings all findings, in the order of their table; may be empty
   * @throws io.github.watermgmt.error.DataException WM-106 if the history lacks a series, WM-102
   *     for a wrong unit
   */
  public HtmlReport forecast(
      Panel history, Forecast forecast, Unit unit, List<FindingMark> findings) {
    heading("Forecast");
    for (String id : forecast.ids()) {
      Series series = history.series(id);
      chart(ForecastChart.of(series, forecast, unit, zone).findings(id, findings).build());
    }
    return this;
  }

  /**
   * Adds a section with a chart for each series of a forecast, and another forecast of the same
   * steps beside it.
   *
   * @param history the end of what was observed, as much as shall be drawn
   * @param label what made the forecast
   * @param beside the other forecast, which has every series of the first
   * @param besideLabel what made the other
   * @param unit unit of the charts
   * @param findings all findings, in the order of their table; may be empty
   * @throws io.github.watermgmt.error.DataException WM-106 if the history or the other forecast
   *     lacks a series, WM-102 for a wrong unit
   * @throws IllegalArgumentException if the other forecast is of other steps
   */
  public HtmlReport forecast(
      Panel history,
      Forecast forecast,
      String label,
      Forecast beside,
      String besideLabel,
      Unit unit,
      List<FindingMark> findings) {
    if (!beside.axis().equals(forecast.axis())) {
      throw new IllegalArgumentException(
          "beside (" + beside.axis() + "), must be a forecast of " + forecast.axis());
    }
    heading("Forecast");
    for (String id : forecast.ids()) {
      chart(
          ForecastChart.of(history.series(id), forecast, unit, zone)
              .label(label)
              .beside(besideLabel, beside.mean(id).toArray(unit))
              .findings(id, findings)
              .build());
    }
    return this;
  }

  /** Adds a section with the table of findings; the first has number 1. */
  public HtmlReport findings(List<FindingMark> findings) {
    heading("Findings");
    return findings.isEmpty()
        ? paragraph("Nothing was found.")
        : table(Tables.findings(findings, zone));
  }

  /**
   * Adds a section with a plan: supply, costs, tanks, the busiest links and, where they are known,
   * marginal prices.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-403 if the plan lacks a row
   * @throws IllegalArgumentException if plan or prices have other steps than the problem
   */
  public HtmlReport plan(Problem problem, Plan plan, Optional<MarginalPrices> prices) {
    heading("Plan");
    chart(PlanChart.supply(problem, plan, zone));
    table(Tables.costs(problem, plan));
    if (!problem.tanks().isEmpty()) {
      chart(PlanChart.tanks(problem, plan, zone));
    }
    if (!problem.links().isEmpty()) {
      chart(PlanChart.links(problem, plan, zone, BUSIEST));
    }
    if (prices.isPresent() && !problem.zones().isEmpty()) {
      chart(PlanChart.prices(problem, prices.get(), zone));
    }
    return this;
  }

  /** Adds a section with a solved plan; see {@link #plan(Problem, Plan, Optional)}. */
  public HtmlReport plan(Problem problem, Outcome.Solved solved) {
    return plan(problem, solved.plan(), solved.prices());
  }

  /**
   * Adds a section with the network and what a plan sends through it.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-403 if the plan lacks a row
   * @throws IllegalArgumentException if the plan's steps are not those of the problem
   */
  public HtmlReport network(Problem problem, Plan plan) {
    return heading("Network").chart(NetworkSketch.of(problem, plan));
  }

  /** Adds a section that tells what was done to the data on their way in. */
  public HtmlReport data(IngestReport report) {
    heading("What was done to the data");
    paragraph(
        Numbers.fixed((double) report.total(SeriesIngest::rows), 0)
            + " rows: "
            + Numbers.fixed((double) report.total(SeriesIngest::duplicates), 0)
            + " duplicates resolved, "
            + Numbers.fixed((double) report.total(SeriesIngest::outOfOrder), 0)
            + " out of order, "
            + Numbers.fixed((double) report.total(SeriesIngest::missingRows), 0)
            + " missing.");
    for (String note : report.notes()) {
      paragraph(note);
    }
    return table(Tables.ingest(report));
  }

  /** Adds the same and what a cleaner took out. */
  public HtmlReport data(IngestReport report, CleaningReport cleaning) {
    data(report);
    for (String note : cleaning.notes()) {
      paragraph(note);
    }
    return cleaning.removals().isEmpty()
        ? paragraph("No value was taken out.")
        : table(Tables.cleaning(cleaning, zone));
  }

  /** Adds a line to the footer: where something comes from. */
  public HtmlReport provenance(String what, String origin) {
    sources.append("<dt>").append(Markup.escape(what)).append("</dt><dd>");
    sources.append(Markup.escape(origin)).append("</dd>\n");
    return this;
  }

  /** Adds where a model comes from to the footer. */
  public HtmlReport provenance(Provenance model) {
    List<String> options = new ArrayList<>();
    model.options().forEach((name, value) -> options.add(name + "=" + value));
    return provenance("Model", model.provider() + " " + model.providerVersion())
        .provenance("Options", options.isEmpty() ? "none" : String.join(", ", options))
        .provenance("Seed", Long.toString(model.seed()))
        .provenance(
            "Trained on",
            model.series() + " series, " + model.trainedFrom() + " to " + model.trainedUntil())
        .provenance("Data", "SHA-256 " + model.dataDigest());
  }

  /** Returns the charts so far: the one at index i is figure i + 1. */
  public List<Chart> charts() {
    return List.copyOf(charts);
  }

  /** Returns the page. */
  public String toHtml() {
    String name = Markup.escape(title);
    String css = PageStyle.css();
    StringBuilder page = new StringBuilder(body.length() + css.length() + 4096);
    page.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">");
    page.append("<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">");
    page.append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ");
    page.append("style-src '").append(hash(css)).append("'; base-uri 'none'; ");
    page.append("form-action 'none'\"><meta name=\"referrer\" content=\"no-referrer\"><title>");
    page.append(name).append("</title><style>").append(css).append("</style></head>\n<body>");
    page.append("<header>").append(partial).append("<h1>").append(name).append("</h1>\n");
    if (!subtitle.isEmpty()) {
      page.append("<p class=\"subtitle\">").append(Markup.escape(subtitle)).append("</p>\n");
    }
    if (!tiles.isEmpty()) {
      page.append("<ul class=\"tiles\">\n").append(String.join("", tiles)).append("</ul>\n");
    }
    page.append("</header>\n");
    contents(page);
    page.append("<main>\n").append(body).append("</main>\n<footer><dl>\n").append(sources);
    page.append("<dt>Times</dt><dd>").append(Markup.escape(TimeTicks.name(zone))).append("</dd>\n");
    page.append("<dt>Library</dt><dd>watermgmt ");
    page.append(Markup.escape(Provenance.currentLibraryVersion()));
    return page.append("</dd></dl></footer></body></html>\n").toString();
  }

  private void contents(StringBuilder page) {
    if (sections.size() < 2) {
      return;
    }
    page.append("<nav aria-label=\"Contents\"><ol>");
    for (int i = 0; i < sections.size(); i++) {
      page.append("<li><a href=\"#s").append(i + 1).append("\">");
      page.append(Markup.escape(sections.get(i))).append("</a></li>");
    }
    page.append("</ol></nav>\n");
  }

  /** Lets this one style pass and no other. */
  private static String hash(String css) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(css.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
