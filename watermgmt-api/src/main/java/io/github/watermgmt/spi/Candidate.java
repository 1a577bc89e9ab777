// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A provider of which everything but its availability has been asked once and found to keep the
 * contract.
 *
 * <p>Thread-safety: effectively immutable; availability is asked for at the first need, once.
 */
final class Candidate<P extends Provider<?>> {
  private static final int OUTSIDER = -100;
  private static final String CORE = "io.github.watermgmt.core.";

  private final ProviderKind kind;
  private final P provider;
  private final String name;
  private final String version;
  private final String description;
  private final int claimedPriority;
  private final Set<Capability> capabilities;
  private final List<Option<?>> options;
  private @Nullable Availability availability;
  private @Nullable LoadFailure availabilityFailure;

  /**
   * Asks the provider.
   *
   * @throws BrokenProvider if it throws or breaks the contract
   */
  Candidate(ProviderKind kind, P provider) {
    this.kind = kind;
    this.provider = provider;
    this.name = ask("name()", provider::name);
    if (!Names.isLegal(name)) {
      throw new BrokenProvider(
          "name() is '" + name + "', and must match [a-z][a-z0-9-]* and not be 'auto'",
          Blame.UPDATE,
          null);
    }
    this.version = ask("version()", provider::version);
    this.description = ask("description()", provider::description);
    this.claimedPriority = ask("priority()", provider::priority);
    this.capabilities =
        ask(
            "capabilities()",
            () -> {
              EnumSet<Capability> copy = EnumSet.noneOf(Capability.class);
              copy.addAll(provider.capabilities());
              return Collections.unmodifiableSet(copy);
            });
    this.options =
        ask("options()", () -> Options.defaults(List.copyOf(provider.options())).schema());
  }

  /** A provider that cannot be used. */
  static final class BrokenProvider extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;
    private final String remedy;

    BrokenProvider(String reason, String remedy, @Nullable Throwable cause) {
      super(reason + ". Maybe " + remedy + ".", cause);
      this.reason = reason;
      this.remedy = remedy;
    }

    LoadFailure failure(ProviderKind kind, String source) {
      String message = reason + ". Maybe " + remedy + ".";
      return new LoadFailure(LoadFailure.Severity.BROKEN, kind, source, message);
    }
  }

  private static <T> T ask(String method, Supplier<T> question) {
    T answer;
    try {
      answer = question.get();
    } catch (Throwable thrown) {
      Blame.rethrowIfFatal(thrown);
      throw new BrokenProvider(
          method + " threw " + Blame.tell(thrown), Blame.remedy(thrown), thrown);
    }
    if (answer == null) {
      throw new BrokenProvider(method + " returned null", Blame.UPDATE, null);
    }
    return answer;
  }

  P provider() {
    return provider;
  }

  String name() {
    return name;
  }

  List<Option<?>> options() {
    return options;
  }

  String source() {
    return Blame.source(provider.getClass());
  }

  boolean isCore() {
    return provider.getClass().getName().startsWith(CORE);
  }

  /** Returns whether an outsider claims a rank that is reserved to core. */
  boolean isOverruled() {
    return claimedPriority >= 0 && !isCore();
  }

  int claimedPriority() {
    return claimedPriority;
  }

  int priority() {
    return isOverruled() ? OUTSIDER : claimedPriority;
  }

  synchronized Availability availability() {
    if (availability == null) {
      try {
        availability = ask("availability()", provider::availability);
      } catch (BrokenProvider broken) {
        availability = Availability.unavailable(broken.reason, broken.remedy);
        availabilityFailure = broken.failure(kind, source());
      }
    }
    return availability;
  }

  /** Asks for the availability, and returns how that failed, if it did. */
  synchronized @Nullable LoadFailure availabilityFailure() {
    return availability().isAvailable() ? null : availabilityFailure;
  }

  ProviderInfo info(boolean isDefault) {
    return new ProviderInfo(
        kind,
        name,
        version,
        description,
        priority(),
        isDefault,
        availability(),
        capabilities,
        options,
        source());
  }
}
