// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.prepare;

import io.github.watermgmt.core.prepare.RegisterFinding.Kind;
import io.github.watermgmt.error.DataException;
import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.series.Quality;
import io.github.watermgmt.series.Series;
import io.github.watermgmt.series.Support;
import io.github.watermgmt.series.TimeAxis;
import io.github.watermgmt.unit.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * One register's reads on their way to uses: {@link #collect}ed in order, {@link #accumulate}d into
 * a sum that never falls, and cut at the boundaries of the steps. Confined to one call.
 *
 * <p>A sum over a span of which nothing is known stands still, and the {@code segment} changes;
 * between two boundaries of one segment the use is the difference of the sums, and whatever a step
 * does not get lies between two sums as well. So the balance holds by construction.
 */
final class RegisterWalk {
  private static final int LEAST_SPANS = 3;
  private static final double RATES = 10;
  private static final long FREE_CELLS = 4_000_000;
  private static final long CELLS_PER_READ = 100;
  private static final long MAX_SPARSE_CELLS = 50_000_000;
  private static final long DENSE_CELLS_PER_READ = 4;

  // How a node was come by.
  private static final byte READ = 0;
  private static final byte ESTIMATE = 1;
  private static final byte FINAL = 2;
  private static final byte FIRST = 3;

  private final Registers how;
  private final RegisterReads reads;
  private final long step;
  private final List<RegisterFinding> findings = new ArrayList<>();

  // The nodes: reads that count, and those of exchanges, in the order of time.
  private long[] times = new long[0];
  private double[] sums = new double[0]; // raw while collected, then cumulative, m³
  private byte[] origins = new byte[0];
  private int[] segments = new int[0];
  private int nodes;

  private int missing;
  private int outOfOrder;
  private int duplicates;
  private int negative;
  private int setAside;
  private int counted;
  private double registerDifference;
  private int estimatedSteps;
  private int missingSteps;
  private double used;
  private final @Nullable TimeAxis wanted;

  RegisterWalk(Registers how, RegisterReads reads, @Nullable TimeAxis axis) {
    this.how = how;
    this.reads = reads;
    this.step = how.step.toSeconds();
    this.wanted = axis;
  }

  Registers.Use use() {
    collect();
    registerDifference = sums[nodes - 1] - sums[0];
    accumulate();
    TimeAxis axis = wanted == null ? axis() : wanted;
    Series series = cut(axis);
    findings.sort(
        Comparator.comparing(RegisterFinding::from)
            .thenComparing(RegisterFinding::to)
            .thenComparing(RegisterFinding::kind));
    RegisterReport report =
        new RegisterReport(
            reads.id(),
            reads.size(),
            counted,
            missing,
            outOfOrder,
            duplicates,
            negative,
            setAside,
            estimatedSteps,
            missingSteps,
            registerDifference,
            used,
            findings,
            Instant.ofEpochSecond(times[nodes - 2]));
    return new Registers.Use(series, report, reads);
  }

  // ---------------------------------------------------------------- reads in order

  private void collect() {
    int n = reads.size();
    List<MeterExchange> exchanges =
        how.exchanges.stream().sorted(Comparator.comparing(MeterExchange::at)).toList();
    times = new long[n + 2 * exchanges.size()];
    sums = new double[times.length];
    origins = new byte[times.length];
    int[] order = order();
    int nextExchange = 0;
    long asideFrom = Long.MIN_VALUE;
    int aside = 0;
    for (int k = 0; k < n; k++) {
      int i = order.length == 0 ? k : order[k];
      long time = reads.epochSecond(i);
      while (nextExchange < exchanges.size()
          && exchanges.get(nextExchange).at().getEpochSecond() <= time) {
        exchange(exchanges.get(nextExchange++));
      }
      if (!counts(i)) {
        if (isAside(i)) {
          asideFrom = aside++ == 0 ? time : asideFrom;
        }
        continue;
      }
      aside = setAside(asideFrom, time, aside);
      add(i, time);
    }
    if (counted < 2) {
      throw new DataException(
          ErrorCode.NO_DATA,
          Validation.message(
              "reads of meter '" + reads.id() + "' that count",
              counted + " of " + n,
              "must be at least two",
              setAside + aside > 0 ? "trust the source's estimates" : ""));
    }
    setAside(asideFrom, times[nodes - 1], aside);
    while (nodes > 0 && origins[nodes - 1] != READ && origins[nodes - 1] != ESTIMATE) {
      nodes--; // an exchange after the last read, with the reads that it brought
    }
  }

