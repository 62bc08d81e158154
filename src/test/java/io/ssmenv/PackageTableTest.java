package io.ssmenv;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares the table of packages in {@code docs/architecture.md} with the classes. */
@AnalyzeClasses(packages = "io.ssmenv", importOptions = ImportOption.DoNotIncludeTests.class)
class PackageTableTest {

  private static final String ROOT = "io.ssmenv.";
  private static final Pattern NAME = Pattern.compile("`([a-z0-9.]+)`");

  /**
   * A row of the table.
   *
   * @param mayUse the text of its column
   */
  private record Row(String name, String mayUse) {}

  @ArchTest
  static void everyPackageHasARow(JavaClasses classes) throws IOException {
    Set<String> packages =
        classes.stream()
            .filter(type -> type.getPackageName().startsWith(ROOT))
            .map(PackageTableTest::topLevelPackage)
            .collect(toCollection(TreeSet::new));
    assertThat(rows()).extracting(Row::name).containsExactlyInAnyOrderElementsOf(packages);
  }

  @ArchTest
  static void noPackageUsesWhatItsRowDoesNotName(JavaClasses classes) throws IOException {
    List<Row> rows = rows();
    for (Row row : rows) {
      Set<String> used =
          classes.stream()
              .filter(type ->
                  type.getPackageName().startsWith(ROOT)
                      && topLevelPackage(type).equals(row.name()))
              .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
              .map(Dependency::getTargetClass)
              .filter(type -> type.getPackageName().startsWith(ROOT))
              .map(PackageTableTest::topLevelPackage)
              .filter(name -> !name.equals(row.name()))
              .collect(toCollection(TreeSet::new));
      assertThat(allowed(row, rows)).as(row.name()).containsAll(used);
    }
  }

  /** The package directly below the root. */
  private static String topLevelPackage(JavaClass type) {
    return firstSegment(type.getPackageName().substring(ROOT.length()));
  }

  private static String firstSegment(String name) {
    return name.split("\\.", -1)[0];
  }

  private static Set<String> allowed(Row row, List<Row> rows) {
    Set<String> named = names(row.mayUse());
    Set<String> packages = new TreeSet<>();
    if (row.mayUse().startsWith("all")) {
      rows.forEach(type -> packages.add(type.name()));
    } else if (row.mayUse().startsWith("the above")) {
      rows.subList(0, rows.indexOf(row)).forEach(type -> packages.add(type.name()));
    } else {
      return named;
    }
    packages.removeAll(named); // The packages after "but" are excluded.
    return packages;
  }

  private static List<Row> rows() throws IOException {
    String page = Files.readString(Path.of("docs", "architecture.md"));
    return page.substring(page.indexOf("## Packages"))
        .lines()
        .filter(line -> line.startsWith("| `"))
        .map(line -> Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
        .map(cells -> new Row(names(cells.get(1)).iterator().next(), cells.get(3)))
        .toList();
  }

  private static Set<String> names(String text) {
    return Stream.of(text)
        .flatMap(part -> NAME.matcher(part).results())
        .map(found -> firstSegment(found.group(1)))
        .collect(toCollection(TreeSet::new));
  }
}
