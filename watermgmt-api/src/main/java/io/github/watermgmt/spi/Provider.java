// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.util.List;
import java.util.Set;

/**
 * One way of doing one of the four jobs: the factory that {@link Providers} finds by name.
 *
 * <p>An implementation is a public class with a public constructor without arguments, named in
 * {@code META-INF/services} and, where there is a module descriptor, in {@code provides … with}.
 * Ship both: a class path reads only the first, a module path only the second. It implements one of
 * {@link ForecasterProvider}, {@link DetectorProvider}, {@link OptimizerProvider} and {@link
 * HydraulicProvider}.
 *
 * <p>The constructor and every method but {@link #availability()} and {@link #create} must be cheap
 * and must not touch native code: discovery calls them for all providers, whether they are used or
 * not. Whatever one of them throws takes this provider out of the discovery, with a reason, and no
 * other.
 *
 * <p>Thread-safety: implementations must allow calls from several threads at once.
 *
 * @param <C> the configuration that this provider creates, such as {@link
 *     io.github.watermgmt.forecast.Forecaster}
 */
public interface Provider<C> {

  /**
   * Returns the name by which users choose this provider: {@code [a-z][a-z0-9-]*}, unique among the
   * providers of its kind, stable for ever because model files refer to it. {@code auto} is
   * reserved.
   */
  String name();

  /** Returns the version of this provider, for provenance. */
  String version();

  /** Returns one line that says what this provider does and what it is good at. */
  String description();

  /**
   * Returns the rank for the choice of a default: the highest available wins, equal ranks go by
   * name. From 0 upwards is reserved to the library's own core; elsewhere such a rank counts as
   * −100 and is reported, so that adding a jar never changes a default.
   */
  default int priority() {
    return -100;
  }

  /**
   * Returns whether this provider can run here, with reason and remedy if not. Asked at most once
   * per {@link Providers}, and only when the answer is needed.
   */
  Availability availability();

  /** Returns what this provider can do beyond the least; never null. */
  Set<Capability> capabilities();

  /** Returns the options that {@link #create} understands, in the order of documentation. */
  default List<Option<?>> options() {
    return List.of();
  }

  /**
   * Creates a configuration; learns and loads nothing yet.
   *
   * @param options values for exactly {@link #options()}
   * @throws InvalidOptionException if values that are each valid do not go together
   */
  C create(Options options);
}
