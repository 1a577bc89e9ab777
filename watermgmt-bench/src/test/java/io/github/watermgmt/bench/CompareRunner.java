// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench;

import io.github.watermgmt.bench.run.Stop;
import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs the command line for tests of other packages, and keeps what it printed. */
public final class CompareRunner {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final Stop stop = new Stop();

  /** Returns the exit code. */
  public int run(String... args) {
    return Compare.run(stop, new PrintWriter(out), new PrintWriter(err), args);
  }

  /** Returns the stop of the run. */
  public Stop stop() {
    return stop;
  }

  /** Returns what was printed. */
  public String out() {
    return out.toString();
  }

  /** Returns the complaints. */
  public String err() {
    return err.toString();
  }
}
