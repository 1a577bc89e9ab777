// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import io.github.watermgmt.error.WaterManagementException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The providers of one kind, and the rules by which one of them is chosen.
 *
 * <p>Thread-safety: effectively immutable.
 */
final class ProviderSet<P extends Provider<C>, C> {
  private final ProviderKind kind;
  private final Map<String, List<Candidate<P>>> byName = new TreeMap<>();
  private final List<LoadFailure> failures = new ArrayList<>();
  private final @Nullable String chosen;

  /**
   * Creates the set.
   *
   * @param chosen the default that the user chose, or null
   */
  ProviderSet(ProviderKind kind, Discovery<P> discovery, @Nullable String chosen) {
    this.kind = kind;
    this.chosen = chosen;
    failures.addAll(discovery.failures());
    for (Candidate<P> candidate : discovery.candidates()) {
      byName.computeIfAbsent(candidate.name(), name -> new ArrayList<>()).add(candidate);
      if (candidate.isOverruled()) {
        String message =
            "priority() is "
                + candidate.claimedPriority()
                + ", counted as "
                + candidate.priority()
                + ": from 0 upwards is reserved to the library's core.";
        failures.add(note(LoadFailure.Severity.NOTE, candidate, message));
      }
    }
    for (List<Candidate<P>> claimants : byName.values()) {
      if (claimants.size() > 1) {
        String message = duplicate(claimants).problems().get(0);
        failures.add(note(LoadFailure.Severity.DUPLICATE, claimants.get(0), message));
      }
    }
  }

  private LoadFailure note(LoadFailure.Severity severity, Candidate<P> candidate, String message) {
    return new LoadFailure(severity, kind, candidate.source(), message);
  }

  private ProviderDuplicateException duplicate(List<Candidate<P>> claimants) {
    List<String> sources = claimants.stream().map(Candidate::source).toList();
    return new ProviderDuplicateException(kind, claimants.get(0).name(), sources);
  }

  /** Returns the providers that own their name alone, by name. */
  List<P> providers() {
    List<P> providers = new ArrayList<>();
    for (List<Candidate<P>> claimants : byName.values()) {
      if (claimants.size() == 1) {
        providers.add(claimants.get(0).provider());
      }
    }
    return List.copyOf(providers);
  }

  /** Returns all names, twice-claimed ones included. */
  Set<String> names() {
    return byName.keySet();
  }

  List<ProviderInfo> infos() {
    Candidate<P> byDefault =
        automatic().filter(group -> group.size() == 1).map(g -> g.get(0)).orElse(null);
    List<ProviderInfo> infos = new ArrayList<>();
    for (List<Candidate<P>> claimants : byName.values()) {
      for (Candidate<P> candidate : claimants) {
        infos.add(candidate.info(candidate == byDefault));
      }
    }
    return List.copyOf(infos);
  }

  List<LoadFailure> failures() {
    List<LoadFailure> all = new ArrayList<>(failures);
    for (List<Candidate<P>> claimants : byName.values()) {
      for (Candidate<P> candidate : claimants) {
        LoadFailure failure = candidate.availabilityFailure();
        if (failure != null) {
          all.add(failure);
        }
      }
    }
    return all;
  }

  /** Returns the one that a name, or {@code auto}, means and that can run. */
  Candidate<P> find(String name) {
    return running(known(name));
  }

  /** Returns the one that has exactly this name and can run. */
  Candidate<P> findExactly(String name, String because) {
    return running(knownExactly(name, because));
  }

  /**
   * Returns the one that a name means, whether it can run or not; {@code auto} means one that can.
   */
  Candidate<P> known(String name) {
    if (!name.equals(Names.AUTO)) {
      return knownExactly(name, "");
    }
    if (chosen != null) {
      return knownExactly(chosen, ", chosen by the system property " + kind.property());
    }
    return only(automatic().orElseThrow(() -> nothingAvailable()));
  }

