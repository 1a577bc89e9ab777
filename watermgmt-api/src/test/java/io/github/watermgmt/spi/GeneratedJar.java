// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** A jar that is compiled on the spot, such as a third party could have put on the class path. */
final class GeneratedJar {
  private final Map<String, String> sources = new LinkedHashMap<>();
  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final List<String> removed = new ArrayList<>();

  /** Adds a class; {@code name} with its package, {@code source} without the package line. */
  GeneratedJar source(String name, String source) {
    int dot = name.lastIndexOf('.');
    sources.put(name, "package " + name.substring(0, dot) + ";\n" + source);
    return this;
  }

  /** Adds a whole compilation unit such as {@code module-info}. */
  GeneratedJar unit(String name, String source) {
    sources.put(name, source);
    return this;
  }

  GeneratedJar file(String path, byte[] bytes) {
    files.put(path, bytes);
    return this;
  }

  /** Leaves a class out after it was compiled against. */
  GeneratedJar without(String name) {
    removed.add(name.replace('.', '/') + ".class");
    return this;
  }

  GeneratedJar service(String... lines) {
    String path = "META-INF/services/" + ForecasterProvider.class.getName();
    return file(path, String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
  }

  /** Adds a forecaster provider class; {@code members} replace or add to its usual members. */
  GeneratedJar provider(String className, String providerName, String members) {
    return source(className, provider(className, "public", providerName, members));
  }

  static String provider(String className, String access, String name, String members) {
    StringBuilder source = new StringBuilder(1000);
    String simple = className.substring(className.lastIndexOf('.') + 1);
    source.append("import io.github.watermgmt.forecast.*;\n");
    source.append("import io.github.watermgmt.model.*;\n");
    source.append("import io.github.watermgmt.spi.*;\n");
    source.append("import java.util.*;\n");
    source
        .append(access)
        .append(" class ")
        .append(simple)
        .append(" implements ForecasterProvider {");
    source.append(members);
    Map<String, String> usual = new LinkedHashMap<>();
    usual.put("String name()", "return \"" + name + "\";");
    usual.put("String version()", "return \"1\";");
    usual.put("String description()", "return \"generated\";");
    usual.put("Availability availability()", "return Availability.available();");
    usual.put("Set<Capability> capabilities()", "return Set.of();");
    usual.put("FittedForecaster restore(ModelFile file)", "return null;");
    usual.put(
        "Forecaster create(Options options)",
        "return (Forecaster) java.lang.reflect.Proxy.newProxyInstance("
            + "Forecaster.class.getClassLoader(), new Class<?>[] {Forecaster.class},"
            + " (self, method, arguments) -> name());");
    usual.forEach(
        (signature, body) -> {
          if (!members.contains(signature)) {
            source.append("\n  public ").append(signature).append(" { ").append(body).append(" }");
          }
        });
    return source.append("\n}\n").toString();
  }

  /** Compiles and packs everything into {@code dir/name}. */
  URL build(Path dir, String name) {
    try {
      Path classes = Files.createDirectories(dir.resolve(name + ".classes"));
      compile(classes);
      Path jar = dir.resolve(name);
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
          Stream<Path> compiled = Files.walk(classes)) {
        for (Path path : compiled.filter(Files::isRegularFile).sorted().toList()) {
          String entry = classes.relativize(path).toString().replace('\\', '/');
          if (!removed.contains(entry)) {
            put(out, entry, Files.readAllBytes(path));
          }
        }
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
          put(out, file.getKey(), file.getValue());
        }
      }
      return jar.toUri().toURL();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void put(JarOutputStream out, String name, byte[] bytes) throws IOException {
    out.putNextEntry(new JarEntry(name));
    out.write(bytes);
    out.closeEntry();
  }

  private void compile(Path classes) throws IOException {
    if (sources.isEmpty()) {
      return;
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    assertThat(compiler).as("these tests need a JDK, not a JRE").isNotNull();
    List<JavaFileObject> units = new ArrayList<>();
    sources.forEach((name, source) -> units.add(new Source(name, source)));
    StringWriter complaints = new StringWriter();
    String path = sources.containsKey("module-info") ? "--module-path" : "-classpath";
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
      boolean done =
          compiler
              .getTask(
                  complaints,
                  manager,
                  null,
                  List.of("-d", classes.toString(), path, api().toString(), "-proc:none"),
                  null,
                  units)
              .call();
      assertThat(done).as(complaints.toString()).isTrue();
    }
  }

  /** Returns where this library's classes are: a directory or a jar. */
  static Path api() {
    CodeSource source = Providers.class.getProtectionDomain().getCodeSource();
    assertThat(source).isNotNull();
    return Path.of(URI.create(source.getLocation().toString()));
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String source;

    Source(String name, String source) {
      super(URI.create("string:///" + name.replace('.', '/') + Kind.SOURCE.extension), Kind.SOURCE);
      this.source = source;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return source;
    }
  }
}
