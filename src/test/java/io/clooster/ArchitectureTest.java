// SPDX-License-Identifier: Apache-2.0
package io.clooster;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.stream.Stream;

/** What each package must not know; the package-info files say why. */
@AnalyzeClasses(packages = "io.clooster", importOptions = ArchitectureTest.NoTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule THE_DECISION_KNOWS_NOTHING_BUT_JAVA =
      classes()
          .that()
          .resideInAPackage("io.clooster.failover..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.clooster.failover..",
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
          .resideInAPackage("io.clooster.failover..")
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
  static final ArchRule THE_DAEMON_KNOWS_NO_SANDBOX =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.clooster.sandbox..", "io.clooster.demo..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.clooster.sandbox..", "io.clooster.demo..")
          .because("they are a jar of their own, which the daemon runs without");

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
  static final ArchRule ONLY_COMMANDS_PRINT =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.clooster.cli..", "io.clooster.demo..")
          .and()
          .doNotHaveSimpleName("RedactedOutput") // It stands before both.
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .because("what a daemon has to say stands in its log");

  @ArchTest
  static final ArchRule PACKAGES_ARE_FREE_OF_CYCLES =
      slices().matching("io.clooster.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule CLASSES_OF_THE_DECISION_ARE_FREE_OF_CYCLES =
      slices()
          .assignedFrom(topLevelClassesOfTheDecision())
          .should()
          .beFreeOfCycles()
          .because("results are returned, not called back");

  /** The rooms of the decision, in the order of the pipeline. */
  private static final List<String> ROOMS =
      List.of("peer", "lease", "role", "record", "alert", "protocol1");

  /** What knows all rooms, and is known by none. */
  private static final String PIPELINE =
      "io\\.clooster\\.failover\\.(GroupFailover|PeerEvents|OwnEvents)";

  @ArchTest
  static void eachRoomOfTheDecisionKnowsOnlyThoseBeforeItAndTheValues(JavaClasses all) {
    for (int i = 0; i < ROOMS.size(); i++) {
      String[] later =
          Stream.concat(
                  ROOMS.subList(i + 1, ROOMS.size()).stream().map(ArchitectureTest::room),
                  Stream.of("io.clooster.failover.none"))
              .toArray(String[]::new);
      noClasses()
          .that()
          .resideInAPackage(room(ROOMS.get(i)))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(later)
          .orShould()
          .dependOnClassesThat()
          .haveNameMatching(PIPELINE)
          .check(all);
    }
  }

  @ArchTest
  static final ArchRule THE_VALUES_OF_THE_DECISION_KNOW_NO_ROOM =
      noClasses()
          .that()
          .resideInAPackage("io.clooster.failover")
          .and()
          .haveNameNotMatching(PIPELINE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ROOMS.stream().map(ArchitectureTest::room).toArray(String[]::new))
          .because("they are what the rooms hand over");

  private static String room(String name) {
    return "io.clooster.failover." + name + "..";
  }

  private static SliceAssignment topLevelClassesOfTheDecision() {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass each) {
        if (!each.getPackageName().startsWith("io.clooster.failover")) {
          return SliceIdentifier.ignore();
        }
        JavaClass top = each;
        while (top.getEnclosingClass().isPresent()) {
          top = top.getEnclosingClass().get();
        }
        return SliceIdentifier.of(top.getName());
      }

      @Override
      public String getDescription() {
        return "the top-level classes of the decision";
      }
    };
  }

  /** The moment of a step was passed in, as any other. */
  private static DescribedPredicate<JavaCall<?>> clock() {
    return target(owner(name(System.class.getName())))
        .or(target(name("now")).and(not(target(owner(name("io.clooster.failover.DecisionStep"))))))
        .as("calls of System or of now()");
  }

  /** Leaves out the classes that lie where this test does, whatever build has put them there. */
  static final class NoTests implements ImportOption {
    private static final String TESTS =
        ArchitectureTest.class.getProtectionDomain().getCodeSource().getLocation().toString();

    @Override
    public boolean includes(Location location) {
      return !location.contains(TESTS);
    }
  }
}
