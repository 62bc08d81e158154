package io.ssmenv;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/** The operator does everything in the same order in each Java process. */
@AnalyzeClasses(packages = "io.ssmenv", importOptions = DoNotIncludeTests.class)
class ImmutableCopyRuleTest {

  @ArchTest
  static final ArchRule copiesKeepTheirOrder =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ssmenv.simulator..")
          .should()
          .callMethod(Set.class, "copyOf", Collection.class)
          .orShould()
          .callMethod(Map.class, "copyOf", Map.class)
          .because("ImmutableCopy keeps the order; theirs is another one in each Java process");
}
