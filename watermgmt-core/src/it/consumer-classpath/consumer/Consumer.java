// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package consumer;

import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.spi.Providers;
import java.util.List;

/** A user's program: says which providers there are, and what each name gives. */
public final class Consumer {
  private Consumer() {}

  /** Prints the descriptions, then a line for each look-up. */
  public static void main(String[] args) {
    Providers providers = Providers.discover();
    System.out.println(providers.describe());
    for (String name : List.of("auto", "combination", "weekly-profile", "seasonal-naive", "tf-dense", "toy")) {
      look("forecaster", name, () -> providers.forecaster(name).name());
    }
    for (String name : List.of("auto", "ojalgo")) {
      look("optimizer", name, () -> providers.optimizer(name).name());
    }
  }

  private static void look(String kind, String name, java.util.function.Supplier<String> found) {
    String result;
    try {
      result = found.get();
    } catch (WaterManagementException e) {
      result = e.code().code();
    }
    System.out.println("look-up " + kind + " " + name + ": " + result);
  }
}
