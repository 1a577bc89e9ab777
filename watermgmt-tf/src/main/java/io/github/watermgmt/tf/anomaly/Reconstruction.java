// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf.anomaly;

import io.github.watermgmt.model.ModelClosedException;
import io.github.watermgmt.tf.internal.net.Architecture;
import io.github.watermgmt.tf.internal.net.InferenceNet;
import io.github.watermgmt.tf.internal.net.Weights;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The network that reconstructs rows, and how badly it does.
 *
 * <p>Thread-safety: calls may come from several threads at once.
 */
final class Reconstruction implements AutoCloseable {
  private static final int ROWS_AT_ONCE = 1024;

  private final String provider;
  private final InferenceNet net;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Reconstruction(String provider, InferenceNet net) {
    this.provider = provider;
    this.net = net;
  }

  /** Opens a network; the caller closes it. */
  static Reconstruction open(String provider, Architecture architecture, Weights weights) {
    return new Reconstruction(provider, InferenceNet.open(architecture, weights));
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
   * Returns the mean square error of each row.
   *
   * @param x rows, one after the other
   * @throws ModelClosedException after {@link #close()}
   */
  double[] errors(float[] x) {
    int width = net.architecture().inputs();
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
        errors[from + i] = sum / width;
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
