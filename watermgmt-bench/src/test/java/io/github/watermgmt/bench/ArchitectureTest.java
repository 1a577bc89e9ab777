// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.bench;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/**
 * The doors of this module. It may know every other but the contract kit; nobody knows it. Inside:
 * the command line knows the subcommands, each subcommand knows what all share, and nothing else.
 */
@AnalyzeClasses(
    packages = "io.github.watermgmt",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {
  private static final String ROOT = "io.github.watermgmt";
  private static final String BENCH = ROOT + ".bench..";
  private static final String LINE = ROOT + ".bench";
  private static final String RUN = ROOT + ".bench.run..";
  private static final String JMH = ROOT + ".bench.jmh..";

  @ArchTest
  static final ArchRule nobodyKnowsTheBenchmarks =
      noClasses()
          .that()
          .resideOutsideOfPackage(BENCH)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(BENCH);

  /** No JSON library but the streaming one, no logging, no second command line. */
  @ArchTest
  static final ArchRule doors =
      classes()
          .that(resideInAPackage(BENCH).and(DescribedPredicate.not(resideInAPackage(JMH))))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              ROOT + "..",
              "java..",
              "com.sun.management",
              "org.jspecify.annotations",
              "picocli..",
              "de.siegmar.fastcsv..",
              "com.fasterxml.jackson.core..");

  @ArchTest
  static final ArchRule neitherContractKitNorForeignInternals =
      noClasses()
          .that()
          .resideInAPackage(BENCH)
          .should()
          .dependOnClassesThat(
              resideInAPackage(ROOT + ".tck..")
                  .or(
                      resideInAPackage(ROOT + "..internal..")
                          .and(DescribedPredicate.not(resideInAPackage(BENCH))))
                  .as("the contract kit or the internal packages of other modules"));

  @ArchTest
  static final ArchRule whatIsSharedKnowsNoSubcommand =
      noClasses()
          .that()
          .resideInAPackage(RUN)
          .should()
          .dependOnClassesThat(
              resideInAPackage(BENCH)
                  .and(DescribedPredicate.not(resideInAPackage(RUN)))
                  .as("the command line, a subcommand or a benchmark"));

  @ArchTest
  static final ArchRule subcommandsDoNotKnowEachOther =
      slices()
          .matching(ROOT + ".bench.(*)..")
          .should()
          .notDependOnEachOther()
          .ignoreDependency(alwaysTrue(), resideInAPackage(RUN));

  @ArchTest
  static final ArchRule onlyTheCommandLineKnowsTheCommandLine =
      noClasses()
          .that()
          .resideOutsideOfPackage(LINE)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(LINE);

  /** compare.jar is packed without them. */
  @ArchTest
  static final ArchRule nobodyKnowsJmh =
      noClasses()
          .that()
          .resideOutsideOfPackage(JMH)
          .should()
          .dependOnClassesThat(resideInAnyPackage(JMH, "org.openjdk.jmh..", "joptsimple.."));

  /** The benchmarks are code like any other user's: without a peer's or the runner's help. */
  @ArchTest
  static final ArchRule benchmarksStandAlone =
      noClasses()
          .that()
          .resideInAPackage(JMH)
          .should()
          .dependOnClassesThat(
              resideInAPackage(BENCH)
                  .and(DescribedPredicate.not(resideInAPackage(JMH)))
                  .as("the comparison runner"));

  @ArchTest
  static final ArchRule noGlobalState =
      fields()
          .that()
          .areStatic()
          .and(
              DescribedPredicate.<JavaField>describe(
                  "not synthetic", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
          .and()
          .areDeclaredInClassesThat(DescribedPredicate.not(resideInAPackage(JMH + "jmh_generated")))
          .should()
          .beFinal();
}
