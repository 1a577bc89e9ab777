// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors

/**
 * The words of the field and the service-provider interface: readings, series, forecasters, anomaly
 * detectors, networks and the distribution optimizer. Depends on nothing at run time.
 *
 * <p>No longer incubating: what goes is deprecated for a minor version first, together with the
 * contract kit.
 */
module io.github.watermgmt.api {
  requires static org.jspecify;

  exports io.github.watermgmt.anomaly;
  exports io.github.watermgmt.distribution;
  exports io.github.watermgmt.error;
  exports io.github.watermgmt.evaluate;
  exports io.github.watermgmt.forecast;
  exports io.github.watermgmt.hydraulics;
  exports io.github.watermgmt.model;
  exports io.github.watermgmt.network;
  exports io.github.watermgmt.series;
  exports io.github.watermgmt.site;
  exports io.github.watermgmt.spi;
  exports io.github.watermgmt.unit;

  uses io.github.watermgmt.spi.DetectorProvider;
  uses io.github.watermgmt.spi.ForecasterProvider;
  uses io.github.watermgmt.spi.HydraulicProvider;
  uses io.github.watermgmt.spi.OptimizerProvider;
}