  /** Returns the order of time, empty if the reads are in it. */
  private int[] order() {
    int n = reads.size();
    long latest = Long.MIN_VALUE;
    for (int i = 0; i < n; i++) {
      if (reads.epochSecond(i) < latest) {
        outOfOrder++;
      }
      latest = Math.max(latest, reads.epochSecond(i));
    }
    if (outOfOrder == 0) {
      return new int[0];
    }
    // Time and place in one number: a stable sort without an object per read.
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < n; i++) {
      earliest = Math.min(earliest, reads.epochSecond(i));
    }
    long[] keys = new long[n];
    for (int i = 0; i < n; i++) {
      long since = reads.epochSecond(i) - earliest;
      if (since < 0 || since > Long.MAX_VALUE / n - 1) {
        throw new DataException(
            ErrorCode.IRREGULAR_ROWS,
            Validation.message(
                "read " + i + " of meter '" + reads.id() + "'",
                reads.epochSecond(i) + " s",
                "must not lie ages from the others",
                "these are milliseconds"));
      }
      keys[i] = since * n + i;
    }
    Arrays.sort(keys);
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = (int) (keys[i] % n);
    }
    return order;
  }

  private boolean isAside(int i) {
    return reads.quality(i) == Quality.SUSPECT
        || (reads.quality(i) == Quality.ESTIMATED && !how.trustEstimates);
  }

  private boolean counts(int i) {
    if (Double.isNaN(reads.value(i))) {
      missing++;
      return false;
    }
    if (reads.value(i) < 0) {
      negative++;
      return false;
    }
    if (how.digits.isPresent() && reads.value(i) >= StrictMath.pow(10, how.digits.getAsInt())) {
      throw new DataException(
          ErrorCode.UNIT,
          Validation.message(
              "read of meter '" + reads.id() + "' at " + reads.instant(i),
              reads.value(i) + " " + reads.unit().symbol(),
              "must be below what a register of " + how.digits.getAsInt() + " digits can show",
              "the unit or the digits are others"));
    }
    return !isAside(i);
  }

  private int setAside(long from, long until, int n) {
    if (n > 0) {
      setAside += n;
      find(Kind.SET_ASIDE, from, until, until, 0, n + (n == 1 ? " read" : " reads"));
    }
    return 0;
  }

  private void add(int i, long time) {
    double value = reads.unit().toCanonical(reads.value(i));
    if (nodes > 0 && times[nodes - 1] == time && origins[nodes - 1] <= ESTIMATE) {
      if (sums[nodes - 1] != value) {
        throw new DataException(
            ErrorCode.DUPLICATE,
            Validation.message(
                "reads of meter '" + reads.id() + "' at " + reads.instant(i),
                sums[nodes - 1] + " m³ and " + value + " m³",
                "must not differ",
                "this is a meter exchange: give it as such"));
      }
      duplicates++;
      return;
    }
    counted++;
    node(time, value, reads.quality(i) == Quality.ESTIMATED ? ESTIMATE : READ);
  }

  private void exchange(MeterExchange exchange) {
    if (nodes == 0) {
      return; // before the first read: of no consequence
    }
    long at = exchange.at().getEpochSecond();
    // A register that was not read shows NaN, over which no use leads.
    node(at, canonical(exchange.finalRead()), FINAL);
    node(at, canonical(exchange.firstRead()), FIRST);
  }

  private double canonical(OptionalDouble read) {
    return read.isPresent() ? reads.unit().toCanonical(read.getAsDouble()) : Double.NaN;
  }

  private void node(long time, double value, byte origin) {
    times[nodes] = time;
    sums[nodes] = value;
    origins[nodes++] = origin;
  }

  // ---------------------------------------------------------------- a sum that never falls

  /** Turns what the register showed into a sum, and leaves out what stands apart. */
  private void accumulate() {
    segments = new int[nodes];
    int kept = 0;
    int segment = 0;
    double sum = 0;
    double before = sums[0];
    double largest = before;
    double fellFrom = Double.NaN;
    double fell = Double.NaN;
    double rate = 0;
    int spans = 0;
    long exchangedAt = Long.MIN_VALUE; // of an exchange whose new register nobody has read yet
    boolean gap = false;
    sums[0] = 0;
    for (int k = 1; k < nodes; k++) {
      double now = sums[k];
      long from = times[kept];
      double hours = (times[k] - from) / 3600.0;
      if (Double.isNaN(now)) {
        gap = true;
        exchangedAt = origins[k] == FIRST ? times[k] : exchangedAt;
        continue;
      }
      if (origins[k] == FIRST || exchangedAt != Long.MIN_VALUE) {
        String note = gap ? "not read on both sides: use is missing" : "";
        long at = exchangedAt == Long.MIN_VALUE ? times[k] : exchangedAt;
        find(Kind.EXCHANGE, at, times[k], times[k], now - before, note);
        segment += gap ? 1 : 0;
        kept = keep(kept, k, sum, segment);
        gap = false;
        exchangedAt = Long.MIN_VALUE;
        before = now;
        largest = now;
        fellFrom = Double.NaN;
        continue;
      }
      double use = now - before;
      double next = k + 1 < nodes && origins[k + 1] <= ESTIMATE ? sums[k + 1] : Double.NaN;
      double nextHours = k + 1 < nodes ? (times[k + 1] - from) / 3600.0 : 0;
      if (use < 0) {
        double capacity = capacity(largest, before, now);
        double over = capacity + use;
        if (over >= 0 && passes(over, hours, rate, spans) && over <= capacity / 2) {
          String inferred = how.digits.isPresent() ? "" : ", inferred from the largest read";
          find(
              Kind.ROLLOVER,
              from,
              times[k],
              times[k],
              capacity,
              "at " + capacity + " m³" + inferred);
          use = over;
          largest = now;
        } else if (origins[k] <= ESTIMATE && next >= before && canPass(next - before, nextHours)) {
          misread(k, from, use);
          continue;
        } else {
          find(Kind.DROP, from, times[k], times[k], use, "");
          fellFrom = before;
          fell = -use;
          use = Double.NaN;
          largest = now;
        }
      } else if (origins[k] <= ESTIMATE
          && next >= before
          && next < now
          && !isRollover(largest, now, next, nextHours - hours, rate, spans)
          && canPass(next - before, nextHours)) {
        misread(k, from, use);
        continue;
      } else if (!canPass(use, hours)) {
        find(Kind.JUMP, from, times[k], times[k], use, "more than the meter can pass");
        use = Double.NaN;
      } else if (before < fellFrom && now >= fellFrom && use >= fell / 2) {
        find(Kind.JUMP, from, times[k], times[k], use, "back to where it had dropped from");
        fellFrom = Double.NaN;
        use = Double.NaN;
      }
      largest = Math.max(largest, now);
      if (Double.isNaN(use)) {
        segment++;
      } else {
        sum += use;
        spans++;
        rate = hours > 0 ? Math.max(rate, use / hours) : rate;
      }
      kept = keep(kept, k, sum, segment);
      before = now;
    }
    nodes = kept + 1;
  }

  private int keep(int kept, int k, double sum, int segment) {
    int at = kept + 1;
    times[at] = times[k];
    origins[at] = origins[k];
    sums[at] = sum;
    segments[at] = segment;
    return at;
  }

  private void misread(int k, long from, double off) {
    setAside++;
    counted--;
    find(Kind.MISREAD, from, times[k], times[k + 1], off, "");
  }

  /** Returns whether the meter can pass so much, if anybody said what it can. */
  private boolean canPass(double use, double hours) {
    return how.maxFlow.isEmpty() || use <= how.maxFlow.getAsDouble() * hours * (1 + 1e-9);
  }

  /** Returns whether a use is such as the meter can pass, or such as it has passed. */
  private boolean passes(double use, double hours, double rate, int spans) {
    return how.maxFlow.isPresent()
        ? canPass(use, hours)
        : spans >= LEAST_SPANS && use <= RATES * rate * hours;
  }

  private boolean isRollover(
      double largest, double before, double now, double hours, double rate, int spans) {
    double capacity = capacity(Math.max(largest, before), before, now);
    double over = capacity + now - before;
    return over >= 0 && over <= capacity / 2 && passes(over, hours, rate, spans);
  }

  /** Returns at how many m³ the register starts anew, NaN if it cannot be inferred. */
  private double capacity(double largest, double before, double now) {
    double factor = reads.unit().factor();
    if (how.digits.isPresent()) {
      return StrictMath.pow(10, how.digits.getAsInt()) * factor;
    }
    double capacity = 1;
    while (capacity <= largest / factor) {
      capacity *= 10;
    }
    capacity *= factor;
    return before >= 0.9 * capacity && now <= 0.1 * capacity ? capacity : Double.NaN;
  }

  // ---------------------------------------------------------------- steps

  private TimeAxis axis() {
    long near = how.tolerance.toSeconds();
    long first = Math.floorDiv(times[0] + near, step);
    long end = Math.max(first + 1, Math.floorDiv(times[nodes - 1] - near + step - 1, step));
    long sparse = Math.min(MAX_SPARSE_CELLS, CELLS_PER_READ * counted);
    long most = Math.max(FREE_CELLS, Math.max(sparse, DENSE_CELLS_PER_READ * counted));
    if (end - first > Math.min(Integer.MAX_VALUE - 8, most)) {
      throw new DataException(
          ErrorCode.IRREGULAR_ROWS,
          Validation.message(
              "reads of meter '"
                  + reads.id()
                  + "' from "
                  + Instant.ofEpochSecond(times[0])
                  + " to "
                  + Instant.ofEpochSecond(times[nodes - 1]),
              end - first + " steps of " + step + " s",
              "are too many for " + counted + " reads: " + most + " at most",
              "correct a stray instant, or set a longer step"));
    }
    return TimeAxis.of(first * step, step, (int) (end - first));
  }

  /** What the register had counted at a boundary. */
  private static final class Boundary {
    private boolean known;
    private boolean estimated;
    private double sum;
    private int segmentBefore;
    private int segmentAfter;
    private long knownAt;
  }

  private int node; // the last one at or before the boundary asked for, -1 if there is none

  private Series cut(TimeAxis axis) {
    int n = axis.length();
    double[] values = new double[n];
    byte[] estimated = new byte[n];
    boolean anyEstimated = false;
    node = -1;
    Boundary left = new Boundary();
    Boundary right = new Boundary();
    look(axis.epochSecond(0), left);
    outside(left, axis.start(), true);
    double runSum = left.sum;
    int runFrom = -1;
    for (int i = 0; i < n; i++) {
      look(axis.epochSecond(i + 1), right);
      boolean there = left.known && right.known && left.segmentAfter == right.segmentBefore;
      if (there) {
        values[i] = right.sum - left.sum;
        used += values[i];
        if (left.estimated || right.estimated) {
          estimated[i] = 1;
          estimatedSteps++;
          anyEstimated = true;
        }
      } else {
        values[i] = Double.NaN;
        missingSteps++;
        if (runFrom < 0) {
          runFrom = i;
          runSum = left.sum;
        }
        if (right.known || i == n - 1) {
          unassigned(axis, runFrom, i + 1, right.sum - runSum, right.knownAt);
          runFrom = -1;
        }
      }
      Boundary spare = left;
      left = right;
      right = spare;
    }
    outside(left, axis.end(), false);
    Series series = Series.of(reads.id(), Quantity.VOLUME, Support.INTERVAL_TOTAL, axis, values);
    if (!anyEstimated) {
      return series;
    }
    Quality[] qualities = new Quality[n];
    Arrays.setAll(
        qualities,
        i ->
            Double.isNaN(values[i])
                ? Quality.MISSING
                : estimated[i] == 1 ? Quality.ESTIMATED : Quality.GOOD);
    return series.withQualities(qualities);
  }

  private void unassigned(TimeAxis axis, int from, int to, double volume, long knownAt) {
    if (volume == 0) {
      return; // nothing is known to have been used; why, another finding says
    }
    find(
        Kind.UNASSIGNED,
        axis.epochSecond(from),
        axis.epochSecond(to),
        knownAt,
        volume,
        to - from + (to - from == 1 ? " step" : " steps"));
  }

  private void outside(Boundary edge, Instant at, boolean before) {
    double volume = before ? edge.sum : sums[nodes - 1] - edge.sum;
    if (volume > 0) {
      Instant first = Instant.ofEpochSecond(times[0]);
      Instant last = Instant.ofEpochSecond(times[nodes - 1]);
      find(
          Kind.OUTSIDE,
          before ? first.getEpochSecond() : at.getEpochSecond(),
          before ? at.getEpochSecond() : last.getEpochSecond(),
          before ? edge.knownAt : times[nodes - 1],
          volume,
          "");
    }
  }

  /** Finds what the register had counted at an instant, no earlier than the last one asked for. */
  private void look(long at, Boundary boundary) {
    while (node + 1 < nodes && times[node + 1] <= at) {
      node++;
    }
    long tolerance = how.tolerance.toSeconds();
    boolean beforeNear = node >= 0 && at - times[node] <= tolerance;
    boolean afterNear = node + 1 < nodes && times[node + 1] - at <= tolerance;
    if (beforeNear && afterNear) {
      // The nearer one, the earlier one of two as near.
      afterNear = times[node + 1] - at < at - times[node];
      beforeNear = !afterNear;
    }
    if (beforeNear) {
      int first = node;
      while (first > 0 && times[first - 1] == times[node]) {
        first--;
      }
      stand(boundary, times[node] == at ? first : node, node);
    } else if (afterNear) {
      stand(boundary, node + 1, node + 1);
    } else if (node < 0 || node + 1 == nodes) {
      boundary.known = false;
      boundary.sum = node < 0 ? 0 : sums[nodes - 1];
      boundary.knownAt = times[node < 0 ? 0 : nodes - 1];
    } else {
      between(at, boundary, tolerance);
    }
  }

  private void stand(Boundary boundary, int first, int last) {
    boundary.known = true;
    boundary.estimated = origins[first] == ESTIMATE;
    boundary.sum = sums[first];
    boundary.segmentBefore = segments[first];
    boundary.segmentAfter = segments[last];
    boundary.knownAt = times[last];
  }

  private void between(long at, Boundary boundary, long tolerance) {
    long from = times[node];
    long to = times[node + 1];
    double rise = sums[node + 1] - sums[node];
    boolean joined = segments[node] == segments[node + 1];
    boolean still = rise == 0;
    boolean near = to - from <= step + 2 * tolerance;
    boundary.known = joined && (still || near || how.longSpans == Registers.LongSpans.EVENLY);
    boundary.estimated = !still || origins[node] == ESTIMATE || origins[node + 1] == ESTIMATE;
    boundary.sum =
        boundary.known && !still
            ? sums[node] + rise * ((double) (at - from) / (to - from))
            : sums[node];
    boundary.segmentBefore = segments[node];
    boundary.segmentAfter = segments[node];
    boundary.knownAt = to;
  }

  private void find(Kind kind, long from, long to, long known, double volume, String note) {
    findings.add(
        new RegisterFinding(
            kind,
            Instant.ofEpochSecond(from),
            Instant.ofEpochSecond(to),
            Instant.ofEpochSecond(known),
            volume,
            note));
  }
}
