package io.ssmenv.cli.manifest;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.ssmenv.api.v1alpha1.SsmManagedEnvironment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads manifests from files, folders and standard input, as {@code kubectl apply -f} does. */
public final class ManifestFiles {

  private static final String STANDARD_INPUT = "-";
  private static final String KIND = SsmManagedEnvironment.class.getSimpleName();

  private static final ObjectMapper YAML =
      new ObjectMapper(new YAMLFactory()).enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final InputStream input;

  /**
   * @param input standard input, for the name {@code -}
   */
  public ManifestFiles(InputStream input) {
    this.input = input;
  }

  /**
   * The environments in these files. Other objects are skipped.
   *
   * @throws IOException with a message for users
   */
  public List<Manifest> read(List<String> names) throws IOException {
    List<Manifest> all = new ArrayList<>();
    for (String name : names) {
      List<Manifest> found = read(name);
      if (found.isEmpty()) {
        throw new IOException(
            label(name)
                + " contains no "
                + KIND
                + (Files.isDirectory(Path.of(name)) ? "; its subfolders are not read" : ""));
      }
      all.addAll(found);
    }
    return all;
  }

  private List<Manifest> read(String name) throws IOException {
    if (name.equals(STANDARD_INPUT)) {
      return parse(label(name), input);
    }
    List<Manifest> all = new ArrayList<>();
    for (Path file : files(Path.of(name))) {
      try (InputStream yaml = Files.newInputStream(file)) {
        all.addAll(parse(file.toString(), yaml));
      } catch (NoSuchFileException e) {
        throw new IOException("The file " + file + " does not exist", e);
      } catch (AccessDeniedException e) {
        throw new IOException("The file " + file + " cannot be read: permission denied", e);
      }
    }
    return all;
  }

  private static String label(String name) {
    return name.equals(STANDARD_INPUT) ? "Standard input" : name;
  }

  private static List<Path> files(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files
          .filter(file -> file.toString().matches(".*\\.(yaml|yml|json)"))
          .sorted()
          .toList();
    }
  }

  private static List<Manifest> parse(String source, InputStream yaml) throws IOException {
    List<Manifest> found = new ArrayList<>();
    try (MappingIterator<Object> documents = YAML.readerFor(Object.class).readValues(yaml)) {
      while (documents.hasNextValue()) {
        add(found, source, documents.nextValue());
      }
    } catch (JsonProcessingException e) {
      throw invalid(source, e);
    }
    return found;
  }

  private static IOException invalid(String source, JsonProcessingException e) {
    String where =
        e.getLocation() == null
            ? ""
            : ", line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr();
    String why =
        e.getOriginalMessage()
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith(" ")) // Not the excerpt.
            .collect(Collectors.joining(": "));
    return new IOException(source + where + ": " + why, e);
  }

  private static void add(List<Manifest> found, String source, Object document) {
    if (!(document instanceof Map<?, ?> map)) {
      return;
    }
    if (map.get("items") instanceof List<?> items && "List".equals(map.get("kind"))) {
      items.forEach(item -> add(found, source, item));
    } else if (KIND.equals(map.get("kind"))) {
      Map<String, Object> object = new LinkedHashMap<>();
      map.forEach((key, value) -> object.put(String.valueOf(key), value));
      found.add(new Manifest(source, object));
    }
  }
}
