// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.model.ModelFile;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** A forecaster provider that creates nothing but a name and its options. */
class ToyProvider implements ForecasterProvider {
  static final Option<Integer> WEEKS = Option.integer("weeks", 4, 1, 52, "weeks used");

  final AtomicInteger asked = new AtomicInteger();
  private final String name;
  private final Availability availability;
  private final int priority;

  ToyProvider(String name) {
    this(name, -100, Availability.available());
  }

  ToyProvider(String name, int priority) {
    this(name, priority, Availability.available());
  }

  ToyProvider(String name, int priority, Availability availability) {
    this.name = name;
    this.priority = priority;
    this.availability = availability;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String version() {
    return "1.0";
  }

  @Override
  public String description() {
    return "a toy named " + name;
  }

  @Override
  public int priority() {
    return priority;
  }

  @Override
  public Availability availability() {
    asked.incrementAndGet();
    return availability;
  }

  @Override
  public Set<Capability> capabilities() {
    return Set.of(Capability.PERSISTENCE, Capability.QUANTILES);
  }

  @Override
  public List<Option<?>> options() {
    return List.of(WEEKS);
  }

  @Override
  public Forecaster create(Options options) {
    return proxy(Forecaster.class, name, options);
  }

  @Override
  public FittedForecaster restore(ModelFile file) {
    file.requirePayload(1, 1);
    return proxy(FittedForecaster.class, name, Options.defaults(options()));
  }

  static <T> T proxy(Class<T> type, String name, Options options) {
    Object made =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                switch (method.getName()) {
                  case "name", "toString" -> name;
                  case "options" -> options;
                  case "close" -> null;
                  default -> throw new AssertionError("not to be called: " + method);
                });
    return type.cast(made);
  }
}
