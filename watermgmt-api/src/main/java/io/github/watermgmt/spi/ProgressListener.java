// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

/**
 * Hears how far a piece of work has come.
 *
 * <p>Thread-safety: a listener may be called from several threads at once and should return soon.
 * What it throws ends the work.
 */
@FunctionalInterface
public interface ProgressListener {

  /** Called from time to time. */
  void progress(Progress progress);
}
