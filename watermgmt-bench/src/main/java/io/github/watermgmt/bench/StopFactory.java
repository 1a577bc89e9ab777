// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench;

import io.github.watermgmt.bench.run.Stop;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Hands the run's stop to each subcommand that asks for it in its constructor. */
final class StopFactory implements IFactory {
  private final Stop stop;
  private final IFactory usual = CommandLine.defaultFactory();

  StopFactory(Stop stop) {
    this.stop = stop;
  }

  @Override
  public <K> K create(Class<K> type) throws Exception {
    try {
      return type.getConstructor(Stop.class).newInstance(stop);
    } catch (NoSuchMethodException e) {
      return usual.create(type);
    }
  }
}
