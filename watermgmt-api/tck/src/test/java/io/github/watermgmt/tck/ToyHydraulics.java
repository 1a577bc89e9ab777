// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.hydraulics.HydraulicInputs;
import io.github.watermgmt.hydraulics.HydraulicResult;
import io.github.watermgmt.hydraulics.HydraulicResult.Kind;
import io.github.watermgmt.hydraulics.HydraulicSchedule;
import io.github.watermgmt.hydraulics.HydraulicSimulation;
import io.github.watermgmt.hydraulics.HydraulicState;
import io.github.watermgmt.hydraulics.LinkStatus;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Node;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.network.Reservoir;
import io.github.watermgmt.network.Tank;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.spi.RunContext;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The global gradient method of Todini and Pilati on dense matrices. Flows inside in m³/s. */
final class ToyHydraulics implements HydraulicSimulation {
  private static final double N = 1.852;
  private static final int ITERATIONS = 60;

  private final HydraulicFault fault;
  private final Network network;
  private final double[] flow;

  ToyHydraulics(HydraulicFault fault, Network network) {
    this.fault = fault;
    this.network = network;
    this.flow = new double[network.links().size()];
    Arrays.fill(flow, 0.01);
  }

  @Override
  public HydraulicState steady(HydraulicInputs inputs) {
    known(inputs);
    double[] level = new double[network.nodes().size()];
    for (int i = 0; i < level.length; i++) {
      if (network.nodes().get(i) instanceof Tank tank) {
        double initial = tank.geometry().orElseThrow().initialLevelM();
        level[i] = inputs.tankLevelM().getOrDefault(tank.id(), initial);
      }
    }
    return solve(inputs, level);
  }

  private void known(HydraulicInputs inputs) {
    Validation validation = new Validation();
    nodes(validation, inputs.demandM3h().keySet());
    nodes(validation, inputs.headM().keySet());
    nodes(validation, inputs.emitter().keySet());
    for (String id : inputs.status().keySet()) {
      validation.check(network.hasLink(id), "link", id, "is not in the network", "");
    }
    if (fault == HydraulicFault.FIRST_UNKNOWN_ONLY && !validation.isEmpty()) {
      Validation first = new Validation();
      first.add(validation.problems().get(0));
      first.throwIfAny(ErrorCode.UNKNOWN_ID, "inputs");
    }
    validation.throwIfAny(ErrorCode.UNKNOWN_ID, "inputs");
  }

  private void nodes(Validation validation, Collection<String> ids) {
    for (String id : ids) {
      validation.check(network.hasNode(id), "node", id, "is not in the network", "");
    }
  }

  private HydraulicState solve(HydraulicInputs inputs, double[] level) {
    if (fault != HydraulicFault.STARTS_WHERE_IT_STOPPED) {
      Arrays.fill(flow, 0.01);
    }
    int n = network.nodes().size();
    double[] head = new double[n];
    boolean[] fixed = new boolean[n];
    double[] demand = new double[n];
    for (int i = 0; i < n; i++) {
      Node node = network.nodes().get(i);
      double unit = fault == HydraulicFault.LITRES_PER_SECOND ? 1000 : 3600;
      demand[i] = inputs.demandM3h().getOrDefault(node.id(), 0.0) / unit;
      head[i] = 50;
      if (node instanceof Reservoir reservoir) {
        fixed[i] = true;
        double drawn = reservoir.headM().orElseThrow();
        boolean asDrawn = fault == HydraulicFault.RESERVOIRS_AS_DRAWN;
        head[i] = asDrawn ? drawn : inputs.headM().getOrDefault(node.id(), drawn);
      } else if (node instanceof Tank) {
        fixed[i] = true;
        head[i] = node.elevationM().orElseThrow() + level[i];
      }
    }
    double[] leak = new double[n];
    for (int iteration = 0; iteration < ITERATIONS; iteration++) {
      step(inputs, head, fixed, demand, leak);
    }
    return state(head, fixed, demand, leak);
  }

