// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.Spliterator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the providers of one kind. Whatever a provider or its entry in a service file does wrong
 * becomes a {@link LoadFailure} and costs no other provider its place.
 *
 * <p>Thread-safety: confined to one thread.
 */
final class Discovery<P extends Provider<?>> {
  private static final System.Logger LOG = System.getLogger(Discovery.class.getPackageName());

  /** A loader that fails this often in a row with the same words will not end by itself. */
  private static final int SAME_FAILURES = 100;

  private final ProviderKind kind;
  private final Class<P> service;
  private final List<Candidate<P>> candidates = new ArrayList<>();
  private final Set<LoadFailure> failures = new LinkedHashSet<>();
  private final Set<Class<?>> attempted = new HashSet<>();

  /** Classes that the service loader gave up and that were met again line by line. */
  private final Set<String> rescued = new HashSet<>();

  private final Set<List<Object>> accepted = new HashSet<>();

  Discovery(ProviderKind kind, Class<P> service) {
    this.kind = kind;
    this.service = service;
  }

  /** Looks into class loaders, their parents, and the module layers that these belong to. */
  static <P extends Provider<?>> Discovery<P> inLoaders(
      ProviderKind kind, Class<P> service, Collection<ClassLoader> loaders) {
    Discovery<P> discovery = new Discovery<>(kind, service);
    for (ClassLoader loader : loaders) {
      List<Throwable> unplaced = discovery.scan(ServiceLoader.load(service, loader));
      if (!unplaced.isEmpty()) {
        discovery.rescue(loader, unplaced);
      }
    }
    return discovery;
  }

  /** Looks into a module layer and its parents. */
  static <P extends Provider<?>> Discovery<P> inLayer(
      ProviderKind kind, Class<P> service, ModuleLayer layer) {
    Discovery<P> discovery = new Discovery<>(kind, service);
    discovery.scan(ServiceLoader.load(layer, service)).forEach(discovery::failUnplaced);
    return discovery;
  }

  /** Takes those of the given providers that are of this kind. */
  static <P extends Provider<?>> Discovery<P> of(
      ProviderKind kind, Class<P> service, Collection<? extends Provider<?>> providers) {
    Discovery<P> discovery = new Discovery<>(kind, service);
    for (Provider<?> provider : providers) {
      if (service.isInstance(provider)) {
        discovery.ask(service.cast(provider), true);
      }
    }
    return discovery;
  }

  List<Candidate<P>> candidates() {
    return candidates;
  }

  Set<LoadFailure> failures() {
    return failures;
  }

  /** Walks through a service loader to its end; returns what it threw without a provider. */
  private List<Throwable> scan(ServiceLoader<P> loader) {
    Spliterator<ServiceLoader.Provider<P>> found = loader.stream().spliterator();
    List<Throwable> unplaced = new ArrayList<>();
    String last = "";
    int repeated = 0;
    while (repeated < SAME_FAILURES) {
      try {
        if (!found.tryAdvance(this::load)) {
          return unplaced;
        }
        repeated = 0;
      } catch (Throwable thrown) {
        // Not only ServiceConfigurationError: a class that cannot be linked comes as it is.
        Blame.rethrowIfFatal(thrown);
        unplaced.add(thrown);
        String text = Blame.tell(thrown);
        repeated = text.equals(last) ? repeated + 1 : 0;
        last = text;
      }
    }
    fail("service loader", "it does not come to an end: " + last, "check the class path", null);
    return unplaced;
  }

  private void load(ServiceLoader.Provider<P> found) {
    Class<? extends P> type = found.type();
    // Two loaders that share a parent show the same class twice; static provider methods, whose
    // type may be the bare interface, are told apart once they have answered.
    if (Modifier.isAbstract(type.getModifiers()) || attempted.add(type)) {
      instantiate(type, found::get);
    }
  }

