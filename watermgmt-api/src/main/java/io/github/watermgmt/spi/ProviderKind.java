// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

/**
 * The four jobs for which providers can be found.
 *
 * <p>Thread-safety: an immutable enum.
 */
public enum ProviderKind {
  /** Forecasts demand. */
  FORECASTER("forecaster", ForecasterProvider.class),
  /** Finds leaks, bursts and faulty sensors. */
  DETECTOR("detector", DetectorProvider.class),
  /** Distributes water at least cost. */
  OPTIMIZER("optimizer", OptimizerProvider.class),
  /** Simulates heads and flows. */
  HYDRAULICS("hydraulics", HydraulicProvider.class);

  private final String label;
  private final Class<? extends Provider<?>> service;

  ProviderKind(String label, Class<? extends Provider<?>> service) {
    this.label = label;
    this.service = service;
  }

  /** Returns the word for messages and tables, such as {@code forecaster}. */
  public String label() {
    return label;
  }

  /** Returns the system property that chooses the default, such as {@code watermgmt.forecaster}. */
  public String property() {
    return "watermgmt." + label;
  }

  /** Returns the interface that providers of this kind implement and register under. */
  public Class<? extends Provider<?>> service() {
    return service;
  }
}