  private boolean closed(HydraulicInputs inputs, String link) {
    return inputs.status().get(link) == LinkStatus.CLOSED
        && fault != HydraulicFault.PIPES_ALWAYS_OPEN;
  }

  private void step(
      HydraulicInputs inputs, double[] head, boolean[] fixed, double[] demand, double[] leak) {
    int n = head.length;
    double[][] a = new double[n][n + 1];
    double[] loss = new double[flow.length];
    double[] slope = new double[flow.length];
    for (int i = 0; i < n; i++) {
      double ground = network.nodes().get(i).elevationM().orElse(0);
      double c = inputs.emitter().getOrDefault(network.nodes().get(i).id(), 0.0) / 3600;
      if (fixed[i]) {
        a[i][i] = 1;
        a[i][n] = head[i];
        continue;
      }
      double root = StrictMath.sqrt(Math.max(1e-6, head[i] - ground));
      leak[i] = fault == HydraulicFault.TIGHT_PIPES ? 0 : c * root;
      double growth = leak[i] == 0 ? 0 : c / (2 * root);
      a[i][i] += growth;
      a[i][n] += -demand[i] - leak[i] + growth * head[i];
    }
    for (int k = 0; k < flow.length; k++) {
      Link link = network.links().get(k);
      if (closed(inputs, link.id())) {
        flow[k] = 0;
        continue;
      }
      Pipe.Physics physics = ((Pipe) link).physics().orElseThrow();
      double friction = fault == HydraulicFault.ROUGH_FRICTION ? 11 : 10.667;
      double r =
          friction
              * physics.lengthM()
              / StrictMath.pow(physics.roughness(), N)
              / StrictMath.pow(physics.diameterM(), 4.871);
      double gradient = Math.max(1e-3, N * r * StrictMath.pow(Math.abs(flow[k]), N - 1));
      slope[k] = 1 / gradient;
      loss[k] = r * flow[k] * StrictMath.pow(Math.abs(flow[k]), N - 1);
      int from = network.nodeIndex(link.from());
      int to = network.nodeIndex(link.to());
      double rest = flow[k] - slope[k] * loss[k];
      balance(a, fixed, from, to, slope[k], -rest);
      balance(a, fixed, to, from, slope[k], rest);
    }
    double[] next = gauss(a);
    for (int k = 0; k < flow.length; k++) {
      Link link = network.links().get(k);
      int from = network.nodeIndex(link.from());
      int to = network.nodeIndex(link.to());
      if (slope[k] > 0) {
        flow[k] += slope[k] * (next[from] - next[to] - loss[k]);
      }
    }
    for (int i = 0; i < n; i++) {
      double ground = network.nodes().get(i).elevationM().orElse(0);
      double c = inputs.emitter().getOrDefault(network.nodes().get(i).id(), 0.0) / 3600;
      if (leak[i] > 0) {
        leak[i] = c * StrictMath.sqrt(Math.max(1e-6, next[i] - ground));
      }
    }
    System.arraycopy(next, 0, head, 0, n);
  }

  private static void balance(
      double[][] a, boolean[] fixed, int at, int other, double slope, double inflow) {
    if (!fixed[at]) {
      a[at][at] += slope;
      a[at][other] -= slope;
      a[at][a.length] += inflow;
    }
  }

  private static double[] gauss(double[][] a) {
    int n = a.length;
    for (int p = 0; p < n; p++) {
      for (int i = p + 1; i < n; i++) {
        double factor = a[i][p] / a[p][p];
        for (int j = p; j <= n; j++) {
          a[i][j] -= factor * a[p][j];
        }
      }
    }
    double[] x = new double[n];
    for (int i = n - 1; i >= 0; i--) {
      x[i] = a[i][n];
      for (int j = i + 1; j < n; j++) {
        x[i] -= a[i][j] * x[j];
      }
      x[i] /= a[i][i];
    }
    return x;
  }

