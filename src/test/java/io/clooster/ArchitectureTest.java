// SPDX-License-Identifier: Apache-2.0
package io.clooster;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** What each package must not know; the package-info files say why. */
@AnalyzeClasses(packages = "io.clooster", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_DECISION_KNOWS_NOTHING_BUT_JAVA =
      classes()
          .that()
          .resideInAPackage("io.clooster.failover")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.clooster.failover",
              "java.lang",
              "java.lang.invoke",
              "java.lang.runtime",
              "java.time",
              "java.util",
              "java.util.function",
              "java.util.random",
              "org.jspecify.annotations",
              "com.google.errorprone.annotations")
          .because("the same code runs in production and under a simulated clock");

  @ArchTest
  static final ArchRule THE_DECISION_HAS_NO_CLOCK_AND_NO_DICE =
      noClasses()
          .that()
          .resideInAPackage("io.clooster.failover")
          .should()
          .callMethodWhere(are(clock()))
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(
              Thread.class,
              Runtime.class,
              java.time.Clock.class,
              java.util.Random.class,
              java.util.Timer.class,
              java.util.UUID.class)
          .because("time and chance are passed in: the same events lead to the same actions");

  @ArchTest
  static final ArchRule THE_CONFIGURATION_KNOWS_NEITHER_ROUTES_NOR_SOCKETS =
      noClasses()
          .that()
          .resideInAPackage("io.clooster.config..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.camel..", "io.clooster.failover..", "io.clooster.daemon..");

  @ArchTest
  static final ArchRule THE_SANDBOX_IS_FOR_THE_DEMO_ONLY =
      classes()
          .that()
          .resideInAPackage("io.clooster.sandbox..")
          .should()
          .onlyBeAccessed()
          .byAnyPackage("io.clooster.sandbox..", "io.clooster.demo..", "io.clooster.cli..");

  @ArchTest
  static final ArchRule THE_SANDBOX_IS_NO_PART_OF_US =
      noClasses()
          .that()
          .resideInAPackage("io.clooster.sandbox..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "org.apache.camel..",
              "io.clooster.dns..",
              "io.clooster.notify..",
              "io.clooster.call..",
              "io.clooster.failover..",
              "io.clooster.daemon..")
          .because("a stand-in that shares code with what it tests agrees with its mistakes");

  @ArchTest
  static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
      slices().matching("io.clooster.(*)..").should().beFreeOfCycles();

  private static DescribedPredicate<JavaCall<?>> clock() {
    return target(owner(name(System.class.getName())))
        .or(target(name("now")))
        .as("calls of System or of now()");
  }
}
