package io.ssmenv;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import com.tngtech.archunit.lang.syntax.elements.ClassesThat;
import java.util.stream.Stream;

/** Checks which packages a package may use. */
@AnalyzeClasses(packages = "io.ssmenv", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

  private static final String[] EVERYWHERE = {"java..", "org.slf4j..", "org.jspecify.."};

  @ArchTest
  static final ArchRule topologyUsesNoOtherPackage =
      uses("topology")
          .because("desired and observed resources are plain records that can be compared");

  @ArchTest
  static final ArchRule buildUsesNoOtherPackage =
      uses("build").because("code that reads the version must not depend on other packages");

  @ArchTest
  static final ArchRule planIsPure =
      uses("plan", "topology").because("a plan is a pure function of two topologies");

  @ArchTest
  static final ArchRule cloudDeclaresPorts =
      uses("cloud", "topology", "plan")
          .because("the ports use the types of the engine and hide those of the SDK");

  @ArchTest
  static final ArchRule executeUsesPortsOnly =
      uses("execute", "plan", "cloud", "topology")
          .because("the executor must work with any implementation of the ports");

  @ArchTest
  static final ArchRule desiredStateIsPure =
      uses("desired", "api", "cloud", "topology")
          .because("a connectivity pattern is a pure function of the spec and the facts");

  @ArchTest
  static final ArchRule factsAreLookedUpThroughPorts =
      uses("facts", "api", "desired", "cloud", "topology", "plan")
          .because("facts are looked up in AWS through a port, outside of the reconcile");

  @ArchTest
  static final ArchRule engineUsesNeitherKubernetesNorTheSdk =
      uses(
              "engine",
              "api",
              "desired",
              "diagnosis",
              "cloud",
              "execute",
              "facts",
              "plan",
              "state",
              "status",
              "topology")
          .because("a reconcile must be testable without Kubernetes and without AWS");

  @ArchTest
  static final ArchRule diagnosisIsPure =
      uses("diagnosis", "api", "desired", "cloud", "topology")
          .because("why an agent is silent follows from what was read, and can be tested with it");

  @ArchTest
  static final ArchRule stateIsReadAndWrittenByPureFunctions =
      uses("state", "api", "desired", "plan", "topology", "cloud")
          .because("the operator stores its state in the status only");

  @ArchTest
  static final ArchRule statusIsPure =
      uses("status", "api", "desired", "diagnosis", "plan", "execute", "state", "topology", "cloud")
          .because("the status only prints the results of a reconcile and looks nothing up");

  @ArchTest
  static final ArchRule svgUsesNoOtherPackage =
      classes()
          .that()
          .resideInAPackage("io.ssmenv.svg..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("io.ssmenv.svg..", "java..", "javax.xml.stream..", "org.jspecify..")
          .because("shapes know nothing of what they show");

  @ArchTest
  static final ArchRule graphIsPure =
      uses("graph", "svg", "diagnosis", "cloud", "plan", "topology")
          .because("a graph shows what was read or predicted, and looks nothing up");

  @ArchTest
  static final ArchRule picturesAreDrawnOfTopologies =
      uses("picture", "svg", "topology")
          .because("a picture shows the topology that the operator builds, and nothing else");

  @ArchTest
  static final ArchRule proofsArePure =
      uses("proof", "svg").because("a picture can be drawn again from what was recorded");

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
          .because(
              "the custom resource is a contract with users and does not depend on the engine");

  @ArchTest
  static final ArchRule awsIsBehindThePorts =
      noClasses()
          .that()
          .resideInAPackage("io.ssmenv.aws..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              packages(
                  "api",
                  "desired",
                  "build",
                  "engine",
                  "facts",
                  "status",
                  "operator",
                  "cli",
                  "simulator"))
          .because("the adapter implements the ports and does not depend on their callers");

  @ArchTest
  static final ArchRule operatorIsBelowTheCommandLine =
      noClasses()
          .that()
          .resideInAPackage("io.ssmenv.operator..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(packages("cli", "simulator"))
          .because("the operator must not depend on development tools");

  @ArchTest
  static final ArchRule theOperatorProgramHasNoDevelopmentTools =
      noClasses()
          .that()
          .resideInAnyPackage(packages("cli.command", "cli.operator"))
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(packages("simulator", "graph", "picture", "proof", "svg", "cli"))
                  .and(resideOutsideOfPackages(packages("cli.command", "cli.operator"))))
          .because("the image contains only what the operator needs");

  @ArchTest
  static final ArchRule simulatorSharesNoCode =
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
              "org.java_websocket..",
              "org.slf4j..",
              "org.jspecify..")
          .because("code shared with the engine would share its bugs and hide them from the tests");

  @ArchTest
  static final ArchRule onlyTheCommandLineStartsTheSimulator =
      only("cli", "simulator")
          .resideInAPackage("io.ssmenv.simulator..")
          .because("the operator uses a simulated AWS over HTTP, like a real one");

  @ArchTest
  static final ArchRule onlyPersonsOpenSessions =
      only("cli.connect", "aws.session")
          .resideInAPackage("io.ssmenv.aws.session..")
          .because("the policies of the operator do not allow a shell on an instance");

  @ArchTest
  static final ArchRule onlyAwsUsesTheSdk =
      only("aws")
          .resideInAPackage("software.amazon.awssdk..")
          .because("SDK types in the engine would tie its records to one version of the SDK");

  @ArchTest
  static final ArchRule onlyOperatorUsesTheFramework =
      only("operator")
          .resideInAPackage("io.javaoperatorsdk..")
          .because("Java Operator SDK can be upgraded or replaced in one package");

  @ArchTest
  static final ArchRule noCyclesBetweenPackagesAtAnyDepth =
      slices()
          .matching("io.ssmenv.(**)")
          .should()
          .beFreeOfCycles()
          .because("packages without cycles can be understood one after the other");

  /** Classes of a package use only that package, the named packages of this project, and Java. */
  private static ClassesShouldConjunction uses(String name, String... others) {
    String[] allowed =
        Stream.of(Stream.of(EVERYWHERE), Stream.of(packages(name)), Stream.of(packages(others)))
            .flatMap(packages -> packages)
            .toArray(String[]::new);
    return classes()
        .that()
        .resideInAPackage(packages(name)[0])
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(allowed);
  }

  /** No classes of other packages depend on classes that are named next. */
  private static ClassesThat<ClassesShouldConjunction> only(String... names) {
    return noClasses()
        .that()
        .resideOutsideOfPackages(packages(names))
        .should()
        .dependOnClassesThat();
  }

  private static String[] packages(String... names) {
    return Stream.of(names).map(name -> "io.ssmenv." + name + "..").toArray(String[]::new);
  }
}
