// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.core;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.watermgmt.spi.Providers;
import java.io.Serializable;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.net.URI;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.NullMarked;

/**
 * Promise R7 and the doors between the modules: the api, the contract kit and core. ({@code
 * watermgmt-tf} has its own.)
 */
@AnalyzeClasses(
    packages = "io.github.watermgmt",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {
  private static final String ROOT = "io.github.watermgmt";
  private static final String CORE = ROOT + ".core..";
  private static final String TCK = ROOT + ".tck..";
  private static final String TF = ROOT + ".tf..";
  private static final String BENCH = ROOT + ".bench..";

  /** The rooms of core that are documented for users; a public type elsewhere is a mistake. */
  private static final String[] CORE_ROOMS = {
    ROOT + ".core.prepare",
    ROOT + ".core.forecast",
    ROOT + ".core.anomaly",
    ROOT + ".core.distribution",
    ROOT + ".core.evaluate",
    ROOT + ".core.io",
    ROOT + ".core.report",
    ROOT + ".core.hydraulics",
    ROOT + ".core.balance",
    ROOT + ".core.advice"
  };

  private static final DescribedPredicate<JavaClass> API =
      resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(CORE, TCK, TF, BENCH))).as("api");

  // ---------------------------------------------------------------- doors

  @ArchTest
  static final ArchRule apiDependsOnNothing =
      classes()
          .that(are(API))
          .should()
          .onlyDependOnClassesThat(
              API.or(resideInAnyPackage("java..", "org.jspecify.annotations")).as("api or the JDK"))
          .because("the api depends on nothing at run time");

  @ArchTest
  static final ArchRule coreKnowsTheApiOnly =
      classes()
          .that()
          .resideInAPackage(CORE)
          .should()
          .onlyDependOnClassesThat(
              API.or(
                      resideInAnyPackage(
                          CORE,
                          "java..",
                          "org.jspecify.annotations",
                          "org.ojalgo..",
                          "org.apache.commons.math3..",
                          "de.siegmar.fastcsv..",
                          "com.fasterxml.jackson.core.."))
                  .as("core, the api, the JDK or core's four libraries"))
          .because("core never knows the contract kit, TensorFlow or the benchmarks");

  @ArchTest
  static final ArchRule contractKitKnowsTheApiOnly =
      noClasses()
          .that()
          .resideInAPackage(TCK)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CORE, TF, BENCH);

  @ArchTest
  static final ArchRule internalPackagesAreForNobodyElse =
      classes()
          .should(
              new ArchCondition<>("use internal packages of their own module only") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                  item.getDirectDependenciesFromSelf().stream()
                      .filter(
                          d ->
                              ("." + d.getTargetClass().getPackageName() + ".")
                                  .contains(".internal."))
                      .filter(d -> d.getTargetClass().getPackageName().startsWith(ROOT))
                      .filter(d -> !module(d.getTargetClass()).equals(module(item)))
                      .forEach(
                          d -> events.add(SimpleConditionEvent.violated(d, d.getDescription())));
                }
              });

  private static String module(JavaClass type) {
    String name = type.getPackageName();
    for (String module : new String[] {".core", ".tck", ".tf", ".bench"}) {
      if ((name + ".").startsWith(ROOT + module + ".")) {
        return module;
      }
    }
    return "api";
  }

  @ArchTest
  static final ArchRule coreHasNoPackageCycles =
      slices().matching(ROOT + ".core.(*)..").should().beFreeOfCycles();

  /** The words (units, series, sites, networks) do not know what is done with them. */
  @ArchTest
  static final ArchRule wordsKnowNoVerbs =
      noClasses()
          .that()
          .resideInAnyPackage(
              ROOT + ".error", ROOT + ".unit", ROOT + ".series", ROOT + ".site", ROOT + ".network")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ROOT + ".forecast",
              ROOT + ".anomaly",
              ROOT + ".distribution",
              ROOT + ".hydraulics",
              ROOT + ".evaluate",
              ROOT + ".model",
              ROOT + ".spi");

  @ArchTest
  static final ArchRule wordsHaveNoPackageCycles =
      slices().matching(ROOT + ".(error|unit|series|site|network)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule nobodyNeedsEvaluate =
      noClasses()
          .that()
          .resideOutsideOfPackages(ROOT + ".evaluate..", TCK, TF, BENCH, CORE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".evaluate..");

  // ---------------------------------------------------------------- public types

  @ArchTest
  static final ArchRule packagesSayWhatMayBeNull =
      classes()
          .that()
          .resideInAPackage(ROOT + "..")
          .should(
              new ArchCondition<>("reside in a documented, @NullMarked package") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                  boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                  events.add(new SimpleConditionEvent(item, marked, item.getName()));
                }
              });

  @ArchTest
  static final ArchRule corePublicTypesAreInDocumentedRooms =
      classes()
          .that()
          .resideInAPackage(CORE)
          .and()
          .arePublic()
          .and()
          .resideOutsideOfPackage("..internal..")
          .should()
          .resideInAnyPackage(CORE_ROOMS);

  @ArchTest
  static final ArchRule apiPublicTypesAreExported =
      classes()
          .that(are(API))
          .and()
          .arePublic()
          .and()
          .resideOutsideOfPackage("..internal..")
          .should()
          .resideInAnyPackage(exported().toArray(String[]::new))
          .because("module-info must export every package that has a public type");

  private static Set<String> exported() {
    Path api =
        Path.of(
            URI.create(
                Providers.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    return ModuleFinder.of(api).findAll().stream()
        .flatMap(module -> module.descriptor().exports().stream())
        .filter(export -> !export.isQualified())
        .map(ModuleDescriptor.Exports::source)
        .collect(Collectors.toUnmodifiableSet());
  }

  // ---------------------------------------------------------------- R7

  @ArchTest
  static final ArchRule noJavaDeserialisation =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectInputStream")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.io.ObjectOutputStream")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.beans..")
          .orShould()
          .dependOnClassesThat()
          .resideInAPackage("java.rmi..");

  @ArchTest
  static final ArchRule nothingIsSerializable =
      noClasses()
          .that(are(not(assignableTo(Throwable.class)).and(not(assignableTo(Enum.class)))))
          .should()
          .beAssignableTo(Serializable.class);

  @ArchTest
  static final ArchRule nobodyHooksIntoDeserialisation =
      noMethods()
          .should()
          .haveName("readObject")
          .orShould()
          .haveName("readResolve")
          .orShould()
          .haveName("readExternal");

  // ---------------------------------------------------------------- habits

  @ArchTest static final ArchRule noStandardStreams = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

  /** Libraries log through System.Logger, which the application binds. */
  @ArchTest
  static final ArchRule noJavaUtilLogging =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule noGlobalState =
      fields()
          .that()
          .areStatic()
          .and(synthetic(false))
          .should()
          .beFinal()
          .andShould(
              new ArchCondition<>("not hold something that is made to change") {
                @Override
                public void check(JavaField item, ConditionEvents events) {
                  JavaClass type = item.getRawType();
                  boolean mutable =
                      type.getPackageName().equals("java.util.concurrent.atomic")
                          || type.isAssignableTo(ThreadLocal.class)
                          || type.isAssignableTo(Random.class)
                          || type.isAssignableTo(StringBuilder.class)
                          || (type.isAssignableTo(Collection.class) && !type.isInterface())
                          || (type.isArray()
                              && !item.getModifiers().contains(JavaModifier.PRIVATE));
                  events.add(new SimpleConditionEvent(item, !mutable, item.getDescription()));
                }
              });

  private static DescribedPredicate<JavaField> synthetic(boolean wanted) {
    return DescribedPredicate.describe(
        wanted ? "synthetic" : "not synthetic",
        field -> field.getModifiers().contains(JavaModifier.SYNTHETIC) == wanted);
  }

  /** Promise D5: what the default locale, zone or charset could change. */
  @ArchTest
  static final ArchRule noDefaultLocaleZoneOrCharset =
      noClasses()
          // The contract kit changes the defaults, to see that providers do not mind.
          .that()
          .resideOutsideOfPackage(TCK)
          .should()
          .callMethod(String.class, "format", String.class, Object[].class)
          .orShould()
          .callMethod(String.class, "formatted", Object[].class)
          .orShould()
          .callMethod(String.class, "toLowerCase")
          .orShould()
          .callMethod(String.class, "toUpperCase")
          .orShould()
          .callMethod(String.class, "getBytes")
          .orShould()
          .callConstructor(String.class, byte[].class)
          .orShould()
          .callMethod(Locale.class, "getDefault")
          .orShould()
          .callMethod(java.time.ZoneId.class, "systemDefault")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(java.time.LocalDateTime.class, "now")
          .orShould()
          .callMethod(java.time.format.DateTimeFormatter.class, "ofPattern", String.class)
          .orShould()
          .callMethod(java.text.NumberFormat.class, "getInstance")
          .orShould()
          .callConstructor(java.text.DecimalFormat.class, String.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.Formatter");

  /** Promise R1: {@code Math} may round differently from one JDK or processor to the next. */
  @ArchTest
  static final ArchRule transcendentalFunctionsAreStrict =
      noClasses()
          .that()
          .resideInAPackage(ROOT + "..")
          .should()
          .callMethodWhere(calls(Math.class, "sin|cos|tan|asin|acos|atan|atan2|sinh|cosh|tanh"))
          .orShould()
          .callMethodWhere(calls(Math.class, "exp|expm1|log|log10|log1p|pow|hypot|cbrt|random"));

  /** Promise R1: chance comes from the run context's seed. */
  @ArchTest
  static final ArchRule chanceIsSeeded =
      noClasses()
          .should()
          .callConstructor(Random.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.concurrent.ThreadLocalRandom")
          .orShould()
          .callMethodWhere(calls(Collection.class, "parallelStream"));

  /** Promise R1: the text of an array is its address. */
  @ArchTest
  static final ArchRule recordsWithArraysSayWhatTheyHold =
      classes()
          .that()
          .areRecords()
          .should(
              new ArchCondition<>("define toString if they hold an array") {
                @Override
                public void check(JavaClass item, ConditionEvents events) {
                  boolean array =
                      item.getFields().stream()
                          .filter(field -> !field.getModifiers().contains(JavaModifier.STATIC))
                          .anyMatch(field -> field.getRawType().isArray());
                  boolean generated = item.getMethod("toString").getAccessesFromSelf().isEmpty();
                  events.add(new SimpleConditionEvent(item, !array || !generated, item.getName()));
                }
              });

  private static DescribedPredicate<JavaCall<?>> calls(Class<?> owner, String names) {
    return DescribedPredicate.describe(
        owner.getSimpleName() + "." + names,
        call -> call.getTargetOwner().isAssignableTo(owner) && call.getName().matches(names));
  }
}
