// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import io.github.watermgmt.anomaly.AnomalyDetector;
import io.github.watermgmt.anomaly.FittedDetector;
import io.github.watermgmt.distribution.DistributionOptimizer;
import io.github.watermgmt.error.UnsupportedRequestException;
import io.github.watermgmt.error.WaterManagementException;
import io.github.watermgmt.forecast.FittedForecaster;
import io.github.watermgmt.forecast.Forecaster;
import io.github.watermgmt.hydraulics.HydraulicModel;
import io.github.watermgmt.model.ModelCorruptException;
import io.github.watermgmt.model.ModelFile;
import io.github.watermgmt.model.ModelKind;
import io.github.watermgmt.model.ModelProviderMissingException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The one door to all providers: an immutable snapshot of what was discovered.
 *
 * <pre>{@code
 * Providers providers = Providers.discover();
 * Forecaster usual = providers.forecaster("auto");
 * Forecaster other = providers.forecaster("seasonal-naive", "weeks=4");
 * }</pre>
 *
 * <p><b>Choice.</b> An explicit name wins. The name {@code auto} means the provider that the system
 * property {@code watermgmt.forecaster}, {@code watermgmt.detector}, {@code watermgmt.optimizer} or
 * {@code watermgmt.hydraulics} named at the time of discovery, else the available one of highest
 * {@linkplain Provider#priority() priority}, among equals the first by name. A priority of 0 or
 * more counts only within the library's core, so that adding a jar never changes a default.
 *
 * <p><b>Isolation.</b> A provider that cannot be loaded, throws, or breaks its contract is left out
 * and named in {@link #failures()}; it hides no other. If several claim one name, none of them gets
 * it, and a look-up of that name fails with all claimants.
 *
 * <p><b>Errors.</b> Every look-up throws {@link ProviderNotFoundException} for an unknown name,
 * with the names that exist and what failed to load, and {@link ProviderDuplicateException}. What
 * creates or restores something also throws {@link ProviderUnavailableException} with reason and
 * remedy; {@link ProviderFailedException} if the provider throws what it must not; and {@link
 * InvalidOptionException}.
 *
 * <p>Thread-safety: may be shared. Whether a provider is available is asked at the first need and
 * then kept.
 */
public final class Providers {
  private final ProviderSet<ForecasterProvider, Forecaster> forecasters;
  private final ProviderSet<DetectorProvider, AnomalyDetector> detectors;
  private final ProviderSet<OptimizerProvider, DistributionOptimizer> optimizers;
  private final ProviderSet<HydraulicProvider, HydraulicModel> hydraulics;

  private Providers(
      Discovery<ForecasterProvider> forecasters,
      Discovery<DetectorProvider> detectors,
      Discovery<OptimizerProvider> optimizers,
      Discovery<HydraulicProvider> hydraulics) {
    this.forecasters = set(ProviderKind.FORECASTER, forecasters);
    this.detectors = set(ProviderKind.DETECTOR, detectors);
    this.optimizers = set(ProviderKind.OPTIMIZER, optimizers);
    this.hydraulics = set(ProviderKind.HYDRAULICS, hydraulics);
  }

  private static <P extends Provider<C>, C> ProviderSet<P, C> set(
      ProviderKind kind, Discovery<P> discovery) {
    String property = System.getProperty(kind.property(), "").strip();
    @Nullable String chosen = property.isEmpty() || property.equals(Names.AUTO) ? null : property;
    return new ProviderSet<>(kind, discovery, chosen);
  }

  /** Discovers with the class loader of this library and the context class loader of the thread. */
  public static Providers discover() {
    Set<ClassLoader> loaders = new LinkedHashSet<>();
    ClassLoader own = Providers.class.getClassLoader();
    loaders.add(own == null ? ClassLoader.getSystemClassLoader() : own);
    ClassLoader context = Thread.currentThread().getContextClassLoader();
    if (context != null) {
      loaders.add(context);
    }
    return inLoaders(loaders);
  }

  /** Discovers with one class loader, such as that of a plug-in. */
  public static Providers discover(ClassLoader loader) {
    return inLoaders(Set.of(loader));
  }

  private static Providers inLoaders(Set<ClassLoader> loaders) {
    return new Providers(
        Discovery.inLoaders(ProviderKind.FORECASTER, ForecasterProvider.class, loaders),
        Discovery.inLoaders(ProviderKind.DETECTOR, DetectorProvider.class, loaders),
        Discovery.inLoaders(ProviderKind.OPTIMIZER, OptimizerProvider.class, loaders),
        Discovery.inLoaders(ProviderKind.HYDRAULICS, HydraulicProvider.class, loaders));
  }

  /** Discovers in a module layer and its parents; the class path is not looked at. */
  public static Providers discover(ModuleLayer layer) {
    Objects.requireNonNull(layer, "layer");
    return new Providers(
        Discovery.inLayer(ProviderKind.FORECASTER, ForecasterProvider.class, layer),
        Discovery.inLayer(ProviderKind.DETECTOR, DetectorProvider.class, layer),
        Discovery.inLayer(ProviderKind.OPTIMIZER, OptimizerProvider.class, layer),
        Discovery.inLayer(ProviderKind.HYDRAULICS, HydraulicProvider.class, layer));
  }

  /**
   * Takes given providers and discovers none, such as for tests and programs with a fixed set.
   *
   * @throws IllegalArgumentException if one is of none of the four kinds
   */
  public static Providers of(Collection<? extends Provider<?>> providers) {
    for (Provider<?> provider : providers) {
      if (!(provider instanceof ForecasterProvider
          || provider instanceof DetectorProvider
          || provider instanceof OptimizerProvider
          || provider instanceof HydraulicProvider)) {
        throw new IllegalArgumentException(
            provider.getClass().getName() + " is not a provider of one of the four kinds");
      }
    }
    return new Providers(
        Discovery.of(ProviderKind.FORECASTER, ForecasterProvider.class, providers),
        Discovery.of(ProviderKind.DETECTOR, DetectorProvider.class, providers),
        Discovery.of(ProviderKind.OPTIMIZER, OptimizerProvider.class, providers),
        Discovery.of(ProviderKind.HYDRAULICS, HydraulicProvider.class, providers));
  }

  /** Takes given providers; see {@link #of(Collection)}. */
  public static Providers of(Provider<?>... providers) {
    return of(List.of(providers));
  }

  /** Creates a forecaster with its default options. */
  public Forecaster forecaster(String name) {
    return forecasters.create(name, Options::defaults);
  }

  /** Creates a forecaster with options as text; see {@link Options}. */
  public Forecaster forecaster(String name, String options) {
    return forecasters.create(name, schema -> Options.parse(schema, options));
  }

  /** Creates a forecaster with options. */
  public Forecaster forecaster(String name, Options options) {
    return forecasters.create(name, adopt(options));
  }

  /** Creates a detector with its default options. */
  public AnomalyDetector detector(String name) {
    return detectors.create(name, Options::defaults);
  }

  /** Creates a detector with options as text; see {@link Options}. */
  public AnomalyDetector detector(String name, String options) {
    return detectors.create(name, schema -> Options.parse(schema, options));
  }

  /** Creates a detector with options. */
  public AnomalyDetector detector(String name, Options options) {
    return detectors.create(name, adopt(options));
  }

  /** Creates an optimizer with its default options. */
  public DistributionOptimizer optimizer(String name) {
    return optimizers.create(name, Options::defaults);
  }

  /** Creates an optimizer with options as text; see {@link Options}. */
  public DistributionOptimizer optimizer(String name, String options) {
    return optimizers.create(name, schema -> Options.parse(schema, options));
  }

  /** Creates an optimizer with options. */
  public DistributionOptimizer optimizer(String name, Options options) {
    return optimizers.create(name, adopt(options));
  }

  /** Creates a hydraulic model with its default options. */
  public HydraulicModel hydraulicModel(String name) {
    return hydraulics.create(name, Options::defaults);
  }

  /** Creates a hydraulic model with options as text; see {@link Options}. */
  public HydraulicModel hydraulicModel(String name, String options) {
    return hydraulics.create(name, schema -> Options.parse(schema, options));
  }

  /** Creates a hydraulic model with options. */
  public HydraulicModel hydraulicModel(String name, Options options) {
    return hydraulics.create(name, adopt(options));
  }

  /**
   * Options made for another instance of the schema are read anew, so that each value is checked.
   */
  private static Function<List<Option<?>>, Options> adopt(Options options) {
    Objects.requireNonNull(options, "options");
    return schema ->
        options.schema().equals(schema) ? options : Options.from(schema, options.asMap());
  }

  /**
   * Returns the forecaster provider of a name, available or not, to ask it for its availability,
   * options or capabilities. {@code auto} means the one that {@link #forecaster(String)} would use.
   *
   * @throws ProviderNotFoundException if the name is unknown, or is {@code auto} and none is
   *     available
   * @throws ProviderDuplicateException if several claim the name
   */
  public ForecasterProvider forecasterProvider(String name) {
    return forecasters.known(name).provider();
  }

  /**
   * Returns the detector provider of a name, available or not; see {@link
   * #forecasterProvider(String)}.
   */
  public DetectorProvider detectorProvider(String name) {
    return detectors.known(name).provider();
  }

  /**
   * Returns the optimizer provider of a name, available or not; see {@link
   * #forecasterProvider(String)}.
   */
  public OptimizerProvider optimizerProvider(String name) {
    return optimizers.known(name).provider();
  }

  /**
   * Returns the hydraulics provider of a name, available or not; see {@link
   * #forecasterProvider(String)}.
   */
  public HydraulicProvider hydraulicProvider(String name) {
    return hydraulics.known(name).provider();
  }

  /**
   * Returns the forecaster providers by name, available or not; twice-claimed names are left out.
   */
  public List<ForecasterProvider> forecasters() {
    return forecasters.providers();
  }

  /** Returns the detector providers by name, available or not; twice-claimed names are left out. */
  public List<DetectorProvider> detectors() {
    return detectors.providers();
  }

  /**
   * Returns the optimizer providers by name, available or not; twice-claimed names are left out.
   */
  public List<OptimizerProvider> optimizers() {
    return optimizers.providers();
  }

  /**
   * Returns the hydraulics providers by name, available or not; twice-claimed names are left out.
   */
  public List<HydraulicProvider> hydraulicModels() {
    return hydraulics.providers();
  }

  /**
   * Restores a fitted forecaster from a model file by the provider that wrote it.
   *
   * @throws ModelProviderMissingException if that provider is not here
   * @throws ProviderUnavailableException if it is here and cannot run
   * @throws UnsupportedRequestException if the file holds another kind of model
   * @throws io.github.watermgmt.model.ModelException if the provider cannot read its entries
   */
  public FittedForecaster restoreForecaster(ModelFile file) {
    return restore(file, ModelKind.FORECASTER, forecasters, ForecasterProvider::restore);
  }

  /**
   * Restores a fitted detector from a model file by the provider that wrote it.
   *
   * @throws ModelProviderMissingException if that provider is not here
   * @throws ProviderUnavailableException if it is here and cannot run
   * @throws UnsupportedRequestException if the file holds another kind of model
   * @throws io.github.watermgmt.model.ModelException if the provider cannot read its entries
   */
  public FittedDetector restoreDetector(ModelFile file) {
    return restore(file, ModelKind.DETECTOR, detectors, DetectorProvider::restore);
  }

  private static <P extends Provider<C>, C, M> M restore(
      ModelFile file, ModelKind kind, ProviderSet<P, C> set, BiFunction<P, ModelFile, M> restore) {
    if (file.kind() != kind) {
      throw new UnsupportedRequestException(
          "model file ("
              + file
              + "), is not a "
              + kind.label()
              + ". Maybe restore it as a "
              + file.kind().label()
              + ".");
    }
    Candidate<P> candidate;
    try {
      candidate = set.findExactly(file.provider(), ", which wrote the model file");
    } catch (ProviderNotFoundException e) {
      throw new ModelProviderMissingException(file.provider(), e.problems().get(0), e);
    }
    return set.call(candidate, "restore", provider -> read(provider, file, restore));
  }

  private static <P, M> M read(P provider, ModelFile file, BiFunction<P, ModelFile, M> restore) {
    try {
      return restore.apply(provider, file);
    } catch (WaterManagementException expected) {
      throw expected;
    } catch (RuntimeException e) {
      // The envelope is whole, so the entries were never what this provider writes.
      throw new ModelCorruptException(
          file + ": the provider cannot read its entries: " + Blame.tell(e) + ".", e);
    }
  }

  /**
   * Returns what is known of every provider, by kind and name. Asks those for their availability
   * that were not asked yet.
   */
  public List<ProviderInfo> list() {
    List<ProviderInfo> infos = new ArrayList<>();
    for (ProviderKind kind : ProviderKind.values()) {
      infos.addAll(list(kind));
    }
    return List.copyOf(infos);
  }

  /** Returns what is known of every provider of one kind, by name; see {@link #list()}. */
  public List<ProviderInfo> list(ProviderKind kind) {
    return set(kind).infos();
  }

  /**
   * Returns everything that is not as it should be: broken providers, names claimed twice, and
   * providers that were overruled. Asks those for their availability that were not asked yet.
   */
  public List<LoadFailure> failures() {
    List<LoadFailure> failures = new ArrayList<>();
    for (ProviderKind kind : ProviderKind.values()) {
      failures.addAll(set(kind).failures());
    }
    return List.copyOf(failures);
  }

  private ProviderSet<?, ?> set(ProviderKind kind) {
    return switch (kind) {
      case FORECASTER -> forecasters;
      case DETECTOR -> detectors;
      case OPTIMIZER -> optimizers;
      case HYDRAULICS -> hydraulics;
    };
  }

  /**
   * Returns a text with a table of providers and their capabilities for each kind, their options,
   * and what is not as it should be; it is also valid Markdown.
   */
  public String describe() {
    Description description = new Description();
    for (ProviderKind kind : ProviderKind.values()) {
      description.kind(kind, list(kind));
    }
    description.failures(failures());
    return description.toString();
  }

  /** Returns the names of all providers by kind. */
  @Override
  public String toString() {
    List<String> kinds = new ArrayList<>();
    for (ProviderKind kind : ProviderKind.values()) {
      kinds.add(kind.label() + set(kind).names());
    }
    return "Providers " + String.join(", ", kinds);
  }
}
