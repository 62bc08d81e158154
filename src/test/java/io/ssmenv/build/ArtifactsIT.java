package io.ssmenv.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The content of the three jars that {@code ./mvnw package} creates: each has everything that it
 * needs and, except {@code ssmenv.jar}, nothing else.
 */
class ArtifactsIT {

  private static final Map<Path, Artifact> READ = new ConcurrentHashMap<>();

  private static Artifact jar(String name) throws IOException {
    return read(Path.of("target", name).toAbsolutePath());
  }

  private static Artifact read(Path file) throws IOException {
    if (!READ.containsKey(file)) {
      READ.put(file, Artifact.read(file));
    }
    return READ.get(file);
  }

  private static List<Artifact> libraries(Artifact jar) throws IOException {
    List<Artifact> libraries = new ArrayList<>();
    for (Path file : jar.libraries()) {
      libraries.add(read(file));
    }
    return libraries;
  }

  @Test
  void theOperatorHasNoSimulatorAndNoDevelopmentCommands() throws IOException {
    assertThat(jar("ssmenv-operator.jar").files())
        .contains("io/ssmenv/operator/OperatorRuntime.class")
        .noneMatch(file ->
            file.matches(
                "(crds|samples)/.*"
                    + "|io/ssmenv/(graph|picture|proof|simulator|svg|aws/details|aws/session)/.*"
                    + "|io/ssmenv/cli/[^/]*|io/ssmenv/cli/(?!command/|operator/).*"));
  }

  @Test
  void theSimulatorHasNoClassesOfTheOperator() throws IOException {
    assertThat(jar("ssmenv-simulator.jar").files())
        .contains("io/ssmenv/simulator/SimulatedAws.class")
        .allMatch(file ->
            file.matches("META-INF/.*|io/ssmenv/(build|simulator|cli/(command|simulator))/.*"));
  }

  @Test
  void theSimulatorHasOnlyTheLibrariesOfSixProjects() throws IOException {
    assertThat(jar("ssmenv-simulator.jar").libraries())
        .extracting(file -> file.getFileName().toString().replaceFirst("-[0-9].*", ""))
        .containsExactlyInAnyOrder(
            "Java-WebSocket",
            "jackson-annotations",
            "jackson-core",
            "jackson-databind",
            "jspecify",
            "logback-classic",
            "logback-core",
            "picocli",
            "slf4j-api");
  }

  @Test
  void theFullJarContainsTheOtherJars() throws IOException {
    Artifact full = jar("ssmenv.jar");
    for (String part : List.of("ssmenv-operator.jar", "ssmenv-simulator.jar")) {
      assertThat(full.files()).containsAll(jar(part).files());
      assertThat(full.libraries()).containsAll(jar(part).libraries());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssmenv-operator.jar", "ssmenv-simulator.jar", "ssmenv.jar"})
  void everyReferencedClassIsInTheJarItsLibrariesOrJava(String name) throws IOException {
    Artifact jar = jar(name);
    Set<String> available = new TreeSet<>(jar.classes());
    libraries(jar).forEach(library -> available.addAll(library.classes()));
    Map<String, Set<String>> missing = new TreeMap<>();
    jar.references()
        .forEach((one, references) ->
            references.stream()
                .filter(other -> !available.contains(other) && !isJava(other))
                .forEach(other -> missing.computeIfAbsent(other, _ -> new TreeSet<>()).add(one)));
    assertThat(missing).isEmpty();
  }

  private static boolean isJava(String name) {
    return ClassLoader.getPlatformClassLoader().getResource(name + ".class") != null;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssmenv-operator.jar", "ssmenv-simulator.jar"})
  void everyClassIsReachableFromTheMainClassOrAService(String name) throws IOException {
    Artifact jar = jar(name);
    Set<String> unused = new TreeSet<>(jar.classes());
    unused.removeAll(jar.reachable());
    assertThat(unused).allMatch(one -> one.endsWith("/package-info"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssmenv-operator.jar", "ssmenv-simulator.jar"})
  void everyLibraryIsNeededByTheJarOrAnotherLibrary(String name) throws IOException {
    Artifact jar = jar(name);
    List<Artifact> unused = new ArrayList<>(libraries(jar));
    Deque<Artifact> needed = new ArrayDeque<>(List.of(jar));
    while (!needed.isEmpty()) {
      Artifact one = needed.remove();
      unused.stream().filter(one::needs).forEach(needed::add);
      unused.removeAll(needed);
    }
    assertThat(unused).extracting(library -> library.file().getFileName()).isEmpty();
  }
}