  private HydraulicState state(double[] head, boolean[] fixed, double[] demand, double[] leak) {
    Map<String, Double> heads = new LinkedHashMap<>();
    Map<String, Double> pressures = new LinkedHashMap<>();
    Map<String, Double> delivered = new LinkedHashMap<>();
    Map<String, Double> flows = new LinkedHashMap<>();
    for (int i = 0; i < head.length; i++) {
      Node node = network.nodes().get(i);
      heads.put(node.id(), head[i]);
      if (node.elevationM().isPresent()) {
        boolean raw = fault == HydraulicFault.HEAD_FOR_PRESSURE;
        pressures.put(node.id(), raw ? head[i] : head[i] - node.elevationM().getAsDouble());
      }
      if (!fixed[i]) {
        double share = fault == HydraulicFault.DELIVERS_LESS ? 0.9 : 1;
        delivered.put(node.id(), share * 3600 * (demand[i] + leak[i]));
      }
    }
    for (int k = 0; k < flow.length; k++) {
      boolean raw = fault == HydraulicFault.FLOW_WITHOUT_SIGN;
      flows.put(network.links().get(k).id(), 3600 * (raw ? Math.abs(flow[k]) : flow[k]));
    }
    return new HydraulicState(heads, pressures, flows, delivered, List.of());
  }

  @Override
  public HydraulicResult run(TimeAxis axis, HydraulicSchedule schedule, RunContext run) {
    if (fault == HydraulicFault.HUMBLE) {
      throw new UnsupportedRequestException("the toy knows no periods");
    }
    if (fault == HydraulicFault.LOOKS_ONCE_FOR_CANCELLATION) {
      run.checkpoint("toy");
    }
    double[] level = new double[network.nodes().size()];
    Map<Kind, Map<String, double[]>> rows = new LinkedHashMap<>();
    for (int t = 0; t < axis.length(); t++) {
      if (fault != HydraulicFault.IGNORES_CANCELLATION
          && fault != HydraulicFault.LOOKS_ONCE_FOR_CANCELLATION) {
        run.checkpoint("toy");
      }
      HydraulicInputs inputs = schedule.at(t);
      known(inputs);
      for (int i = 0; i < level.length && t == 0; i++) {
        if (network.nodes().get(i) instanceof Tank tank) {
          double initial = tank.geometry().orElseThrow().initialLevelM();
          level[i] = inputs.tankLevelM().getOrDefault(tank.id(), initial);
        }
      }
      HydraulicState state = solve(inputs, level);
      int step = t;
      Map.of(
              Kind.HEAD, state.headM(),
              Kind.PRESSURE_HEAD, state.pressureHeadM(),
              Kind.FLOW, state.flowM3h(),
              Kind.DELIVERED, state.deliveredM3h())
          .forEach(
              (kind, values) ->
                  values.forEach(
                      (id, value) ->
                          rows.computeIfAbsent(kind, k -> new LinkedHashMap<>())
                                  .computeIfAbsent(id, k -> new double[axis.length()])[step] =
                              value));
      drain(level, axis.stepHours());
    }
    HydraulicResult.Builder result = HydraulicResult.builder(axis);
    rows.forEach((kind, byId) -> byId.forEach((id, row) -> result.put(kind, id, row)));
    return result.build();
  }

  private void drain(double[] level, double hours) {
    for (int k = 0; k < flow.length && fault != HydraulicFault.TANK_STANDS_STILL; k++) {
      Link link = network.links().get(k);
      if (network.node(link.from()) instanceof Tank tank) {
        double diameter = tank.geometry().orElseThrow().diameterM();
        double area = Math.PI * diameter * diameter / 4;
        level[network.nodeIndex(link.from())] -= 3600 * flow[k] * hours / area;
      }
    }
  }
}
