// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Plan;
import io.github.watermgmt.distribution.Plan.Kind;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.SourceTerms;
import io.github.watermgmt.distribution.TankTerms;
import io.github.watermgmt.distribution.ZoneTerms;
import io.github.watermgmt.network.Junction;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.series.TimeAxis;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The part of a period's problem that is planned anew: from a step on to some later day, with the
 * volumes measured and what the licences of the day leave. It always has a plan.
 *
 * <p>Licences count by the days of the axis, so that the axis begins with the day, and what is over
 * of it comes along: there every link is too dear to use, and what a licensed source has given goes
 * to a zone of its own. So all windows of a day have the same steps in the same places, and so the
 * same basis.
 *
 * <p>A least final volume is a demand of the last step, at a node of its own behind the tank; what
 * cannot be kept is a shortfall that has its price.
 *
 * <p>Of plans that cost the same the one that moves water earlier is preferred, so that which one
 * is found does not depend on where the search began.
 *
 * <p>Thread-safety: an immutable value.
 */
final class Window {
  /** What a m³ costs more for each step that it moves later, currency: next to nothing. */
  private static final double LATER = 1e-6;

  private final Problem problem;
  private final Collection<String> tanks;
  private final Problem period;
  private final int over;
  private final Map<String, String> keptOf;

  private Window(Problem period, Problem problem, int over, Map<String, String> keptOf) {
    this.period = period;
    this.problem = problem;
    this.over = over;
    this.keptOf = keptOf;
    this.tanks = period.tanks().keySet();
  }

  /** Returns the first step of the day of a step. */
  static int dayOf(Problem period, int step) {
    return step - step % period.stepsPerDay();
  }

  /** Returns the step before which a window ends that begins with a step. */
  static int endOf(Problem period, int from, int horizon) {
    long end = (long) dayOf(period, from) + period.stepsPerDay() + horizon;
    return (int) Math.min(period.steps(), end);
  }

  /** Returns some steps of a problem; the terms stay as they are. */
  static Problem slice(Problem period, int from, int to) {
    TimeAxis axis = period.axis().slice(from, to);
    Problem.Builder slice =
        Problem.builder(period.name(), period.network(), axis, period.currency());
    period
        .tariffs()
        .forEach(id -> slice.tariff(id, Arrays.copyOfRange(period.tariff(id), from, to)));
    period.sources().forEach(slice::source);
    period.tanks().forEach(slice::tank);
    period.links().forEach(slice::link);
    period
        .zones()
        .forEach(
            (id, zone) ->
                slice.zone(
                    id,
                    new ZoneTerms(
                        Arrays.copyOfRange(zone.demandM3h(), from, to),
                        zone.shortfallCostPerM3())));
    return slice.build();
  }

  /**
   * Returns a window.
   *
   * @param coming its demand, from a step of the period at or before {@code from} to the end
   * @param from the first step that is planned
   * @param volumeM3 of each tank at its start, within 0 and the greatest volume
   * @param givenM3 what each licensed source has given on the day of {@code from} before it
   * @param valuePerM3 of water that lacks at the end
   */
  static Window of(
      Problem period,
      Problem coming,
      int from,
      Map<String, Double> volumeM3,
      Map<String, Double> givenM3,
      double valuePerM3) {
    int start = dayOf(period, from);
    int end = period.axis().indexOf(coming.axis().instant(coming.steps() - 1)) + 1;
    int steps = end - start;
    int over = from - start;
    double barrier = barrier(period, valuePerM3);
    Names nodes = new Names(period.network()::hasNode);
    Names links = new Names(period.network()::hasLink);
    Network.Builder network = period.network().toBuilder();
    Map<String, String> givenTo = new LinkedHashMap<>();
    Map<String, String> givenBy = new LinkedHashMap<>();
    Map<String, String> keptAt = new LinkedHashMap<>();
    Map<String, String> keptOf = new LinkedHashMap<>();
    period
        .sources()
        .forEach(
            (id, terms) -> {
              if (terms.maxDailyVolumeM3().isPresent()) {
                add(network, id, nodes.fresh("given by " + id), links, givenTo, givenBy);
              }
            });
    period
        .tanks()
        .forEach(
            (id, terms) -> {
              if (terms.finalMinVolumeM3() > terms.minVolumeM3()) {
                add(network, id, nodes.fresh("kept in " + id), links, keptAt, keptOf);
              }
            });
    TimeAxis axis = period.axis().slice(start, end);
    Problem.Builder window =
        Problem.builder(period.name(), network.build(), axis, period.currency());
    period.sources().forEach(window::source);
    period
        .links()
        .forEach(
            (id, terms) -> {
              window.tariff(id, tariff(period, terms, start, over, steps, barrier));
              window.link(
                  id,
                  new LinkTerms(
                      terms.maxFlowM3h(),
                      terms.bidirectional(),
                      terms.loss(),
                      terms.costPerM3(),
                      1,
                      Optional.of(id),
                      terms.units()));
            });
    int skipped = coming.steps() - (steps - over);
    coming
        .zones()
        .forEach(
            (id, terms) -> {
              double[] demand = new double[steps];
              System.arraycopy(terms.demandM3h(), skipped, demand, over, steps - over);
              window.zone(id, new ZoneTerms(demand, terms.shortfallCostPerM3()));
            });
    double h = period.stepHours();
    givenTo.forEach(
        (id, node) -> {
          SourceTerms terms = StepFlows.of(period.sources(), id);
          double licence =
              terms.maxDailyVolumeM3().orElse(0)
                  * Math.min(steps, period.stepsPerDay())
                  / period.stepsPerDay();
          double given = Math.min(givenM3.getOrDefault(id, 0.0), licence);
          double[] demand = new double[steps];
          double each = over == 0 ? 0 : Math.min(terms.maxFlowM3h(), given / (h * over));
          Arrays.fill(demand, 0, over, each);
          window.zone(node, new ZoneTerms(demand, barrier));
          window.link(StepFlows.of(givenBy, id), LinkTerms.pipe(terms.maxFlowM3h(), false, 0, 0));
        });
    period
        .tanks()
        .forEach(
            (id, terms) -> {
              double now = StepFlows.of(volumeM3, id);
              double least = Math.min(terms.minVolumeM3(), now);
              window.tank(id, new TankTerms(least, terms.maxVolumeM3(), now, 0));
              String node = keptAt.get(id);
              if (node != null) {
                double[] demand = new double[steps];
                demand[steps - 1] = (terms.finalMinVolumeM3() - terms.minVolumeM3()) / h;
                window.zone(node, new ZoneTerms(demand, valuePerM3));
                window.link(
                    StepFlows.of(keptOf, id), LinkTerms.pipe(demand[steps - 1], false, 0, 0));
              }
            });
    return new Window(period, window.build(), over, keptOf);
  }

