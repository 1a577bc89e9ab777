// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package consumer;

import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.spi.ProviderInfo;
import io.github.watermgmt.spi.Providers;

/** A user's program: prints what it discovers, and that the defaults can be created. */
public final class Discover {
  private Discover() {}

  /** Prints a line for each provider, then the defaults. */
  public static void main(String[] args) {
    Providers providers = Providers.discover();
    for (ProviderInfo info : providers.list()) {
      System.out.println("found " + info.kind().label() + " " + info.name());
    }
    Forecaster usual = providers.forecaster("auto");
    System.out.println("usual forecaster: " + usual.name());
    System.out.println("usual detector: " + providers.detector("auto").name());
    System.out.println("usual optimizer: " + providers.optimizer("auto").name());
    System.out.println("amiss: " + providers.failures());
    System.out.println("modules: " + name(Discover.class) + ", " + name(usual.getClass()));
  }

  private static String name(Class<?> type) {
    return type.getModule().isNamed() ? type.getModule().getName() : "none";
  }
}
