// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.distribution;

import io.github.watermgmt.core.distribution.Stations.Station;
import io.github.watermgmt.core.distribution.Stations.TwoWay;
import io.github.watermgmt.core.internal.lp.SparseProgram;
import io.github.watermgmt.core.internal.simplex.Basis;
import io.github.watermgmt.core.internal.simplex.Simplex;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The linear program that is left when the running units are only known to lie in a range. No row
 * is added for them: with a to b units of a flow from l to h each, running cost p ≥ 0, the cheapest
 * number for a flow f is max(a, f/h), so the flow is the sum of two columns, one from a·l to a·h
 * that costs nothing more and one up to (b − a)·h that costs p/h more per m³/h. With p &lt; 0 it is
 * min(b, f/l), and the first goes from a·l to b·l. A range changes bounds only, so that the dual
 * simplex method goes on from the basis before. The limit on starts is left out.
 *
 * <p>At each node and step water may come out of nowhere and vanish, at a price beyond all others:
 * so every range has a point, and a bound that holds for it holds for all plans.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class UnitsModel {
  /** How many times the greatest price a m³ costs that comes out of nowhere or vanishes. */
  private static final double PENALTY = 20;

  private static final double ROUNDING = Math.scalb(1.0, -52);

  /**
   * A solution of the relaxed program.
   *
   * @param x by column of the program, as it is
   * @param flow by station and step, m³/h
   * @param bound what every plan of the range costs at least, proved by its prices
   * @param objective what the point costs
   * @param missing what comes out of nowhere and vanishes, m³
   * @param prices by row of the program, as they are
   * @param basis to go on from, null if there is none
   * @param state how the simplex method ended
   */
  record Relaxed(
      double[] x,
      double[][] flow,
      double bound,
      double objective,
      double missing,
      double[] prices,
      @Nullable Basis basis,
      Simplex.State state) {

    @Override
    public boolean equals(Object o) {
      return this == o;
    }

    @Override
    public int hashCode() {
      return Double.hashCode(objective);
    }

    @Override
    public String toString() {
      return "costs " + objective;
    }
  }

  private final SparseProgram plain;
  private final int balances;
  private final Stations stations;
  private final int steps;
  private final double hours;
  private final Scaling scaling;
  private final SparseProgram program; // scaled; its bounds are set for each solve
  private final int more; // first column of the second parts of flows
  private final int elastic; // first column of what comes out of nowhere
  private final double[] penaltyUpper; // scaled, of the elastic columns
  private long work;

  UnitsModel(UnitsProgram whole) {
    this.plain = whole.program();
    this.balances = whole.balances();
    this.stations = whole.stations();
    this.steps = whole.steps();
    this.hours = whole.hours();
    this.more = plain.columns();
    this.elastic = more + stations.pumps().size() * steps;
    this.scaling = Scaling.of(extended());
    this.program = scaling.scaled();
    this.penaltyUpper = Arrays.copyOfRange(program.upper(), elastic, program.columns());
  }

  Stations stations() {
    return stations;
  }

  int steps() {
    return steps;
  }

  /** Returns the work done so far: about the operations of all solves. */
  long work() {
    return work;
  }

  private SparseProgram extended() {
    int pumps = stations.pumps().size();
    int added = pumps * steps + 2 * balances;
    int all = plain.columns() + added;
    int entries = plain.index().length;
    int most = entries + 2 * pumps * steps + 2 * balances;
    int[] start = Arrays.copyOf(plain.start(), all + 1);
    int[] index = Arrays.copyOf(plain.index(), most);
    double[] value = Arrays.copyOf(plain.value(), most);
    double[] cost = Arrays.copyOf(plain.cost(), all);
    double[] lower = Arrays.copyOf(plain.lower(), all);
    double[] upper = Arrays.copyOf(plain.upper(), all);
    for (Station station : stations.pumps()) {
      if (station.back() >= 0) { // pumps do not pump backwards
        Arrays.fill(upper, station.back(), station.back() + steps, 0);
      }
    }
    int j = plain.columns();
    int e = entries;
    for (Station station : stations.pumps()) {
      for (int t = 0; t < steps; t++) {
        int first = station.flow() + t;
        for (int k = plain.start()[first]; k < plain.start()[first + 1]; k++) {
          index[e] = plain.index()[k];
          value[e++] = plain.value()[k];
        }
        double price = station.price()[t];
        cost[j] = plain.cost()[first];
        if (price > 0 && station.greatest() > 0) {
          cost[j] += price / station.greatest();
        } else if (price < 0 && station.least() > 0) {
          cost[first] += price / station.least();
        }
        upper[j] = station.high(station.most());
        start[++j] = e;
      }
    }
    double[] activity = new double[balances];
    double greatest = 0;
    for (int k = 0; k < j; k++) {
      for (int i = start[k]; i < start[k + 1]; i++) {
        if (index[i] < balances) {
          activity[index[i]] += Math.abs(value[i]) * Math.max(Math.abs(lower[k]), upper[k]);
          greatest = Math.max(greatest, Math.abs(cost[k] / value[i]));
        }
      }
    }
    double penalty = PENALTY * (greatest > 0 ? greatest : 1);
    for (int sign = 1; sign >= -1; sign -= 2) {
      for (int i = 0; i < balances; i++) {
        index[e] = i;
        value[e++] = sign;
        cost[j] = penalty;
        upper[j] = activity[i] + Math.abs(plain.right()[i]);
        start[++j] = e;
      }
    }
    return new SparseProgram(plain.rows(), start, index, value, cost, lower, upper, plain.right());
  }

  /** Sets the bounds for a range and returns what it costs besides the columns. */
  private double set(Range range, boolean isElastic) {
    double[] lower = program.lower();
    double[] upper = program.upper();
    double scale = scaling.flow();
    double constant = 0;
    for (int k = 0; k < stations.pumps().size(); k++) {
      Station station = stations.pumps().get(k);
      for (int t = 0; t < steps; t++) {
        int a = range.low(k, t);
        int b = range.high(k, t);
        double price = station.price()[t];
        double middle = station.high(a);
        if (price >= 0) {
          constant += a * price;
        } else if (station.least() > 0) {
          middle = station.low(b);
        } else {
          middle = 0;
          constant += b * price;
        }
        lower[station.flow() + t] = station.low(a) / scale;
        upper[station.flow() + t] = middle / scale;
        upper[more + k * steps + t] = Math.max(0, station.high(b) - middle) / scale;
      }
    }
    for (int w = 0; w < stations.twoWays().size(); w++) {
      TwoWay link = stations.twoWays().get(w);
      for (int t = 0; t < steps; t++) {
        upper[link.there() + t] =
            range.way(w, t) == Range.BACK ? 0 : plain.upper()[link.there() + t] / scale;
        upper[link.back() + t] =
            range.way(w, t) == Range.THERE ? 0 : plain.upper()[link.back() + t] / scale;
      }
    }
    if (isElastic) {
      System.arraycopy(penaltyUpper, 0, upper, elastic, penaltyUpper.length);
    } else {
      Arrays.fill(upper, elastic, upper.length, 0);
    }
    return constant;
  }

  /**
   * Solves for a range.
   *
   * @param basis of a range like it, or null
   * @param isElastic whether water may come out of nowhere
   */
  Relaxed solve(Range range, @Nullable Basis basis, boolean isElastic, BooleanSupplier stop) {
    double constant = set(range, isElastic);
    Simplex simplex;
    if (basis == null) {
      ColdStart cold = ColdStart.of(program, balances, steps, stop);
      if (cold.vertex() == null) {
        return stopped();
      }
      simplex = cold.vertex();
    } else {
      simplex = Simplex.at(program, basis);
    }
    int before = simplex.iterations();
    Simplex.State state = simplex.finish(stop);
    work += (simplex.iterations() - before + 40L) * program.columns();
    double[] x = scaling.values(simplex.primal());
    double[][] flow = new double[stations.pumps().size()][steps];
    for (int k = 0; k < flow.length; k++) {
      int first = stations.pumps().get(k).flow();
      for (int t = 0; t < steps; t++) {
        flow[k][t] = x[first + t] + x[more + k * steps + t];
      }
    }
    double missing = 0;
    for (int j = elastic; j < program.columns(); j++) {
      missing += Math.max(0, x[j]);
    }
    double worth = scaling.flow() * scaling.cost();
    double[] y = simplex.prices();
    return new Relaxed(
        x,
        flow,
        constant + worth * bound(y),
        constant + worth * simplex.objective(),
        missing,
        scaling.prices(y),
        simplex.basis(),
        state);
  }

  private Relaxed stopped() {
    return new Relaxed(
        new double[program.columns()],
        new double[stations.pumps().size()][steps],
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY,
        0,
        new double[program.rows()],
        null,
        Simplex.State.STOPPED);
  }

  /**
   * Returns what every point costs at least, by weak duality, with what rounding may add taken off:
   * whatever the prices are, it holds.
   */
  private double bound(double[] y) {
    double sum = 0;
    double size = 0;
    for (int i = 0; i < program.rows(); i++) {
      sum += y[i] * program.right()[i];
      size += Math.abs(y[i] * program.right()[i]);
    }
    for (int j = 0; j < program.columns(); j++) {
      double d = program.cost()[j];
      double about = Math.abs(d);
      for (int e = program.start()[j]; e < program.start()[j + 1]; e++) {
        double share = program.value()[e] * y[program.index()[e]];
        d -= share;
        about += Math.abs(share);
      }
      double unsure = 16 * ROUNDING * about;
      double low = program.lower()[j];
      double high = program.upper()[j];
      double least =
          Math.min(
              Math.min((d - unsure) * low, (d - unsure) * high),
              Math.min((d + unsure) * low, (d + unsure) * high));
      sum += least;
      size += Math.abs(least);
    }
    return sum - 2 * ROUNDING * (program.rows() + program.columns()) * size;
  }

  /** Returns what an hour of 1 m³/h costs on average, for guesses; positive. */
  double meanPrice(Relaxed relaxed) {
    double volume = 0;
    for (int i = 0; i < balances; i++) {
      volume += Math.abs(plain.right()[i]);
    }
    double price = volume > 0 ? hours * Math.abs(relaxed.objective()) / volume : 0;
    return price > 0 ? price : 1;
  }

  /** Returns the columns of the plain model: flows are the sum of their parts. */
  double[] plain(Relaxed relaxed) {
    double[] x = Arrays.copyOf(relaxed.x(), plain.columns());
    for (int k = 0; k < stations.pumps().size(); k++) {
      System.arraycopy(relaxed.flow()[k], 0, x, stations.pumps().get(k).flow(), steps);
    }
    return x;
  }

  /** Returns how much water a two-way link carries against its net direction, m³/h. */
  double toAndFro(Relaxed relaxed, int link, int step) {
    TwoWay twoWay = stations.twoWays().get(link);
    return Math.min(relaxed.x()[twoWay.there() + step], relaxed.x()[twoWay.back() + step]);
  }

  /** Returns which way a two-way link carries more water. */
  byte net(Relaxed relaxed, int link, int step) {
    TwoWay twoWay = stations.twoWays().get(link);
    return relaxed.x()[twoWay.there() + step] >= relaxed.x()[twoWay.back() + step]
        ? Range.THERE
        : Range.BACK;
  }

  /** Returns what the units cost in the relaxed program beside the flow. */
  double relaxedPrice(Range range, Relaxed relaxed, int k, int t) {
    Station station = stations.pumps().get(k);
    double price = station.price()[t];
    double flow = relaxed.flow()[k][t];
    if (price >= 0) {
      double units = station.greatest() > 0 ? flow / station.greatest() : 0;
      return price * Math.max(range.low(k, t), units);
    }
    double units = station.least() > 0 ? flow / station.least() : Double.POSITIVE_INFINITY;
    return price * Math.min(range.high(k, t), units);
  }
}
