// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core.anomaly;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.Provenance;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.DetectorProvider;
import io.github.watermgmt.spi.Options;
import java.util.EnumSet;
import java.util.Set;

/** What the providers that watch each channel for itself share. Thread-safety: stateless. */
abstract class WatchProvider implements DetectorProvider {

  /** Returns the method for these options. */
  abstract WatchMethod method(Options options);

  @Override
  public final String version() {
    return Provenance.currentLibraryVersion();
  }

  @Override
  public Set<Capability> capabilities() {
    return EnumSet.of(
        Capability.SNAPSHOT,
        Capability.PERSISTENCE,
        Capability.ATTRIBUTION,
        Capability.EVENTS,
        Capability.MISSING_VALUES,
        Capability.MULTI_SERIES);
  }

  @Override
  public final Availability availability() {
    return Availability.available();
  }

  @Override
  public final AnomalyDetector create(Options options) {
    return detector(options);
  }

  @Override
  public final FittedDetector restore(ModelFile file) {
    return WatchFitted.read(file, detector(Options.from(options(), file.provenance().options())));
  }

  private WatchDetector detector(Options options) {
    return new WatchDetector(name(), options, capabilities(), method(options));
  }
}