  private static void add(
      Network.Builder network,
      String owner,
      String node,
      Names links,
      Map<String, String> nodes,
      Map<String, String> linkOf) {
    String link = links.fresh("to " + node);
    network.node(Junction.of(node)).link(Pipe.of(link, owner, node));
    nodes.put(owner, node);
    linkOf.put(owner, link);
  }

  /** More than any m³ can be worth. */
  private static double barrier(Problem period, double valuePerM3) {
    double greatest = valuePerM3;
    for (ZoneTerms zone : period.zones().values()) {
      greatest = Math.max(greatest, zone.shortfallCostPerM3());
    }
    for (SourceTerms source : period.sources().values()) {
      greatest = Math.max(greatest, Math.abs(source.costPerM3()));
    }
    for (String link : period.links().keySet()) {
      for (double cost : period.linkCosts(link)) {
        greatest = Math.max(greatest, Math.abs(cost));
      }
    }
    return 10 * (1 + greatest);
  }

  /** The energy of a m³ priced by step, dear in what is over. */
  private static double[] tariff(
      Problem period, LinkTerms terms, int start, int over, int steps, double barrier) {
    double[] price = new double[steps];
    if (terms.tariff().isPresent()) {
      double[] all = period.tariff(terms.tariff().get());
      for (int t = over; t < steps; t++) {
        price[t] = terms.energyKWhPerM3() * all[start + t];
      }
    }
    for (int t = over; t < steps; t++) {
      price[t] += LATER * t;
    }
    Arrays.fill(price, 0, over, barrier);
    return price;
  }

  /** Returns what is to be solved. */
  Problem problem() {
    return problem;
  }

  /** Returns the plan of the period's elements for the steps that are still to come. */
  Plan plan(Plan solved) {
    int steps = problem.steps();
    double h = problem.stepHours();
    Plan.Builder plan = Plan.builder(problem.axis().slice(over, steps));
    copy(plan, solved, Kind.FLOW, period.links().keySet());
    copy(plan, solved, Kind.SUPPLY, period.sources().keySet());
    copy(plan, solved, Kind.SHORTFALL, period.zones().keySet());
    for (String tank : tanks) {
      double[] volume = Arrays.copyOfRange(solved.volume(tank), over, steps);
      String kept = keptOf.get(tank);
      if (kept != null) {
        volume[volume.length - 1] += h * solved.flow(kept, steps - 1);
      }
      plan.put(Kind.VOLUME, tank, volume);
    }
    return plan.build();
  }

  private void copy(Plan.Builder plan, Plan solved, Kind kind, Collection<String> ids) {
    for (String id : ids) {
      plan.put(kind, id, Arrays.copyOfRange(solved.values(kind, id), over, problem.steps()));
    }
  }

  /** Returns the period's problem over the planned steps, with the demand that was planned for. */
  Problem planned() {
    Problem slice = slice(period, indexOfStart() + over, indexOfStart() + problem.steps());
    Problem.Builder planned = slice.toBuilder();
    slice
        .zones()
        .forEach(
            (id, terms) -> {
              double[] demand = StepFlows.of(problem.zones(), id).demandM3h();
              planned.zone(
                  id,
                  new ZoneTerms(
                      Arrays.copyOfRange(demand, over, demand.length), terms.shortfallCostPerM3()));
            });
    return planned.build();
  }

  private int indexOfStart() {
    return period.axis().indexOf(problem.axis().start());
  }
}
