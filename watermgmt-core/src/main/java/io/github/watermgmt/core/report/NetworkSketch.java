// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.report;

import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The network of a problem with what a plan sends through it: the wider a link, the greater its
 * mean flow; the arrow points where most of it goes; colour and dash tell how much of the capacity
 * is used at most. Nodes stand at their coordinates if all have some, else in layers from the
 * sources on. Where labels would collide, those of the busier elements stay, and the sketch says
 * how many it left off.
 *
 * <p>Thread-safety: immutable.
 */
public final class NetworkSketch extends Chart {
  private static final double NEAR = 0.9;
  private static final double FULL = 0.999;
  private static final double IDLE = 1e-6;
  private static final int NAMED_LINKS = 8;

  private final Problem problem;
  private final Plan plan;
  private final NetworkLayout layout;
  private final double[] mean;
  private final double[] use;
  private final double most;

  private NetworkSketch(Problem problem, Plan plan) {
    super("The network, " + problem.name());
    this.problem = problem;
    this.plan = PlanChart.matching(problem, plan);
    this.layout = NetworkLayout.of(problem);
    List<Link> links = problem.network().links();
    this.mean = new double[links.size()];
    this.use = new double[links.size()];
    double widest = 0;
    for (int i = 0; i < mean.length; i++) {
      for (double flow : plan.flow(links.get(i).id())) {
        mean[i] += Math.abs(flow) / problem.steps();
      }
      use[i] = LinkChart.use(problem, plan, links.get(i).id());
      widest = Math.max(widest, mean[i]);
    }
    this.most = widest;
  }

  /**
   * Returns the sketch of a problem's network and a plan for it.
   *
   * @throws io.github.watermgmt.error.WaterManagementException WM-403 if the plan lacks a link
   * @throws IllegalArgumentException if the plan's steps are not those of the problem
   */
  public static NetworkSketch of(Problem problem, Plan plan) {
    return new NetworkSketch(problem, plan);
  }

  @Override
  String description() {
    List<String> full = new ArrayList<>();
    for (int i = 0; i < use.length; i++) {
      if (use[i] >= FULL) {
        full.add(problem.network().links().get(i).id());
      }
    }
    String at = full.isEmpty() ? "none" : String.join(", ", full);
    return problem.sources().size()
        + " sources, "
        + problem.tanks().size()
        + " tanks, "
        + problem.zones().size()
        + " zones, "
        + mean.length
        + " links. At capacity for some time: "
        + at
        + ".";
  }

  /** Pixels of a node. */
  private record Place(double x, double y) {}

  @Override
  double draw(Svg svg) {
    double top = legend().draw(svg, 4, svg.top()) + 30;
    List<Place> places = new ArrayList<>();
    double height = place(svg, top, places);
    Labels labels = new Labels(svg, top - 24);
    List<Node> nodes = problem.network().nodes();
    for (Place place : places) {
      labels.block(place.x - 10, place.y - 10, place.x + 10, place.y + 10);
    }
    for (int i = 0; i < mean.length; i++) {
      link(svg, i, places);
      labels.avoid(bend(i, places), width(i));
    }
    for (int i = 0; i < nodes.size(); i++) {
      Shapes.draw(svg, kind(nodes.get(i).id()), places.get(i).x, places.get(i).y, 10);
    }
    for (boolean junctions : new boolean[] {false, true}) {
      for (int i = 0; i < nodes.size(); i++) {
        boolean junction = kind(nodes.get(i).id()).equals(Shapes.JUNCTION);
        if (junction == junctions) {
          labels.beside(
              nodes.get(i).id(), junction ? "s k" : "b k", places.get(i).x, places.get(i).y, 12);
        }
      }
    }
    names(labels, places);
    double end = top + height + 44;
    String left = "line width: mean flow, at most " + Numbers.of(most) + " m³/h";
    svg.text(4, end, "start", "s", left);
    if (labels.leftOff() > 0) {
      end += Svg.LINE;
      svg.text(4, end, "start", "s", "labels left off for want of room: " + labels.leftOff());
    }
    return end + 8;
  }

