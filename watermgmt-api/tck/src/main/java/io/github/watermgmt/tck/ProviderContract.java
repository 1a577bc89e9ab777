// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.watermgmt.spi.Availability;
import io.github.watermgmt.spi.Capability;
import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.Provider;
import io.github.watermgmt.spi.Providers;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every provider promises, whatever its kind. Extend the contract of your kind rather than
 * this one.
 *
 * <p>What a provider cannot do, by its own capabilities, is skipped visibly; what it claims is
 * tested. A provider that is not available here is skipped as a whole, with its reason.
 *
 * @param <C> the configuration that the provider creates
 */
public abstract class ProviderContract<C> {

  /** Creates the contract. */
  protected ProviderContract() {}

  /** Returns the provider under test. */
  protected abstract Provider<C> provider();

  /** Returns the options under test; the defaults unless overridden. */
  protected Options options() {
    return Options.defaults(provider().options());
  }

  /**
   * Returns whether {@code META-INF/services} on this class path names the provider; true unless
   * overridden.
   */
  protected boolean isShipped() {
    return true;
  }

  /**
   * Returns within which time work must stop once it is cancelled or its deadline has passed, where
   * half of the time that was left is less; 50 ms unless overridden.
   */
  protected Duration promptness() {
    return Duration.ofMillis(50);
  }

  final C configured() {
    return provider().create(options());
  }

  final void assumeCapability(Capability capability) {
    assumeTrue(
        provider().capabilities().contains(capability),
        () -> "'" + provider().name() + "' does not claim " + capability.label());
  }

  @BeforeEach
  final void isAvailableHere() {
    Availability availability = provider().availability();
    assumeTrue(availability.isAvailable(), availability::toString);
  }

  @Test
  final void hasALegalName() {
    assertThat(provider().name())
        .as("a name is of small letters, digits and hyphens, and 'auto' is reserved")
        .matches("[a-z][a-z0-9-]*")
        .isNotEqualTo("auto");
  }

  @Test
  final void describesItself() {
    assertThat(provider().description()).as("description, one line").isNotBlank();
    assertThat(provider().description().lines()).as("description, one line").hasSize(1);
    assertThat(provider().version()).as("version, for provenance").isNotBlank();
    assertThat(provider().capabilities()).as("capabilities").doesNotContainNull();
  }

  @Test
  final void isFoundAlone() {
    Providers providers = Providers.of(provider());
    assertThat(providers.failures())
        .as("nothing is wrong with the provider in a discovery of its own")
        .isEmpty();
  }

  @Test
  final void isShippedInAServiceFile() {
    assumeTrue(isShipped(), "isShipped() says that no service file names this provider");
    assertThat(Providers.discover().list())
        .as(
            "Providers.discover() finds '%s'; maybe META-INF/services lacks %s",
            provider().name(), provider().getClass().getName())
        .anyMatch(info -> info.name().equals(provider().name()));
  }

  @Test
  final void optionsAreDocumentedAndSurviveText() {
    for (Option<?> option : provider().options()) {
      assertThat(option.doc()).as("doc of option '%s'", option.name()).isNotBlank();
    }
    for (Options options : new Options[] {Options.defaults(provider().options()), options()}) {
      assertThat(Options.parse(provider().options(), options.toText()))
          .as("options '%s' read from their own text", options.toText())
          .isEqualTo(options);
    }
  }

  @Test
  final void createsWithDefaults() {
    assertThat(provider().create(Options.defaults(provider().options())))
        .as("every option has a default, and the defaults go together")
        .isNotNull();
  }
}
