// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.jmh;

import io.github.watermgmt.series.PanelBuilder;
import io.github.watermgmt.series.SensorSpec;
import io.github.watermgmt.unit.Unit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** How long a million rows take to become a series, in order and out of order. */
public class PanelBuilderBenchmark extends HotPath {
  private static final int ROWS = 1_000_000;
  private static final long STEP = 300;

  /** Order in which the rows come in. */
  @Param({"ordered", "reversed"})
  public String order = "ordered";

  private final long[] times = new long[ROWS];
  private final double[] values = new double[ROWS];

  /** Creates the benchmark. */
  public PanelBuilderBenchmark() {}

  /** Makes the rows. */
  @Setup
  public void rows() {
    boolean reversed = order.equals("reversed");
    for (int i = 0; i < ROWS; i++) {
      int k = reversed ? ROWS - 1 - i : i;
      times[i] = k * STEP;
      values[i] = k % 97;
    }
  }

  /** Builds a panel of one series. */
  @Benchmark
  public PanelBuilder.Built build() {
    return PanelBuilder.create()
        .sensor(SensorSpec.mean("inflow", Unit.of("L/s")))
        .addColumn("inflow", times, values, ROWS)
        .build();
  }
}
