// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.watermgmt.spi.Option;
import io.github.watermgmt.spi.Options;
import io.github.watermgmt.spi.Provider;
import org.junit.jupiter.api.Test;

/**
 * What every provider promises, whatever its kind.
 *
 * @param <C> the configuration that the provider creates
 */
public abstract class ProviderContract<C> {

  /** Creates the contract. */
  protected ProviderContract() {}

  /** Returns the provider under test. */
  protected abstract Provider<C> provider();

  @Test
  void hasALegalName() {
    assertThat(provider().name()).matches("[a-z][a-z0-9-]*").isNotEqualTo("auto");
  }

  @Test
  void describesItself() {
    assertThat(provider().description()).isNotBlank();
    assertThat(provider().version()).isNotBlank();
    assertThat(provider().availability()).isNotNull();
    assertThat(provider().capabilities()).doesNotContainNull();
  }

  @Test
  void optionsAreDocumentedAndSurviveText() {
    for (Option<?> option : provider().options()) {
      assertThat(option.doc()).as("doc of option %s", option.name()).isNotBlank();
    }
    Options defaults = Options.defaults(provider().options());
    assertThat(Options.parse(provider().options(), defaults.toText())).isEqualTo(defaults);
  }

  @Test
  void createsWithDefaults() {
    assertThat(provider().create(Options.defaults(provider().options()))).isNotNull();
  }
}
