// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.distribution.LinkTerms;
import io.github.watermgmt.distribution.Problem;
import io.github.watermgmt.distribution.PumpUnits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What can be decided beside the linear program: how many units of a pumping station run, and which
 * way a two-way link with losses carries water, in each step. Thread-safety: immutable.
 *
 * @param pumps the stations
 * @param twoWays the two-way links with losses
 */
record Stations(List<Station> pumps, List<TwoWay> twoWays) {

  /**
   * A link with pump units.
   *
   * @param most greatest number of units that the link's greatest flow lets run
   * @param least least flow of a unit, m³/h
   * @param greatest greatest flow of a unit, m³/h
   * @param capacity greatest flow of the link, m³/h
   * @param flow its first column
   * @param back its first column against its direction, negative if there is none
   * @param price what a running unit costs in each step, besides its flow
   * @param day steps in a day
   * @param starts allowed per day
   */
  record Station(
      String id,
      int most,
      double least,
      double greatest,
      double capacity,
      int flow,
      int back,
      double[] price,
      int day,
      int starts) {

    /** Returns the least flow with this number of units, m³/h. */
    double low(int units) {
      return units * least;
    }

    /** Returns the greatest flow with this number of units, m³/h. */
    double high(int units) {
      return Math.min(units * greatest, capacity);
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Station other && id.equals(other.id);
    }

    @Override
    public int hashCode() {
      return id.hashCode();
    }

    @Override
    public String toString() {
      return id;
    }
  }

  /**
   * A two-way link with losses.
   *
   * @param there its first column in its direction
   * @param back its first column against it
   */
  record TwoWay(String id, int there, int back) {}

  static Stations of(Problem problem, LinearModel model) {
    List<Station> pumps = new ArrayList<>();
    List<TwoWay> twoWays = new ArrayList<>();
    for (Map.Entry<String, LinkTerms> link : problem.links().entrySet()) {
      String id = link.getKey();
      LinkTerms terms = link.getValue();
      int flow = model.firstColumn("flow " + id);
      if (terms.units().isPresent()) {
        pumps.add(station(problem, id, terms, terms.units().get(), model));
      } else if (terms.bidirectional() && terms.loss() > 0) {
        twoWays.add(new TwoWay(id, flow, model.firstColumn("back " + id)));
      }
    }
    return new Stations(List.copyOf(pumps), List.copyOf(twoWays));
  }

  private static Station station(
      Problem problem, String id, LinkTerms terms, PumpUnits units, LinearModel model) {
    double[] price = terms.tariff().map(problem::tariff).orElse(new double[problem.steps()]);
    for (int t = 0; t < price.length; t++) {
      price[t] *= problem.stepHours() * units.unitPowerKW();
    }
    int most = 0;
    while (most < units.units() && (most + 1) * units.unitMinFlowM3h() <= terms.maxFlowM3h()) {
      most++;
    }
    return new Station(
        id,
        most,
        units.unitMinFlowM3h(),
        units.unitMaxFlowM3h(),
        terms.maxFlowM3h(),
        model.firstColumn("flow " + id),
        model.firstColumn("back " + id),
        price,
        problem.stepsPerDay(),
        units.maxStartsPerDay());
  }
}
