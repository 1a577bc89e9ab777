// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

/** The style of the page. */
final class PageStyle {
  private static final String PAGE =
      "*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}"
          + "body{font:16px/1.55 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;"
          + "color:var(--ink);background:var(--paper);max-width:61rem;margin:0 auto;"
          + "padding:1.25rem 1rem 3rem;overflow-wrap:anywhere}"
          + "h1{font-size:1.85rem;line-height:1.2;margin:.2rem 0 .3rem;letter-spacing:-.01em}"
          + "h2{font-size:1.3rem;line-height:1.25;margin:2.6rem 0 .6rem;padding-top:.9rem;"
          + "border-top:1px solid var(--day)}"
          + ".subtitle{color:var(--soft);margin:0 0 1.2rem;max-width:46rem}p{max-width:46rem}"
          + "a{color:var(--link)}"
          + ".partial{max-width:none;margin:0 0 1rem;padding:.6rem .9rem;border-radius:.5rem;"
          + "background:var(--found);border-left:.35rem solid var(--alarm)}"
          + ".partial strong{color:var(--alarm)}"
          + ".tiles{display:grid;grid-template-columns:repeat(auto-fit,minmax(10.5rem,1fr));"
          + "gap:.75rem;margin:1.2rem 0;padding:0;list-style:none}"
          + ".tiles li{background:var(--panel);border-radius:.5rem;padding:.75rem .9rem}"
          + ".tiles span{display:block;color:var(--soft);font-size:.86rem;line-height:1.35}"
          + ".tiles strong{display:block;font-size:1.5rem;line-height:1.3;"
          + "font-variant-numeric:tabular-nums}"
          + "nav ol{display:flex;flex-wrap:wrap;gap:.25rem 1.4rem;list-style:none;margin:0;"
          + "padding:0;font-size:.94rem}nav a{display:inline-block;padding:.25rem 0}"
          + "figure{margin:1.4rem 0 1.8rem}"
          + "figcaption{font-weight:600;margin:0 0 .35rem;line-height:1.35}"
          + "figcaption span{color:var(--soft);font-weight:400}"
          + "svg.chart{display:block;width:100%;height:auto}.narrow{display:none}"
          + "pre{overflow-x:auto;background:var(--panel);padding:.75rem;border-radius:.5rem;"
          + "white-space:pre-wrap}"
          + ".table{overflow-x:auto;margin:1rem 0 1.6rem;overflow-wrap:normal}"
          + "table{border-collapse:collapse;font-size:.88rem;line-height:1.4;min-width:100%;"
          + "font-variant-numeric:tabular-nums}"
          + "caption{text-align:left;font-weight:600;font-size:1rem;padding:0 0 .4rem}"
          + "th,td{text-align:left;vertical-align:top;padding:.4rem .7rem .4rem 0;"
          + "border-bottom:1px solid var(--grid)}thead th{color:var(--soft);font-weight:600;"
          + "vertical-align:bottom;border-bottom:1px solid var(--day)}"
          + "tbody th{font-weight:500}td:not(.num){min-width:6.5rem}.num{text-align:right;white-space:nowrap}"
          + ".num+:not(.num){padding-left:.7rem}.num+td:not(.num){min-width:7.4rem}"
          + "thead .num{white-space:normal}"
          + ".badge{display:inline-block;min-width:1.5rem;text-align:center;border-radius:1rem;"
          + "background:var(--alarm);color:var(--paper);font-weight:700;font-size:.8rem;"
          + "padding:0 .35rem}"
          + "svg.grade{width:50px;height:8px;margin-right:.3rem}.track{fill:var(--day)}"
          + ".fill{fill:var(--alarm)}"
          + "footer{margin-top:3rem;border-top:1px solid var(--day);padding-top:1rem;"
          + "color:var(--soft);font-size:.86rem}footer dl{display:grid;"
          + "grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0}"
          + "footer dt{font-weight:600}footer dd{margin:0}";

  private static final String NARROW =
      "@media(max-width:40rem){.wide{display:none}.narrow{display:block}"
          + ".narrow svg.chart{max-width:30rem}footer dl{grid-template-columns:1fr}"
          + "footer dd{margin:0 0 .4rem}h1{font-size:1.5rem}}";

  /**
   * Below the width of the page a table of many columns would have to be scrolled sideways; its
   * rows are cards there, side by side where they fit. On paper that is so on small sheets only.
   */
  private static final String CARDS =
      "@media(max-width:40rem),screen and (max-width:61rem){"
          + ".cards{position:relative;overflow-wrap:anywhere}"
          + ".cards table,.cards caption,.cards tr{display:block}"
          + ".cards tbody{display:grid;gap:.75rem;"
          + "grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr))}"
          // Out of sight, but not out of hearing.
          + ".cards thead{position:absolute;width:1px;height:1px;overflow:hidden;"
          + "clip-path:inset(50%)}"
          + ".cards tr{background:var(--panel);border-radius:.5rem;padding:.55rem .8rem;"
          + "break-inside:avoid}"
          + ".cards tbody th,.cards tbody td{display:flex;gap:.75rem;padding:.1rem 0;border:0;"
          + "text-align:left;white-space:normal}.cards tbody .num+td{padding-left:0;min-width:0}"
          + ".cards td:not(.num){min-width:0}"
          + ".cards tbody th{font-weight:600}.cards td:empty{display:none}"
          + ".cards tbody th::before,.cards td::before{content:attr(data-label);"
          + "flex:0 0 7.75rem;color:var(--soft);font-weight:400}}";

  private static final String PRINT =
      "@media print{:root{"
          + Theme.variables(false)
          + "}body{max-width:none;padding:0;font-size:10.5pt}.wide{display:block}"
          + ".narrow{display:none}nav{display:none}figure,tr,.tiles li{break-inside:avoid}"
          + "h2,figcaption,caption{break-after:avoid}.table{overflow:visible}"
          // Paper does not scroll: all columns must fit.
          + "table{font-size:8.5pt}td:not(.num),.num+td:not(.num){min-width:0}"
          + "th,td{padding-right:.45rem}"
          + "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}";

  private PageStyle() {}

  static String css() {
    return ":root{color-scheme:light dark;"
        + Theme.variables(false)
        + "}@media(prefers-color-scheme:dark){:root{"
        + Theme.variables(true)
        + "}}"
        + PAGE
        + Theme.inPage()
        + NARROW
        + CARDS
        + PRINT;
  }
}
