package io.ssmenv.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The content of a jar. Classes have their internal names: {@code io/ssmenv/cli/Main}.
 *
 * @param file the jar
 * @param manifest its main attributes
 * @param files the files in it
 * @param references the classes that each class of the jar refers to, also in annotations and
 *     signatures
 * @param mentions class names in string constants, as for {@code Class.forName}
 * @param services the service providers in the jar, by their interfaces
 */
record Artifact(
    Path file,
    Attributes manifest,
    Set<String> files,
    Map<String, Set<String>> references,
    Set<String> mentions,
    Map<String, Set<String>> services) {

  private static final String CLASS = ".class";
  private static final String SERVICES = "META-INF/services/";
  private static final Pattern DESCRIPTOR =
      Pattern.compile("(?<![a-z])L((?:[\\w$-]+/)+[\\w$-]+)[;<]");
  private static final Pattern NAME = Pattern.compile("[a-z]\\w*(\\.[\\w$]+){2,}");

  static Artifact read(Path file) throws IOException {
    Set<String> files = new TreeSet<>();
    Map<String, Set<String>> references = new TreeMap<>();
    Set<String> mentions = new HashSet<>();
    Map<String, Set<String>> services = new TreeMap<>();
    try (JarFile jar = new JarFile(file.toFile())) {
      for (JarEntry entry : jar.stream().filter(one -> !one.isDirectory()).toList()) {
        String name = entry.getName();
        files.add(name);
        if (name.endsWith(CLASS) && !name.startsWith("META-INF/")) {
          byte[] bytes = jar.getInputStream(entry).readAllBytes();
          String className = name.substring(0, name.length() - CLASS.length());
          references.put(className, references(bytes, mentions));
        } else if (name.startsWith(SERVICES)) {
          String text = new String(jar.getInputStream(entry).readAllBytes(), UTF_8);
          services.put(internal(name.substring(SERVICES.length())), providers(text));
        }
      }
      Attributes manifest =
          Optional.ofNullable(jar.getManifest())
              .map(found -> found.getMainAttributes())
              .orElseGet(Attributes::new);
      return new Artifact(file, manifest, files, references, mentions, services);
    }
  }

  private static Set<String> references(byte[] bytes, Set<String> mentions) {
    Set<String> found = new HashSet<>();
    for (PoolEntry entry : ClassFile.of().parse(bytes).constantPool()) {
      if (entry instanceof ClassEntry one && !one.asInternalName().startsWith("[")) {
        found.add(one.asInternalName());
      } else if (entry instanceof Utf8Entry text) {
        DESCRIPTOR.matcher(text.stringValue()).results().forEach(one -> found.add(one.group(1)));
        if (NAME.matcher(text.stringValue()).matches()) {
          mentions.add(internal(text.stringValue()));
        }
      }
    }
    return found;
  }

  private static Set<String> providers(String text) {
    return text.lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .map(Artifact::internal)
        .collect(toCollection(TreeSet::new));
  }

  private static String internal(String name) {
    return name.replace('.', '/');
  }

  Set<String> classes() {
    return references.keySet();
  }

  /** The class path in the manifest. */
  List<Path> libraries() {
    String path = Optional.ofNullable(manifest.getValue(Attributes.Name.CLASS_PATH)).orElse("");
    URI base = file.toUri();
    return Stream.of(path.split(" ", -1))
        .filter(entry -> !entry.isEmpty())
        .map(entry -> Path.of(base.resolve(entry)))
        .toList();
  }

  /** The classes of this jar that are reachable from its main class or a service. */
  Set<String> reachable() {
    Set<String> reachable = new TreeSet<>();
    Stream.concat(
            Stream.of(internal(manifest.getValue(Attributes.Name.MAIN_CLASS))),
            services.values().stream().flatMap(Set::stream))
        .forEach(name -> reach(name, reachable));
    return reachable;
  }

  private void reach(String name, Set<String> reachable) {
    if (references.containsKey(name) && reachable.add(name)) {
      references.get(name).forEach(next -> reach(next, reachable));
    }
  }

  /** Whether a class of this jar refers to a class or a service of the other jar. */
  boolean needs(Artifact other) {
    return Stream.concat(references.values().stream(), Stream.of(mentions))
            .flatMap(Set::stream)
            .anyMatch(other.references()::containsKey)
        || other.services().keySet().stream().anyMatch(references::containsKey);
  }
}
