package io.ssmenv;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import java.time.Instant;
import java.util.stream.Stream;

/** The package table of {@code docs/architecture.md}, as rules that fail the build. */
@AnalyzeClasses(packages = "io.ssmenv", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] EVERYWHERE = {"java..", "org.slf4j..", "org.jspecify.."};

  @ArchTest
  static final ArchRule topologyStandsAlone =
      uses("topology").because("desired and observed are plain records, comparable field by field");

  @ArchTest
  static final ArchRule buildStandsAlone =
      uses("build").because("whoever names the version must not draw anything else along");

  @ArchTest
  static final ArchRule planIsPure =
      uses("plan", "topology")
          .because("a plan is a function of two topologies: it can be printed and tested as such");

  @ArchTest
  static final ArchRule cloudHoldsPorts =
      uses("cloud", "topology", "plan")
          .because("the ports speak the engine's language; the SDK's stays behind them");

  @ArchTest
  static final ArchRule executeKnowsPortsOnly =
      uses("execute", "plan", "cloud", "topology")
          .because("what advances a plan must run against any implementation of the ports");

  @ArchTest
  static final ArchRule desiredStateIsPure =
      uses("desired", "api", "cloud", "topology")
          .because("a connectivity pattern is a function of spec and facts");

  @ArchTest
  static final ArchRule factsAreAskedThroughPorts =
      uses("facts", "api", "desired", "cloud", "topology", "plan")
          .because("what AWS decides is asked for through a port, away from the reconcile");

  @ArchTest
  static final ArchRule engineKnowsNeitherKubernetesNorTheSdk =
      uses(
              "engine",
              "api",
              "desired",
              "cloud",
              "execute",
              "facts",
              "plan",
              "state",
              "status",
              "topology")
          .because("the whole system in one method has to run without a cluster and without AWS");

  @ArchTest
  static final ArchRule stateIsReadAndWrittenByPureFunctions =
      uses("state", "api", "desired", "plan", "topology", "cloud")
          .because("what is remembered is part of the status, and nothing else remembers it");

  @ArchTest
  static final ArchRule statusIsPure =
      uses("status", "api", "desired", "plan", "execute", "state", "topology", "cloud")
          .because("what a person reads is the engine's objects printed, nothing asked anew");

  @ArchTest
  static final ArchRule picturesAreDrawnOfTopologies =
      classes()
          .that()
          .resideInAPackage("io.ssmenv.picture..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.ssmenv.picture..",
              "io.ssmenv.topology..",
              "java..",
              "javax.xml.stream..",
              "org.jspecify..")
          .because("a picture shows what would be built, not what somebody thinks of it");

  @ArchTest
  static final ArchRule apiIsKubernetesOnly =
      classes()
          .that()
          .resideInAPackage("io.ssmenv.api..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.ssmenv.api..",
              "java..",
              "org.jspecify..",
              "io.fabric8..",
              "com.fasterxml.jackson..")
          .because("the custom resource is a contract with people, not with the engine");

  @ArchTest
  static final ArchRule awsIsBehindThePorts =
      noClasses()
          .that()
          .resideInAPackage("io.ssmenv.aws..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ours(
                  "api",
                  "desired",
                  "build",
                  "engine",
                  "facts",
                  "status",
                  "operator",
                  "cli",
                  "simulator"))
          .because("the adapter serves the ports and knows nothing of who uses them");

  @ArchTest
  static final ArchRule operatorIsBelowTheCommandLine =
      noClasses()
          .that()
          .resideInAPackage("io.ssmenv.operator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(ours("cli", "simulator"))
          .because("the operator on a real account must not carry the means of a demonstration");

  @ArchTest
  static final ArchRule theOperatorsProgramHasNoLaboratory =
      noClasses()
          .that()
          .resideInAnyPackage(ours("cli.command", "cli.operator"))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              ours(
                  "simulator",
                  "picture",
                  "cli.controlplane",
                  "cli.demo",
                  "cli.measure",
                  "cli.picture",
                  "cli.simulator"))
          .because("the image holds only what an operator needs");

  @ArchTest
  static final ArchRule simulatorSharesNothing =
      classes()
          .that()
          .resideInAPackage("io.ssmenv.simulator..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.ssmenv.simulator..",
              "java..",
              "javax.xml..",
              "org.w3c.dom..",
              "org.xml.sax..",
              "com.sun.net.httpserver..",
              "com.fasterxml.jackson..",
              "org.slf4j..",
              "org.jspecify..")
          .because(
              "code shared with the engine would share its bugs, and hide them from the tests");

  @ArchTest
  static final ArchRule onlyTheCommandLineStartsTheSimulator =
      noClasses()
          .that()
          .resideOutsideOfPackages(ours("cli", "simulator"))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.ssmenv.simulator..")
          .because("the operator talks to every AWS, simulated or not, over the wire");

  @ArchTest
  static final ArchRule onlyAwsUsesTheSdk =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ssmenv.aws..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("software.amazon.awssdk..")
          .because("SDK types in the engine would tie its records to one version of one client");

  @ArchTest
  static final ArchRule onlyOperatorUsesTheFramework =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ssmenv.operator..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.javaoperatorsdk..")
          .because("Java Operator SDK can be upgraded or replaced in one package");

  @ArchTest
  static final ArchRule noCyclesBetweenPackagesAtAnyDepth =
      slices()
          .matching("io.ssmenv.(**)")
          .should()
          .beFreeOfCycles()
          .because("the code is read top-down");

  @ArchTest
  static final ArchRule noDrawers =
      noClasses()
          .should()
          .haveNameMatching(".*(Util|Utils|Helper|Helpers|Manager|Impl)")
          .because("a class has one purpose, and its name says which");

  @ArchTest
  static final ArchRule timeIsGiven =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("time comes from an injected InstantSource, so that tests can set it");

  /** Classes of a package use only that package, the named ones of ours, and Java. */
  private static ClassesShouldConjunction uses(String name, String... others) {
    String[] allowed =
        Stream.of(Stream.of(EVERYWHERE), Stream.of(ours(name)), Stream.of(ours(others)))
            .flatMap(packages -> packages)
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(ours(name)[0])
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed);
  }

  private static String[] ours(String... names) {
    return Stream.of(names).map(name -> "io.ssmenv." + name + "..").toArray(String[]::new);
  }
}
