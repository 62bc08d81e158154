package io.ssmenv;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The operator does everything in the same order in each Java process. */
@AnalyzeClasses(packages = "io.ssmenv", importOptions = DoNotIncludeTests.class)
class ImmutableCopyRuleTest {

  private static final DescribedPredicate<JavaMethodCall> UNORDERED_COLLECTOR =
      JavaCall.Predicates.target(HasOwner.Predicates.With.owner(type(Collectors.class)))
          .and(JavaCall.Predicates.target(nameMatching("toUnmodifiable(Set|Map)")))
          .forSubtype();

  @ArchTest
  static final ArchRule copiesKeepTheirOrder =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.ssmenv.simulator..")
          .should()
          .callMethod(Set.class, "copyOf", Collection.class)
          .orShould()
          .callMethod(Map.class, "copyOf", Map.class)
          .orShould()
          .callMethodWhere(UNORDERED_COLLECTOR)
          .because("ImmutableCopy keeps the order; theirs is another one in each Java process");
}