  private Legend legend() {
    return new Legend()
        .shape(Shapes.SOURCE, "source")
        .shape(Shapes.TANK, "tank")
        .shape(Shapes.ZONE, "zone")
        .shape(Shapes.JUNCTION, "junction")
        .line("low", "up to 90 % of capacity")
        .line("high", "90 % or more")
        .line("full", "at capacity")
        .line("idle", "idle");
  }

  private double place(Svg svg, double top, List<Place> places) {
    double side = svg.isNarrow() ? 48 : 80;
    double wide = svg.width() - 2 * side;
    // On a phone the layers run from top to bottom.
    boolean turned = svg.isNarrow() && !layout.isMapped();
    double tall =
        layout.isMapped()
            ? wide * extent()
            : Math.max(140, turned ? layout.layers() * 84.0 : layout.widest() * 84.0);
    for (int i = 0; i < problem.network().nodes().size(); i++) {
      double x = turned ? layout.y(i) : layout.x(i);
      double y = turned ? layout.x(i) : layout.y(i);
      double down = layout.isMapped() ? y * wide : y * tall;
      places.add(new Place(side + x * wide, top + down));
    }
    return tall;
  }

  /** Height of the map compared with its width, which is at most that of the drawing. */
  private double extent() {
    double down = 0;
    for (int i = 0; i < problem.network().nodes().size(); i++) {
      down = Math.max(down, layout.y(i));
    }
    return Math.max(0.15, down);
  }

  private String kind(String node) {
    return problem.sources().containsKey(node)
        ? Shapes.SOURCE
        : problem.tanks().containsKey(node)
            ? Shapes.TANK
            : problem.zones().containsKey(node) ? Shapes.ZONE : Shapes.JUNCTION;
  }

  private void link(Svg svg, int i, List<Place> places) {
    String style =
        mean[i] < IDLE ? "idle" : use[i] >= FULL ? "full" : use[i] >= NEAR ? "high" : "low";
    double width = width(i);
    Bend bend = bend(i, places);
    svg.raw("<g stroke-width=\"" + Markup.coordinate(width) + "\">");
    svg.path(style, bend.path()).raw("</g>");
    if (mean[i] >= IDLE) {
      boolean forward = PlanChart.sum(plan.flow(problem.network().links().get(i).id())) >= 0;
      String tip = style.equals("full") ? "tip2" : style.equals("high") ? "tip1" : "tip0";
      svg.path(tip, bend.arrow(forward, 5 + width));
    }
  }

  private Bend bend(int i, List<Place> places) {
    Link link = problem.network().links().get(i);
    Place from = places.get(problem.network().nodeIndex(link.from()));
    Place to = places.get(problem.network().nodeIndex(link.to()));
    return Bend.of(from.x, from.y, to.x, to.y, parallel(i));
  }

  private double width(int i) {
    return mean[i] < IDLE ? 1.5 : 1.5 + 7 * Math.sqrt(mean[i] / most);
  }

  /** How many earlier links join the same two nodes: each next one is bent more. */
  private int parallel(int link) {
    List<Link> links = problem.network().links();
    Link one = links.get(link);
    int count = 0;
    for (Link other : problem.network().linksOf(one.from())) {
      boolean same = other.from().equals(one.from()) && other.to().equals(one.to());
      boolean back = other.from().equals(one.to()) && other.to().equals(one.from());
      if ((same || back) && problem.network().linkIndex(other.id()) < link) {
        count++;
      }
    }
    return count;
  }

  private void names(Labels labels, List<Place> places) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < mean.length; i++) {
      order.add(i);
    }
    order.sort(Comparator.<Integer>comparingDouble(i -> -use[i]).thenComparing(i -> i));
    for (int i : order.subList(0, Math.min(NAMED_LINKS, order.size()))) {
      if (use[i] >= IDLE) {
        String id = problem.network().links().get(i).id();
        String share = " " + Numbers.percent(use[i]);
        labels.along(id, share, use[i] >= FULL ? "a k" : "s k", bend(i, places), 6);
      }
    }
  }
}
