// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench.run;

import io.github.watermgmt.spi.Progress;
import io.github.watermgmt.spi.ProgressListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Progress as lines of text: what is being done, how far it is, and how long it may take. Silent
 * for work that is over within a second.
 *
 * <p>Thread-safety: may be shared.
 */
public final class ProgressLine implements ProgressListener {
  private static final Duration QUIET = Duration.ofSeconds(1);
  private static final Duration BETWEEN = Duration.ofSeconds(2);

  private final PrintStream out;
  private Duration next = QUIET;

  /** Creates a listener that prints to a stream. */
  public ProgressLine(PrintStream out) {
    this.out = out;
  }

  @Override
  public synchronized void progress(Progress progress) {
    Duration elapsed = progress.elapsed();
    if (elapsed.compareTo(next) < 0) {
      return;
    }
    next = elapsed.plus(BETWEEN);
    StringBuilder line = new StringBuilder(progress.stage());
    if (progress.total() > 0) {
      line.append(String.format(Locale.ROOT, " %d of %d", progress.done(), progress.total()));
      if (progress.done() > 0) {
        long left = elapsed.toMillis() * (progress.total() - progress.done()) / progress.done();
        line.append(String.format(Locale.ROOT, ", about %d s left", (left + 999) / 1000));
      }
    }
    out.println(line);
  }
}
