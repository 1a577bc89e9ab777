// SPDX-License-Identifier: Apache-2.0
// Copyright the watermgmt authors
package io.github.watermgmt.tf;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The doors of this module: it may know the api, core and TensorFlow; neither knows it. */
@AnalyzeClasses(
    packages = "io.github.watermgmt",
    importOptions = {ImportOption.DoNotIncludeTests.class})
class ArchitectureTest {
  private static final String TF = "io.github.watermgmt.tf..";

  @ArchTest
  static final ArchRule nobodyKnowsTensorFlow =
      noClasses()
          .that()
          .resideOutsideOfPackages(TF, "io.github.watermgmt.bench..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(TF, "org.tensorflow..", "org.bytedeco..");

  @ArchTest
  static final ArchRule doors =
      classes()
          .that()
          .resideInAPackage(TF)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.github.watermgmt..",
              "java..",
              "com.fasterxml.jackson.core..",
              "org.jspecify.annotations",
              "org.tensorflow..",
              "org.bytedeco.javacpp..")
          .andShould()
          .onlyDependOnClassesThat()
          .resideOutsideOfPackages("io.github.watermgmt.tck..", "io.github.watermgmt.bench..")
          .andShould()
          .onlyDependOnClassesThat(
              resideOutsideOfPackage("io.github.watermgmt..internal..").or(resideInAPackage(TF)));

  @ArchTest
  static final ArchRule noJavaDeserialisation =
      noClasses()
          .that()
          .resideInAPackage(TF)
          .and()
          .areNotEnums()
          .should()
          .dependOnClassesThat()
          .haveNameMatching("java\\.io\\.Object(In|Out)putStream|java\\.(beans|rmi)\\..*")
          .orShould()
          .implement(java.io.Serializable.class);

  /** SavedModelInspector is a program: its main names the streams, what works takes them. */
  @ArchTest
  static final ArchRule noStandardStreams =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("io.github.watermgmt.tf.SavedModelInspector")
          .should(ACCESS_STANDARD_STREAMS);

  @ArchTest
  static final ArchRule noJavaUtilLogging =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  @ArchTest
  static final ArchRule noGlobalState =
      fields()
          .that()
          .areStatic()
          .and(
              DescribedPredicate.<JavaField>describe(
                  "not synthetic", field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)))
          .should()
          .beFinal();
}
