// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What is known of one provider without using it.
 *
 * <p>Thread-safety: immutable.
 *
 * @param kind what it is a provider of
 * @param name the name by which it is chosen
 * @param version its version
 * @param description what it does, in one line
 * @param priority its rank for the default, after the library's rules
 * @param isDefault whether {@code auto} means this provider
 * @param availability whether it can run here
 * @param capabilities what it can do beyond the least
 * @param options its options
 * @param source its class and the jar or module it came from
 */
public record ProviderInfo(
    ProviderKind kind,
    String name,
    String version,
    String description,
    int priority,
    boolean isDefault,
    Availability availability,
    Set<Capability> capabilities,
    List<Option<?>> options,
    String source) {

  /** Copies the collections; capabilities keep the order of the enum. */
  public ProviderInfo {
    EnumSet<Capability> copy = EnumSet.noneOf(Capability.class);
    copy.addAll(capabilities);
    capabilities = Collections.unmodifiableSet(copy);
    options = List.copyOf(options);
  }
}
