// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Providers of a module layer are found through their module descriptors. */
class ModulePathTest {
  private static final String PROVIDES =
      "  provides io.github.watermgmt.spi.ForecasterProvider with toy.Toy, toy.Broken,"
          + " toy.Factory;";

  @Test
  void aLayerIsSearchedAndABrokenProviderHidesNoOther(@TempDir Path dir) throws Exception {
    Path api = GeneratedJar.api();
    boolean descriptor = Files.isRegularFile(api) || Files.exists(api.resolve("module-info.class"));
    assumeTrue(descriptor, "no module descriptor beside the classes at " + api);
    String factory =
        "public class Factory { public static io.github.watermgmt.spi.ForecasterProvider provider()"
            + " { return new Hidden(); } }";
    Path toy =
        Path.of(
            URI.create(
                new GeneratedJar()
                    .unit(
                        "module-info",
                        "module toy {\n  requires io.github.watermgmt.api;\n" + PROVIDES + "\n}\n")
                    .provider("toy.Toy", "toy", "")
                    .provider("toy.Hidden", "hidden", "")
                    .source("toy.Factory", factory)
                    .provider("toy.Broken", "broken", "  public Broken() { int i = 1 / (1 - 1); }")
                    .build(dir, "toy.jar")
                    .toString()));
    ModuleLayer boot = ModuleLayer.boot();
    Configuration configuration =
        boot.configuration().resolve(ModuleFinder.of(toy), ModuleFinder.of(api), Set.of("toy"));
    ModuleLayer layer = boot.defineModulesWithOneLoader(configuration, null);

    // The layer has its own copy of the library, unless the tests run on the module path.
    Class<?> type = layer.findLoader("toy").loadClass(Providers.class.getName());
    Object providers = type.getMethod("discover", ModuleLayer.class).invoke(null, layer);
    assertThat(providers.toString()).startsWith("Providers forecaster[hidden, toy],");
    List<?> failures = (List<?>) type.getMethod("failures").invoke(providers);
    assertThat(failures).hasSize(1);
    assertThat(failures.get(0).toString()).contains("toy.Broken (module toy)", "/ by zero");
    assertThat(providers.getClass().getModule().isNamed()).isTrue();
  }
}