  /** Makes an instance. */
  @FunctionalInterface
  private interface Factory<P> {
    P create() throws ReflectiveOperationException;
  }

  private void instantiate(Class<?> type, Factory<? extends P> factory) {
    P provider;
    try {
      provider = factory.create();
    } catch (InvocationTargetException thrown) {
      Throwable cause = thrown.getCause() == null ? thrown : thrown.getCause();
      Blame.rethrowIfFatal(cause);
      fail(Blame.source(type), "its constructor threw " + Blame.tell(cause), cause);
      return;
    } catch (Throwable thrown) {
      Blame.rethrowIfFatal(thrown);
      fail(Blame.source(type), "it cannot be created: " + Blame.tell(thrown), thrown);
      return;
    }
    ask(provider, false);
  }

  private void ask(P provider, boolean deliberate) {
    String source = Blame.source(provider.getClass());
    try {
      Candidate<P> candidate = new Candidate<>(kind, provider);
      String origin = Blame.origin(provider.getClass());
      Object where = origin.equals(Blame.UNKNOWN) ? provider.getClass() : origin;
      List<Object> identity = List.of(provider.getClass().getName(), where, candidate.name());
      if (accepted.add(identity) || deliberate) {
        candidates.add(candidate);
      }
    } catch (Candidate.BrokenProvider broken) {
      failures.add(broken.failure(kind, source));
      LOG.log(System.Logger.Level.DEBUG, source, broken);
    }
  }

  /**
   * Reads the service files line by line: loads what the service loader gave up, and says of each
   * failure from which file it comes. What then is still without a place is reported without.
   */
  private void rescue(ClassLoader loader, List<Throwable> unplaced) {
    List<ServiceFile> files = ServiceFile.readAll(loader, service);
    for (ServiceFile file : files) {
      for (String illegal : file.illegal()) {
        fail(
            file.url().toString(),
            illegal + ", is not the name of a class",
            "remove the line",
            null);
      }
      for (String className : file.classNames()) {
        loadByName(className, loader, file);
      }
    }
    for (Throwable thrown : unplaced) {
      if (!isPlaced(Blame.tell(thrown), files)) {
        failUnplaced(thrown);
      }
    }
  }

  private boolean isPlaced(String text, List<ServiceFile> files) {
    boolean illegalLine =
        files.stream()
            .anyMatch(file -> !file.illegal().isEmpty() && text.contains(file.url() + ":"));
    return illegalLine
        || rescued.stream().anyMatch(text::contains)
        || failures.stream().anyMatch(told -> told.message().contains(text));
  }

  private void loadByName(String className, ClassLoader loader, ServiceFile file) {
    String source = className + " (" + file.url() + ")";
    Class<?> type;
    try {
      type = Class.forName(className, false, loader);
    } catch (ClassNotFoundException | LinkageError thrown) {
      rescued.add(className);
      fail(source, "it cannot be loaded: " + Blame.tell(thrown), thrown);
      return;
    }
    if (!service.isAssignableFrom(type)) {
      rescued.add(className);
      fail(source, "it is not a " + service.getSimpleName(), Blame.UPDATE, null);
    } else if (!type.getModule().isNamed() && attempted.add(type)) {
      // Classes of named modules are found through their module descriptor alone.
      rescued.add(className);
      instantiate(type, () -> service.cast(type.getConstructor().newInstance()));
    }
  }

  private void failUnplaced(Throwable thrown) {
    fail("service entry", Blame.tell(thrown), thrown);
  }

  private void fail(String source, String what, Throwable thrown) {
    fail(source, what, Blame.remedy(thrown), thrown);
  }

  private void fail(String source, String what, String remedy, @Nullable Throwable thrown) {
    String message = what + ". Maybe " + remedy + ".";
    failures.add(new LoadFailure(LoadFailure.Severity.BROKEN, kind, source, message));
    LOG.log(System.Logger.Level.DEBUG, source + ": " + message, thrown);
  }
}
