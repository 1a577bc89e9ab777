// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Promise S1: a broken, missing or duplicate provider hides no other and is named with its remedy.
 * Promise S4: adding a jar never changes a default.
 */
@Timeout(120)
class ClassPathMatrixTest {
  private static final String BROKEN = "broken.BrokenProvider";

  @TempDir Path dir;

  /**
   * One way of being broken.
   *
   * @param named what the failure must name
   * @param remedy what the failure must advise
   */
  private record Defect(String title, GeneratedJar jar, String named, String remedy) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Stream<Defect> defects() {
    List<Defect> defects = new ArrayList<>();
    String update = "update or remove its jar";
    String construct = "  public BrokenProvider() { %s }";
    defects.add(
        member(
            "constructor throws",
            construct.formatted("throw new IllegalStateException(\"boom\");"),
            "java.lang.IllegalStateException: boom",
            update));
    defects.add(
        member(
            "constructor throws an error",
            construct.formatted("throw new AssertionError(\"boom\");"),
            "java.lang.AssertionError: boom",
            update));
    defects.add(
        member(
            "constructor overflows the stack",
            construct.formatted("new BrokenProvider();"),
            "StackOverflowError",
            update));
    defects.add(
        member(
            "library has no native part",
            construct.formatted("System.loadLibrary(\"no-such-library\");"),
            "UnsatisfiedLinkError",
            "add the native library for this platform"));
    defects.add(
        member(
            "built for another version",
            construct.formatted("throw new NoSuchMethodError(\"other.Library.method()\");"),
            "NoSuchMethodError: other.Library.method()",
            "take versions of its jar and of this library that belong together"));
    defects.add(
        member(
            "static initialiser throws",
            "  static final int X = Integer.parseInt(\"x\");",
            "ExceptionInInitializerError",
            update));
    defects.add(
        new Defect(
            "constructor needs a class that is not there",
            broken("  Object need = new broken.Needed();")
                .source("broken.Needed", "public class Needed {}")
                .without("broken.Needed"),
            "broken/Needed",
            "add the jar that holds the missing class"));
    defects.add(
        new Defect(
            "superclass is not there",
            new GeneratedJar()
                .source("broken.Base", GeneratedJar.provider("broken.Base", "public", "base", ""))
                .source(BROKEN, "public class BrokenProvider extends Base {}")
                .service(BROKEN)
                .without("broken.Base"),
            "broken/Base",
            "add the jar that holds the missing class"));
    defects.add(
        new Defect(
            "class is not there",
            new GeneratedJar().service(BROKEN),
            BROKEN,
            "add the jar that holds the missing class"));
    defects.add(
        new Defect(
            "class file is noise",
            new GeneratedJar().service(BROKEN).file("broken/BrokenProvider.class", new byte[100]),
            "ClassFormatError",
            update));
    byte[] future = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0x7F, 0, 0, 0};
    defects.add(
        new Defect(
            "class file is of a later Java",
            new GeneratedJar().service(BROKEN).file("broken/BrokenProvider.class", future),
            "UnsupportedClassVersionError",
            "run a newer Java"));
    defects.add(
        new Defect(
            "class is another kind of thing",
            new GeneratedJar().source(BROKEN, "public class BrokenProvider {}").service(BROKEN),
            BROKEN,
            update));
    defects.add(
        member("no usable constructor", "  public BrokenProvider(int x) {}", BROKEN, update));
    defects.add(member("constructor is private", "  private BrokenProvider() {}", BROKEN, update));
    defects.add(
        new Defect(
            "class is abstract",
            new GeneratedJar()
                .source(BROKEN, GeneratedJar.provider(BROKEN, "public abstract", "abstract", ""))
                .service(BROKEN),
            BROKEN,
            update));
    defects.add(method("String name()", "return null;", "name() returned null"));
    defects.add(method("String name()", "return \"No Name\";", "name() is 'No Name'"));
    defects.add(method("String name()", "return \"auto\";", "name() is 'auto'"));
    defects.add(method("String name()", "return \"\";", "name() is ''"));
    defects.add(method("String name()", "return \"x\".repeat(101);", "name() is 'xxx"));
    defects.add(
        method("String name()", "throw new IllegalStateException(\"boom\");", "name() threw java"));
    defects.add(method("String version()", "return null;", "version() returned null"));
    defects.add(method("String description()", "return null;", "description() returned null"));
    defects.add(
        method("int priority()", "throw new AssertionError(\"boom\");", "priority() threw java"));
    defects.add(
        method(
            "Set<Capability> capabilities()",
            "return null;",
            "capabilities() threw java.lang.Null"));
    defects.add(
        method(
            "Set<Capability> capabilities()",
            "return Collections.singleton(null);",
            "capabilities() threw java.lang.Null"));
    defects.add(
        method("List<Option<?>> options()", "return null;", "options() threw java.lang.Null"));
    defects.add(
        method(
            "List<Option<?>> options()",
            "return List.of(Option.flag(\"a\", true, \"\"), Option.flag(\"a\", true, \"\"));",
            "option 'a' is declared twice"));
    defects.add(
        method("Availability availability()", "return null;", "availability() returned null"));
    defects.add(
        method(
            "Availability availability()",
            "throw new UnsatisfiedLinkError(\"boom\");",
            "availability() threw java.lang.UnsatisfiedLinkError: boom"));
    defects.add(
        method(
            "Availability availability()",
            "throw new Evil();"
                + " } static class Evil extends RuntimeException {"
                + " public String getMessage() { throw new IllegalStateException(); }"
                + " public synchronized Throwable getCause() { return this; }",
            "availability() threw broken.BrokenProvider$Evil"));
    defects.add(
        new Defect(
            "line is illegal",
            new GeneratedJar().service("broken Provider"),
            "line 1 (broken Provider), is not the name of a class",
            "remove the line"));
    return defects.stream();
  }

  private static GeneratedJar broken(String members) {
    return new GeneratedJar().provider(BROKEN, "broken", members).service(BROKEN);
  }

  private static Defect member(String title, String members, String named, String remedy) {
    return new Defect(title, broken(members), named, remedy);
  }

  private static Defect method(String signature, String body, String named) {
    String members = "  public " + signature + " { " + body + " }";
    String remedy =
        named.contains("UnsatisfiedLink") ? "add the native library" : "update or remove its jar";
    return new Defect(signature + " " + body, broken(members), named, remedy);
  }

  private URL good(String name) {
    String className = "good.Good" + name.replace('-', '_');
    return new GeneratedJar()
        .provider(className, name, "")
        .service("# the good one", "", "  " + className + " # here it is")
        .build(dir, name + ".jar");
  }

  private static URLClassLoader loader(URL... jars) {
    return new URLClassLoader(jars, Providers.class.getClassLoader());
  }

  private static void assertFound(Providers providers, String... names) {
    for (String name : names) {
      assertThat(providers.forecaster(name).name()).isEqualTo(name);
    }
  }

  @ParameterizedTest
  @MethodSource("defects")
  void aBrokenProviderHidesNoOtherAndIsNamed(Defect defect) throws IOException {
    URL bad = defect.jar().build(dir, "bad.jar");
    URL first = good("first");
    URL last = good("last");
    for (URL[] order : new URL[][] {{bad, first, last}, {first, bad, last}, {first, last, bad}}) {
      try (URLClassLoader loader = loader(order)) {
        Providers providers = Providers.discover(loader);
        assertFound(providers, "first", "last");
        assertThat(providers.forecaster("auto").name()).isEqualTo("first");
        assertThat(providers.failures())
            .singleElement()
            .satisfies(
                failure -> {
                  assertThat(failure.severity()).isEqualTo(LoadFailure.Severity.BROKEN);
                  assertThat(failure.kind()).isEqualTo(ProviderKind.FORECASTER);
                  assertThat(failure.source()).contains("bad.jar");
                  assertThat(failure.toString())
                      .contains(defect.named())
                      .contains("Maybe " + defect.remedy());
                });
        assertThatThrownBy(() -> providers.forecaster("brok"))
            .isInstanceOf(ProviderNotFoundException.class)
            .hasMessageContaining(defect.named())
            .hasMessageContaining(defect.remedy());
        assertThat(providers.describe()).contains(defect.named());
      }
    }
  }

  @Test
  void allDefectsTogetherHideNoOther() throws IOException {
    List<URL> jars = new ArrayList<>();
    List<Defect> defects = defects().toList();
    jars.add(good("first"));
    for (int i = 0; i < defects.size(); i++) {
      // One loader knows one class of a name: only the service lines differ enough to stand alone.
      jars.add(defects.get(i).jar().build(dir, "bad-" + i + ".jar"));
    }
    jars.add(good("last"));
    try (URLClassLoader loader = loader(jars.toArray(new URL[0]))) {
      Providers providers = Providers.discover(loader);
      assertFound(providers, "first", "last");
      assertThat(providers.failures()).hasSizeGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void anIllegalLineHidesNoOtherInItsFile() throws IOException {
    URL merged =
        new GeneratedJar()
            .provider("merged.One", "one", "")
            .provider("merged.Two", "two", "")
            .source("merged.Stranger", "public class Stranger {}")
            .provider("merged.Throws", "throws", "public Throws() { int i = 1 / (1 - 1); }")
            .service(
                "merged.One",
                "not a class name",
                "merged.Stranger",
                "merged.Missing",
                "merged.Throws",
                "1st.Provider",
                "merged.One",
                "merged.Two")
            .build(dir, "merged.jar");
    for (URL[] order : new URL[][] {{good("good"), merged}, {merged, good("good")}}) {
      try (URLClassLoader loader = loader(order)) {
        Providers providers = Providers.discover(loader);
        assertFound(providers, "one", "two", "good");
        assertThat(providers.forecasters()).hasSize(3);
        assertThat(providers.failures())
            .extracting(LoadFailure::toString)
            .hasSize(5)
            .anyMatch(f -> f.contains("line 2 (not a class name), is not the name of a class"))
            .anyMatch(f -> f.contains("line 6 (1st.Provider), is not the name of a class"))
            .anyMatch(f -> f.contains("merged.Stranger") && f.contains("not a ForecasterProvider"))
            .anyMatch(f -> f.contains("merged.Missing") && f.contains("add the jar"))
            .anyMatch(f -> f.contains("merged.Throws") && f.contains("/ by zero"))
            .allMatch(f -> f.contains("merged.jar"));
      }
    }
  }

  @Test
  void ofDuplicatesNeitherWinsAndBothAreNamedWithTheirJars() throws IOException {
    URL one = new GeneratedJar().provider("a.A", "twice", "").service("a.A").build(dir, "a.jar");
    URL two = new GeneratedJar().provider("b.B", "twice", "").service("b.B").build(dir, "b.jar");
    for (URL[] order : new URL[][] {{one, good("good"), two}, {two, one, good("good")}}) {
      try (URLClassLoader loader = loader(order)) {
        Providers providers = Providers.discover(loader);
        assertFound(providers, "good");
        assertThatThrownBy(() -> providers.forecaster("twice"))
            .isInstanceOf(ProviderDuplicateException.class)
            .hasMessageContaining("a.A (")
            .hasMessageContaining("a.jar")
            .hasMessageContaining("b.B (")
            .hasMessageContaining("b.jar");
        assertThat(providers.failures())
            .extracting(LoadFailure::severity)
            .containsExactly(LoadFailure.Severity.DUPLICATE);
      }
    }
  }

  @Test
  void addingAJarNeverChangesTheDefault() throws IOException {
    URL core =
        new GeneratedJar()
            .provider(
                "io.github.watermgmt.core.toy.Core",
                "seasonal-toy",
                "  public int priority() { return 0; }")
            .service("io.github.watermgmt.core.toy.Core")
            .build(dir, "core.jar");
    List<URL> jars = new ArrayList<>(List.of(core));
    assertDefaultIsCore(jars);
    for (String priority : List.of("1", "0", "-1", "2147483647", "-100")) {
      String name = "aaa" + priority.replace('-', 'm');
      jars.add(
          new GeneratedJar()
              .provider("x." + name, name, "  public int priority() { return " + priority + "; }")
              .service("x." + name)
              .build(dir, name + ".jar"));
      assertDefaultIsCore(jars);
    }
    Collections.reverse(jars);
    assertDefaultIsCore(jars);
    jars.add(good("aaaa"));
    assertDefaultIsCore(jars);
  }

  private static void assertDefaultIsCore(List<URL> jars) throws IOException {
    try (URLClassLoader loader = loader(jars.toArray(new URL[0]))) {
      Providers providers = Providers.discover(loader);
      assertThat(providers.forecasters()).hasSize(jars.size());
      assertThat(providers.forecaster("auto").name()).isEqualTo("seasonal-toy");
      assertThat(providers.list())
          .filteredOn(ProviderInfo::isDefault)
          .extracting(ProviderInfo::name)
          .containsExactly("seasonal-toy");
    }
  }

  @Test
  void theContextClassLoaderIsLookedAtToo() throws IOException {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try (URLClassLoader loader = loader(good("plugin"))) {
      thread.setContextClassLoader(loader);
      assertFound(Providers.discover(), "plugin");
      thread.setContextClassLoader(null);
      assertThat(Providers.discover().forecasters()).isEmpty();
    } finally {
      thread.setContextClassLoader(before);
    }
    assertThat(Providers.discover().failures()).isEmpty();
  }

  @Test
  void whatTwoLoadersShowCountsOnce() throws IOException {
    URL good = good("good");
    URL bad = broken("  public BrokenProvider() { int i = 1 / (1 - 1); }").build(dir, "bad.jar");
    try (URLClassLoader parent = loader(good, bad);
        URLClassLoader child = new URLClassLoader(new URL[0], parent);
        URLClassLoader copy = loader(good, bad)) {
      Discovery<ForecasterProvider> discovery =
          Discovery.inLoaders(
              ProviderKind.FORECASTER, ForecasterProvider.class, List.of(parent, child, copy));
      assertThat(discovery.candidates()).hasSize(1);
      assertThat(discovery.failures()).hasSize(1);
    }
  }

  @Test
  void aClassLoaderThatFailsForEverComesToAnEnd() throws IOException {
    try (URLClassLoader good = loader(good("good"));
        URLClassLoader failing =
            new URLClassLoader(new URL[0], good) {
              @Override
              public Enumeration<URL> getResources(String name) throws IOException {
                throw new IOException("share is gone");
              }
            }) {
      Discovery<ForecasterProvider> discovery =
          Discovery.inLoaders(
              ProviderKind.FORECASTER, ForecasterProvider.class, List.of(failing, good));
      assertThat(discovery.candidates()).hasSize(1);
      assertThat(discovery.failures())
          .extracting(LoadFailure::message)
          .singleElement()
          .asString()
          .contains("share is gone", "does not come to an end");
    }
  }

  @Test
  void errorsOfTheMachineAreNotHidden() throws IOException {
    URL bad =
        broken("  public BrokenProvider() { throw new OutOfMemoryError(\"test\"); }")
            .build(dir, "bad.jar");
    try (URLClassLoader loader = loader(bad)) {
      assertThatThrownBy(() -> Providers.discover(loader))
          .isInstanceOf(OutOfMemoryError.class)
          .hasMessage("test");
    }
  }
}