  private Candidate<P> knownExactly(String name, String because) {
    List<Candidate<P>> claimants = byName.get(name);
    if (claimants == null) {
      throw notFound(name, because);
    }
    return only(claimants);
  }

  private Candidate<P> running(Candidate<P> candidate) {
    if (candidate.availability() instanceof Availability.Unavailable unavailable) {
      throw new ProviderUnavailableException(kind, candidate.name(), unavailable);
    }
    return candidate;
  }

  private Candidate<P> only(List<Candidate<P>> claimants) {
    if (claimants.size() > 1) {
      throw duplicate(claimants);
    }
    return claimants.get(0);
  }

  /**
   * Returns those that claim the name of the default. A name that is claimed twice stays the
   * default and so fails loudly; passing it over would let an added jar change the default.
   */
  private Optional<List<Candidate<P>>> automatic() {
    if (chosen != null) {
      return Optional.ofNullable(byName.get(chosen));
    }
    Comparator<List<Candidate<P>>> byPriority =
        Comparator.comparingInt(
            claimants -> claimants.stream().mapToInt(Candidate::priority).max().orElseThrow());
    return byName.values().stream()
        .sorted(byPriority.reversed())
        .filter(claimants -> claimants.stream().anyMatch(c -> c.availability().isAvailable()))
        .findFirst();
  }

  private ProviderNotFoundException notFound(String name, String because) {
    List<String> known = Names.nearestFirst(name, byName.keySet());
    StringBuilder message = new StringBuilder(200);
    message.append(kind.label()).append(" ('").append(name).append('\'').append(because);
    message.append("), is not known. ");
    if (known.isEmpty()) {
      message.append("There is none at all. Maybe add watermgmt-core to the class path.");
    } else {
      message.append("Maybe one of ").append(String.join(", ", known)).append('.');
    }
    appendObstacles(message);
    return new ProviderNotFoundException(kind, name, known, message.toString());
  }

  private ProviderNotFoundException nothingAvailable() {
    StringBuilder message = new StringBuilder(200);
    message.append(kind.label()).append(" ('auto'), none is available. ");
    message.append("Maybe add watermgmt-core to the class path.");
    appendObstacles(message);
    List<String> known = List.copyOf(byName.keySet());
    return new ProviderNotFoundException(kind, Names.AUTO, known, message.toString());
  }

  private void appendObstacles(StringBuilder message) {
    for (List<Candidate<P>> claimants : byName.values()) {
      for (Candidate<P> candidate : claimants) {
        if (candidate.availability() instanceof Availability.Unavailable unavailable) {
          message.append("\n  - '").append(candidate.name()).append("' is ").append(unavailable);
        }
      }
    }
    for (LoadFailure failure : failures) {
      if (failure.severity() != LoadFailure.Severity.NOTE) {
        message.append("\n  - failed to load: ").append(failure);
      }
    }
  }

  C create(String name, Function<List<Option<?>>, Options> reader) {
    Candidate<P> candidate = find(name);
    Options options = reader.apply(candidate.options());
    return call(candidate, "create", provider -> provider.create(options));
  }

  /** Calls a provider; what it must not throw or return becomes a typed error that names it. */
  <R> R call(Candidate<P> candidate, String method, Function<P, R> body) {
    R result;
    try {
      result = body.apply(candidate.provider());
    } catch (WaterManagementException expected) {
      throw expected;
    } catch (RuntimeException | LinkageError | StackOverflowError thrown) {
      String message = method + " threw " + Blame.tell(thrown) + ". Maybe " + Blame.remedy(thrown);
      throw new ProviderFailedException(kind, candidate.name(), accuse(candidate, message), thrown);
    }
    if (result == null) {
      String message = method + " returned null. Maybe " + Blame.UPDATE;
      throw new ProviderFailedException(kind, candidate.name(), accuse(candidate, message));
    }
    return result;
  }

  private String accuse(Candidate<P> candidate, String message) {
    return kind.label()
        + " ('"
        + candidate.name()
        + "', "
        + candidate.source()
        + "), "
        + message
        + ".";
  }
}
