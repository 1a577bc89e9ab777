// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** Runs a contract on a toy with a fault, and tells which of its tests failed. */
final class Toys {
  private static final String FAULT = "toy.fault";

  private Toys() {}

  /** A fault, and the tests that must notice it; none for a toy without fault. */
  interface Broken {
    String name();

    Set<String> caughtBy();
  }

  /** Gives the constructor of a contract the fault of its toy. */
  static final class Fault implements ParameterResolver {
    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext extension) {
      return parameter.getParameter().getType().isEnum();
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext extension) {
      String wanted = extension.getConfigurationParameter(FAULT).orElse("NONE");
      for (Object constant : parameter.getParameter().getType().getEnumConstants()) {
        if (((Enum<?>) constant).name().equals(wanted)) {
          return constant;
        }
      }
      throw new IllegalArgumentException(wanted);
    }
  }

  static Events run(Class<?> contract, Broken fault) {
    EngineExecutionResults results =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(contract))
            .configurationParameter(FAULT, fault.name())
            .enableImplicitConfigurationParameters(false)
            .execute();
    assertThat(results.containerEvents().failed().list()).as("failed containers").isEmpty();
    return results.testEvents();
  }

  static void assertJudged(Class<?> contract, Broken fault) {
    Events events = run(contract, fault);
    assertThat(events.started().count()).as("tests of the contract").isGreaterThan(15);
    String failures =
        events.failed().stream()
            .map(event -> name(event) + ": " + event.getPayload().orElse(""))
            .collect(Collectors.joining("\n"));
    assertThat(events.failed().stream().map(Toys::name).collect(Collectors.toSet()))
        .as("tests that fail for a toy with the fault %s%n%s", fault, failures)
        .isEqualTo(fault.caughtBy());
  }

  /** Returns the names of the tests that were skipped or aborted. */
  static Set<String> skipped(Events events) {
    Set<String> names = new TreeSet<>();
    events.aborted().stream().map(Toys::name).forEach(names::add);
    events.skipped().stream().map(Toys::name).forEach(names::add);
    return names;
  }

  private static String name(Event event) {
    String name = event.getTestDescriptor().getLegacyReportingName();
    int end = name.indexOf('(');
    return end < 0 ? name : name.substring(0, end);
  }
}
