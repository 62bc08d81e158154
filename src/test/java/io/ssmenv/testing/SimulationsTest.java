package io.ssmenv.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.OnlyIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.ssmenv.simulator.core.SimulatorOptions;

@AnalyzeClasses(packages = "io.ssmenv", importOptions = OnlyIncludeTests.class)
class SimulationsTest {

  @ArchTest
  static final ArchRule allTestsUseTheDurationsOfTheRun =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName(Simulations.class.getName())
          .should()
          .callMethod(SimulatorOptions.class, "defaults")
          .because("a run at one end of the ranges must move every test there");
}
