// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A chart as it was drawn: parsed, with the boxes of its texts. */
record Drawn(Document document, List<Label> labels, double width, double height) {
  private static final Pattern POINT = Pattern.compile("[ML](-?[0-9.]+) (-?[0-9.]+)");
  private static final double CHARACTER = 0.58;

  /** A text and the box it takes, by an estimate of its own. */
  record Label(String text, double left, double top, double right, double bottom) {
    boolean meets(Label other) {
      return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
  }

  static Drawn of(String svg) {
    try {
      Document document =
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(new InputSource(new StringReader(svg)));
      String[] box = document.getDocumentElement().getAttribute("viewBox").split(" ", -1);
      List<Label> labels = new ArrayList<>();
      NodeList texts = document.getElementsByTagName("text");
      for (int i = 0; i < texts.getLength(); i++) {
        labels.add(label((Element) texts.item(i)));
      }
      return new Drawn(document, labels, Double.parseDouble(box[2]), Double.parseDouble(box[3]));
    } catch (Exception e) {
      throw new AssertionError("not well-formed: " + svg, e);
    }
  }

  private static Label label(Element text) {
    double size = text.getAttribute("class").contains("h") ? 15 : 12;
    String content = text.getTextContent();
    double wide = content.codePointCount(0, content.length()) * CHARACTER * size;
    double x = Double.parseDouble(text.getAttribute("x"));
    double y = Double.parseDouble(text.getAttribute("y"));
    double left =
        switch (text.getAttribute("text-anchor")) {
          case "start" -> x;
          case "end" -> x - wide;
          default -> x - wide / 2;
        };
    return new Label(content, left, y - size * 0.75, left + wide, y + size * 0.15);
  }

  /** Everything wrong with the labels. */
  List<String> faults() {
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < labels.size(); i++) {
      Label one = labels.get(i);
      if (one.left < 0 || one.right > width || one.top < 0 || one.bottom > height) {
        faults.add("'" + one.text + "' leaves the drawing");
      }
      for (Label other : labels.subList(0, i)) {
        if (one.meets(other)) {
          faults.add("'" + one.text + "' meets '" + other.text + "'");
        }
      }
    }
    return faults;
  }

  /** Absolute points of paths and corners of rectangles that are outside the drawing. */
  List<String> outside() {
    List<String> found = new ArrayList<>();
    NodeList paths = document.getElementsByTagName("path");
    for (int i = 0; i < paths.getLength(); i++) {
      Matcher point = POINT.matcher(((Element) paths.item(i)).getAttribute("d"));
      while (point.find()) {
        check(found, Double.parseDouble(point.group(1)), Double.parseDouble(point.group(2)));
      }
    }
    NodeList rects = document.getElementsByTagName("rect");
    for (int i = 0; i < rects.getLength(); i++) {
      Element rect = (Element) rects.item(i);
      if (rect.hasAttribute("x")) {
        double x = Double.parseDouble(rect.getAttribute("x"));
        double y = Double.parseDouble(rect.getAttribute("y"));
        check(found, x, y);
        check(
            found,
            x + Double.parseDouble(rect.getAttribute("width")),
            y + Double.parseDouble(rect.getAttribute("height")));
      }
    }
    return found;
  }

  private void check(List<String> found, double x, double y) {
    if (!(x >= 0 && x <= width && y >= 0 && y <= height)) {
      found.add(x + " " + y);
    }
  }

  /** The path of a class, empty if there is none. */
  String path(String style) {
    NodeList paths = document.getElementsByTagName("path");
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < paths.getLength(); i++) {
      Element path = (Element) paths.item(i);
      if (path.getAttribute("class").equals(style)) {
        all.append(path.getAttribute("d"));
      }
    }
    return all.toString();
  }
}
