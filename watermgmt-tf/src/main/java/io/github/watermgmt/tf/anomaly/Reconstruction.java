// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.model.ModelClosedException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The network that reconstructs rows, and how badly it does.
 *
 * <p>Thread-safety: calls may come from several threads at once.
 */
final class Reconstruction implements AutoCloseable {
  private static final int ROWS_AT_ONCE = 1024;

  private final String provider;
  private final RowNetwork net;
  private final AtomicBoolean closed = new AtomicBoolean();

  /** Takes a network over: closing this closes it. */
  Reconstruction(String provider, RowNetwork net) {
    this.provider = provider;
    this.net = net;
  }

  RowNetwork network() {
    return net;
  }

  int window() {
    return net.window();
  }

  /**
   * Refuses to go on after {@link #close()}.
   *
   * @throws ModelClosedException after it
   */
  void requireOpen() {
    if (closed.get()) {
      throw new ModelClosedException(provider);
    }
  }

  /**
   * Returns the mean square error of each row; where the answer is no number, infinity: nothing is
   * reconstructed worse.
   *
   * @param x rows, one after the other
   * @throws ModelClosedException after {@link #close()}
   */
  double[] errors(float[] x) {
    int width = net.window();
    double[] errors = new double[x.length / width];
    for (int from = 0; from < errors.length; from += ROWS_AT_ONCE) {
      int n = Math.min(ROWS_AT_ONCE, errors.length - from);
      float[] rows = new float[n * width];
      System.arraycopy(x, from * width, rows, 0, rows.length);
      float[] y = call(rows, n);
      for (int i = 0; i < n; i++) {
        double sum = 0;
        for (int j = i * width; j < (i + 1) * width; j++) {
          double error = (double) y[j] - rows[j];
          sum += error * error;
        }
        errors[from + i] = Double.isNaN(sum) ? Double.POSITIVE_INFINITY : sum / width;
      }
    }
    return errors;
  }

  private float[] call(float[] rows, int n) {
    try {
      return net.call(rows, n);
    } catch (ModelClosedException e) {
      ModelClosedException thrown = new ModelClosedException(provider);
      thrown.initCause(e);
      throw thrown;
    }
  }

  @Override
  public void close() {
    if (closed.compareAndSet(false, true)) {
      net.close();
    }
  }
}
