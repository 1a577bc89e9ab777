// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import io.github.watermgmt.error.ErrorCode;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.Validation;
import io.github.watermgmt.hydraulics.HydraulicModel;
import io.github.watermgmt.hydraulics.HydraulicSimulation;
import io.github.watermgmt.network.HeadLossFormula;
import io.github.watermgmt.network.Link;
import io.github.watermgmt.network.Network;
import io.github.watermgmt.network.Pipe;
import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.HydraulicProvider;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.RunContext;
import java.util.Set;

/** A provider of toy hydraulics, for pipes and the formula of Hazen and Williams, with a fault. */
record ToyHydraulicProvider(HydraulicFault fault) implements HydraulicProvider {

  @Override
  public String name() {
    return "toy";
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public String description() {
    return "a few pipes";
  }

  @Override
  public Availability availability() {
    return Availability.available();
  }

  @Override
  public Set<Capability> capabilities() {
    return fault == HydraulicFault.HUMBLE
        ? Set.of(Capability.STEADY_STATE)
        : Set.of(Capability.STEADY_STATE, Capability.EXTENDED_PERIOD);
  }

  @Override
  public HydraulicModel create(Options options) {
    return new Toy(fault, capabilities(), options);
  }

  /** The configuration. */
  private record Toy(HydraulicFault fault, Set<Capability> capabilities, Options options)
      implements HydraulicModel {

    @Override
    public String name() {
      return "toy";
    }

    @Override
    public HydraulicSimulation open(Network network, RunContext run) {
      Validation validation = new Validation();
      for (Link link : network.links()) {
        boolean bare = link instanceof Pipe pipe && pipe.physics().isEmpty();
        validation.check(!bare, "pipe", link.id(), "must have physics", "");
        if (bare && fault == HydraulicFault.FIRST_BARE_PIPE_ONLY) {
          break;
        }
      }
      validation.throwIfAny(ErrorCode.INVALID_NETWORK, "network");
      if (network.headLoss() != HeadLossFormula.HAZEN_WILLIAMS) {
        throw new UnsupportedRequestException(
            "head loss (" + network.headLoss() + "), the toy knows Hazen and Williams.");
      }
      return new ToyHydraulics(fault, network);
    }
  }
}
